import type { HourMask } from '../judging-slots.js';
import { slotCount, touchedHigh, touchedLow, wholeOf } from '../judging-slots.js';
import { FULL_HALF } from '@yanshou/telemetry';

/** Minute masks of the hours of a window: low half, then high half of each. */
export type Halves = Int32Array;

export const EMPTY: HourMask = { low: 0, high: 0 };
const HOUR = 60;

export const maskAt = (halves: Halves | undefined, hour: number): HourMask =>
  (halves === undefined ? EMPTY : { low: halves[2 * hour] ?? 0, high: halves[2 * hour + 1] ?? 0 });

export function addTo(halves: Halves, hour: number, { low, high }: HourMask): void {
  halves[2 * hour] = (halves[2 * hour] ?? 0) | low;
  halves[2 * hour + 1] = (halves[2 * hour + 1] ?? 0) | high;
}

export const isEmpty = ({ low, high }: HourMask): boolean => (low | high) === 0;
export const both = (a: HourMask, b: HourMask): HourMask => ({ low: a.low & b.low, high: a.high & b.high });
export const without = (a: HourMask, b: HourMask): HourMask => ({ low: a.low & ~b.low, high: a.high & ~b.high });

/** Intervals that hold any of the minutes, and those that lie wholly in them. */
export const touched = ({ low, high }: HourMask, minutes: number): HourMask => ({ low: touchedLow(low, high, minutes), high: touchedHigh(high, minutes) });
export const whole = ({ low, high }: HourMask, minutes: number): HourMask => wholeOf(low, high, minutes);
export const count = slotCount;

/** The minutes of intervals. */
export function minutesOf({ low, high }: HourMask, minutes: number): HourMask {
  if (minutes === HOUR) return low === 0 ? EMPTY : { low: FULL_HALF, high: FULL_HALF };
  const filled = 2 ** minutes - 1;
  return { low: low * filled, high: high * filled };
}
