import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FULL_HALF, MASK_INTERVALS, foldHalf, highBit, lowBit, minuteOfHour, popCount, wholeSlots } from './minute-mask.js';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE } from './time.js';

const anyHalf = fc.oneof(fc.integer({ min: 0, max: FULL_HALF }), fc.constantFrom(0, 1, 1 << 29, FULL_HALF));
const anyInterval = fc.constantFrom(...MASK_INTERVALS.filter((minutes) => minutes <= 30));
const bits = (half: number): readonly number[] => Array.from({ length: 30 }, (_, bit) => bit).filter((bit) => (half & (1 << bit)) !== 0);

/** Starts of the slots of which `holds` is true, by looking at each minute. */
function naiveSlots(half: number, minutes: number, holds: (slot: readonly boolean[]) => boolean): readonly number[] {
  const set = new Set(bits(half));
  return Array.from({ length: 30 / minutes }, (_, slot) => slot * minutes)
    .filter((start) => holds(Array.from({ length: minutes }, (_, minute) => set.has(start + minute))));
}

describe('minute masks', () => {
  it('give every minute of the hour one bit of its own', () => {
    const pairs = Array.from({ length: 60 }, (_, minute) => `${lowBit(minute)} ${highBit(minute)}`);
    expect(new Set(pairs).size).toBe(60);
    expect(Array.from({ length: 60 }, (_, minute) => popCount(lowBit(minute)) + popCount(highBit(minute)))).toEqual(Array(60).fill(1));
    expect([lowBit(29), highBit(29), lowBit(30), highBit(30)]).toEqual([1 << 29, 0, 0, 1]);
  });

  it('find the minute of an hour to the microsecond', () => {
    const hour = 495_000 * MICROS_PER_HOUR;
    expect([0, MICROS_PER_MINUTE - 1, MICROS_PER_MINUTE, MICROS_PER_HOUR - 1].map((part) => minuteOfHour(hour + part))).toEqual([0, 0, 1, 59]);
  });

  it('count bits', () => {
    fc.assert(fc.property(anyHalf, (half) => expect(popCount(half)).toBe(bits(half).length)));
  });

  it('fold to the slots in which any minute is set', () => {
    fc.assert(fc.property(anyHalf, anyInterval, (half, minutes) => {
      expect(bits(foldHalf(half, minutes))).toEqual(naiveSlots(half, minutes, (slot) => slot.some(Boolean)));
    }));
  });

  it('keep the slots in which every minute is set', () => {
    const withRuns = fc.tuple(anyHalf, anyHalf).map(([left, right]) => left | right | (left << 1 & FULL_HALF));
    fc.assert(fc.property(withRuns, anyInterval, (half, minutes) => {
      expect(bits(wholeSlots(half, minutes))).toEqual(naiveSlots(half, minutes, (slot) => slot.every(Boolean)));
      expect(popCount(wholeSlots(FULL_HALF, minutes))).toBe(30 / minutes);
    }));
  });
});
