/**
 * Which minutes of an hour hold something, as two 30-bit halves (`low`: minutes 0–29, `high`: 30–59).
 * Masks of the same hour are combined by OR: independent of order, and a repeated batch changes nothing.
 */
const MINUTES_PER_HALF = 30;

export const minuteOfHour = (at: number): number => Math.floor((at % 3_600_000_000) / 60_000_000);
export const lowBit = (minute: number): number => (minute < MINUTES_PER_HALF ? 1 << minute : 0);
export const highBit = (minute: number): number => (minute < MINUTES_PER_HALF ? 0 : 1 << (minute - MINUTES_PER_HALF));

export const FULL_HALF = (1 << MINUTES_PER_HALF) - 1;

/** Interval lengths in minutes that a mask can be judged by: whole divisors of an hour. */
export const MASK_INTERVALS = [1, 2, 3, 5, 6, 10, 15, 30, 60] as const;

/** Number of bits set in a 30-bit half. */
export function popCount(half: number): number {
  let n = half - ((half >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

/** Folds a half into slots of `minutes` (a divisor of 30): bit k·minutes is set when any minute of slot k is. */
export function foldHalf(half: number, minutes: number): number {
  // Nothing or all of it: most halves of a long window.
  if (half === 0) return 0;
  if (half === FULL_HALF) return slotStarts(minutes);
  let folded = half;
  for (let held = 1; held < minutes; held *= 2) folded |= folded >>> Math.min(held, minutes - held);
  return folded & slotStarts(minutes);
}

/** Slots of `minutes` that lie entirely inside `half`. */
export function wholeSlots(half: number, minutes: number): number {
  if (half === 0) return 0;
  if (half === FULL_HALF) return slotStarts(minutes);
  let folded = half;
  for (let held = 1; held < minutes; held *= 2) folded &= folded >>> Math.min(held, minutes - held);
  return folded & slotStarts(minutes);
}

/** First bits of the slots by their length: read for every mask, so a table and not a computation. */
const STARTS = Int32Array.from({ length: MINUTES_PER_HALF + 1 }, (_, minutes) => {
  let starts = 0;
  for (let minute = 0; minutes > 0 && minute < MINUTES_PER_HALF; minute += minutes) starts |= 1 << minute;
  return starts;
});
const slotStarts = (minutes: number): number => STARTS[minutes] ?? 0;
