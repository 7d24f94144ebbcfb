import { describe, expect, it } from '@jest/globals';
import type { EvidenceView } from '@yanshou/api-schema';
import { NO_FILTER, bytesText, countByStatus, filterEvidence, kindsCounted, kindsPresent, mustStateDetails } from './evidence-view.js';

const paper = (id: string, given: Partial<EvidenceView> = {}): EvidenceView => ({
  id, kind: 'patent', title: `材料 ${id}`, fileName: `${id}.pdf`, mediaType: 'application/pdf', bytes: 1, sha256: '0'.repeat(64), legalChanges: [], status: 'submitted', submittedAt: '2026-10-01T00:00:00Z', ...given,
});
const PAPERS = [
  paper('a', { number: '2024 1 0123456.7', owner: '天津测试装备有限公司' }), paper('b', { kind: 'standard', status: 'accepted', submittedAt: '2026-10-03T00:00:00Z' }),
  paper('c', { kind: 'audit', status: 'rejected', submittedAt: '2026-10-02T00:00:00Z' }),
];

describe('evidence', () => {
  it('is listed by state, kind and words, the latest first', () => {
    const found = (change: object): string[] => filterEvidence(PAPERS, { ...NO_FILTER, ...change }).map(({ id }) => id);
    expect([found({}), found({ status: 'accepted' }), found({ kind: 'audit' }), found({ text: ' 0123456 测试装备 ' }), found({ text: 'PDF', kind: 'patent' }), found({ status: 'accepted', kind: 'audit' })])
      .toEqual([['b', 'c', 'a'], ['b'], ['c'], ['a'], ['a'], []]);
  });

  it('is counted by state, and its kinds are those that are there', () => {
    expect([countByStatus(PAPERS), kindsPresent(PAPERS)]).toEqual([{ submitted: 1, accepted: 1, rejected: 1 }, ['patent', 'standard', 'audit']]);
  });

  it('that is counted one by one states its details, other papers need not', () => {
    expect(['patent', 'standard', 'audit', ''].map(mustStateDetails)).toEqual([true, true, false, false]);
  });

  it('is of the kinds that the indicator counts', () => {
    expect([kindsCounted({ evidenceRule: { kinds: ['patent'] } }), kindsCounted({}), kindsCounted(undefined)]).toEqual([['patent'], null, null]);
  });

  it.each([[0, '0 B'], [1_023, '1023 B'], [1_024, '1 KB'], [1_024 ** 2, '1.0 MB'], [52_428_800, '50 MB']])('%d bytes are %s', (bytes, text) => expect(bytesText(bytes)).toBe(text));
});
