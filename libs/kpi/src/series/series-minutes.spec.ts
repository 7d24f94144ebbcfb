import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { MergedMinutes } from '../merged-minutes.js';
import { rangeHalves } from '../minute-range.js';
import { seriesMinutes } from './series-minutes.js';

const [FIRST, HOURS] = [100, 4];
const merged = (halves: readonly number[]): MergedMinutes => ({ devices: ['A', 'B'], firstHour: FIRST, hours: HOURS, halves: Int32Array.from([...Array<number>(2 * HOURS).fill(0), ...halves]), overdue: new Map() });
const half = fc.integer({ min: 0, max: 2 ** 30 - 1 });

describe('the minutes of a series', () => {
  it('are those of its device that lie in its spans, and null where the device has no others', () => {
    const cuts = fc.uniqueArray(fc.integer({ min: FIRST * 60 - 90, max: (FIRST + HOURS) * 60 + 90 }), { maxLength: 12 }).map((all) => [...all].sort((a, b) => a - b)).map((all) => all.slice(0, all.length - (all.length % 2)));
    fc.assert(fc.property(fc.array(half, { minLength: 2 * HOURS, maxLength: 2 * HOURS }), cuts, (halves, spans) => {
      const ranges = Array.from({ length: spans.length / 2 }, (_, index) => ({ from: spans[2 * index] ?? 0, to: spans[2 * index + 1] ?? 0 }));
      const own = rangeHalves(ranges, FIRST, HOURS);
      const expected = halves.map((mask, index) => mask & (own[index] ?? 0));
      const found = seriesMinutes(merged(halves), 1, spans);
      expect(found === null ? halves : [...found.halves]).toEqual(expected);
      expect(found === null).toBe(expected.every((mask, index) => mask === halves[index]));
    }), { numRuns: 300 });
  });

  it('are all of the device where one span covers the leg, none without any', () => {
    const full = Array<number>(2 * HOURS).fill(2 ** 30 - 1);
    expect(seriesMinutes(merged(full), 1, [FIRST * 60, (FIRST + HOURS) * 60])).toBeNull();
    expect(seriesMinutes(merged(full), 1, [FIRST * 60, (FIRST + HOURS) * 60 - 1])?.halves.at(-1)).toBe(2 ** 29 - 1);
    expect(seriesMinutes(merged(full), 1, [])?.halves.every((mask) => mask === 0)).toBe(true);
  });
});
