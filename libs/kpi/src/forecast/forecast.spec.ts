import { describe, expect, it } from '@jest/globals';
import { studentQuantile } from '@yanshou/catalogue';
import fc from 'fast-check';
import { MICROS_PER_DAY } from '@yanshou/telemetry';
import { forecastOf } from './forecast.js';
import type { Forecast, ForecastQuestion, ForecastWindow } from './forecast.js';
import { trendOf } from './trend.js';

const FROM = 20_000 * MICROS_PER_DAY;
const QUESTION: ForecastQuestion = { indicator: 'networked-device-ratio', comparator: '>=', target: 70, window: { from: FROM, to: FROM + 60 * MICROS_PER_DAY }, now: FROM + 30 * MICROS_PER_DAY };
const day = (index: number, value: number | null, more: Partial<ForecastWindow> = {}): ForecastWindow => ({
  unit: 'day', from: FROM + index * MICROS_PER_DAY, to: FROM + (index + 1) * MICROS_PER_DAY, value, verdict: value === null ? 'insufficient-data' : 'not-met', inputsDigest: `sha256:${index}`, ...more,
});
const days = (values: readonly (number | null)[]): readonly ForecastWindow[] => values.map((value, index) => day(index, value));
const made = (question: Partial<ForecastQuestion>, windows: readonly ForecastWindow[]): Extract<Forecast, { kind: 'forecast' }> => {
  const forecast = forecastOf({ ...QUESTION, ...question }, windows);
  if (forecast.kind === 'none') throw new Error(forecast.reason.en);
  return forecast;
};
const why = (question: Partial<ForecastQuestion>, windows: readonly ForecastWindow[]): string => {
  const forecast = forecastOf({ ...QUESTION, ...question }, windows);
  return forecast.kind === 'none' ? forecast.reason.en : 'a forecast';
};
/** Around 40 + x ÷ 2, one above and one below in turns: residuals do not follow each other. */
const ZIGZAG = Array.from({ length: 20 }, (_, index) => 40 + index / 2 + (index % 2 === 0 ? 1 : -1));

describe('a trend', () => {
  it('has the figures made by hand', () => {
    // y = 1 3 2 4 5 at x = 0…4: slope 0.9, constant 1.2, SSE 1.9, s² = 1.9 ÷ 3; at x = 6: 6.6, 1 ÷ 5 + 16 ÷ 10 = 1.8; ρ < 0.
    const trend = trendOf([1, 3, 2, 4, 5].map((value, index) => ({ at: FROM + index * MICROS_PER_DAY, value })), FROM + 6 * MICROS_PER_DAY, 80);
    expect(trend).toMatchObject({ value: 6.6, slopePerDay: 0.9, rSquared: 0.81, effective: 5 });
    expect(trend?.half).toBeCloseTo(studentQuantile(80, 3) * Math.sqrt((1.9 / 3) * 2.8), 12);
  });

  it('goes through a line to the last digit, without width, also where the mean is zero', () => {
    for (const shift of [0, -9.5]) {
      const trend = trendOf(Array.from({ length: 20 }, (_, index) => ({ at: FROM + index * MICROS_PER_DAY, value: index + shift })), FROM + 59 * MICROS_PER_DAY, 80);
      expect(trend).toMatchObject({ value: 59 + shift, half: 0, slopePerDay: 1, rSquared: 1 });
    }
  });

  it('is wider where residuals follow each other', () => {
    const points = (values: readonly number[]) => values.map((value, index) => ({ at: FROM + index * MICROS_PER_DAY, value }));
    const waves = Array.from({ length: 20 }, (_, index) => 40 + index / 2 + (Math.floor(index / 5) % 2 === 0 ? 1 : -1));
    const [independent, following] = [trendOf(points(ZIGZAG), FROM, 80), trendOf(points(waves), FROM, 80)];
    expect(independent?.effective).toBe(20);
    expect(following?.effective).toBeLessThan(12);
    expect(following?.half).toBeGreaterThan(independent?.half as number);
  });
});

describe('a forecast', () => {
  it('reads the trend at the last day of the window, with n, interval, confidence and the digest of its windows', () => {
    expect(made({}, days(ZIGZAG))).toMatchObject({
      unit: 'day', at: FROM + 59 * MICROS_PER_DAY, n: 20, windows: 20, effective: 20, confidence: 80, comparator: '>=', target: 70, inputsDigest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    });
    const { value, low, high } = made({}, days(ZIGZAG));
    // By hand: mean 44.75 at day 9.5, slope 0.5 − 10 ÷ 665; at day 59 49.5 days on.
    expect([value, (low + high) / 2].map((number) => number.toFixed(4))).toEqual(['68.7556', '68.7556']);
    expect(high - low).toBeLessThan(8);
  });

  it('is likely met where the whole interval is, likely missed where none of it is, else open', () => {
    expect([40, 70, 90].map((target) => made({ target }, days(ZIGZAG)).verdict)).toEqual(['likely-met', 'open', 'likely-missed']);
    expect([40, 70, 90].map((target) => made({ target, comparator: '<=' }, days(ZIGZAG)).verdict)).toEqual(['likely-missed', 'open', 'likely-met']);
    expect([40, 69, 90].map((target) => made({ target, comparator: '=' }, days(ZIGZAG)).verdict)).toEqual(['likely-missed', 'open', 'likely-missed']);
    expect(made({ target: 50, comparator: '=' }, days(ZIGZAG.map(() => 50))).verdict).toBe('likely-met');
  });

  it('of a share stays between 0 and 100 %, of a gain goes where the trend goes', () => {
    const rising = days(ZIGZAG.map((value, index) => value + 3 * index));
    expect(made({}, rising)).toMatchObject({ value: 100, high: 100 });
    expect(made({ indicator: 'production-efficiency-gain' }, rising).value).toBeGreaterThan(200);
    expect(made({ indicator: 'process-data-points' }, days(ZIGZAG.map((value, index) => value - 4 * index)))).toMatchObject({ low: 0 });
  });

  it.each<readonly [string, Partial<ForecastQuestion>, readonly ForecastWindow[], string]>([
    ['without a target', { target: null }, days(ZIGZAG), 'there is no target'],
    ['after the end', { now: QUESTION.window.to }, days(ZIGZAG), 'has ended'],
    ['of 13 days', {}, days(ZIGZAG.slice(0, 13)), '13 of 14 days, 0 of 12 months'],
    ['of days whose data does not suffice', {}, days(ZIGZAG.map((value, index) => (index < 7 ? null : value))), '13 of 14 days'],
    ['where more than a fifth is undecided', {}, days([...ZIGZAG, null, null, null, null, null, null]), '20 of 26 windows'],
    ['of days of long ago', { now: FROM + 200 * MICROS_PER_DAY, window: { from: FROM, to: FROM + 300 * MICROS_PER_DAY } }, days(ZIGZAG), '0 of 14 days'],
    ['where the windows follow each other', {}, days(Array.from({ length: 20 }, (_, index) => 50 + Math.abs(index - 10))), 'fewer than 10 independent'],
  ])('there is none %s, and it says why', (_, question, windows, reason) => {
    expect(why(question, windows)).toContain(reason);
  });

  it('reads months where there are too few days, hours never', () => {
    const months = ZIGZAG.slice(0, 14).map((value, index) => day(0, value, { unit: 'month', from: FROM + (index - 14) * 30 * MICROS_PER_DAY, to: FROM + (index - 13) * 30 * MICROS_PER_DAY }));
    expect(made({}, [...months, ...days([50, 51])])).toMatchObject({ unit: 'month', n: 14, at: QUESTION.window.to - 30 * MICROS_PER_DAY });
  });

  it('is the same from windows in any order', () => {
    fc.assert(fc.property(fc.shuffledSubarray([...days(ZIGZAG)], { minLength: 20 }), (windows) => expect(forecastOf(QUESTION, windows)).toEqual(forecastOf(QUESTION, days(ZIGZAG)))));
  });
});
