import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decimalFraction, holds } from '@yanshou/catalogue';
import type { Verdict } from '@yanshou/catalogue';
import type { Comparator } from '@yanshou/telemetry';
import { completionOf } from './completion.js';

const row = (value: number | null, comparator: Comparator, target: number | null, verdict: Verdict = judged(value, comparator, target)) =>
  ({ value, numerator: null, denominator: null, scale: 1, unit: '%', comparator, target, verdict, figures: { exemptShare: null } });

function judged(value: number | null, comparator: Comparator, target: number | null): Verdict {
  if (value === null) return 'insufficient-data';
  return target === null ? 'pending-evidence' : holds(decimalFraction(value), comparator, decimalFraction(target)) ? 'met' : 'not-met';
}

describe('completion rate', () => {
  it.each([
    ['as far as the value has come', 52.5, '>=', 70, 0.75, 0.75],
    ['above one where it went beyond, and counts as one', 84, '>=', 70, 1.2, 1],
    ['of the target where lower is better', 4, '<=', 3, 0.75, 0.75],
    ['above one where it is lower still', 2, '<=', 3, 1.5, 1],
    ['below zero for a loss, and counts as nothing', -5, '>=', 20, -0.25, 0],
    ['less by what a value to be hit is off', 8, '=', 10, 0.8, 0.8],
    ['and by as much on the other side', 12, '=', 10, 0.8, 0.8],
    ['one at the target that is to be exceeded, which never counts as whole', 70, '>', 70, 1, 1 - Number.EPSILON],
  ] as const)('is %s', (_, value, comparator, target, rate, counted) => {
    expect(completionOf(row(value, comparator, target))).toEqual({ rate, counted, reverse: comparator === '<=', reason: null });
  });

  it('has no rate, but a count, where a ratio has no meaning', () => {
    expect(completionOf(row(0, '<=', 3))).toMatchObject({ rate: null, counted: 1, reverse: true });
    expect(completionOf(row(-1, '>=', 0))).toMatchObject({ rate: null, counted: 0 });
    expect(completionOf(row(5, '>=', 0))).toMatchObject({ rate: null, counted: 1 });
  });

  it('has neither without a target, and none for a value that the data does not carry', () => {
    for (const one of [row(5, '>=', null), row(null, '>=', 5), row(9, '>=', 5, 'insufficient-data')]) {
      expect(completionOf(one)).toMatchObject({ rate: null, counted: null, reason: { zh: expect.any(String), en: expect.any(String) } });
    }
    expect(completionOf(row(2, '>=', 5, 'pending-evidence'))).toMatchObject({ rate: 0.4, counted: null });
  });

  it('counts as whole exactly when the target is met, and grows with what is better', () => {
    const number = fc.integer({ min: 1, max: 1_000_000 }).map((cents) => cents / 100);
    fc.assert(fc.property(number, number, number, fc.constantFrom<Comparator>('>=', '<=', '>', '<'), (left, right, target, comparator) => {
      const [a, b] = [left, right].map((value) => completionOf(row(value, comparator, target)));
      expect(a?.counted === 1).toBe(judged(left, comparator, target) === 'met');
      const better = comparator.startsWith('<') ? left < right : left > right;
      if (better) expect((a?.rate ?? 0) >= (b?.rate ?? 0) && (a?.counted ?? 0) >= (b?.counted ?? 0)).toBe(true);
    }), { numRuns: 500 });
  });
});
