import { describe, expect, it } from '@jest/globals';
import { AGGREGATES } from '@yanshou/api-schema';
import type { WindowAggregate } from '@yanshou/store';
import { toGrid } from '@yanshou/store';
import fc from 'fast-check';
import { aggregateOf } from './aggregate.js';

const EMPTY: WindowAggregate = { from: 0, to: 1, count: 0, valid: 0, min: null, max: null, sum: 0n, numeric: 0, resolution: 0.1, first: null, last: null };
const WINDOW: WindowAggregate = {
  ...EMPTY, count: 5, valid: 4, numeric: 3, min: 0.1, max: 0.3, sum: 6n, first: { at: 0, value: 0.1 }, last: { at: 3, value: 'running' },
};

/** Whether `value` is the double nearest to numerator ÷ denominator: no neighbour of it is nearer. */
function isNearest(value: number, numerator: bigint, denominator: bigint): boolean {
  const [below, above] = neighbours(value);
  const distance = (other: number): bigint => magnitude(scaled(other) * denominator - numerator * SCALE);
  return distance(value) <= distance(below) && distance(value) <= distance(above);
}

/** Every sum and mean of this file is an integer of these steps. */
const SCALE = 1n << 200n;
const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

/** A double's exact value × SCALE. */
function scaled(value: number): bigint {
  const exponent = Math.floor(Math.log2(Math.abs(value))) - 53;
  const significand = BigInt(value / 2 ** exponent);
  return exponent < 0 ? significand * (SCALE >> BigInt(-exponent)) : significand * (SCALE << BigInt(exponent));
}

function neighbours(value: number): readonly [number, number] {
  const bits = new DataView(new ArrayBuffer(8));
  const moved = (by: bigint): number => {
    bits.setFloat64(0, value);
    bits.setBigInt64(0, bits.getBigInt64(0) + by);
    return bits.getFloat64(0);
  };
  return [moved(-1n), moved(1n)];
}

const anySum = fc.bigInt({ min: -(10n ** 18n), max: 10n ** 18n }).filter((sum) => sum !== 0n);
const anyCount = fc.integer({ min: 1, max: 10_000_000 });
/** As they are written, with the power of ten that they are. */
const anyResolution = fc.constantFrom(['1', 1n], ['0.1', 10n], ['0.01', 100n], ['0.001', 1_000n], ['0.000001', 1_000_000n]) as fc.Arbitrary<[string, bigint]>;

describe('the aggregate of a window', () => {
  it.each([['count', 5], ['min', 0.1], ['max', 0.3], ['first', 0.1], ['last', 'running'], ['sum', 0.6], ['mean', 0.2]] as const)('%s is %p', (fn, value) => {
    expect(aggregateOf(WINDOW, fn)).toBe(value);
  });

  it('is null without a reading; only the count is 0', () => {
    expect(AGGREGATES.map((fn) => [fn, aggregateOf(EMPTY, fn)])).toEqual(AGGREGATES.map((fn) => [fn, fn === 'count' ? 0 : null]));
  });

  it('is null where there are texts only, but for what a text can be', () => {
    const texts: WindowAggregate = { ...EMPTY, count: 2, valid: 2, first: { at: 0, value: '' }, last: { at: 1, value: 'b' } };
    expect(AGGREGATES.map((fn) => aggregateOf(texts, fn))).toEqual([null, null, null, null, 2, '', 'b']);
  });

  it('is 0, not null, where the readings add up to nothing', () => {
    const zero: WindowAggregate = { ...EMPTY, count: 2, valid: 2, numeric: 2, sum: 0n, min: -1, max: 1 };
    expect([aggregateOf(zero, 'sum'), aggregateOf(zero, 'mean')]).toEqual([0, 0]);
  });

  it('has the sum of a hundred tenths as ten, where adding up doubles has not', () => {
    const sum = Array.from({ length: 100 }, () => BigInt(toGrid(0.1, 0.1))).reduce((total, steps) => total + steps, 0n);
    expect(aggregateOf({ ...WINDOW, sum, numeric: 100 }, 'sum')).toBe(10);
    expect(aggregateOf({ ...WINDOW, sum, numeric: 100 }, 'mean')).toBe(0.1);
  });

  it('is the double nearest to the exact sum and mean, however large the sum', () => {
    fc.assert(fc.property(anySum, anyCount, anyResolution, (sum, numeric, [written, steps]) => {
      const window: WindowAggregate = { ...WINDOW, sum, numeric, resolution: Number(written) };
      expect(isNearest(aggregateOf(window, 'sum') as number, sum, steps)).toBe(true);
      expect(isNearest(aggregateOf(window, 'mean') as number, sum, steps * BigInt(numeric))).toBe(true);
    }));
  });

  it.each([[5, 7n, 2, 17.5], [2.5, 3n, 2, 3.75], [0.3, 1_000n, 1, 300], [0.7, 3n, 1, 2.1]])('takes a resolution of %p as it is written', (resolution, sum, numeric, mean) => {
    expect(aggregateOf({ ...WINDOW, sum, numeric, resolution }, 'mean')).toBe(mean);
  });
});
