import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { WINDOW_UNITS, nextWindow, windowOf } from './calendar-window.js';
import { MICROS_PER_HOUR, formatIsoMicros, parseIsoMicros } from './time.js';

const micros = (text: string): number => parseIsoMicros(text) ?? NaN;
const ZONES = ['Asia/Shanghai', 'Europe/Amsterdam', 'America/New_York', 'Asia/Kathmandu', 'Asia/Beirut'] as const;
const anyTime = fc.integer({ min: micros('2015-01-01T00:00:00Z'), max: micros('2035-01-01T00:00:00Z') });

describe('calendar windows', () => {
  it('hold their time and begin where the unit begins on the wall clock', () => {
    fc.assert(fc.property(anyTime, fc.constantFrom(...WINDOW_UNITS), fc.constantFrom(...ZONES), (at, unit, zone) => {
      const window = windowOf(at, unit, zone);
      expect(window.from <= at && at < window.to).toBe(true);
      const start = DateTime.fromMillis(window.from / 1_000, { zone });
      expect(start.startOf(unit).toMillis()).toBe(start.toMillis());
    }));
  });

  it('tile time without gap or overlap', () => {
    fc.assert(fc.property(anyTime, fc.constantFrom(...WINDOW_UNITS), fc.constantFrom(...ZONES), (at, unit, zone) => {
      let window = windowOf(at, unit, zone);
      for (let step = 0; step < 5; step += 1) {
        const next = nextWindow(window);
        expect(next.from).toBe(window.to);
        expect(windowOf(window.to - 1, unit, zone)).toEqual(window);
        expect(windowOf(next.from, unit, zone)).toEqual(next);
        window = next;
      }
    }));
  });

  it.each([['2026-03-29T10:00:00+02:00', 23], ['2026-10-25T10:00:00+01:00', 25], ['2026-10-26T10:00:00+01:00', 24]])('%s: a day of %p hours', (at, hours) => {
    const { from, to } = windowOf(micros(at), 'day', 'Europe/Amsterdam');
    expect((to - from) / MICROS_PER_HOUR).toBe(hours);
  });

  it('walks through both hours that the clock shows twice', () => {
    let window = windowOf(micros('2026-10-25T00:30:00Z'), 'hour', 'Europe/Amsterdam');
    const starts = Array.from({ length: 3 }, () => {
      const { from } = window;
      window = nextWindow(window);
      return formatIsoMicros(from);
    });
    expect(starts).toEqual(['2026-10-25T00:00:00.000Z', '2026-10-25T01:00:00.000Z', '2026-10-25T02:00:00.000Z']);
  });

  it.each([
    ['Australia/Lord_Howe', '2026-04-04T13:00:00Z', ['13:00', '14:00', '15:30', '16:30']], ['Asia/Pyongyang', '2015-08-14T14:00:00Z', ['14:00', '15:30', '16:30', '17:30']],
  ])('goes on where the clock of %s is put back by half an hour', (zone, at, expected) => {
    let window = windowOf(micros(at), 'hour', zone);
    const starts = expected.map(() => {
      const { from } = window;
      window = nextWindow(window);
      return formatIsoMicros(from).slice(11, 16);
    });
    expect(starts).toEqual(expected);
  });

  it('cuts days and quarters in the zone of the project', () => {
    expect(formatIsoMicros(windowOf(micros('2026-11-14T17:00:00Z'), 'day', 'Asia/Shanghai').from)).toBe('2026-11-14T16:00:00.000Z');
    expect(formatIsoMicros(windowOf(micros('2026-11-14T17:00:00Z'), 'quarter', 'Asia/Shanghai').to)).toBe('2026-12-31T16:00:00.000Z');
    expect(formatIsoMicros(windowOf(micros('2026-11-14T17:00:00Z'), 'week', 'Asia/Shanghai').from)).toBe('2026-11-08T16:00:00.000Z');
  });
});
