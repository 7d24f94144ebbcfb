import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { fenOf, mistakenUnit, shareOf, statedIn } from './fen.js';
import type { MoneyUnit } from './fen.js';

describe('amounts of money', () => {
  it.each<[string, MoneyUnit, bigint | undefined]>([
    ['300', '万元', 300_000_000n], ['0.07', '元', 7n], ['-12.5', '千元', -1_250_000n], ['299.999999', '万元', 299_999_999n], ['1', '亿元', 10_000_000_000n], ['5.00', '元', 500n],
    ['5.001', '元', undefined], ['0.0000001', '万元', undefined], ['1e3', '元', undefined], ['1,000', '元', undefined], ['', '元', undefined], ['１', '元', undefined],
  ])('%s %s', (amount, unit, fen) => {
    expect(fenOf({ amount, unit })).toBe(fen);
  });

  it('come back as they went, in every unit', () => {
    fc.assert(fc.property(fc.bigInt({ min: -(10n ** 15n), max: 10n ** 15n }), fc.constantFrom<MoneyUnit>('元', '千元', '万元', '亿元'), (fen, unit) => {
      expect(fenOf(statedIn(fen, unit))).toBe(fen);
    }));
  });

  it('of 元 taken for 万元 is told', () => {
    expect([mistakenUnit(100n, 1_000_000n), mistakenUnit(1_000_000n, 100n), mistakenUnit(100n, 100n), mistakenUnit(0n, 0n)]).toEqual([true, true, false, false]);
  });

  it('are shared down to whole 分, and the parts never exceed the whole', () => {
    expect(shareOf(1_999n, 20n, 100n)).toBe(399n);
    fc.assert(fc.property(fc.bigInt({ min: 0n, max: 10n ** 15n }), fc.bigInt({ min: 0n, max: 100n }), (fen, percent) => {
      expect(shareOf(fen, percent, 100n) + shareOf(fen, 100n - percent, 100n)).toBeLessThanOrEqual(fen);
    }));
    expect(() => shareOf(-1n, 1n, 2n)).toThrow(RangeError);
  });
});
