import { describe, expect, it } from '@jest/globals';
import type { IndicatorRow } from '@yanshou/kpi';
import type { KpiValueVersion } from '@yanshou/registry';
import type { ProjectContract } from '@yanshou/telemetry';
import { baselineOf, legPoints } from './baseline-figures.js';

const contract = { baseline: { from: 1, to: 9 } } as ProjectContract;
const ratio = { project: 'p', indicator: 'networked-device-ratio', figures: {}, inputsDigest: 'now' } as unknown as IndicatorRow;
const leg = (name: string, value: number, intervals: unknown) => ({ leg: name, value, unit: 'h', numerator: String(value), denominator: '1', sourceKind: 'collected', intervals });
const gain = { ...ratio, indicator: 'gain', clause: 'c', formulaVersion: '1', figures: { legs: [leg('baseline', 4, { expected: 10, valid: 9 }), leg('reporting', 5, null)] } } as unknown as IndicatorRow;
const kept = (facts: Partial<KpiValueVersion>): KpiValueVersion => ({ indicator: 'networked-device-ratio', from: 1, to: 9, value: 40, inputsDigest: 'then', detail: { coverage: 0.9 }, ...facts }) as KpiValueVersion;

describe('the baseline of an indicator', () => {
  it('is what the ledger of windows keeps of the contract\'s baseline, with its own coverage and digest', () => {
    expect(baselineOf(ratio, contract, [kept({ indicator: 'other', value: 1 }), kept({})])).toEqual({ value: 40, from: 1, to: 9, coverage: 0.9, inputsDigest: 'then' });
    expect(baselineOf(ratio, contract, [kept({ detail: null })])?.coverage).toBeNull();
  });

  it('is none where the ledger keeps nothing, a value of an earlier baseline, or no value', () => {
    for (const values of [[], [kept({ from: 2 })], [kept({ to: 8 })], [kept({ value: null })]]) expect(baselineOf(ratio, contract, values)).toBeNull();
    expect(baselineOf(ratio, undefined, [kept({})])).toBeNull();
  });

  it('of a gain is 0 by definition, whatever is kept, with the coverage of its baseline', () => {
    expect(baselineOf(gain, contract, [kept({ indicator: 'gain', value: 3 })])).toEqual({ value: 0, from: 1, to: 9, coverage: 0.9, inputsDigest: 'now' });
    expect(baselineOf(gain, undefined, [])).toMatchObject({ value: 0, from: null, to: null });
  });
});

describe('the sides of gains', () => {
  it('are both of each, with the row\'s clause and digest, and none of other indicators', () => {
    expect(legPoints([ratio, gain], 7).map(({ indicator, leg: side, at, value, coverage, inputsDigest }) => [indicator, side, at, value, coverage, inputsDigest]))
      .toEqual([['gain', 'baseline', 7, 4, 0.9, 'now'], ['gain', 'reporting', 7, 5, null, 'now']]);
  });
});
