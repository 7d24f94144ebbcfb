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

/** A period in which no data is expected, with the approved reason. */
export interface Exemption {
  readonly from: Micros;
  readonly to: Micros;
  readonly reason: string;
}

/** When data is expected. No shifts: round the clock. Times are wall-clock times of `zone`. */
export interface PlannedTime {
  readonly zone: string;
  readonly shifts: readonly Shift[];
  /** Calendar days `YYYY-MM-DD` without any shift. */
  readonly holidays?: readonly string[];
  readonly exemptions?: readonly Exemption[];
}

/** Planned minutes of each UTC hour from `firstHour` on, as minute masks (see minute-mask.ts). */
export interface PlannedHours {
  readonly firstHour: number;
  readonly low: Int32Array;
  readonly high: Int32Array;
}

/** Planned minutes of `from ≤ t < to` (both cut down to whole minutes). Pure; days of 23 or 25 hours come out right. */
export function plannedHours(calendar: PlannedTime, from: Micros, to: Micros): PlannedHours {
  const firstHour = hourOf(from);
  const hours = Math.max(0, Math.ceil(to / MICROS_PER_HOUR) - firstHour);
  const planned = { firstHour, low: new Int32Array(hours), high: new Int32Array(hours) };
  for (const [start, end] of spans(calendar, from, to)) mark(planned, Math.max(start, from), Math.min(end, to), true);
  for (const exempt of calendar.exemptions ?? []) mark(planned, Math.max(exempt.from, from), Math.min(exempt.to, to), false);
  return planned;
}

function* spans(calendar: PlannedTime, from: Micros, to: Micros): Generator<readonly [Micros, Micros]> {
  const holidays = new Set(calendar.holidays ?? []);
  if (calendar.shifts.length === 0 && holidays.size === 0) return yield [from, to] as const;
  const shifts: readonly Shift[] = calendar.shifts.length === 0 ? [{ start: '00:00', end: '24:00' }] : calendar.shifts;
  let day = DateTime.fromMillis(from / MICROS_PER_MILLISECOND, { zone: calendar.zone }).startOf('day').minus({ days: 1 });
  for (; day.toMillis() * MICROS_PER_MILLISECOND < to; day = day.plus({ days: 1 })) {
    if (!holidays.has(day.toISODate() ?? '')) yield* shiftsOf(day, shifts);
  }
}

function* shiftsOf(day: DateTime, shifts: readonly Shift[]): Generator<readonly [Micros, Micros]> {
  for (const shift of shifts) {
    if (shift.weekdays && !shift.weekdays.includes(day.weekday)) continue;
    const start = clockTime(day, shift.start);
    const end = clockTime(day, shift.end);
    yield [start, end > start ? end : clockTime(day.plus({ days: 1 }), shift.end)] as const;
  }
}

function clockTime(day: DateTime, text: string): Micros {
  const [hour = 0, minute = 0] = text.split(':').map(Number);
  const at = hour === 24 ? day.plus({ days: 1 }).startOf('day') : day.set({ hour, minute });
  return at.toMillis() * MICROS_PER_MILLISECOND;
}

function mark(planned: PlannedHours, from: Micros, to: Micros, on: boolean): void {
  let minute = Math.ceil(from / MICROS_PER_MINUTE);
  const end = Math.floor(to / MICROS_PER_MINUTE);
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
