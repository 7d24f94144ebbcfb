import { describe, expect, it } from '@jest/globals';
import type { WindowUnit } from '@yanshou/telemetry';
import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MINUTE, MICROS_PER_SECOND, WINDOW_UNITS, formatIsoMicros, parseIsoMicros } from '@yanshou/telemetry';
import fc from 'fast-check';
import { boundRuns, windowBounds } from './window-bounds.js';

const micros = (text: string): number => parseIsoMicros(text) ?? NaN;
const bounds = (every: string, from: string, to: string, zone: string): string[] => [...windowBounds(every, micros(from), micros(to), zone)].map(wallClock(zone));

/** `MM-DD HH:mm ddd` as the clocks of the zone show it. */
function wallClock(zone: string): (at: number) => string {
  const format = new Intl.DateTimeFormat('en', { timeZone: zone, month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', weekday: 'short', hourCycle: 'h23' });
  return (at) => {
    const parts = Object.fromEntries(format.formatToParts(Math.floor(at / 1_000)).map(({ type, value }) => [type, value]));
    return `${parts['month']}-${parts['day']} ${parts['hour']}:${parts['minute']} ${parts['weekday']}`;
  };
}
const BEGINS: Readonly<Record<WindowUnit, RegExp>> = {
  hour: /:00/, day: /00:00/, week: /00:00 Mon/, month: /-01 00:00/, quarter: /(?:01|04|07|10)-01 00:00/, year: /01-01 00:00/,
};
const hoursBetween = (all: readonly number[]): number[] => all.slice(1).map((bound, index) => (bound - (all[index] as number)) / MICROS_PER_HOUR);

const ZONES = ['Asia/Shanghai', 'Europe/Amsterdam', 'America/New_York', 'Australia/Lord_Howe'] as const;
const anyUnit = fc.constantFrom(...WINDOW_UNITS);
const anyFixed = fc.tuple(fc.integer({ min: 1, max: 200 }), fc.constantFrom('m', 'h')).map(([count, unit]) => `${count}${unit}`);
/** In seconds, around both changes of the clock of 2026. */
const anySpan = fc.tuple(fc.integer({ min: 0, max: 250 * 86_400 }), fc.integer({ min: 1, max: 3 * 86_400 }))
  .map(([after, seconds]) => [micros('2026-03-01T00:00:00Z') + after * MICROS_PER_SECOND, micros('2026-03-01T00:00:00Z') + (after + seconds) * MICROS_PER_SECOND] as const);
const anyWindows = fc.record({ every: fc.oneof(anyUnit, anyFixed), span: anySpan, zone: fc.constantFrom(...ZONES) });

describe('bounds of windows', () => {
  it('ascend and tile the period exactly', () => {
    fc.assert(fc.property(anyWindows, ({ every, span: [from, to], zone }) => {
      const all = [...windowBounds(every, from, to, zone)];
      expect([all[0], all.at(-1)]).toEqual([from, to]);
      expect(hoursBetween(all).every((length) => length > 0)).toBe(true);
    }));
  });

  it('of a calendar unit lie where the unit begins on the wall clock, and nowhere else', () => {
    fc.assert(fc.property(anyUnit, anySpan, fc.constantFrom('Asia/Shanghai', 'Europe/Amsterdam'), (unit, [from, to], zone) => {
      const shown = wallClock(zone);
      const starts = [];
      for (let at = Math.floor(from / MICROS_PER_MINUTE + 1) * MICROS_PER_MINUTE; at < to; at += MICROS_PER_MINUTE) {
        if (BEGINS[unit].test(shown(at))) starts.push(at);
      }
      expect([...windowBounds(unit, from, to, zone)].slice(1, -1)).toEqual(starts);
    }), { numRuns: 30 });
  });

  it('of a fixed length lie whole lengths after the midnight before the period', () => {
    fc.assert(fc.property(anyFixed, anySpan, fc.constantFrom(...ZONES), (every, [from, to], zone) => {
      const shown = wallClock(zone);
      let midnight = Math.floor(from / MICROS_PER_MINUTE) * MICROS_PER_MINUTE;
      while (!BEGINS.day.test(shown(midnight))) midnight -= MICROS_PER_MINUTE;
      const length = Number(every.slice(0, -1)) * (every.endsWith('h') ? MICROS_PER_HOUR : MICROS_PER_MINUTE);
      const inner = [...windowBounds(every, from, to, zone)].slice(1, -1);
      expect(inner.every((bound) => (bound - midnight) % length === 0)).toBe(true);
      expect(inner).toHaveLength(Math.ceil((to - midnight) / length) - Math.floor((from - midnight) / length) - 1);
    }));
  });

  it('cut days at the midnights of Shanghai, the first and the last one short', () => {
    expect(bounds('day', '2026-05-01T10:00:00+08:00', '2026-05-03T06:00:00+08:00', 'Asia/Shanghai')).toEqual(['05-01 10:00 Fri', '05-02 00:00 Sat', '05-03 00:00 Sun', '05-03 06:00 Sun']);
    expect(bounds('week', '2026-05-01T00:00:00+08:00', '2026-05-12T00:00:00+08:00', 'Asia/Shanghai')).toEqual(['05-01 00:00 Fri', '05-04 00:00 Mon', '05-11 00:00 Mon', '05-12 00:00 Tue']);
    expect(bounds('quarter', '2026-01-01T00:00:00+08:00', '2026-07-01T00:00:00+08:00', 'Asia/Shanghai')).toEqual(['01-01 00:00 Thu', '04-01 00:00 Wed', '07-01 00:00 Wed']);
  });

  it.each([['2026-03-28T00:00:00+01:00', '2026-03-31T00:00:00+02:00', [24, 23, 24]], ['2026-10-24T00:00:00+02:00', '2026-10-27T00:00:00+01:00', [24, 25, 24]]])(
    'have days of 23 and 25 hours where the clock changes: from %s', (from, to, hours) => {
      expect(hoursBetween([...windowBounds('day', micros(from), micros(to), 'Europe/Amsterdam')])).toEqual(hours);
    });

  it('have hours of one hour each where the clock changes by a whole one', () => {
    expect(hoursBetween([...windowBounds('hour', micros('2026-10-25T00:00:00+02:00'), micros('2026-10-25T05:00:00+01:00'), 'Europe/Amsterdam')])).toEqual([1, 1, 1, 1, 1, 1]);
  });

  it('go on where the clock is put back by half an hour', () => {
    expect(hoursBetween([...windowBounds('hour', micros('2026-04-04T13:00:00Z'), micros('2026-04-04T17:30:00Z'), 'Australia/Lord_Howe')])).toEqual([1, 1.5, 1, 1]);
  });

  it.each([['90s', 90 * MICROS_PER_SECOND], ['15m', 15 * MICROS_PER_MINUTE], ['6h', 6 * MICROS_PER_HOUR]])('%s apart are %p µs apart', (every, length) => {
    const from = micros('2026-05-01T00:00:00+08:00');
    expect([...windowBounds(every, from, from + MICROS_PER_DAY, 'Asia/Shanghai')]).toEqual(Array.from({ length: MICROS_PER_DAY / length + 1 }, (_, index) => from + index * length));
  });

  it('are the two ends alone of a period within one window', () => {
    const [from, to] = [micros('2026-05-01T08:00:00Z'), micros('2026-05-01T08:00:00.000001Z')];
    expect([...windowBounds('year', from, to, 'Asia/Shanghai')].map(formatIsoMicros)).toEqual(['2026-05-01T08:00:00.000Z', '2026-05-01T08:00:00.000001Z']);
  });
});

describe('runs of windows', () => {
  const anyBounds = fc.uniqueArray(fc.integer({ min: 0, max: 1_000_000 }), { minLength: 2, maxLength: 60 }).map((all) => all.sort((left, right) => left - right));
  const windowsOf = (run: ArrayLike<number>): [number, number][] => Array.from({ length: run.length - 1 }, (_, index) => [run[index] as number, run[index + 1] as number]);

  it('cover every window once, in order, and none has more than it may', () => {
    fc.assert(fc.property(anyBounds, fc.integer({ min: 1, max: 70 }), (all, most) => {
      const runs = [...boundRuns(all, most)].map(windowsOf);
      expect(runs.flat()).toEqual(windowsOf(all));
      expect(runs.every(({ length }) => length >= 1 && length <= most)).toBe(true);
      expect(runs).toHaveLength(Math.ceil((all.length - 1) / most));
    }));
  });

  it('are made as they are asked for: nothing is read ahead', () => {
    const runs = boundRuns(windowBounds('1s', 0, 1e15, 'Asia/Shanghai'), 2_000);
    expect((runs.next().value as Float64Array).length).toBe(2_001);
    expect((runs.next().value as Float64Array)[0]).toBe(2_000 * MICROS_PER_SECOND);
  });

  it('are none of bounds that enclose nothing', () => expect([...boundRuns([5], 10)]).toEqual([]));
});
