import type { MinuteRange } from './minute-range.js';

/**
 * Minutes without a heartbeat of the platform. `proven`: the platform was down, because a heartbeat stands before and
 * after; without one of them nobody knows whether it was there yet, or what is not projected yet.
 */
export interface PlatformSilence extends MinuteRange {
  readonly proven: boolean;
}

/**
 * The silence in from ≤ minute < to, ascending and apart. `heard`: minutes with a heartbeat, ascending, those of the span
 * alone are read; `before` and `after`: whether any heartbeat is known on that side of it.
 */
export function silenceOf({ from, to }: MinuteRange, heard: readonly number[], known: { readonly before: boolean; readonly after: boolean }): readonly PlatformSilence[] {
  const silence: PlatformSilence[] = [];
  const add = (start: number, end: number): void => {
    const proven = (start > from || known.before) && (end < to || known.after);
    if (start < end) silence.push({ from: start, to: end, proven });
  };
  let next = from;
  for (const minute of heard) {
    if (minute < from || minute >= to) continue;
    add(next, minute);
    next = minute + 1;
  }
  add(next, to);
  return silence;
}

/** The part that is proven to be the platform's own downtime. */
export const downtime = (silence: readonly PlatformSilence[] | undefined): readonly MinuteRange[] => (silence ?? []).filter(({ proven }) => proven);
