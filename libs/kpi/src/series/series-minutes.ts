import type { MergedMinutes } from '../merged-minutes.js';
import { rangeHalves } from '../minute-range.js';
import type { MinuteRange } from '../minute-range.js';
import type { MinuteSpans } from './presence-spans.js';

/** The minutes of a device for which one of its series has spoken, as the only row; null where that is all that the device has. */
export function seriesMinutes({ devices, firstHour, hours, halves, overdue }: MergedMinutes, row: number, spans: MinuteSpans): MergedMinutes | null {
  const own = rangeHalves(rangesOf(spans), firstHour, hours);
  const first = 2 * row * hours;
  let isWhole = true;
  for (let index = 0; index < own.length; index += 1) {
    const all = halves[first + index] as number;
    const kept = all & (own[index] as number);
    isWhole &&= kept === all;
    own[index] = kept;
  }
  return isWhole ? null : { devices: [devices[row] ?? ''], firstHour, hours, halves: own, overdue: new Map([[0, overdue.get(row) ?? []]]) };
}

const rangesOf = (spans: MinuteSpans): readonly MinuteRange[] =>
  Array.from({ length: spans.length / 2 }, (_, index) => ({ from: spans[2 * index] as number, to: spans[2 * index + 1] as number }));
