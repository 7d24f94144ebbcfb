import { FULL_HALF, MICROS_PER_HOUR, MICROS_PER_MINUTE, unitedRanges } from '@yanshou/telemetry';
import type { Micros, PlannedHours } from '@yanshou/telemetry';

const HOUR = 60;
const HALF = 30;

/** Minutes since 1970: from ≤ minute < to. */
export interface MinuteRange {
  readonly from: number;
  readonly to: number;
}

export const MINUTES_PER_HOUR = MICROS_PER_HOUR / MICROS_PER_MINUTE;

/** The minutes that lie wholly in from ≤ t < to. */
export const wholeMinutes = (from: Micros, to: Micros): MinuteRange => ({ from: Math.ceil(from / MICROS_PER_MINUTE), to: Math.floor(to / MICROS_PER_MINUTE) });

/** The minutes of the ranges as masks of `hours` UTC hours from `firstHour` on, low half then high half; what lies outside is left out. */
export function rangeHalves(ranges: readonly MinuteRange[], firstHour: number, hours: number): Int32Array {
  const halves = new Int32Array(2 * hours);
  for (const { from, to } of ranges) {
    const end = Math.min(to, (firstHour + hours) * HOUR);
    for (let minute = Math.max(from, firstHour * HOUR); minute < end;) {
      const half = Math.floor((minute - firstHour * HOUR) / HALF);
      const last = Math.min(end, firstHour * HOUR + (half + 1) * HALF);
      halves[half] = (halves[half] as number) | (span(minute % HALF, last - minute) & FULL_HALF);
      minute = last;
    }
  }
  return halves;
}

const span = (start: number, length: number): number => ((2 ** length - 1) << start) | 0;

/** The planned minutes that lie in the halves as well. */
export function intersect({ firstHour, low, high }: PlannedHours, halves: Int32Array): PlannedHours {
  return { firstHour, low: low.map((bits, hour) => bits & (halves[2 * hour] ?? 0)), high: high.map((bits, hour) => bits & (halves[2 * hour + 1] ?? 0)) };
}

/** The part of a range that lies in another; none where they do not touch. */
export function partWithin(range: MinuteRange, { from, to }: MinuteRange): readonly MinuteRange[] {
  const part = { from: Math.max(range.from, from), to: Math.min(range.to, to) };
  return part.from < part.to ? [part] : [];
}

/** What is left of the ranges, which ascend apart, outside of others. */
export function rangesWithout(ranges: readonly MinuteRange[], others: readonly MinuteRange[]): readonly MinuteRange[] {
  const holes = unitedRanges(others);
  const left: MinuteRange[] = [];
  let first = 0;
  for (const { from, to } of ranges) {
    while ((holes[first]?.to ?? Infinity) <= from) first += 1;
    let next = from;
    for (let at = first; next < to; at += 1) {
      const hole = holes[at];
      const end = Math.min(to, hole?.from ?? to);
      if (next < end) left.push({ from: next, to: end });
      next = hole === undefined ? to : Math.max(next, hole.to);
    }
  }
  return left;
}
