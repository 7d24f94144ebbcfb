import { DateTime } from 'luxon';
import type { Micros } from './time.js';
import { MICROS_PER_MILLISECOND } from './time.js';

export const WINDOW_UNITS = ['hour', 'day', 'week', 'month', 'quarter', 'year'] as const;
export type WindowUnit = (typeof WINDOW_UNITS)[number];

/** What a value may be of: a calendar window, or a period of the contract (`term`: one that somebody asked for). */
export const PERIOD_UNITS = [...WINDOW_UNITS, 'term', 'baseline', 'reporting'] as const;
export type PeriodUnit = (typeof PERIOD_UNITS)[number];

/** A calendar window of a zone: from ≤ t < to. Days of 23 or 25 hours are as long as they are. */
export interface CalendarWindow {
  readonly unit: WindowUnit;
  readonly zone: string;
  readonly from: Micros;
  readonly to: Micros;
}

/** The window of `unit` that holds `at` in `zone`. */
export function windowOf(at: Micros, unit: WindowUnit, zone: string): CalendarWindow {
  const start = DateTime.fromMillis(Math.floor(at / MICROS_PER_MILLISECOND), { zone }).startOf(unit);
  let end = start.plus({ [unit]: 1 }).startOf(unit);
  // Where the clock is put back by half an hour, the hour that follows begins on it where this one did.
  for (let units = 2; micros(end) <= at; units += 1) end = start.plus({ [unit]: units }).startOf(unit);
  return { unit, zone, from: micros(start), to: micros(end) };
}

/** The window after `window`; windows of one unit and zone tile time without gap or overlap. */
export const nextWindow = (window: CalendarWindow): CalendarWindow => windowOf(window.to, window.unit, window.zone);

/** The calendar day `YYYY-MM-DD` that holds `at` in `zone`. */
export const localDay = (at: Micros, zone: string): string => DateTime.fromMillis(Math.floor(at / MICROS_PER_MILLISECOND), { zone }).toISODate() ?? '';

/** The wall-clock time `YYYY-MM-DD HH:mm` of `at` in `zone`. */
export const localMinute = (at: Micros, zone: string): string =>
  (DateTime.fromMillis(Math.floor(at / MICROS_PER_MILLISECOND), { zone }).toISO() ?? '').slice(0, 'YYYY-MM-DDTHH:mm'.length).replace('T', ' ');

const micros = (time: DateTime): Micros => time.toMillis() * MICROS_PER_MILLISECOND;
