import { DateTime } from 'luxon';
import type { Micros } from './time.js';
import { MICROS_PER_HOUR, MICROS_PER_MILLISECOND, MICROS_PER_MINUTE, hourOf } from './time.js';
import { FULL_HALF, highBit, lowBit } from './minute-mask.js';

/** A daily span in the project's zone, `HH:mm`; an end at or before the start runs over midnight; `24:00` is allowed. */
export interface Shift {
  readonly start: string;
  readonly end: string;
  /** ISO weekdays, 1 Monday … 7 Sunday; all days when absent. */
  readonly weekdays?: readonly number[];
}

/** What a growing cycle exempts; an exemption without a kind is maintenance or the like. */
export const EXEMPTION_KINDS = ['maintenance', 'drained', 'closed-season'] as const;
export type ExemptionKind = (typeof EXEMPTION_KINDS)[number];

/** A period in which no data is expected, with the approved reason. */
export interface Exemption {
  readonly from: Micros;
  readonly to: Micros;
  readonly reason: string;
  readonly kind?: ExemptionKind;
}

/** When data is expected. No shifts: round the clock. Times are wall-clock times of `zone`. */
export interface PlannedTime {
  readonly zone: string;
  readonly shifts: readonly Shift[];
  /** Calendar days `YYYY-MM-DD` without any shift. */
  readonly holidays?: readonly string[];
  readonly exemptions?: readonly Exemption[];
  /** Only these calendar days `YYYY-MM-DD` count at all; every day when absent. */
  readonly days?: readonly string[];
}

/** Planned minutes of each UTC hour from `firstHour` on, as minute masks (see minute-mask.ts). */
export interface PlannedHours {
  readonly firstHour: number;
  readonly low: Int32Array;
  readonly high: Int32Array;
}

/**
 * Planned minutes of `from ≤ t < to`: a minute is planned when all of it is, so shifts are cut down to whole minutes and
 * exemptions are widened to them. Pure; days of 23 or 25 hours come out right, and a clock time that a day skips or has
 * twice is read as RFC 5545 does: moved on by the skipped span, or the first of the two.
 */
export function plannedHours(calendar: PlannedTime, from: Micros, to: Micros): PlannedHours {
  return withoutExemptions(shiftHours(calendar, from, to), calendar.exemptions ?? [], from, to);
}

/** The same with the exemptions still in it. */
export function shiftHours(calendar: Omit<PlannedTime, 'exemptions'>, from: Micros, to: Micros): PlannedHours {
  const planned = noHours(from, to);
  for (const [start, end] of spans(calendar, from, to)) {
    mark(planned, Math.ceil(Math.max(start, from) / MICROS_PER_MINUTE), Math.floor(Math.min(end, to) / MICROS_PER_MINUTE), true);
  }
  return planned;
}

/** A copy of the hours of `from ≤ t < to` without the minutes that an exemption touches. */
export function withoutExemptions({ firstHour, low, high }: PlannedHours, exemptions: readonly Pick<Exemption, 'from' | 'to'>[], from: Micros, to: Micros): PlannedHours {
  const planned = { firstHour, low: low.slice(), high: high.slice() };
  const exempt = exemptions.map((one) => [Math.floor(Math.max(one.from, from) / MICROS_PER_MINUTE), Math.ceil(Math.min(one.to, to) / MICROS_PER_MINUTE)] as const);
  // Each minute once, however many exemptions name it.
  for (const [start, end] of united(exempt)) mark(planned, start, end, false);
  return planned;
}

/** The minutes that are planned in any of the parts, over `from ≤ t < to`; what a part has outside is left out. */
export function unite(parts: readonly PlannedHours[], from: Micros, to: Micros): PlannedHours {
  const planned = noHours(from, to);
  for (const { firstHour, low, high } of parts) {
    for (let hour = 0; hour < low.length; hour += 1) {
      const index = firstHour + hour - planned.firstHour;
      if (index < 0 || index >= planned.low.length) continue;
      planned.low[index] = (planned.low[index] ?? 0) | (low[hour] ?? 0);
      planned.high[index] = (planned.high[index] ?? 0) | (high[hour] ?? 0);
    }
  }
  return planned;
}

function noHours(from: Micros, to: Micros): PlannedHours {
  const firstHour = hourOf(from);
  const hours = Math.max(0, Math.ceil(to / MICROS_PER_HOUR) - firstHour);
  return { firstHour, low: new Int32Array(hours), high: new Int32Array(hours) };
}

/**
 * The calendar's shifts as spans inside `from ≤ t < to`, to the microsecond, ascending; spans that touch or overlap are
 * one. Exemptions are not taken out. Without shifts, holidays and days: the whole period.
 */
export function plannedSpans(calendar: PlannedTime, from: Micros, to: Micros): readonly (readonly [from: Micros, to: Micros])[] {
  return united([...spans(calendar, from, to)].map(([start, end]) => [Math.max(start, from), Math.min(end, to)] as const));
}

/** Ascending; spans that touch or overlap are one, and those of no length none. */
function united(parts: readonly (readonly [from: number, to: number])[]): readonly (readonly [from: number, to: number])[] {
  const joined: [number, number][] = [];
  for (const [start, end] of parts.filter(([a, b]) => a < b).sort(([a], [b]) => a - b)) {
    const last = joined.at(-1);
    if (last && start <= last[1]) last[1] = Math.max(last[1], end);
    else joined.push([start, end]);
  }
  return joined;
}

function* spans(calendar: PlannedTime, from: Micros, to: Micros): Generator<readonly [Micros, Micros]> {
  const holidays = new Set(calendar.holidays ?? []);
  const days = calendar.days && new Set(calendar.days);
  if (calendar.shifts.length === 0 && holidays.size === 0 && !days) return yield [from, to] as const;
  const shifts: readonly Shift[] = calendar.shifts.length === 0 ? [{ start: '00:00', end: '24:00' }] : calendar.shifts;
  let day = DateTime.fromMillis(from / MICROS_PER_MILLISECOND, { zone: calendar.zone }).startOf('day').minus({ days: 1 });
  for (; day.toMillis() * MICROS_PER_MILLISECOND < to; day = day.plus({ days: 1 }).startOf('day')) {
    const date = day.toISODate() ?? '';
    if (!holidays.has(date) && days?.has(date) !== false) yield* shiftsOf(day, shifts);
  }
}

function* shiftsOf(day: DateTime, shifts: readonly Shift[]): Generator<readonly [Micros, Micros]> {
  for (const shift of shifts) {
    if (shift.weekdays && !shift.weekdays.includes(day.weekday)) continue;
    const start = clockTime(day, shift.start);
    // By the clock, not by the instants: where the clock skips an hour, 02:00–03:00 is empty and not a day long.
    const overnight = minuteOfDay(shift.end) <= minuteOfDay(shift.start);
    yield [start, clockTime(overnight ? day.plus({ days: 1 }) : day, shift.end)] as const;
  }
}

function minuteOfDay(text: string): number {
  const [hour = 0, minute = 0] = text.split(':').map(Number);
  return hour * 60 + minute;
}

function clockTime(day: DateTime, text: string): Micros {
  const hour = Math.floor(minuteOfDay(text) / 60);
  const minute = minuteOfDay(text) % 60;
  const at = hour === 24 ? day.plus({ days: 1 }).startOf('day') : day.set({ hour, minute });
  return at.toMillis() * MICROS_PER_MILLISECOND;
}

function mark(planned: PlannedHours, firstMinute: number, end: number, on: boolean): void {
  let minute = firstMinute;
  while (minute < end) {
    const hour = Math.floor(minute / 60);
    const index = hour - planned.firstHour;
    if (minute % 60 === 0 && minute + 60 <= end) {
      planned.low[index] = on ? FULL_HALF : 0;
      planned.high[index] = on ? FULL_HALF : 0;
      minute += 60;
      continue;
    }
    const low = lowBit(minute % 60);
    const high = highBit(minute % 60);
    planned.low[index] = on ? (planned.low[index] ?? 0) | low : (planned.low[index] ?? 0) & ~low;
    planned.high[index] = on ? (planned.high[index] ?? 0) | high : (planned.high[index] ?? 0) & ~high;
    minute += 1;
  }
}
