import { MICROS_PER_HOUR, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { DaySpan } from './leg-days.js';
import { MINUTES_PER_HOUR } from './minute-range.js';
import type { MinuteRange } from './minute-range.js';

/** Minutes that lie in a range and wholly in from ≤ t < to. */
export const minutesWithin = ({ from, to }: MinuteRange, since: number, until: number): number =>
  Math.max(0, Math.min(to, Math.floor(until / MICROS_PER_MINUTE)) - Math.max(from, Math.ceil(since / MICROS_PER_MINUTE)));

/** The downtime that touches each of the days, by their places; both ascending, days without any are absent. Linear in both. */
export function downtimeOfDays(days: readonly DaySpan[], down: readonly MinuteRange[]): ReadonlyMap<number, readonly MinuteRange[]> {
  const found = new Map<number, readonly MinuteRange[]>();
  let first = 0;
  days.forEach(({ start, end }, place) => {
    while ((down[first]?.to ?? Infinity) * MICROS_PER_MINUTE <= start) first += 1;
    const own: MinuteRange[] = [];
    for (let next = first; (down[next]?.from ?? Infinity) * MICROS_PER_MINUTE < end; next += 1) own.push(down[next] as MinuteRange);
    if (own.length > 0) found.set(place, own);
  });
  return found;
}

/** The downtime of the day's whole hours in the leg, in minutes since its midnight: from ≤ minute < to, ascending and apart. */
export function downSpansOf({ midnight, start, end }: DaySpan, down: readonly MinuteRange[]): readonly (readonly [from: number, to: number])[] {
  const first = Math.ceil(Math.max(0, start - midnight) / MICROS_PER_HOUR) * MINUTES_PER_HOUR;
  const last = Math.max(0, Math.floor((end - midnight) / MICROS_PER_HOUR)) * MINUTES_PER_HOUR;
  const since = midnight / MICROS_PER_MINUTE;
  return down.map(({ from, to }) => [Math.max(first, from - since), Math.min(last, to - since)] as const).filter(([from, to]) => from < to);
}

/** Minutes of downtime in each hour of the day since its midnight; of hours that do not lie wholly in the leg nothing is said. */
export function hourlyDowntime({ midnight, start, end }: DaySpan, down: readonly MinuteRange[]): readonly number[] {
  return Array.from({ length: Math.max(0, Math.floor((end - midnight) / MICROS_PER_HOUR)) }, (_, hour) => {
    const from = midnight + hour * MICROS_PER_HOUR;
    return from < start ? 0 : down.reduce((sum, range) => sum + minutesWithin(range, from, from + MICROS_PER_HOUR), 0);
  });
}
