import { FULL_HALF, popCount } from '@yanshou/telemetry';
import { leftOut } from './down-slots.js';
import type { DownSlots } from './down-slots.js';
import { slotCount, touchedHigh, touchedLow } from './judging-slots.js';
import type { HourMask, JudgingSlots } from './judging-slots.js';
import { memberSlots } from './membership.js';
import type { MemberHours } from './membership.js';
import type { MergedMinutes } from './merged-minutes.js';

/** The two calendars a device is judged by: planned time, and round the clock. Cut into intervals of one length. */
export interface CalendarSlots {
  readonly planned: JudgingSlots;
  readonly window: JudgingSlots;
  /** Those of them that are wholly in the platform's downtime; absent without any. */
  readonly down?: DownSlots;
}

export interface IntervalCounts {
  readonly expected: number;
  readonly valid: number;
  readonly calendarExpected: number;
  readonly calendarValid: number;
  /** Intervals of planned time that are not expected, because the platform was down and nothing was delivered for them later. */
  readonly platformFault: number;
  /** Expected intervals that were delivered after the contract's limit only. */
  readonly overdue: number;
}

const NONE: IntervalCounts = { expected: 0, valid: 0, calendarExpected: 0, calendarValid: 0, platformFault: 0, overdue: 0 };

/** Expected intervals of a device while it is the project's, and those that hold a valid minute. */
export function countIntervals(merged: MergedMinutes, row: number, slots: CalendarSlots, member: MemberHours): IntervalCounts {
  const { hours } = merged;
  if (member.hour >= hours || member.end < member.hour) return NONE;
  const between = { from: member.hour + 1, to: Math.min(member.end, hours) };
  const edges = member.end < hours && member.end !== member.hour ? [member.hour, member.end] : [member.hour];
  const inEdges = (of: JudgingSlots, count: (hour: number, whole: HourMask) => number): number => edges.reduce((sum, hour) => sum + count(hour, memberSlots(of, member, hour)), 0);
  const expected = (of: JudgingSlots): number => inEdges(of, (_, whole) => slotCount(whole)) + slotsBetween(of, between);
  const valid = (of: JudgingSlots): number => inEdges(of, (hour, whole) => validIn(merged.halves, 2 * (row * hours + hour), of.minutes, whole));
  const inside = validBetween(merged, row, slots, between);
  const out = leftOut(merged, row, slots.down, member);
  return {
    expected: expected(slots.planned) - out.planned,
    valid: valid(slots.planned) + inside.planned,
    calendarExpected: expected(slots.window) - out.window,
    calendarValid: valid(slots.window) + inside.window,
    platformFault: out.planned,
    overdue: overdueIntervals(merged, row, slots, member),
  };
}

/** Missing intervals of planned time, out of downtime, for which something came too late. */
function overdueIntervals({ halves, hours, overdue }: MergedMinutes, row: number, { planned, down }: CalendarSlots, member: MemberHours): number {
  const { minutes } = planned;
  return (overdue.get(row) ?? []).reduce((sum, late) => {
    const { hour } = late;
    const index = 2 * (row * hours + hour);
    const [low, high] = [halves[index] ?? 0, halves[index + 1] ?? 0];
    const whole = memberSlots(planned, member, hour);
    const only = { low: touchedLow(late.low, late.high, minutes) & ~touchedLow(low, high, minutes), high: touchedHigh(late.high, minutes) & ~touchedHigh(high, minutes) };
    return sum + slotCount({ low: whole.low & only.low & ~(down?.planned.low[hour] ?? 0), high: whole.high & only.high & ~(down?.planned.high[hour] ?? 0) });
  }, 0);
}

interface HoursBetween {
  readonly from: number;
  readonly to: number;
}

const slotsBetween = ({ before }: JudgingSlots, { from, to }: HoursBetween): number => (to > from ? (before[to] ?? 0) - (before[from] ?? 0) : 0);

/** Valid intervals of whole hours by both calendars, in one pass: this loop sees every device and hour. */
function validBetween({ halves, hours }: MergedMinutes, row: number, { planned, window }: CalendarSlots, { from, to }: HoursBetween): { planned: number; window: number } {
  const valid = { planned: 0, window: 0 };
  for (let at = from, index = 2 * (row * hours + at); at < to; at += 1, index += 2) {
    const low = halves[index] as number;
    const high = halves[index + 1] as number;
    if ((low | high) === 0) continue;
    if ((low & high) === FULL_HALF) {
      // A whole hour fills all that is planned of it.
      valid.planned += slotsBetween(planned, { from: at, to: at + 1 });
      valid.window += slotsBetween(window, { from: at, to: at + 1 });
      continue;
    }
    const lowSlots = touchedLow(low, high, planned.minutes);
    const highSlots = touchedHigh(high, planned.minutes);
    valid.planned += popCount(lowSlots & (planned.low[at] as number)) + popCount(highSlots & (planned.high[at] as number));
    valid.window += popCount(lowSlots & (window.low[at] as number)) + popCount(highSlots & (window.high[at] as number));
  }
  return valid;
}

function validIn(halves: Int32Array, index: number, minutes: number, slots: HourMask): number {
  const low = halves[index] ?? 0;
  const high = halves[index + 1] ?? 0;
  return slotCount({ low: touchedLow(low, high, minutes) & slots.low, high: touchedHigh(high, minutes) & slots.high });
}

/** Whether the device has any valid minute in the window. */
export function hasValidMinute(merged: MergedMinutes, row: number): boolean {
  const end = 2 * (row + 1) * merged.hours;
  for (let index = 2 * row * merged.hours; index < end; index += 1) if (merged.halves[index] !== 0) return true;
  return false;
}
