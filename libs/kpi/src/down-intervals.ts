import { MICROS_PER_MINUTE, unitedRanges } from '@yanshou/telemetry';
import type { Micros } from '@yanshou/telemetry';
import type { MinuteRange } from './minute-range.js';

/** Time in which something is looked at: from ≤ t < to. */
interface Period {
  readonly from: Micros;
  readonly to: Micros;
}

/** Judging intervals of one length that lie wholly in downtime of the platform, and wholly in a period. Memory: the outages, however long they are. */
export class DownIntervals {
  /** Numbers of the first interval of each outage and of the first one after it, and how many intervals there are before each; ascending and apart. */
  private readonly firsts: number[] = [];
  private readonly ends: number[] = [];
  private readonly before: number[] = [];

  /** `down`: in any order. */
  constructor(down: readonly MinuteRange[], private readonly interval: Micros, period: Period) {
    let count = 0;
    for (const { from, to } of unitedRanges(down)) {
      const { first, end } = this.wholly({ from: Math.max(period.from, from * MICROS_PER_MINUTE), to: Math.min(period.to, to * MICROS_PER_MINUTE) });
      if (first >= end) continue;
      this.firsts.push(first);
      this.ends.push(end);
      this.before.push(count);
      count += end - first;
    }
  }

  /** Those of them that lie wholly in from ≤ t < to. */
  count(from: Micros, to: Micros): number {
    const { first, end } = this.wholly({ from, to });
    return first < end ? this.below(end) - this.below(first) : 0;
  }

  /** Whether the interval that begins there is one of them. */
  has(start: Micros): boolean {
    return this.count(start, start + this.interval) > 0;
  }

  private wholly({ from, to }: Period): { readonly first: number; readonly end: number } {
    return { first: Math.ceil(from / this.interval), end: Math.floor(to / this.interval) };
  }

  /** How many have a lower number. */
  private below(number: number): number {
    const place = firstFrom(this.firsts, number) - 1;
    return place < 0 ? 0 : (this.before[place] as number) + Math.min(number, this.ends[place] as number) - (this.firsts[place] as number);
  }
}

/** Position of the first entry ≥ `least` in an ascending list. */
export function firstFrom(entries: readonly number[], least: number): number {
  let [low, high] = [0, entries.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((entries[middle] as number) < least) low = middle + 1;
    else high = middle;
  }
  return low;
}
