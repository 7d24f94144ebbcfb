import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ExactSum, toGrid, windowIndex } from './index.js';

const safe = fc.oneof(fc.maxSafeInteger(), fc.integer());

describe('exact arithmetic of windows', () => {
  it('adds and multiplies safe integers without rounding, in any order', () => {
    fc.assert(fc.property(fc.array(fc.tuple(safe, safe)), (pairs) => {
      const forward = new ExactSum();
      const backward = new ExactSum();
      for (const [a, b] of pairs) {
        forward.add(a);
        forward.addProduct(a, b);
      }
      for (const [a, b] of [...pairs].reverse()) {
        backward.addProduct(b, a);
        backward.addBig(BigInt(a));
      }
      const expected = pairs.reduce((sum, [a, b]) => sum + BigInt(a) + BigInt(a) * BigInt(b), 0n);
      expect([forward.value(), backward.value(), forward.text()]).toEqual([expected, expected, String(expected)]);
    }));
  });

  it('has no place on the grid for what no double can count exactly', () => {
    expect([toGrid(21.5, 0.1), toGrid(-0.0015, 0.001), toGrid(9e15, 1), toGrid(1e16, 1), toGrid(1, 0), toGrid(Infinity, 1)])
      .toEqual([215, -1, 9e15, NaN, NaN, NaN]);
  });

  it('finds the window as a search from the front would', () => {
    fc.assert(fc.property(fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1 }), fc.integer({ min: -2, max: 22 }), (bounds, at) => {
      const ascending = Float64Array.from(bounds).sort();
      const expected = ascending.findIndex((from, index) => from <= at && at < (ascending[index + 1] ?? -Infinity));
      expect(windowIndex(ascending, at)).toBe(expected);
    }));
  });
});
