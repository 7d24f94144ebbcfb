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
    ['as far as the value has come', row(52.5, '>=', 70), { rate: 0.75, counted: 0.75 }],
    ['above one where it went beyond, and counts as one', row(84, '>=', 70), { rate: 1.2, counted: 1 }],
    ['of the target where lower is better', row(4, '<=', 3), { rate: 0.75, counted: 0.75, reverse: true }],
    ['above one where it is lower still', row(2, '<=', 3), { rate: 1.5, counted: 1, reverse: true }],
    ['below zero for a loss, and counts as nothing', row(-5, '>=', 20), { rate: -0.25, counted: 0 }],
    ['less by what a value to be hit is off', row(8, '=', 10), { rate: 0.8, counted: 0.8 }],
    ['and by as much on the other side', row(12, '=', 10), { rate: 0.8, counted: 0.8 }],
    ['one at the target that is to be exceeded, which never counts as whole', row(70, '>', 70), { rate: 1, counted: 1 - Number.EPSILON }],
  ] as const)('is %s', (_, judgedRow, expected) => {
    expect(completionOf(judgedRow)).toEqual({ reverse: false, reason: null, ...expected });
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
      const [better, other] = (comparator.startsWith('<') ? left < right : left > right) ? [a, b] : [b, a];
      expect(better?.rate).toBeGreaterThanOrEqual(other?.rate as number);
      expect(better?.counted).toBeGreaterThanOrEqual(other?.counted as number);
    }), { numRuns: 500 });
  });
});
