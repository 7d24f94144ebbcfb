import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MICROS_PER_MINUTE } from '@yanshou/telemetry';
import { DownIntervals } from './down-intervals.js';

const at = (minute: number): number => minute * MICROS_PER_MINUTE;
const outages = fc.array(fc.tuple(fc.integer({ min: 0, max: 200 }), fc.integer({ min: 0, max: 60 })).map(([from, length]) => ({ from, to: from + length })), { maxLength: 6 });
const time = fc.oneof(fc.integer({ min: -20, max: 300 }).map(at), fc.integer({ min: at(-20), max: at(300) }));

describe('intervals in downtime of the platform', () => {
  it('are those a count of the minutes finds, wholly in span, period and downtime', () => {
    fc.assert(fc.property(outages, fc.constantFrom(1, 5, 15, 60), fc.tuple(time, time), fc.tuple(time, time), (down, minutes, period, [from, to]) => {
      const [begin, end] = [Math.min(...period), Math.max(...period)];
      const intervals = new DownIntervals(down, at(minutes), { from: begin, to: end });
      const starts = Array.from({ length: 400 }, (_, index) => (index - 20) * minutes).filter((start) => {
        const isIn = (low: number, high: number): boolean => at(start) >= low && at(start + minutes) <= high;
        const isDown = Array.from({ length: minutes }, (_, index) => start + index).every((minute) => down.some((range) => minute >= range.from && minute < range.to));
        return isDown && isIn(begin, end);
      });
      expect(intervals.count(from, to)).toBe(starts.filter((start) => at(start) >= from && at(start + minutes) <= to).length);
      expect(starts.every((start) => intervals.has(at(start)))).toBe(true);
      expect(intervals.has(at(minutes * 1_000))).toBe(false);
    }));
  });
});
