import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { popCount } from './minute-mask.js';
import { plannedHours } from './planned-time.js';
import type { PlannedHours, PlannedTime } from './planned-time.js';
import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE, MICROS_PER_SECOND, parseIsoMicros } from './time.js';

const micros = (text: string): number => parseIsoMicros(text) ?? NaN;
const minutesOf = (planned: PlannedHours): number =>
  [...planned.low, ...planned.high].reduce((sum, half) => sum + popCount(half), 0);

function holds(planned: PlannedHours, minute: number): boolean {
  const half = minute % 60 < 30 ? planned.low : planned.high;
  return ((half[Math.floor(minute / 60) - planned.firstHour] ?? 0) & (1 << (minute % 30))) !== 0;
}

const time = (minute: number): string => `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
const clockTime = fc.integer({ min: 0, max: 24 * 60 - 1 }).map(time);
const weekdays = fc.option(fc.uniqueArray(fc.integer({ min: 1, max: 7 }), { maxLength: 7 }), { nil: undefined });
const shift = fc.record({ start: clockTime, end: fc.oneof(clockTime, fc.constant('24:00')), weekdays });

/** By the wall clock, one minute at a time; for zones without a change of offset in the window. */
function isPlanned(calendar: PlannedTime, minute: number): boolean {
  const at = minute * MICROS_PER_MINUTE;
  if (calendar.exemptions?.some((exempt) => at < exempt.to && at + MICROS_PER_MINUTE > exempt.from)) return false;
  const local = DateTime.fromMillis(minute * 60_000, { zone: calendar.zone });
  const shifts = calendar.shifts.length === 0 ? [{ start: '00:00', end: '24:00' }] : calendar.shifts;
  return [local, local.minus({ days: 1 })].some((day, ago) => {
    if (calendar.holidays?.includes(day.toISODate() ?? '')) return false;
    const clock = ago * 24 * 60 + local.hour * 60 + local.minute;
    return shifts.some(({ start, end, weekdays: days }) => {
      if (days && !days.includes(day.weekday)) return false;
      const [from, to] = [start, end].map((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3))) as [number, number];
      return clock >= from && clock < (to <= from ? to + 24 * 60 : to);
    });
  });
}

const SHANGHAI_FROM = micros('2026-09-28T00:00:00+08:00');
const anyCalendar: fc.Arbitrary<PlannedTime> = fc.record({
  zone: fc.constantFrom('Asia/Shanghai', 'UTC', 'Asia/Kathmandu', 'Europe/Amsterdam'),
  shifts: fc.array(shift as fc.Arbitrary<{ start: string; end: string; weekdays?: number[] }>, { maxLength: 3 }),
  holidays: fc.array(fc.constantFrom('2026-09-28', '2026-09-29', '2026-10-01'), { maxLength: 2 }),
  exemptions: fc.array(fc.tuple(fc.integer({ min: -7_200, max: 4 * 86_400 }), fc.integer({ min: 1, max: 90_000 })).map(([at, seconds]) => ({
    from: SHANGHAI_FROM + at * MICROS_PER_SECOND, to: SHANGHAI_FROM + (at + seconds) * MICROS_PER_SECOND, reason: '检修',
  })), { maxLength: 2 }),
});
const anyMinute = fc.integer({ min: 0, max: 3 * 24 * 60 });

describe('planned time', () => {
  it('agrees with a model that reads the wall clock minute by minute', () => {
    fc.assert(fc.property(anyCalendar, anyMinute, fc.integer({ min: 0, max: 1_500 }), (calendar, start, length) => {
      const first = SHANGHAI_FROM / MICROS_PER_MINUTE + start;
      const planned = plannedHours(calendar, first * MICROS_PER_MINUTE, (first + length) * MICROS_PER_MINUTE);
      const wrong = [];
      for (let minute = first - 70; minute < first + length + 70; minute += 1) {
        const expected = minute >= first && minute < first + length && isPlanned(calendar, minute);
        if (holds(planned, minute) !== expected) wrong.push(minute - first);
      }
      expect(wrong).toEqual([]);
    }), { numRuns: 60 });
  });

  it('tiles: two adjoining windows hold what one holds', () => {
    fc.assert(fc.property(anyCalendar, anyMinute, anyMinute, anyMinute, (calendar, ...cuts) => {
      const [from, middle, to] = cuts.sort((left, right) => left - right).map((minute) => SHANGHAI_FROM + minute * MICROS_PER_MINUTE) as [number, number, number];
      const parts = minutesOf(plannedHours(calendar, from, middle)) + minutesOf(plannedHours(calendar, middle, to));
      expect(parts).toBe(minutesOf(plannedHours(calendar, from, to)));
    }), { numRuns: 60 });
  });

  it.each([['2026-03-29', 23], ['2026-10-25', 25], ['2026-07-01', 24]])('%s in Amsterdam is %p hours long', (day, hours) => {
    const start = DateTime.fromISO(day, { zone: 'Europe/Amsterdam' });
    const [from, to] = [start.toMillis() * 1_000, start.plus({ days: 1 }).toMillis() * 1_000];
    for (const shifts of [[], [{ start: '00:00', end: '24:00' }], [{ start: '00:00', end: '12:00' }, { start: '12:00', end: '00:00' }]]) {
      expect(minutesOf(plannedHours({ zone: 'Europe/Amsterdam', shifts, holidays: ['2020-01-01'] }, from, to))).toBe(hours * 60);
    }
  });

  it.each([
    ['2026-03-28', '22:00', '06:00', 7 * 60], ['2026-10-24', '22:00', '06:00', 9 * 60],
    ['2026-03-29', '02:00', '03:00', 0], ['2026-10-25', '02:00', '03:00', 120], ['2026-03-29', '01:00', '02:30', 90],
  ])('a shift of %s from %s to %s in Amsterdam has %p minutes', (day, start, end, minutes) => {
    const from = DateTime.fromISO(day, { zone: 'Europe/Amsterdam' });
    const calendar = { zone: 'Europe/Amsterdam', shifts: [{ start, end, weekdays: [from.weekday] }] };
    expect(minutesOf(plannedHours(calendar, from.toMillis() * 1_000, from.plus({ days: 2 }).toMillis() * 1_000))).toBe(minutes);
  });

  it('keeps a day whose midnight does not exist', () => {
    const window = [micros('2026-03-28T00:00:00+02:00'), micros('2026-04-01T00:00:00+03:00')] as const;
    const calendar = { zone: 'Asia/Beirut', shifts: [{ start: '00:00', end: '24:00' }], holidays: ['2026-03-28'] };
    expect(minutesOf(plannedHours(calendar, ...window))).toBe(3 * 24 * 60 - 60);
    expect(minutesOf(plannedHours(calendar, window[0], micros('2026-03-31T00:30:00+03:00')))).toBe(2 * 24 * 60 - 60 + 30);
  });

  it('cuts a window to whole minutes and widens an exemption to them', () => {
    const from = SHANGHAI_FROM + 30 * MICROS_PER_SECOND;
    expect(minutesOf(plannedHours({ zone: 'UTC', shifts: [] }, from, from + 10 * MICROS_PER_MINUTE))).toBe(9);
    const exemptions = [{ from: SHANGHAI_FROM + 90 * MICROS_PER_SECOND, to: SHANGHAI_FROM + 150 * MICROS_PER_SECOND, reason: '断电' }];
    expect(minutesOf(plannedHours({ zone: 'UTC', shifts: [], exemptions }, SHANGHAI_FROM, SHANGHAI_FROM + MICROS_PER_HOUR))).toBe(58);
  });

  it('holds nothing in an empty or inverted window', () => {
    for (const to of [SHANGHAI_FROM, SHANGHAI_FROM - MICROS_PER_DAY]) {
      expect(minutesOf(plannedHours({ zone: 'UTC', shifts: [] }, SHANGHAI_FROM, to))).toBe(0);
    }
  });

  it('counts only the days that are named, with shifts and round the clock', () => {
    const from = micros('2017-03-27T00:00:00Z');
    const days = ['2017-03-27', '2017-03-29'];
    const minutes = (calendar: PlannedTime): number => minutesOf(plannedHours(calendar, from, from + 4 * MICROS_PER_DAY));
    expect(minutes({ zone: 'UTC', shifts: [], days })).toBe(2 * 1440);
    expect(minutes({ zone: 'UTC', shifts: [{ start: '09:00', end: '19:00' }], days })).toBe(2 * 600);
    expect(minutes({ zone: 'UTC', shifts: [], days: [] })).toBe(0);
  });
});
