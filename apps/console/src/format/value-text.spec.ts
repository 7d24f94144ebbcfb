import { decimalFraction, holds, ratioFraction } from '@yanshou/catalogue';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aRow, anyRow } from '../testing/rows.js';
import { amountText, differenceText, expectedText, groupedText, ratioText, roundedText, shareText, storedText, targetText, valueText } from './value-text.js';

const percent = (numerator: number, denominator: number, target: number | null = null) => aRow({ numerator, denominator, value: (100 * numerator) / denominator, target });

/** The number of a text that people read. */
const numberOf = (text: string): number => Number(text.split(' ')[0]?.replaceAll(',', ''));

describe('the text of a value', () => {
  it.each([
    [percent(2, 3), '66.67 %'],
    [percent(1, 1), '100.00 %'],
    [percent(-310, 10_000), '-3.10 %'],
    [percent(0, 7), '0.00 %'],
    // Ties to the even digit: 0.125 and 0.375 are exact in binary too.
    [percent(125, 100_000), '0.12 %'],
    [percent(375, 100_000), '0.38 %'],
    [aRow({ value: null, numerator: null, denominator: null }), '—'],
    [aRow({ scale: 1, numerator: 5, denominator: 1, value: 5, unit: '件', target: 3 }), '5 件'],
    [aRow({ scale: 1, numerator: 5, denominator: 2, value: 2.5, unit: '', target: null }), '2.50'],
    // Without a ratio the decimal of the value itself is rounded.
    [aRow({ numerator: null, denominator: null, value: 5.585, target: null }), '5.58 %'],
  ])('%#: %s', (row, text) => expect(valueText(row, 'zh')).toBe(text));

  it('shows as many digits as the verdict needs', () => {
    expect(valueText(percent(69_996, 100_000, 70), 'zh')).toBe('69.996 %');
    expect(valueText(percent(70_000, 100_000, 70), 'zh')).toBe('70.00 %');
    expect(valueText(percent(699_999, 1_000_000, 70), 'zh')).toBe('69.9999 %');
  });

  it('never leads to another verdict than the whole value', () => {
    fc.assert(fc.property(anyRow.filter(({ value, target }) => value !== null && target !== null), (row) => {
      const shown = decimalFraction(numberOf(valueText(row, 'zh')));
      const exact = ratioFraction(row.numerator ?? 0, row.denominator ?? 1, row.scale);
      const target = decimalFraction(row.target ?? 0);
      expect(holds(shown, row.comparator, target)).toBe(holds(exact, row.comparator, target));
    }));
  });

  it('is at most half of its last digit away from the value', () => {
    fc.assert(fc.property(fc.integer({ min: -100_000, max: 100_000 }), fc.integer({ min: 1, max: 10_000 }), (numerator, denominator) => {
      const shown = numberOf(valueText(percent(numerator, denominator), 'zh'));
      expect(Math.abs(shown - (100 * numerator) / denominator)).toBeLessThanOrEqual(0.005 + 1e-9);
    }));
  });

  it('of a stored value stands on the number alone', () => {
    expect(storedText(aRow({ scale: 1, unit: '件' }), 5, 'zh')).toBe('5 件');
    expect(storedText(aRow({ target: 70 }), 69.996, 'zh')).toBe('69.996 %');
    expect(storedText(aRow(), null, 'zh')).toBe('—');
  });
});

describe('what stands beside a value', () => {
  it('names numerator and denominator of a ratio, not of a count', () => {
    expect(ratioText(percent(2, 3))).toBe('2 / 3');
    expect(ratioText(aRow({ scale: 1, numerator: 5, denominator: 1, value: 5 }))).toBeNull();
    expect(ratioText(aRow({ numerator: null, denominator: null }))).toBeNull();
    expect(ratioText(aRow({ numerator: 1, denominator: 987_654_321_987 }))).toBeNull();
  });

  it('writes targets, amounts and shares', () => {
    expect(targetText({ comparator: '>=', target: 70, unit: '%' }, 'zh')).toBe('≥ 70 %');
    expect(targetText({ comparator: '<', target: 2.5, unit: '' }, 'zh')).toBe('< 2.5');
    expect(targetText({ comparator: '>=', target: null, unit: '%' }, 'zh')).toBe('—');
    expect(amountText(80, '%', 'zh')).toBe('80 %');
    expect([shareText(1), shareText(0.97315), shareText(0), shareText(null)]).toEqual(['100.00 %', '97.32 %', '0.00 %', '—']);
  });

  it('rounds one side of a gain to four places', () => {
    expect([roundedText(2.29166667, '件/h', 'zh'), roundedText(0.00005, '', 'zh'), roundedText(null, '%', 'zh')]).toEqual(['2.2917 件/h', '0.0000', '—']);
  });

  it('gives differences their sign', () => {
    const difference = (left: number, right: number): string => differenceText(decimalFraction(left), decimalFraction(right), '%', 'zh');
    expect([difference(60, 80), difference(80, 60), difference(60, 60)]).toEqual(['-20.00 %', '+20.00 %', '0.00 %']);
    expect(differenceText(ratioFraction(1, 3, 100), decimalFraction(33.33), '%', 'zh')).toBe('0.00 %');
  });

  it('sets thousands apart, before the point only', () => {
    expect(['0', '999', '1000', '-1234567', '1234.56789', '≥ 50000', '1e+21'].map(groupedText)).toEqual(['0', '999', '1,000', '-1,234,567', '1,234.56789', '≥ 50,000', '1e+21']);
    expect([targetText({ comparator: '>=', target: 5_000, unit: '万元' }, 'zh'), amountText(4_812.5, '万元', 'zh'), expectedText(74.25, '%', 'zh')]).toEqual(['≥ 5,000 万元', '4,812.5 万元', '74.25 %']);
  });

  it('calls units by their English names in English, one as one', () => {
    const count = (value: number): string => valueText(aRow({ scale: 1, numerator: value, denominator: 1, value, unit: '台', target: null }), 'en');
    expect([count(5), count(1), targetText({ comparator: '>=', target: 1, unit: '天' }, 'en'), targetText({ comparator: '>=', target: 10, unit: '个' }, 'en')]).toEqual(['5 units', '1 unit', '≥ 1 day', '≥ 10']);
    expect([amountText(4_812.5, '万元', 'en'), roundedText(2.29166667, '件/h', 'en'), expectedText(74.25, '%', 'en')]).toEqual(['4,812.5 × 10 000 yuan', '2.2917 items/h', '74.25 %']);
    expect(differenceText(decimalFraction(3), decimalFraction(1), '项', 'en')).toBe('+2.00 items');
  });
});
