import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { PlannedCalendars, changedCalendar, isOwnTime, partsOf } from './planned-calendar.js';
import type { CalendarPart, ScopedCalendar } from './planned-calendar.js';
import { plannedHours } from './planned-time.js';
import type { PlannedHours, PlannedTime } from './planned-time.js';
import { MICROS_PER_MINUTE, parseIsoMicros } from './time.js';

const FROM = (parseIsoMicros('2026-10-01T00:00:00+08:00') ?? NaN) / MICROS_PER_MINUTE;
const MINUTES = 26 * 60;
const DEVICE = { id: 'm1', classId: 'mill', siteId: 'hall' };
const SCOPES = ['device:m1', 'class:mill', 'site:hall', 'project'];
const at = (minute: number): number => (FROM + minute) * MICROS_PER_MINUTE;
const ALL_DAY: PlannedTime = { zone: 'Asia/Shanghai', shifts: [] };
const DAY_SHIFT: PlannedTime = { zone: 'Asia/Shanghai', shifts: [{ start: '08:00', end: '17:00' }] };

function holds({ firstHour, low, high }: PlannedHours, minute: number): boolean {
  const half = minute % 60 < 30 ? low : high;
  return ((half[Math.floor(minute / 60) - firstHour] ?? 0) & (1 << (minute % 30))) !== 0;
}
const hoursOf = (plannedTime: PlannedTime, from: number, to: number): PlannedHours => plannedHours(plannedTime, from, to);

const anyTime: fc.Arbitrary<PlannedTime> = fc.record({
  zone: fc.constant('Asia/Shanghai'),
  shifts: fc.constantFrom<PlannedTime['shifts']>([], [{ start: '08:00', end: '17:00' }], [{ start: '20:00', end: '04:30' }]),
  exemptions: fc.array(fc.tuple(fc.integer({ min: -30, max: MINUTES }), fc.integer({ min: 1, max: 300 })).map(([start, length]) => ({ from: at(start), to: at(start + length), reason: '检修' })), { maxLength: 2 }),
});
/** What holds from then on: planned time of its own, or that of the wider calendar. */
const anyHeld: fc.Arbitrary<CalendarPart> = fc.tuple(anyTime, fc.boolean()).map(([plannedTime, isWider]) => ({ plannedTime, ...(isWider && { wider: true as const }) }));
const anyParts: fc.Arbitrary<readonly CalendarPart[]> = fc.array(fc.tuple(fc.integer({ min: -60, max: MINUTES }), anyHeld), { minLength: 1, maxLength: 3 })
  .chain((parts) => fc.boolean().map((isOpen) => [...new Map(parts)].sort(([a], [b]) => a - b).map(([start, held], place) => (place === 0 && isOpen ? held : { ...held, validFrom: at(start) }))));
const calendarOf = (scope: string, parts: readonly CalendarPart[]): ScopedCalendar =>
  ({ scope, ...(parts.at(-1) as CalendarPart), ...(parts.length > 1 && { earlier: parts.slice(0, -1) }) });
const anyCalendars = fc.subarray(SCOPES).chain((scopes) => fc.tuple(...scopes.map((scope) => anyParts.map((parts) => calendarOf(scope, parts)))));

/** One minute at a time: the nearest calendar that holds says the shifts, and every one that holds its exemptions. */
function isPlanned(plannedTime: PlannedTime, calendars: readonly ScopedCalendar[], minute: number): boolean {
  const moment = minute * MICROS_PER_MINUTE;
  const held = SCOPES.flatMap((scope): PlannedTime[] => {
    const calendar = calendars.find((one) => one.scope === scope);
    if (calendar === undefined) return scope === 'project' ? [plannedTime] : [];
    const parts = partsOf(calendar);
    const last = parts.filter(({ validFrom }) => validFrom === undefined || validFrom <= moment).at(-1) ?? (scope === 'project' ? parts[0] : undefined);
    return last === undefined || (last.wider === true && scope !== 'project') ? [] : [last.plannedTime];
  });
  const exempt = held.flatMap(({ exemptions = [] }) => exemptions).some(({ from, to }) => moment < to && moment + MICROS_PER_MINUTE > from);
  const { zone, shifts } = held[0] as PlannedTime;
  return !exempt && holds(hoursOf({ zone, shifts }, moment, moment + MICROS_PER_MINUTE), minute);
}

describe('the planned time of a device', () => {
  it('is at every minute what its calendars of that minute say', () => {
    fc.assert(fc.property(anyTime, anyCalendars, fc.integer({ min: 0, max: 600 }), (plannedTime, calendars, start) => {
      const known = new PlannedCalendars({ plannedTime, calendars });
      const planned = known.hours(known.of(DEVICE), at(start), at(MINUTES));
      const wrong = [];
      for (let minute = FROM + start - 61; minute < FROM + MINUTES + 61; minute += 7) {
        const expected = minute >= FROM + start && minute < FROM + MINUTES && isPlanned(plannedTime, calendars, minute);
        if (holds(planned, minute) !== expected) wrong.push(minute - FROM);
      }
      expect(wrong).toEqual([]);
    }), { numRuns: 60 });
  }, 120_000);

  it('is that of the nearest of device, class, site and project, and shared by devices with the same', () => {
    const calendars = ['site:hall', 'class:mill', 'device:m1'].map((scope, place): ScopedCalendar => ({ scope, plannedTime: { ...DAY_SHIFT, holidays: [`2026-10-0${place + 1}`] } }));
    const known = new PlannedCalendars({ plannedTime: ALL_DAY, calendars });
    const nearest = (device: { id: string; classId: string; siteId?: string }): string => known.of(device).scopes[0] ?? '';
    expect([DEVICE, { ...DEVICE, id: 'm2' }, { id: 'm3', classId: 'lathe', siteId: 'hall' }, { id: 'm4', classId: 'lathe' }].map(nearest)).toEqual(['device:m1', 'class:mill', 'site:hall', 'project']);
    expect(known.of({ id: 'm5', classId: 'lathe', siteId: 'hall' })).toBe(known.of({ id: 'm6', classId: 'lathe', siteId: 'hall' }));
    expect(known.of({ id: 'm7', classId: 'lathe', siteId: 'yard' })).toBe(known.project);
    expect(known.ofSite('hall').scopes).toEqual(['site:hall', 'project']);
  });
});

describe('a change of a calendar', () => {
  it('holds from when it says, and what held before stays for the time before', () => {
    const first = changedCalendar({ plannedTime: ALL_DAY }, { plannedTime: DAY_SHIFT, validFrom: at(60) });
    expect(first).toEqual({ plannedTime: DAY_SHIFT, validFrom: at(60), earlier: [{ plannedTime: ALL_DAY }] });
    expect(changedCalendar(first, { plannedTime: ALL_DAY, validFrom: at(30) })).toEqual({ plannedTime: ALL_DAY, validFrom: at(30), earlier: [{ plannedTime: ALL_DAY }] });
    expect(changedCalendar(first, { plannedTime: ALL_DAY, validFrom: at(90) }).earlier).toHaveLength(2);
    expect(changedCalendar(first, { plannedTime: ALL_DAY })).toEqual({ plannedTime: ALL_DAY });
    expect(changedCalendar(undefined, { plannedTime: DAY_SHIFT, validFrom: at(60) })).toEqual({ plannedTime: DAY_SHIFT, validFrom: at(60) });
  });

  it('may say that the wider calendar counts from then on, or at all times; planned time of its own can follow', () => {
    const ended = changedCalendar({ plannedTime: DAY_SHIFT }, { plannedTime: ALL_DAY, wider: true, validFrom: at(60) });
    expect(ended).toEqual({ plannedTime: ALL_DAY, wider: true, validFrom: at(60), earlier: [{ plannedTime: DAY_SHIFT }] });
    expect(changedCalendar(ended, { plannedTime: DAY_SHIFT, validFrom: at(90) })).toEqual({ plannedTime: DAY_SHIFT, validFrom: at(90), earlier: [{ plannedTime: DAY_SHIFT }, { plannedTime: ALL_DAY, wider: true, validFrom: at(60) }] });
    const gone = changedCalendar(ended, { plannedTime: ALL_DAY, wider: true });
    expect([isOwnTime(ended), isOwnTime(gone), partsOf(gone)]).toEqual([true, false, [{ plannedTime: ALL_DAY, wider: true }]]);
  });
});
