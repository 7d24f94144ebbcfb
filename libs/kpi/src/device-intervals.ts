import { popCount } from '@yanshou/telemetry';
import { leftOut } from './down-slots.js';
import type { DownSlots } from './down-slots.js';
import { slotCount, touchedHigh, touchedLow, wholeOf } from './judging-slots.js';
import type { HourMask, JudgingSlots } from './judging-slots.js';
import type { MergedMinutes } from './merged-minutes.js';
import { endOfIntervals } from './service-span.js';
import type { MinuteEdge, ServiceSpan } from './service-span.js';

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

/** Expected intervals of a device while it is in service, and those that hold a valid minute. */
export function countIntervals(merged: MergedMinutes, row: number, slots: CalendarSlots, span: ServiceSpan): IntervalCounts {
  const sinceBegin = countFrom(merged, row, slots, span);
  if (span.until === undefined) return sinceBegin;
  const end = endOfIntervals(span.until, slots.planned.minutes);
  return end.minute <= span.minute ? NONE : difference(sinceBegin, countFrom(merged, row, slots, end));
}

const difference = (all: IntervalCounts, after: IntervalCounts): IntervalCounts => ({
  expected: all.expected - after.expected, valid: all.valid - after.valid, calendarExpected: all.calendarExpected - after.calendarExpected,
  calendarValid: all.calendarValid - after.calendarValid, platformFault: all.platformFault - after.platformFault, overdue: all.overdue - after.overdue,
});

function countFrom(merged: MergedMinutes, row: number, slots: CalendarSlots, from: MinuteEdge): IntervalCounts {
  const { hours } = merged;
  if (from.hour >= hours) return NONE;
  const first = 2 * (row * hours + from.hour);
  const later = validAfter(merged, row, slots, from.hour);
  const planned = firstHourSlots(slots.planned, from);
  const window = firstHourSlots(slots.window, from);
  const out = leftOut(merged, row, slots.down, from);
  return {
    expected: slotCount(planned) + slotsAfter(slots.planned, from.hour) - out.planned,
    valid: validIn(merged.halves, first, slots.planned.minutes, planned) + later.planned,
    calendarExpected: slotCount(window) + slotsAfter(slots.window, from.hour) - out.window,
    calendarValid: validIn(merged.halves, first, slots.window.minutes, window) + later.window,
    platformFault: out.planned,
    overdue: overdueIntervals(merged, row, slots, from),
  };
}

/** Missing intervals of planned time for which something came too late. */
function overdueIntervals({ halves, hours, overdue }: MergedMinutes, row: number, { planned, down }: CalendarSlots, from: MinuteEdge): number {
  const { minutes } = planned;
  return (overdue.get(row) ?? []).filter(({ hour }) => hour >= from.hour).reduce((sum, late) => {
    const { hour } = late;
    const index = 2 * (row * hours + hour);
    const [low, high] = [halves[index] ?? 0, halves[index + 1] ?? 0];
    const whole = hour === from.hour ? firstHourSlots(planned, from) : { low: planned.low[hour] ?? 0, high: planned.high[hour] ?? 0 };
    const only = { low: touchedLow(late.low, late.high, minutes) & ~touchedLow(low, high, minutes), high: touchedHigh(late.high, minutes) & ~touchedHigh(high, minutes) };
    return sum + slotCount({ low: whole.low & only.low & ~(down?.planned.low[hour] ?? 0), high: whole.high & only.high & ~(down?.planned.high[hour] ?? 0) });
  }, 0);
}

const slotsAfter = ({ before }: JudgingSlots, hour: number): number => (before[before.length - 1] ?? 0) - (before[hour + 1] ?? 0);

/** Valid intervals of the hours after `hour` by both calendars, in one pass: this loop sees every device and hour. */
function validAfter({ halves, hours }: MergedMinutes, row: number, slots: CalendarSlots, hour: number): { planned: number; window: number } {
  const { planned, window } = slots;
  const valid = { planned: 0, window: 0 };
  for (let at = hour + 1, index = 2 * (row * hours + at); at < hours; at += 1, index += 2) {
    const low = halves[index] as number;
    const high = halves[index + 1] as number;
    if ((low | high) === 0) continue;
    const lowSlots = touchedLow(low, high, planned.minutes);
    const highSlots = touchedHigh(high, planned.minutes);
    valid.planned += popCount(lowSlots & (planned.low[at] as number)) + popCount(highSlots & (planned.high[at] as number));
    valid.window += popCount(lowSlots & (window.low[at] as number)) + popCount(highSlots & (window.high[at] as number));
  }
  return valid;
}

function firstHourSlots(slots: JudgingSlots, from: MinuteEdge): HourMask {
  const { low, high } = slots.planned;
  return wholeOf((low[from.hour] ?? 0) & from.minutes.low, (high[from.hour] ?? 0) & from.minutes.high, slots.minutes);
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
