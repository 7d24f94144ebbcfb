import { describe, expect, it } from '@jest/globals';
import type { BaseTerms } from '@yanshou/telemetry';
import { exampleDevice } from './example-inputs.js';
import { ALL_DAY, exampleSeries, hoursOf, windowExample } from './environment/window.example.js';
import { findIndicator } from './catalogue.js';
import type { Outcome } from './indicator.js';
import { P3_MONITORING } from './programmes/p3-monitoring.js';
import type { LegDay, SeriesInput } from './series-window.js';

const DAYS = ['2026-06-01', '2026-06-02'].map((day) => ({ day, hours: 24, planned: ALL_DAY }));
const ph = (device: string, day: string, facts: Partial<SeriesInput> = {}): SeriesInput => exampleSeries(device, 'ph', '', hoursOf(day, 70), facts);
const DEVICES = [exampleDevice('P1', { site: 'pond' }), exampleDevice('P2', { site: 'pond' }), exampleDevice('B1', { site: 'barn' })];
const PONDS: BaseTerms = { sites: ['pond'], parameters: ['ph'] };

function outcome(indicator: string, series: readonly SeriesInput[], bases: BaseTerms, days: readonly LegDay[] = DAYS): Extract<Outcome, { kind: 'value' }> {
  const found = findIndicator(indicator)?.compute?.(windowExample(days, series, { devices: DEVICES, bases }));
  if (found?.kind !== 'value') throw new Error('no value');
  return found;
}
const words = ({ notes = [] }: { readonly notes?: readonly { readonly zh: string }[] }): string => notes.map(({ zh }) => zh).join();

describe('a base', () => {
  it('is judged over all of its planned time, by all series of a parameter together', () => {
    const [before, after] = [ph('P1', '2026-06-01'), ph('P2', '2026-06-02', { since: '2026-06-02' })];
    expect(outcome('smart-aquaculture-ratio', [after], PONDS).ratio).toEqual({ numerator: 0, denominator: 1 });
    expect(outcome('smart-aquaculture-ratio', [before, after], PONDS).ratio).toEqual({ numerator: 1, denominator: 1 });
    expect(outcome('smart-aquaculture-ratio', [before, { ...before, device: 'P2' }], PONDS).intervals).toEqual({ expected: 48, valid: 24 });
  });

  it('has a slow parameter by what one reading stands for, over midnight too', () => {
    const slow = (hours: readonly number[]): SeriesInput => ({ ...ph('P1', '2026-06-01'), intervalMinutes: 360, windows: hoursOf('2026-06-01', 70).filter(({ hour }) => hours.includes(hour ?? 0)) });
    expect(outcome('smart-aquaculture-ratio', [slow([0, 6, 12, 18])], PONDS).intervals).toEqual({ expected: 48, valid: 24 });
    expect(outcome('smart-aquaculture-ratio', [slow([22])], PONDS).intervals).toEqual({ expected: 48, valid: 6 });
  });

  it('is asked for nothing that no series delivered because the platform was down, of a slow one as long as a reading stands', () => {
    const down = (hours: Readonly<Record<number, number>>) => DAYS.map((day, place) => (place === 0 ? { ...day, platformDown: Array.from({ length: 24 }, (_, hour) => hours[hour] ?? 0) } : day));
    const intervals = (series: readonly SeriesInput[], hours: Readonly<Record<number, number>>) => outcome('smart-aquaculture-ratio', series, PONDS, down(hours)).intervals;
    const until = (device: string, end: number): SeriesInput => exampleSeries(device, 'ph', '', hoursOf('2026-06-01', 70, end), {});
    expect(intervals([until('P1', 20)], { 20: 60, 21: 60, 22: 44 })).toEqual({ expected: 46, valid: 20 });
    // What another series of the parameter has, nothing took.
    expect(intervals([until('P1', 20), until('P2', 21)], { 20: 60, 21: 60 })).toEqual({ expected: 47, valid: 21 });
    // Nobody who was not there would have delivered.
    expect(intervals([], { 20: 60 })).toEqual({ expected: 48, valid: 0 });
    expect(intervals([{ ...until('P1', 20), until: '2026-06-01' }], { 20: 60 })).toEqual({ expected: 48, valid: 0 });
    const slow: SeriesInput = { ...until('P1', 24), intervalMinutes: 360, windows: hoursOf('2026-06-01', 70).filter(({ hour }) => hour === 0 || hour === 12 || hour === 18) };
    expect(intervals([slow], { 6: 60 })).toEqual({ expected: 42, valid: 18 });
    expect(intervals([slow], { 13: 60 })).toEqual({ expected: 48, valid: 18 });
  });

  it.each(Object.getOwnPropertyNames(Object.prototype))('that is called %s has the days of the project where only another has its own', (site) => {
    const devices = [exampleDevice('P1', { site })];
    const inputs = windowExample(DAYS, [ph('P1', '2026-06-01')], { devices, bases: { sites: [site], parameters: ['ph'] } });
    const reporting = { ...inputs.windows.reporting, siteDays: { pond: DAYS.slice(0, 1) } };
    expect(findIndicator('smart-aquaculture-ratio')?.compute?.({ ...inputs, windows: { ...inputs.windows, reporting } })).toMatchObject({ kind: 'value', intervals: { expected: 48, valid: 24 } });
  });

  it('is of a kind: a mixed farm says what each has to monitor', () => {
    const mixed: BaseTerms = { ...PONDS, byKind: { livestock: { sites: ['barn'], parameters: ['feeding', 'vital-signs'] } } };
    expect(outcome('smart-livestock-farm-ratio', [ph('P1', '2026-06-01')], mixed).intervals).toEqual({ expected: 2 * 48, valid: 0 });
    expect(outcome('smart-aquaculture-ratio', [ph('P1', '2026-06-01')], mixed).intervals).toEqual({ expected: 48, valid: 24 });
  });
});

describe('a contract that asks for less than the programme', () => {
  it('is shown as lowered, with what it left out', () => {
    expect(words(outcome('smart-aquaculture-ratio', [], { sites: ['pond'], parameters: ['dissolved-oxygen'] })))
      .toContain('必测参数已调低：专项文件（S002 智能农业 三(二)1）所列的水温、酸碱度、盐度、氨氮、精准投喂、增氧、换水、病害监测预警未列入任务书');
    expect(words(outcome('smart-livestock-farm-ratio', [], { sites: ['barn'], parameters: ['barn-environment', 'vital-signs', 'feeding'] }))).toContain('所列的疫病预警未列入');
  });

  it.each([
    ['smart-aquaculture-ratio', ['dissolved-oxygen', 'water-temperature', 'ph', 'salinity', 'ammonia-nitrogen', 'feeding', 'aeration', 'water-change', 'disease-warning']],
    ['smart-facility-planting-ratio', ['air-temperature', 'light', 'soil-moisture', 'fertiliser', 'carbon-dioxide', 'irrigation']],
    ['smart-livestock-farm-ratio', ['barn-environment', 'vital-signs', 'feeding', 'disease-warning']],
  ] as const)('%s says nothing where all of it is asked for', (indicator, parameters) => {
    expect(outcome(indicator, [], { sites: ['pond'], parameters })).not.toHaveProperty('notes');
    expect(P3_MONITORING.map(({ id }) => id)).toEqual(expect.arrayContaining(['aquaculture', 'greenhouse', 'livestock']));
  });
});
