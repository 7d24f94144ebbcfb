import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { WaterRole } from '@yanshou/telemetry';
import { decimalFraction, fractionToNumber, ratioFraction } from '../fraction.js';
import { rollingOxygen } from './fishery-oxygen.js';
import type { OxygenRun } from './fishery-oxygen.js';
import { monthsLacking } from './station-months.js';
import { monthSuffices, yearSuffices } from './validity.js';
import { oxygenSaturation, waterClass } from './water-class.js';
import { SEA_WATER, SURFACE_WATER } from './water-standards.js';

const means = (values: Readonly<Partial<Record<WaterRole, number>>>) =>
  Object.fromEntries(Object.entries(values).map(([role, value]) => [role, decimalFraction(value)]));
const river = (values: Readonly<Partial<Record<WaterRole, number>>>) => waterClass(means(values), SURFACE_WATER.river);
const sea = (values: Readonly<Partial<Record<WaterRole, number>>>) => waterClass(means(values), SEA_WATER);

describe('the class of surface water (GB 3838-2002)', () => {
  it('is that of its worst factor', () => {
    expect(river({ 'dissolved-oxygen': 5.2, 'permanganate-index': 5.1, 'ammonia-nitrogen': 1.2, 'total-phosphorus': 0.15 }))
      .toMatchObject({ class: 4, worst: ['ammonia-nitrogen'] });
    expect(river({ 'dissolved-oxygen': 8, 'ammonia-nitrogen': 0.1 })).toMatchObject({ class: 1, worst: [] });
    expect(river({})).toBeUndefined();
  });

  it.each<[WaterRole, readonly number[]]>([
    ['permanganate-index', [2, 4, 6, 10, 15]], ['cod', [15, 15, 20, 30, 40]], ['bod5', [3, 3, 4, 6, 10]], ['ammonia-nitrogen', [0.15, 0.5, 1, 1.5, 2]],
    ['total-phosphorus', [0.02, 0.1, 0.2, 0.3, 0.4]], ['mercury', [0.00005, 0.00005, 0.0001, 0.001, 0.001]], ['petroleum', [0.05, 0.05, 0.05, 0.5, 1]],
  ])('%s: a limit belongs to the better class, and what is above the last to none', (role, limits) => {
    expect(limits.map((limit) => river({ [role]: limit })?.class)).toEqual(limits.map((limit) => limits.indexOf(limit) + 1));
    expect(river({ [role]: (limits.at(-1) ?? 0) * 1.001 })?.class).toBe(6);
  });

  it('takes oxygen from below, and nine tenths of saturation for class I', () => {
    expect([7.5, 7.49, 6, 5, 3, 2, 1.99].map((oxygen) => river({ 'dissolved-oxygen': oxygen })?.class)).toEqual([1, 2, 2, 3, 4, 5, 6]);
    // At 30 °C water saturates at 7.60 mg/L: 6.84 are nine tenths.
    expect([6.84, 6.83].map((oxygen) => river({ 'dissolved-oxygen': oxygen, 'water-temperature': 30 })?.class)).toEqual([1, 2]);
    expect([10, 20, 25, 30].map((celsius) => fractionToNumber(oxygenSaturation(ratioFraction(celsius, 1)) ?? ratioFraction(0, 1)).toFixed(2))).toEqual(['11.25', '9.07', '8.27', '7.60']);
    expect(oxygenSaturation(decimalFraction(-31.6))).toBeUndefined();
  });

  it('refuses no pH of 6 … 9, judges a lake by its own phosphorus and nitrogen, and a river by no nitrogen', () => {
    expect([6, 9, 5.99, 9.01].map((ph) => river({ ph })?.class)).toEqual([1, 1, 6, 6]);
    expect(waterClass(means({ 'total-phosphorus': 0.1 }), SURFACE_WATER.lake)?.class).toBe(4);
    expect(waterClass(means({ 'total-nitrogen': 1.2 }), SURFACE_WATER.lake)?.class).toBe(4);
    expect(river({ 'total-nitrogen': 9 })).toBeUndefined();
  });
});

describe('the class of sea water (GB 3097-1997)', () => {
  it.each<[WaterRole, readonly number[]]>([['cod', [2, 3, 4, 5]], ['bod5', [1, 3, 4, 5]], ['inorganic-nitrogen', [0.2, 0.3, 0.4, 0.5]]])('%s: four classes and worse', (role, limits) => {
    expect(limits.map((limit) => sea({ [role]: limit })?.class)).toEqual([1, 2, 3, 4]);
    expect(sea({ [role]: 9 })?.class).toBe(5);
  });

  it('wants oxygen above its limit, not at it', () => {
    expect([6.01, 6, 5, 4, 3].map((oxygen) => sea({ 'dissolved-oxygen': oxygen })?.class)).toEqual([1, 2, 3, 4, 5]);
  });

  it('has two ranges of pH, and phosphate and petroleum that share a class', () => {
    expect([7.8, 7.79, 6.8, 8.8, 8.81].map((ph) => sea({ ph })?.class)).toEqual([1, 3, 3, 3, 5]);
    expect([0.015, 0.03, 0.045].map((phosphate) => sea({ 'active-phosphate': phosphate })?.class)).toEqual([1, 2, 4]);
    expect([0.05, 0.3, 0.5].map((petroleum) => sea({ petroleum })?.class)).toEqual([1, 3, 4]);
    expect([0.02, 0.021].map((ammonia) => sea({ 'non-ionic-ammonia': ammonia })?.class)).toEqual([1, 5]);
  });
});

const H = 3_600_000_000;
type Stretch = readonly [level: OxygenRun['level'] | 'silent', hours: number];
/** Stretches of an hour or any part of one, one after the other. */
function judged(...stretches: readonly Stretch[]): ReturnType<typeof rollingOxygen> {
  let from = 0;
  const runs = stretches.flatMap(([level, length]): readonly OxygenRun[] => {
    const start = from;
    from += length * H;
    return level === 'silent' ? [] : [{ from: start, to: from, level }];
  });
  return rollingOxygen(runs, Math.round(from / H));
}
const verdictOf = (...stretches: readonly Stretch[]): string | undefined => Object.entries(judged(...stretches)).find(([, count]) => count === 1)?.[0];

describe('oxygen of fishery water (GB 11607-89)', () => {
  it('needs more than sixteen of 24 h above 5 mg/L, by the microsecond', () => {
    expect(verdictOf(['above', 17], ['fair', 7])).toBe('compliant');
    expect(verdictOf(['above', 16], ['fair', 8])).toBe('breach');
    expect(verdictOf(['above', 16 + 1 / H], ['fair', 8 - 1 / H])).toBe('compliant');
  });

  it('is breached by any time below the floor', () => {
    expect(verdictOf(['above', 23], ['floor', 1 / 60], ['above', 59 / 60])).toBe('breach');
  });

  it('decides nothing that the missing hours could', () => {
    expect(verdictOf(['above', 15], ['silent', 9])).toBe('undecided');
    expect(verdictOf(['above', 20], ['silent', 4])).toBe('compliant');
    expect(verdictOf(['above', 19], ['silent', 5])).toBe('undecided');
    expect(verdictOf(['above', 12], ['fair', 8], ['silent', 4])).toBe('breach');
    expect(verdictOf(['above', 16], ['fair', 4], ['silent', 4])).toBe('undecided');
    expect(verdictOf(['silent', 24])).toBe('undecided');
  });

  it('is asked of every 24 h, whenever they begin, and counted by the hour that ends them', () => {
    expect(judged(['above', 24], ['fair', 8], ['above', 24])).toEqual({ compliant: 16, breach: 17, undecided: 0, lost: 0 });
    expect(judged(['above', 23])).toEqual({ compliant: 0, breach: 0, undecided: 0, lost: 0 });
    // By whole hours every span has more than sixteen; the one that begins at half past has not.
    expect(judged(['above', 0.5], ['fair', 4.2], ['above', 15.8], ['fair', 4], ['above', 0.5])).toEqual({ compliant: 1, breach: 1, undecided: 0, lost: 0 });
  });

  it('is what a walk over the starts finds, one by one', () => {
    const level = fc.constantFrom<Stretch[0]>('above', 'above', 'above', 'fair', 'floor', 'silent', 'lost', 'lost');
    const quarters = fc.array(fc.tuple(level, fc.integer({ min: 1, max: 40 })), { minLength: 1, maxLength: 12 });
    fc.assert(fc.property(quarters, (stretches) => {
      const line = stretches.flatMap(([of, length]) => Array<Stretch[0]>(length).fill(of));
      while (line.length % 4 !== 0) line.push('fair');
      const hours = line.length / 4;
      const worst: string[] = [];
      // Sixteenths: between edges the verdict of a span is that of those beside it.
      const sums = (of: Stretch[0]): readonly number[] => line.flatMap((one) => Array<number>(4).fill(one === of ? 1 : 0)).reduce<number[]>((held, one) => { held.push((held.at(-1) ?? 0) + one); return held; }, [0]);
      const [above, silent, lost, floor] = [sums('above'), sums('silent'), sums('lost'), sums('floor')];
      for (let start = 0; start + 24 * 16 <= hours * 16; start += 1) {
        const part = (of: readonly number[] | undefined): number => ((of?.[start + 24 * 16] ?? 0) - (of?.[start] ?? 0)) / 16;
        const unknown = part(silent) + part(lost);
        const undecided = part(lost) > 0 && part(silent) <= 4 ? 'lost' : 'undecided';
        const verdict = part(floor) > 0 || part(above) + unknown <= 16 ? 'breach' : part(above) > 16 && unknown <= 4 ? 'compliant' : undecided;
        const place = Math.ceil(start / 16);
        const rank = ['compliant', 'lost', 'undecided', 'breach'];
        if (rank.indexOf(verdict) >= rank.indexOf(worst[place] ?? 'compliant')) worst[place] = verdict;
      }
      const count = (verdict: string): number => worst.filter((one) => one === verdict).length;
      expect(rollingOxygen(runsOf(line), hours)).toEqual({ compliant: count('compliant'), breach: count('breach'), undecided: count('undecided'), lost: count('lost') });
    }), { numRuns: 60 });
  });

  const runsOf = (line: readonly Stretch[0][]): readonly OxygenRun[] =>
    line.flatMap((level, index) => (level === 'silent' ? [] : [{ from: (index * H) / 4, to: ((index + 1) * H) / 4, level }]));
});

describe('a year', () => {
  it('needs 324 valid days where all of it is asked for', () => {
    expect([[365, 324], [365, 323], [364, 1]].map(([asked = 0, valid = 0]) => yearSuffices('2025', valid, asked))).toEqual([true, false, true]);
    expect([365, 366].map((asked) => yearSuffices('2024', 323, asked))).toEqual([true, false]);
    const days = Array.from({ length: 365 }, (_, index) => new Date(Date.UTC(2025, 0, 1 + index)).toISOString().slice(0, 10));
    // 27 days of every month and 25 of February suffice by the month, and are 322.
    const valid = new Set(days.filter((day) => Number(day.slice(8)) <= (day.startsWith('2025-02') ? 25 : 27)));
    expect(monthsLacking([{ device: 'S', asked: days, valid }])?.zh).toContain('2025 年有效天数 322/365');
    expect(monthsLacking([{ device: 'S', asked: days.slice(31), valid }])).toBeUndefined();
  });

  it('is not asked for the days that the platform took: of the rest the same share', () => {
    const days = Array.from({ length: 365 }, (_, index) => new Date(Date.UTC(2025, 0, 1 + index)).toISOString().slice(0, 10));
    const valid = new Set(days.filter((day) => Number(day.slice(8)) <= (day.startsWith('2025-02') ? 25 : 27)));
    const lost = ['2025-01-28', '2025-03-28', '2025-05-28'];
    expect(monthsLacking([{ device: 'S', asked: days, valid, lost: new Set(lost) }])).toBeUndefined();
    expect(monthsLacking([{ device: 'S', asked: days, valid, lost: new Set(lost.slice(1)) }])?.zh).toContain('2025 年有效天数 322/363');
  });
});

describe('a month', () => {
  it('needs 27 valid days, February 25, and a part of one the same share', () => {
    expect([[31, 27], [31, 26], [30, 27]].map(([asked = 0, valid = 0]) => monthSuffices(asked === 31 ? '2026-01' : '2026-04', valid, asked))).toEqual([true, false, true]);
    expect([25, 24].map((valid) => monthSuffices('2025-02', valid, 28))).toEqual([true, false]);
    expect([26, 25].map((valid) => monthSuffices('2024-02', valid, 28))).toEqual([true, false]);
    expect([9, 8].map((valid) => monthSuffices('2026-01', valid, 10))).toEqual([true, false]);
  });
});
