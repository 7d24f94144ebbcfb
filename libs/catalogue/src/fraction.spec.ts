import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareFractions, decimalFraction, holds, ratioFraction } from './fraction.js';

describe('exact fractions', () => {
  it.each([
    [0.8, 8n, 10n], [70, 70n, 1n], [-2.5, -25n, 10n], [1e21, 10n ** 21n, 1n], [1e-7, 1n, 10n ** 7n], [1.5e-7, 15n, 10n ** 8n], [0, 0n, 1n],
  ])('%p is read as the decimal it shows', (value, numerator, denominator) => {
    expect(decimalFraction(value)).toEqual({ numerator, denominator });
  });

  it('refuses what is no number or no ratio', () => {
    expect(() => decimalFraction(NaN)).toThrow(RangeError);
    expect(() => decimalFraction(Infinity)).toThrow(RangeError);
    for (const bad of [() => ratioFraction(1, 0), () => ratioFraction(0.5, 1), () => ratioFraction(1, -1), () => ratioFraction(2 ** 53, 1)]) {
      expect(bad).toThrow(RangeError);
    }
  });

  it('reads any finite number back unchanged', () => {
    fc.assert(fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      const { numerator, denominator } = decimalFraction(value);
      const digits = denominator.toString().length - 1;
      expect(Number(`${numerator}e-${digits}`)).toBe(value === 0 ? 0 : value);
    }));
  });

  it('compares where doubles cannot: 4 of 5 reaches 0.8, one of 10 million less does not', () => {
    expect(holds(ratioFraction(4, 5), '>=', decimalFraction(0.8))).toBe(true);
    expect(holds(ratioFraction(7_999_999, 10_000_000), '>=', decimalFraction(0.8))).toBe(false);
    expect(holds(ratioFraction(9_007_199_254_740_990, 9_007_199_254_740_991), '<', decimalFraction(1))).toBe(true);
    expect(holds(ratioFraction(69_996, 100_000, 100), '>=', decimalFraction(70))).toBe(false);
  });

  it('orders like cross-multiplied integers, and every comparator follows the order', () => {
    const part = fc.integer({ min: 1, max: 1_000 });
    fc.assert(fc.property(fc.integer({ min: -1_000, max: 1_000 }), part, fc.integer({ min: -1_000, max: 1_000 }), part, (a, b, c, d) => {
      const [left, right] = [ratioFraction(a, b), ratioFraction(c, d)];
      const order = Math.sign(a * d - c * b);
      expect(compareFractions(left, right)).toBe(order === 0 ? 0 : order);
      expect((['>=', '<=', '>', '<', '='] as const).map((comparator) => holds(left, comparator, right))).toEqual([
        order >= 0, order <= 0, order > 0, order < 0, order === 0,
      ]);
    }));
  });
});
