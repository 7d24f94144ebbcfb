import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import { downSpansOf, downtimeOfDays, hourlyDowntime } from './day-downtime.js';
import { legDays } from './leg-days.js';
import type { MinuteRange } from './minute-range.js';
import { WINDOW_FROM, contractOf } from './testing/context.js';

const FIRST = WINDOW_FROM / MICROS_PER_MINUTE;
const ranges = fc.uniqueArray(fc.integer({ min: -300, max: 4 * 1_440 }), { maxLength: 12 }).map((edges): readonly MinuteRange[] => {
  const sorted = [...edges].sort((left, right) => left - right);
  return sorted.flatMap((from, index) => (index % 2 === 0 && sorted[index + 1] !== undefined ? [{ from: FIRST + from, to: FIRST + (sorted[index + 1] as number) }] : []));
});
const terms = fc.record({ since: fc.integer({ min: 0, max: 1_000 }), length: fc.integer({ min: 1, max: 3 * 1_440 }), zone: fc.constantFrom('Asia/Shanghai', 'Asia/Kolkata', 'Europe/Berlin') });

describe('downtime by the hour of a local day', () => {
  it('agrees with a count of minutes, and says nothing of hours that the leg cuts', () => {
    fc.assert(fc.property(ranges, terms, (down, { since, length, zone }) => {
      const window = { from: (FIRST + since) * MICROS_PER_MINUTE, to: (FIRST + since + length) * MICROS_PER_MINUTE };
      const days = legDays(contractOf({ window, plannedTime: { zone, shifts: [] } }), 'reporting');
      const found = downtimeOfDays(days, down);
      days.forEach((day, place) => {
        const touching = down.filter(({ from, to }) => from * MICROS_PER_MINUTE < day.end && to * MICROS_PER_MINUTE > day.start);
        expect(found.get(place) ?? []).toEqual(touching);
        const counted = Array.from({ length: Math.floor((day.end - day.midnight) / MICROS_PER_HOUR) }, (_, hour) => {
          const from = day.midnight / MICROS_PER_MINUTE + 60 * hour;
          const minutes = Array.from({ length: 60 }, (_minute, minute) => from + minute);
          return from * MICROS_PER_MINUTE < day.start ? 0 : minutes.filter((minute) => down.some((range) => minute >= range.from && minute < range.to)).length;
        });
        expect(hourlyDowntime(day, found.get(place) ?? [])).toEqual(counted);
        const spans = downSpansOf(day, found.get(place) ?? []);
        expect(counted.map((_, hour) => spans.reduce((sum, [from, to]) => sum + Math.max(0, Math.min(to, 60 * hour + 60) - Math.max(from, 60 * hour)), 0))).toEqual(counted);
        expect(spans.every(([from, to], index) => from < to && from >= (spans[index - 1]?.[1] ?? 0) && to <= 60 * counted.length)).toBe(true);
      });
    }));
  });
});
