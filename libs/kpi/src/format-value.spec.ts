import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { decimalFraction, holds, ratioFraction } from '@yanshou/catalogue';
import { formatShare, formatValue } from './format-value.js';

describe('figures as people read them', () => {
  it.each([
    [ratioFraction(2, 3, 100), '66.67'], [ratioFraction(1, 8, 1), '0.12'], [ratioFraction(3, 8, 1), '0.38'], [ratioFraction(-1, 8, 1), '-0.12'],
    [ratioFraction(1005, 1000), '1.00'], [ratioFraction(1015, 1000), '1.02'], [ratioFraction(0, 7), '0.00'], [ratioFraction(-1, 1000), '0.00'],
  ])('two decimals, half to even (%#)', (value, text) => {
    expect(formatValue(value, 2)).toBe(text);
  });

  it.each([
    [69_996, 100_000, '>=', 70, '69.996'], [70_004, 100_000, '<=', 70, '70.004'], [699_999_999, 1_000_000_000, '>=', 70, '69.9999999'],
    [7, 10, '>=', 70, '70.00'], [2, 3, '=', 66.67, '66.667'], [69_994, 100_000, '>=', 70, '69.99'],
  ] as const)('%p/%p against %s %p shows %s', (numerator, denominator, comparator, target, text) => {
    expect(formatValue(ratioFraction(numerator, denominator, 100), 2, { comparator, target })).toBe(text);
  });

  it('never shows a figure that leads to another verdict, and is within half a unit of its last place', () => {
    const parts = fc.integer({ min: 1, max: 100_000 }).chain((whole) => fc.tuple(fc.integer({ min: 0, max: whole }), fc.constant(whole)));
    fc.assert(fc.property(parts, fc.integer({ min: 0, max: 10_000 }), fc.constantFrom('>=', '<=', '>', '<', '='), ([part, whole], hundredths, comparator) => {
      const value = ratioFraction(part, whole, 100);
      const target = hundredths / 100;
      const text = formatValue(value, 2, { comparator, target });
      expect(holds(decimalFraction(Number(text)), comparator, decimalFraction(target))).toBe(holds(value, comparator, decimalFraction(target)));
      expect(Math.abs(Number(text) - (100 * part) / whole)).toBeLessThanOrEqual(0.005 + 1e-9);
    }));
  });

  it('shows a share in per cent, and a dash where there is none', () => {
    expect([0.98125, 1, 0, null].map(formatShare)).toEqual(['98.12 %', '100.00 %', '0.00 %', '—']);
  });

  it('never rounds a share to a whole per cent that it does not have', () => {
    expect([0.79996, 0.949_999_9, 0.99999, 0.00001, 1 / 43_200, 0.8, 0.79994].map(formatShare)).toEqual(['79.996 %', '94.99999 %', '99.999 %', '0.001 %', '0.002 %', '80.00 %', '79.99 %']);
  });
});
