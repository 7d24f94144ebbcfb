import { describe, expect, it } from '@jest/globals';
import type { ContractTarget } from '@yanshou/telemetry';
import { evaluate } from './evaluate.js';
import type { IndicatorRow } from './indicator-row.js';
import { contextOf, device, inventoryOf } from './testing/context.js';

const ID = 'intelligent-equipment-ratio';
const ACCEPTED = (id: string) => device(id);
const AWAITING = (id: string) => {
  const { intelligentApproval: _, ...stated } = device(id);
  return stated;
};
/** Two of five are accepted, one awaits it: 40 %, and 60 % with it. */
const inventory = inventoryOf([ACCEPTED('M1'), ACCEPTED('M2'), AWAITING('M3'), device('M4', { intelligent: false }), device('M5', { intelligent: false })]);
const rowOf = (byYear: NonNullable<ContractTarget['byYear']>, year?: number): IndicatorRow =>
  evaluate(ID, contextOf({ inventory, contract: { targets: [{ indicator: ID, comparator: '>=', value: 90, unit: '%', clause: '任务书 3.1', byYear }] } }, year === undefined ? {} : { year }));
const of2026 = (value: number): IndicatorRow => rowOf([{ year: 2026, value }], 2026);

describe('a row of a year', () => {
  it.each([
    [40, 'met', []],
    [50, 'pending-evidence', ['已提交的佐证待确认']],
    [60, 'pending-evidence', ['已提交的佐证待确认']],
    [60.1, 'not-met', []],
  ])('by a target of %d is %s, with 90 for the whole term', (value, verdict, said) => {
    const row = of2026(value);
    expect([row.verdict, row.target, row.termTarget, row.value]).toEqual([verdict, value, 90, 40]);
    expect(row.reasons.map(({ zh }) => zh.split('，')[0])).toEqual([...said, '1 台登记为智能化、尚未经管理人员认定', '按任务书的本年度目标判定']);
  });

  it('is judged by the target of the whole term where none is stated for the year, or no year is asked for', () => {
    const plain = rowOf([]);
    expect([plain.verdict, plain.target, 'termTarget' in plain]).toEqual(['not-met', 90, false]);
    expect([rowOf([], 2026), rowOf([{ year: 2027, value: 10 }], 2026), rowOf([{ year: 2026, value: 10 }])]).toEqual([plain, plain, plain]);
  });

  it('has the digest of the term’s row, and is lowered as that is: a smaller target on the way is none', () => {
    const { inputsDigest, loweredFrom, reasons } = of2026(10);
    expect([inputsDigest, loweredFrom]).toEqual([rowOf([]).inputsDigest, null]);
    expect(reasons.map(({ en }) => en).join()).not.toContain('lower than');
  });
});
