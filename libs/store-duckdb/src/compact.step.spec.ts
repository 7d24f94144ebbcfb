import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { ranges } from './compact.step.js';

const END = 10_000;
const counts = fc.uniqueArray(fc.integer({ min: 0, max: END - 1 }), { maxLength: 40 })
  .chain((keys) => fc.tuple(...[...keys].sort((a, b) => a - b).map((key) => fc.tuple(fc.constant(key), fc.integer({ min: 1, max: 100 })))));

describe('ranges of keys', () => {
  it('hold every key once, in order, and more rows than asked for only with a single key', () => {
    fc.assert(fc.property(counts, fc.integer({ min: 1, max: 120 }), (all, most) => {
      const cut = ranges(all, most, END);
      cut.forEach(({ first, next, rows }, index) => {
        const inside = all.filter(([key]) => key >= first && key < next);
        expect(inside.reduce((sum, [, count]) => sum + count, 0)).toBe(rows);
        expect(rows <= most || inside.length === 1).toBe(true);
        expect(next).toBe(cut[index + 1]?.first ?? END);
      });
      expect(cut.reduce((sum, { rows }) => sum + rows, 0)).toBe(all.reduce((sum, [, count]) => sum + count, 0));
    }));
  });
});
