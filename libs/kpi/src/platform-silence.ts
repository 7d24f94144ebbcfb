import { MICROS_PER_MINUTE, unitedRanges } from '@yanshou/telemetry';
import { partWithin, rangesWithout } from './minute-range.js';
import type { MinuteRange } from './minute-range.js';
import { lostMinutes } from './lost-sessions.js';
import type { LostSpan } from './lost-sessions.js';

/**
 * Minutes in which the platform cannot be said to have heard: without a heartbeat, or wholly in a time of which a broker lost its
 * session. `proven`: it is the platform's own, because it is known to have been there before and after; without one of them
 * nobody knows whether it was there yet, or what is not projected yet.
 */
export interface PlatformSilence extends MinuteRange {
  readonly proven: boolean;
}

export interface Heard {
  /** Minutes with a heartbeat, ascending; those of the span alone are read. */
  readonly minutes: readonly number[];
  /** Whether any heartbeat is known on that side of the span. */
  readonly before: boolean;
  readonly after: boolean;
  /** Sessions lost, as far as they touch the span; whoever noticed one was there when it began and when it ended. */
  readonly lost?: readonly LostSpan[];
}

/** The silence in from ≤ minute < to: ascending, none within another; two meet only where one of them is proven and the other is not. */
export function silenceOf(span: MinuteRange, heard: Heard): readonly PlatformSilence[] {
  const silent = unheard(span, heard.minutes);
  const known = knownRange(span, heard);
  const proven = unitedRanges([...silent.flatMap((range) => partWithin(range, known)), ...lostMinutes(heard.lost ?? []).flatMap((range) => partWithin(range, span))]);
  const unproven = rangesWithout(silent, [known]);
  return [...proven.map((range) => ({ ...range, proven: true })), ...unproven.map((range) => ({ ...range, proven: false }))].sort((a, b) => a.from - b.from);
}

function unheard({ from, to }: MinuteRange, minutes: readonly number[]): readonly MinuteRange[] {
  const silent: MinuteRange[] = [];
  let next = from;
  const add = (end: number): void => void (next < end && silent.push({ from: next, to: end }));
  for (const minute of minutes) {
    if (minute < from || minute >= to) continue;
    add(minute);
    next = minute + 1;
  }
  add(to);
  return silent;
}

/** From the first to the last minute of the span in which the platform is known to have been there, or there before and after it. */
function knownRange({ from, to }: MinuteRange, { minutes, before, after, lost = [] }: Heard): MinuteRange {
  let [first, last] = [before ? from : Infinity, after ? to : -Infinity];
  const there = (minute: number): void => {
    first = Math.min(first, minute);
    last = Math.max(last, minute + 1);
  };
  for (const minute of minutes) if (minute >= from && minute < to) there(minute);
  for (const session of lost) for (const moment of [session.from, session.to]) there(Math.floor(moment / MICROS_PER_MINUTE));
  return { from: first, to: last };
}

/** The part that is proven to be the platform's own downtime. */
export const downtime = (silence: readonly PlatformSilence[] | undefined): readonly MinuteRange[] => (silence ?? []).filter(({ proven }) => proven);
