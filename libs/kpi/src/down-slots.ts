import { slotCount, touchedHigh, touchedLow } from './judging-slots.js';
import type { JudgingSlots } from './judging-slots.js';
import { memberSlots } from './membership.js';
import type { MemberHours } from './membership.js';
import type { MergedMinutes } from './merged-minutes.js';

/** Judging intervals that lie wholly in downtime of the platform, by both calendars. `hours`: those that hold any. */
export interface DownSlots {
  readonly hours: readonly number[];
  readonly planned: JudgingSlots;
  readonly window: JudgingSlots;
}

const HOURS = new WeakMap<JudgingSlots, readonly number[]>();

/** The hours that hold any interval. */
export function hoursOfSlots(slots: JudgingSlots): readonly number[] {
  const hours = HOURS.get(slots) ?? [...slots.low.keys()].filter((hour) => ((slots.low[hour] as number) | (slots.high[hour] as number)) !== 0);
  HOURS.set(slots, hours);
  return hours;
}

/** What is taken out of a device's expected intervals, by both calendars. */
export interface LeftOut {
  readonly planned: number;
  readonly window: number;
}

const NOTHING: LeftOut = { planned: 0, window: 0 };

/** Intervals wholly in downtime that hold no valid minute: what a device delivered for them later counts as everything else does. */
export function leftOut({ halves, hours }: MergedMinutes, row: number, down: DownSlots | undefined, member: MemberHours): LeftOut {
  if (!down) return NOTHING;
  const counts = { planned: 0, window: 0 };
  for (const hour of down.hours) {
    if (hour < member.hour || hour > member.end) continue;
    const index = 2 * (row * hours + hour);
    const [low, high] = [halves[index] ?? 0, halves[index + 1] ?? 0];
    for (const calendar of ['planned', 'window'] as const) {
      const slots = down[calendar];
      const whole = memberSlots(slots, member, hour);
      counts[calendar] += slotCount({ low: whole.low & ~touchedLow(low, high, slots.minutes), high: whole.high & ~touchedHigh(high, slots.minutes) });
    }
  }
  return counts;
}
