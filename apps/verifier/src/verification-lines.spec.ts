import { describe, expect, it } from '@jest/globals';
import type { Verification } from '@yanshou/bundles';
import { verificationLines } from './verification-lines.js';

const assessed = { from: '2026-01-01T00:00:00.000Z', to: '2026-04-01T00:00:00.000Z' };
const linesOf = (periods: Verification['periods'], language: 'zh' | 'en' = 'en'): string => verificationLines({
  verified: true, steps: { archive: 'passed', files: 'passed', signature: 'passed', contents: 'passed', recomputation: 'passed' },
  findings: [], folder: 'f', keyId: 'k', originProven: true, rows: [], files: 1, readings: 1, periods, opinions: null,
}, language).join('\n');

describe('the period in what the verifier says', () => {
  it("is interim where it is not the contract's", () => {
    const lines = linesOf({ assessed, contract: { ...assessed, to: '2027-01-01T00:00:00.000Z' } });
    for (const told of ['period assessed 2026-01-01T00:00:00.000Z – 2026-04-01', "reporting period 2026-01-01T00:00:00.000Z – 2027-01-01", 'INTERIM']) expect(lines).toContain(told);
    expect(linesOf({ assessed, contract: { ...assessed, from: '2025-01-01T00:00:00.000Z' } }, 'zh')).toContain('阶段性核算：核算时段不是任务书考核期');
  });

  it("is the whole where it is the contract's, and told as unknown by bundles of before", () => {
    expect(linesOf({ assessed, contract: assessed })).not.toContain('INTERIM');
    expect(linesOf({ assessed, contract: null }, 'zh')).toContain('未载明任务书考核期');
    expect(linesOf(null)).not.toContain('period assessed');
  });
});
