import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { AIR_STANDARDS } from '@yanshou/telemetry';
import type { AirRole } from '@yanshou/telemetry';
import { decimalFraction, fractionToNumber, ratioFraction } from '../fraction.js';
import { airDay } from './air-day.js';
import { AIR_ITEMS, BREAKPOINTS } from './air-breakpoints.js';
import type { AirItem } from './air-breakpoints.js';
import { airQualityIndex, airStandardOn, concentrationFor, individualIndex } from './air-quality.js';
import type { DayMeans } from './air-day.js';

const iaqi = (item: AirItem, concentration: number, standard: (typeof AIR_STANDARDS)[number]): number | null =>
  individualIndex(item, concentrationFor(item, decimalFraction(concentration), standard), standard) ?? null;
const both = (item: AirItem, concentration: number): readonly (number | null)[] => AIR_STANDARDS.map((standard) => iaqi(item, concentration, standard));

describe('an individual index', () => {
  it.each<[AirItem, number, number | null, number | null]>([
    ['pm2.5-24h', 36, 52, 52], ['pm2.5-24h', 60, 82, 100], ['pm2.5-24h', 61, 83, 101], ['pm2.5-24h', 75, 100, 114], ['pm2.5-24h', 501, 500, 500],
    ['pm2.5-24h', 60.5, 82, 100], ['pm2.5-24h', 60.6, 82, 101], ['pm10-24h', 121, 86, 101], ['pm10-24h', 150, 100, 112], ['so2-24h', 60, 55, 55],
    ['so2-24h', 475, 150, 150], ['so2-1h', 801, null, 200], ['no2-24h', 81, 101, 101], ['co-24h', 2.1, 53, 53], ['co-24h', 4.05, 101, 100],
    ['o3-8h', 161, 101, 101], ['o3-8h', 1_000, null, 300], ['o3-1h', 250, 125, 125], ['o3-1h', 1_201, 500, 500], ['pm10-24h', -3, 0, 0],
  ])('of %s at %d is %p by the text of 2012 and %p by that of 2026', (item, concentration, old, recent) => {
    expect(both(item, concentration)).toEqual([old, recent]);
  });

  it('is the step itself at a breakpoint, never less at more, and an integer of 0 … 500', () => {
    fc.assert(fc.property(fc.constantFrom(...AIR_ITEMS), fc.constantFrom(...AIR_STANDARDS), fc.nat(3_000_000), fc.nat(3_000_000), (item, standard, one, other) => {
      const [low, high] = [Math.min(one, other), Math.max(one, other)].map((steps) => individualIndex(item, ratioFraction(steps, 1_000), standard));
      if (low === undefined || high === undefined) return;
      expect(Number.isInteger(low) && low >= 0 && high <= 500).toBe(true);
      expect(high).toBeGreaterThanOrEqual(low);
    }));
    for (const standard of AIR_STANDARDS) {
      for (const item of AIR_ITEMS) {
        const table = BREAKPOINTS[standard][item];
        expect(table.map((limit) => individualIndex(item, ratioFraction(limit, 1), standard))).toEqual([0, 50, 100, 150, 200, 300, 400, 500].slice(0, table.length));
      }
    }
  });
});

describe('an air quality index', () => {
  it('is the greatest index, names all that share it, and none where the air is good', () => {
    const concentrations = { 'pm2.5-24h': ratioFraction(75, 1), 'no2-24h': ratioFraction(80, 1), 'so2-24h': ratioFraction(10, 1) };
    expect(airQualityIndex(concentrations, 'HJ 633-2012')).toMatchObject({ aqi: 100, primary: ['no2', 'pm2.5'], exceeding: [] });
    expect(airQualityIndex(concentrations, 'HJ 633-2026')).toMatchObject({ aqi: 114, primary: ['pm2.5'], exceeding: ['pm2.5'] });
    expect(airQualityIndex({ 'so2-24h': ratioFraction(10, 1) }, 'HJ 633-2012')).toMatchObject({ aqi: 10, primary: [] });
    expect(airQualityIndex({ 'so2-24h': ratioFraction(0, 1) }, 'HJ 633-2026')?.aqi).toBe(1);
    expect(airQualityIndex({}, 'HJ 633-2026')).toBeUndefined();
    expect(airQualityIndex({ 'so2-1h': ratioFraction(900, 1) }, 'HJ 633-2012')).toBeUndefined();
  });

  it('is made by the text in force on the day', () => {
    expect(['2016-01-01', '2026-02-28', '2026-03-01', '2031-01-01'].map(airStandardOn)).toEqual(['HJ 633-2012', 'HJ 633-2012', 'HJ 633-2026', 'HJ 633-2026']);
  });
});

const hours = (value: number, valid = 24) => Array.from({ length: 24 }, (_, hour) => (hour < valid ? ratioFraction(value, 1) : undefined));
const clean: DayMeans = { 'pm2.5': hours(20), 'pm10': hours(40), 'so2': hours(10), 'no2': hours(30), 'co': hours(1), 'o3': hours(80) };

describe('a day', () => {
  it('needs twenty valid hours of each pollutant and six of eight for ozone', () => {
    expect(airDay(clean, 'HJ 633-2012')).toMatchObject({ missing: [], quality: { aqi: 40 } });
    expect(airDay({ ...clean, 'no2': hours(30, 20) }, 'HJ 633-2012').missing).toEqual([]);
    expect(airDay({ ...clean, 'no2': hours(30, 19) }, 'HJ 633-2012')).toEqual({ missing: ['no2'], quality: null });
    expect(airDay({ ...clean, 'o3': hours(80, 19) }, 'HJ 633-2026').missing).toEqual([]);
    expect(airDay({ ...clean, 'o3': hours(80, 18) }, 'HJ 633-2026').missing).toEqual(['o3']);
    expect(airDay({ ...clean, 'o3': hours(20, 6) }, 'HJ 633-2026')).toEqual({ missing: ['o3'], quality: null });
    expect(airDay({}, 'HJ 633-2026')).toEqual({ missing: ['pm2.5', 'pm10', 'so2', 'no2', 'co', 'o3'], quality: null });
  });

  it('has ozone of fewer means of eight hours where it is above the limit all the same', () => {
    expect(airDay({ ...clean, 'o3': hours(161, 6) }, 'HJ 633-2026')).toMatchObject({ missing: [], quality: { aqi: 101, primary: ['o3'] } });
    expect(airDay({ ...clean, 'o3': hours(160, 6) }, 'HJ 633-2026').missing).toEqual(['o3']);
  });

  it('is made of means as they are reported, one way under both texts; only a concentration that no day reports differs', () => {
    const co = Array.from({ length: 24 }, () => decimalFraction(4.05));
    const iaqiOf = (standard: (typeof AIR_STANDARDS)[number]) => airDay({ ...clean, co }, standard).quality?.items.find(({ item }) => item === 'co-24h')?.iaqi;
    expect(AIR_STANDARDS.map(iaqiOf)).toEqual([100, 100]);
    expect([both('co-24h', 4), both('co-24h', 4.1), both('co-24h', 4.05)]).toEqual([[100, 100], [101, 101], [101, 100]]);
  });

  it('without a pollutant counts where the rest is above 100, and only there', () => {
    expect(airDay({ ...clean, 'co': [], 'pm2.5': hours(80) }, 'HJ 633-2012')).toMatchObject({ missing: ['co'], quality: { aqi: 107, primary: ['pm2.5'] } });
    expect(airDay({ ...clean, 'co': [], 'pm2.5': hours(75) }, 'HJ 633-2012')).toEqual({ missing: ['co'], quality: null });
  });

  it('takes ozone\'s greatest hour by the text of 2012 only', () => {
    const peak = [...hours(80).slice(0, 23), ratioFraction(250, 1)];
    expect(airDay({ ...clean, 'o3': peak }, 'HJ 633-2012').quality).toMatchObject({ aqi: 125, primary: ['o3'] });
    expect(airDay({ ...clean, 'o3': peak }, 'HJ 633-2026').quality?.items.some(({ item }) => item === 'o3-1h')).toBe(false);
  });
});

interface Vectors {
  readonly iaqi: readonly { readonly metric: string; readonly conc: number; readonly iaqi2012: number | null; readonly iaqi2026: number | null }[];
  readonly aqiDays: readonly {
    readonly day: string; readonly conc: Readonly<Record<string, number | null>>; readonly aqi2012: number; readonly aqi2026: number; readonly primary: readonly string[];
  }[];
}
const realData = process.env['REAL_DATA_DIR'];

describe('vectors and real days', () => {
  it('are told to be not run when they are not there', () => {
    if (realData !== undefined) return;
    const list = process.env['YANSHOU_TEST_NOT_RUN'];
    if (list !== undefined) appendFileSync(list, 'catalogue: air quality vectors and the days of Tiantan (set REAL_DATA_DIR)\n');
    expect(process.env['CI']).not.toBe('true');
  });

  if (realData === undefined) return;
  const vectors = JSON.parse(readFileSync(join(realData, 'vectors', 'standards_vectors.json'), 'utf8')) as Vectors;
  const itemOf = (metric: string): AirItem => metric.toLowerCase().replace('pm25', 'pm2.5').replace('_', '-') as AirItem;

  it('have the twenty individual indices', () => {
    expect(vectors.iaqi).toHaveLength(20);
    expect(vectors.iaqi.map(({ metric, conc }) => [metric, conc, ...both(itemOf(metric), conc)]))
      .toEqual(vectors.iaqi.map(({ metric, conc, iaqi2012, iaqi2026 }) => [metric, conc, iaqi2012, iaqi2026]));
  });

  it('have the five days of Tiantan, from the hours of the recording', () => {
    const days = hourlyMeans(join(realData, 'air', 'PRSA_Data_Tiantan_20130301-20170228.csv'));
    expect(vectors.aqiDays).toHaveLength(5);
    for (const { day, conc, aqi2012, aqi2026, primary } of vectors.aqiDays) {
      const found = AIR_STANDARDS.map((standard) => airDay(days.get(day) ?? {}, standard));
      expect([day, ...found.map(({ quality }) => quality?.aqi)]).toEqual([day, aqi2012, aqi2026]);
      for (const { quality } of found) expect(quality?.primary.map((role) => role.toUpperCase())).toEqual(primary);
      expect(found[1]?.missing).toEqual(Object.keys(conc).filter((name) => conc[name] === null).map((name) => name.toLowerCase()));
      for (const { item, concentration } of found[1]?.quality?.items ?? []) {
        const name = item === 'o3-8h' ? 'O3_8h' : item.replace('-24h', '').replace('.', '').toUpperCase();
        expect([day, item, fractionToNumber(concentration)]).toEqual([day, item, conc[name]]);
      }
    }
  });
});

const COLUMNS: Readonly<Record<string, AirRole>> = { 'PM2.5': 'pm2.5', PM10: 'pm10', SO2: 'so2', NO2: 'no2', CO: 'co', O3: 'o3' };

function hourlyMeans(path: string): ReadonlyMap<string, DayMeans> {
  const [header = [], ...rows] = readFileSync(path, 'utf8').trim().split(/\r?\n/).map((line) => line.split(','));
  const days = new Map<string, Record<string, (ReturnType<typeof ratioFraction> | undefined)[]>>();
  for (const row of rows) {
    const cell = (name: string): string => row[header.indexOf(name)] ?? 'NA';
    const key = `${cell('year')}-${cell('month').padStart(2, '0')}-${cell('day').padStart(2, '0')}`;
    const day = days.get(key) ?? {};
    for (const [column, role] of Object.entries(COLUMNS)) {
      const value = cell(column) === 'NA' ? undefined : decimalFraction(Number(cell(column)));
      // The recording has CO in µg/m³.
      (day[role] ??= [])[Number(cell('hour'))] = value && role === 'co' ? { ...value, denominator: value.denominator * 1_000n } : value;
    }
    days.set(key, day);
  }
  return days;
}
