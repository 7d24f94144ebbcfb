import { FULL_HALF, foldHalf, popCount, wholeSlots } from '@yanshou/telemetry';
import type { PlannedHours } from '@yanshou/telemetry';

const HOUR = 60;

/** Judging intervals of each hour that lie entirely in the planned minutes, and how many there are before each hour. */
export interface JudgingSlots {
  readonly minutes: number;
  readonly planned: PlannedHours;
  readonly low: Int32Array;
  readonly high: Int32Array;
  /** before[h]: intervals in hours 0 … h−1. */
  readonly before: Float64Array;
}

/** A pair of 30-bit halves. */
export interface HourMask {
  readonly low: number;
  readonly high: number;
}

/** Cuts planned minutes into judging intervals of `minutes` (one of MASK_INTERVALS), aligned to the UTC hour. */
export function judgingSlots(planned: PlannedHours, minutes: number): JudgingSlots {
  const hours = planned.low.length;
  const slots = { minutes, planned, low: new Int32Array(hours), high: new Int32Array(hours), before: new Float64Array(hours + 1) };
  for (let hour = 0; hour < hours; hour += 1) {
    const whole = wholeOf(planned.low[hour] ?? 0, planned.high[hour] ?? 0, minutes);
    slots.low[hour] = whole.low;
    slots.high[hour] = whole.high;
    slots.before[hour + 1] = (slots.before[hour] ?? 0) + slotCount(whole);
  }
  return slots;
}

/** Intervals wholly inside the minutes of an hour. A 60-minute interval is bit 0 of the low half. */
export function wholeOf(low: number, high: number, minutes: number): HourMask {
  if (minutes === HOUR) return { low: low === FULL_HALF && high === FULL_HALF ? 1 : 0, high: 0 };
  return { low: wholeSlots(low, minutes), high: wholeSlots(high, minutes) };
}

export const slotCount = (mask: HourMask): number => popCount(mask.low) + popCount(mask.high);

/** Intervals that hold any minute of `half`; `other` is the hour's other half. For an hour-long interval only the low half counts. */
export const touchedLow = (half: number, other: number, minutes: number): number =>
  minutes === HOUR ? ((half | other) === 0 ? 0 : 1) : foldHalf(half, minutes);
export const touchedHigh = (half: number, minutes: number): number => (minutes === HOUR ? 0 : foldHalf(half, minutes));
