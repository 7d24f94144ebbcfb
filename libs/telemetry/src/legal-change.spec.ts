import { describe, expect, it } from '@jest/globals';
import { LEGAL_STATES } from './evidence-item.js';
import type { EvidenceItem } from './evidence-item.js';
import { evidenceBefore, legalHistories, legalStateBefore, nextLegalStates } from './legal-change.js';
import type { LegalChange } from './legal-change.js';

const change = (number: number, facts: Partial<LegalChange>): LegalChange =>
  ({ project: 'p', evidence: 'e', number, state: 'granted', at: 0, proof: 'f', statedBy: 'm', statedAt: 0, status: 'accepted', ...facts });

describe('the legal state of an item', () => {
  const history = legalHistories([change(3, { state: 'expired', at: 20 }), change(1, { at: 10 }), change(2, { state: 'refused', at: 15, status: 'rejected' }), change(4, { state: 'revoked', at: 30, status: 'submitted' })]).get('e') ?? [];

  it('is that of its paper until an accepted change holds, and then that of the last one', () => {
    expect([10, 11, 20, 21, 99].map((until) => legalStateBefore('applied', history, until))).toEqual(['applied', 'granted', 'granted', 'expired', 'expired']);
  });

  it('is all that an evaluation at a time is told', () => {
    const item: EvidenceItem = { id: 'e', indicator: 'i', status: 'accepted', sha256: '0', legalState: 'applied', legalChanges: history };
    expect(evidenceBefore(item, 11)).toEqual({ id: 'e', indicator: 'i', status: 'accepted', sha256: '0', legalState: 'granted' });
    const { legalState: _, legalChanges: __, ...bare } = item;
    expect(evidenceBefore(bare, 11)).toEqual(bare);
  });

  it('ends with what was withdrawn or revoked', () => {
    expect(LEGAL_STATES.filter((state) => nextLegalStates(state).length === 0)).toEqual(['withdrawn', 'revoked']);
  });
});
