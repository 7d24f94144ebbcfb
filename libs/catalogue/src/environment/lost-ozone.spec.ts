import { describe, expect, it } from '@jest/globals';
import { AIR_ROLES } from '@yanshou/telemetry';
import { findIndicator } from '../catalogue.js';
import type { LegDay, SeriesInput } from '../series-window.js';
import { lostOzoneDays } from './lost-ozone.js';
import { lostDays } from './station-series.js';
import { exampleSeries, hoursOf, wholeDay, windowExample } from './window.example.js';

const DAYS = ['2026-06-01', '2026-06-02'] as const;
const dayWith = (down: readonly number[]): LegDay => ({ ...wholeDay(DAYS[1]), platformDown: Array.from({ length: 24 }, (_, hour) => (down.includes(hour) ? 60 : 0)) });
/** Hourly, without some hours of the second day. */
const series = (role: (typeof AIR_ROLES)[number], missing: readonly number[]): SeriesInput =>
  exampleSeries('S1', role, role === 'co' ? 'mg/m³' : 'µg/m³', [...hoursOf(DAYS[0], 1), ...hoursOf(DAYS[1], 1).filter(({ hour }) => !missing.includes(hour ?? 0))]);
const lostOf = (missing: readonly number[], down: readonly number[]): readonly string[] => [...lostOzoneDays({ days: [wholeDay(DAYS[0]), dayWith(down)], series: [] }, series('o3', missing))];

describe('a day of ozone that is lost because the platform was down', () => {
  it('is one that would have fourteen means of eight hours but for it, though it has its twenty hours', () => {
    const noon = [10, 11, 12, 13];
    expect(lostOf(noon, noon)).toEqual([DAYS[1]]);
    expect([...lostDays({ days: [wholeDay(DAYS[0]), dayWith(noon)], series: [] }, series('o3', noon))]).toEqual([]);
    // With two hours of its own fault the means hold, with three they do not.
    expect(lostOf(noon, [10, 11])).toEqual([DAYS[1]]);
    expect(lostOf(noon, [10])).toEqual([]);
    expect(lostOf(noon, [])).toEqual([]);
  });

  it('is none that is valid all the same', () => {
    expect(lostOf([10, 11], [10, 11])).toEqual([]);
  });

  it('is not asked of the station', () => {
    const outcome = (down: readonly number[]) => findIndicator('air-quality-good-days')?.compute?.(
      windowExample([wholeDay(DAYS[0]), dayWith(down)], AIR_ROLES.map((role) => series(role, role === 'o3' ? [10, 11, 12, 13] : []))));
    expect(outcome([])).toMatchObject({ kind: 'insufficient' });
    expect(outcome([10, 11, 12, 13])).toMatchObject({ kind: 'value', ratio: { numerator: 1, denominator: 1 }, intervals: { expected: 1, valid: 1 } });
  });
});
