import { FULL_HALF } from '@yanshou/telemetry';
import type { MergedMinutes } from '../merged-minutes.js';
import { MINUTES_PER_HOUR } from '../minute-range.js';
import type { MinuteSpans } from './presence-spans.js';

const HALF = 30;

/** The minutes of a device for which one of its series has spoken, as the only row; null where that is all that the device has. */
export function seriesMinutes({ devices, firstHour, hours, halves, overdue }: MergedMinutes, row: number, spans: MinuteSpans): MergedMinutes | null {
  const begin = firstHour * MINUTES_PER_HOUR;
  // One span over all of the leg is what a healthy series has: of thousands of series most are.
  if (spans.length === 2 && (spans[0] as number) <= begin && (spans[1] as number) >= begin + hours * MINUTES_PER_HOUR) return null;
  const own = spanHalves(spans, begin, 2 * hours);
  const first = 2 * row * hours;
  let lost = 0;
  for (let index = 0; index < own.length; index += 1) {
    const all = halves[first + index] as number;
    const kept = all & (own[index] as number);
    lost |= all ^ kept;
    own[index] = kept;
  }
  return lost === 0 ? null : { devices: [devices[row] ?? ''], firstHour, hours, halves: own, overdue: new Map([[0, overdue.get(row) ?? []]]) };
}

/** The minutes of the spans as masks of half hours: whole ones at once, because a span is long. */
function spanHalves(spans: MinuteSpans, begin: number, count: number): Int32Array {
  const halves = new Int32Array(count);
  for (let at = 0; at < spans.length; at += 2) {
    const from = Math.max(0, (spans[at] as number) - begin);
    const to = Math.min(count * HALF, (spans[at + 1] as number) - begin);
    if (from >= to) continue;
    const [first, last] = [Math.floor(from / HALF), Math.floor((to - 1) / HALF)];
    const [head, tail] = [FULL_HALF & ~((1 << (from % HALF)) - 1), maskUpTo(((to - 1) % HALF) + 1)];
    if (first === last) {
      halves[first] = (halves[first] as number) | (head & tail);
      continue;
    }
    halves[first] = (halves[first] as number) | head;
    halves.fill(FULL_HALF, first + 1, last);
    halves[last] = (halves[last] as number) | tail;
  }
  return halves;
}

/** The first minutes of a half hour. */
const maskUpTo = (minutes: number): number => FULL_HALF & ((minutes === HALF ? 0 : 1 << minutes) - 1);
