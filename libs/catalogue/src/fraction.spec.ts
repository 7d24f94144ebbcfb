import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  addFractions, compareFractions, decimalFraction, divideFractions, exactRatio, fractionToNumber, holds, multiplyFractions, negateFraction, ratioFraction, reduceFraction,
} from './fraction.js';

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

const anyDouble = fc.double({ noNaN: true, noDefaultInfinity: true });
const anyFraction = fc.tuple(fc.bigInt({ min: -(10n ** 40n), max: 10n ** 40n }), fc.bigInt({ min: 1n, max: 10n ** 40n })).map(([numerator, denominator]) => ({ numerator, denominator }));

describe('fractions as numbers', () => {
  it('rounds once: a quotient of safe integers is what the processor divides', () => {
    const safe = fc.maxSafeInteger();
    fc.assert(fc.property(safe, fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }), (numerator, denominator) => {
      expect(fractionToNumber(ratioFraction(numerator, denominator))).toBe(numerator / denominator + 0);
    }));
  });

  it('reads back any double', () => {
    fc.assert(fc.property(anyDouble, (value) => {
      fc.pre(value === 0 || Math.abs(value) > 1e-300);
      expect(fractionToNumber(decimalFraction(value))).toBe(value + 0);
    }));
  });

  it('takes the even neighbour of a tie, and is infinite where no double is near', () => {
    expect(fractionToNumber({ numerator: 2n ** 53n + 1n, denominator: 1n })).toBe(2 ** 53);
    expect(fractionToNumber({ numerator: 2n ** 53n + 3n, denominator: 1n })).toBe(2 ** 53 + 4);
    expect(fractionToNumber({ numerator: (2n ** 53n + 1n) * 10n ** 30n + 1n, denominator: 10n ** 30n })).toBe(2 ** 53 + 2);
    expect(fractionToNumber({ numerator: -(10n ** 400n), denominator: 1n })).toBe(-Infinity);
    expect(fractionToNumber({ numerator: 1n, denominator: 10n ** 400n })).toBe(0);
  });
});

describe('arithmetic of fractions', () => {
  it('is exact, in lowest terms, with a positive denominator', () => {
    fc.assert(fc.property(anyFraction, anyFraction, (left, right) => {
      const product = multiplyFractions(left, right);
      expect(reduceFraction(product)).toEqual(product);
      expect(compareFractions(addFractions(addFractions(left, right), negateFraction(right)), left)).toBe(0);
      if (right.numerator === 0n) expect(() => divideFractions(left, right)).toThrow(RangeError);
      else expect(divideFractions(product, right)).toEqual(reduceFraction(left));
      expect(divideFractions({ numerator: 1n, denominator: 2n }, { numerator: -3n, denominator: 1n })).toEqual({ numerator: -1n, denominator: 6n });
    }));
  });

  it('takes ratios of numbers and of big integers', () => {
    expect(exactRatio({ numerator: 2, denominator: 5 }, 100)).toEqual({ numerator: 200n, denominator: 5n });
    expect(exactRatio({ numerator: 2n ** 70n, denominator: 5n }, 100)).toEqual({ numerator: 100n * 2n ** 70n, denominator: 5n });
    expect(() => exactRatio({ numerator: 2 ** 53, denominator: 1 })).toThrow(RangeError);
  });
});
