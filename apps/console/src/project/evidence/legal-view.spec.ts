import { describe, expect, it } from '@jest/globals';
import type { EvidenceView } from '@yanshou/api-schema';
import { pendingChange, statesToFollow } from './legal-view.js';
import type { LegalChangeView } from './legal-view.js';

const change = (number: number, state: LegalChangeView['state'], status: LegalChangeView['status']): LegalChangeView => ({ number, state, status, at: '2026-05-01T00:00:00Z', proof: 'x', statedBy: 'liu', statedAt: '2026-05-02T00:00:00Z' });
const paper = (given: Partial<EvidenceView>): EvidenceView => ({
  id: 'a', kind: 'patent', title: 'a', fileName: 'a.pdf', mediaType: 'application/pdf', bytes: 1, sha256: '0'.repeat(64), status: 'accepted', legalState: 'applied', legalChanges: [], ...given,
});

describe('the legal state of a paper', () => {
  it('is followed by what its last accepted change leads to', () => {
    expect(statesToFollow(paper({}))).toEqual(['granted', 'published', 'refused', 'withdrawn', 'expired']);
    expect(statesToFollow(paper({ legalChanges: [change(1, 'refused', 'accepted'), change(2, 'granted', 'rejected')] }))).toEqual(['granted']);
    expect(statesToFollow(paper({ legalChanges: [change(1, 'withdrawn', 'accepted')] }))).toEqual([]);
  });

  it('is for nobody to change while a change waits, of a rejected paper, and of one that is not counted one by one', () => {
    const waiting = paper({ legalChanges: [change(1, 'granted', 'submitted')] });
    expect(pendingChange(waiting)?.number).toBe(1);
    const { legalState: _, ...stateless } = paper({});
    expect([waiting, paper({ status: 'rejected' }), paper({ kind: 'audit' }), stateless].map(statesToFollow)).toEqual([[], [], [], []]);
  });
});
