import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { judgeRule } from './judge-rule.js';
import type { RuleQuestion } from './judge-rule.js';
import { outlierDays } from './outliers.js';
import type { SufficiencyDevice } from './sufficiency-figure.js';

const share = (device: string, numerator: number, denominator: number): SufficiencyDevice => ({ device, nameZh: '', nameEn: '', numerator, denominator });
const ruleOf = (shares: readonly SufficiencyDevice[], facts: Partial<RuleQuestion> = {}) =>
  judgeRule({ rule: 'complete-days', comparator: '>=', limit: 0.9, shares, weight: () => 1, minimum: 0.8, repairableUntil: () => 5, ...facts });

describe('a rule over the devices of a leg', () => {
  it('holds where those that hold it carry enough of what is expected, exactly', () => {
    const five = [share('a', 8, 10), ...['b', 'c', 'd', 'e'].map((id) => share(id, 9, 10))];
    expect(ruleOf(five)).toMatchObject({ held: true, devices: 5, failing: 1, measured: { numerator: 44, denominator: 50 }, repairableUntil: null });
    expect(ruleOf(five, { weight: (device) => (device === 'a' ? 2 : 1) })).toMatchObject({ held: false, repairableUntil: '1970-01-01T00:00:00.000005Z' });
    expect(ruleOf([share('a', 8, 10)])).toMatchObject({ held: false, worst: [{ device: 'a' }] });
    expect(ruleOf([share('a', 2, 10)], { comparator: '<=', limit: 0.1 })).toMatchObject({ held: false });
  });

  it('holds where there is nothing to judge, and is not carried by nothing', () => {
    expect(ruleOf([share('a', 0, 0)])).toMatchObject({ held: true, measured: null, devices: 0 });
    expect(ruleOf([share('a', 0, 1)], { weight: () => 0 })).toMatchObject({ held: false });
  });

  it('names the worst first, five at most, whatever the order', () => {
    const anyShare = fc.record({ numerator: fc.nat(9), more: fc.nat(9), id: fc.nat(8), metric: fc.constantFrom('x', 'y') });
    fc.assert(fc.property(fc.uniqueArray(anyShare, { selector: ({ id, metric }) => `${id} ${metric}` }), fc.boolean(), (all, up) => {
      const shares = all.map(({ numerator, more, id, metric }) => ({ ...share(`d${id}`, numerator, numerator + more), metric }));
      const facts = { comparator: up ? '>=' as const : '<=' as const, limit: 0.5 };
      const rule = ruleOf(shares, facts);
      expect(ruleOf([...shares].reverse(), facts)).toEqual(rule);
      const values = rule.worst.map(({ numerator, denominator }) => numerator / denominator);
      expect(values).toEqual([...values].sort((a, b) => (up ? a - b : b - a)));
      expect([rule.worst.length <= 5, rule.held || rule.failing > 0]).toEqual([true, true]);
    }));
  });
});

describe('an outlier', () => {
  const days = (...steps: readonly number[]) => steps.map((step, index) => ({ day: `d${index}`, steps: String(step) }));

  it('is above median + 3 × IQR of the days, not at it', () => {
    // Sorted 1 … 8 and the last: quartiles of nine values are the third, fifth and seventh, so 5 + 3 × (7 − 3) = 17.
    expect(outlierDays(days(1, 2, 3, 4, 5, 6, 7, 8, 17))).toEqual([]);
    expect(outlierDays(days(18, 2, 3, 4, 5, 6, 7, 8, 1))).toEqual(['d0']);
    // Quartiles between two days are interpolated: of ten values 3.25, 5.5 and 7.75, so 5.5 + 13.5 = 19.
    expect(outlierDays(days(1, 2, 3, 4, 5, 6, 7, 8, 9, 19))).toEqual([]);
    expect(outlierDays(days(1, 2, 3, 4, 5, 6, 7, 8, 9, 20))).toEqual(['d9']);
  });

  it('is the same of days that are all greater by any number of steps', () => {
    fc.assert(fc.property(fc.array(fc.oneof(fc.nat(60), fc.nat(2 ** 40)), { minLength: 8, maxLength: 30 }), fc.constantFrom(1n, 2n ** 48n, 2n ** 70n), (steps, more) => {
      const shifted = steps.map((step, index) => ({ day: `d${index}`, steps: String(BigInt(step) + more) }));
      expect(outlierDays(shifted)).toEqual(outlierDays(days(...steps)));
    }));
  });

  it('is none of a few days', () => {
    expect(outlierDays(days(1, 1, 1, 1, 1, 1, 900))).toEqual([]);
  });
});
