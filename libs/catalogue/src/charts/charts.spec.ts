import { describe, expect, it } from '@jest/globals';
import { OEE_EXAMPLES } from '../oee.example.js';
import { SEA_EXAMPLES, SURFACE_EXAMPLES } from '../environment/water.example.js';
import { hoursOf, exampleSeries, wholeDay, windowExample } from '../environment/window.example.js';
import { EMPTY_LEG } from '../example-inputs.js';
import { exampleLegs, legOf, quantityRow, roleDevice } from '../gain.example.js';
import type { IndicatorInputs } from '../indicator.js';
import { overallEquipmentEffectiveness } from '../overall-equipment-effectiveness.indicator.js';
import { surfaceWaterClass } from '../surface-water-class.indicator.js';
import type { ChartFigure, ChartName } from './chart-figure.js';
import { chartsOf } from './charts-of.js';

const valueOf = (figures: readonly ChartFigure[], name: ChartName, device: string | null): number | null | undefined => figures.find((figure) => figure.name === name && figure.device === device)?.value;
const inputsOf = (index: number): IndicatorInputs => (OEE_EXAMPLES[index] as (typeof OEE_EXAMPLES)[number]).inputs;

describe('the factors of machines', () => {
  it('are those of ISO 22400-2, of each machine and by sums of all', () => {
    const figures = chartsOf(inputsOf(1));
    const factors = (device: string | null) => (['availability', 'effectiveness', 'quality', 'oee'] as const).map((name) => valueOf(figures, name, device));
    expect(factors('M01')).toEqual([50, 100, 50, 25]);
    expect(factors('M02')).toEqual([100, 100, 100, 100]);
    expect(factors(null)).toEqual([600 / 11, 100, 175 / 3, 350 / 11]);
  });

  it('of all together are the value of the indicator, with the coverage behind it', () => {
    const outcome = overallEquipmentEffectiveness.compute(inputsOf(1));
    const figure = chartsOf(inputsOf(1)).find(({ name, device }) => name === 'oee' && device === null);
    expect(outcome).toMatchObject({ kind: 'value', ratio: { numerator: 7n, denominator: 22n }, intervals: { expected: figure?.expected, valid: figure?.valid } });
    expect(figure?.value).toBe((100 * 7) / 22);
  });

  it('without an ideal cycle are availability and quality, and of all together availability alone', () => {
    const figures = chartsOf({ ...inputsOf(1), efficiency: null });
    expect(['availability', 'effectiveness', 'quality', 'oee'].map((name) => valueOf(figures, name as ChartName, 'M01'))).toEqual([50, null, 50, null]);
    expect(['availability', 'effectiveness', 'quality', 'oee'].map((name) => valueOf(figures, name as ChartName, null))).toEqual([600 / 11, null, null, null]);
  });

  it('have no OEE of 0 on a day of which no reading tells of pieces', () => {
    const { legs } = inputsOf(1);
    const silent = { ...inputsOf(1), legs: { ...legs, reporting: { ...legs.reporting, quantities: legs.reporting.quantities.filter(({ role, device }) => role === 'production-state' || device === 'M02') } } };
    expect([valueOf(chartsOf(silent), 'oee', 'M01'), valueOf(chartsOf(silent), 'quality', 'M01'), valueOf(chartsOf(silent), 'availability', 'M01'), valueOf(chartsOf(silent), 'oee', 'M02')]).toEqual([null, null, 50, 100]);
    const none = { ...silent, legs: { ...legs, reporting: { ...legs.reporting, quantities: [] } } };
    expect(chartsOf(none).filter(({ value }) => value !== null)).toEqual([]);
  });

  it('are not known on a day without planned time, and none where no machine tells anything', () => {
    const idle = exampleLegs(EMPTY_LEG, legOf([quantityRow('reporting', 'M01', 'production-state', 0, { unit: 'us' })], [roleDevice('M01', ['production-state'], { plannedMinutes: 0 })]), { efficiency: null });
    expect(valueOf(chartsOf(idle), 'availability', 'M01')).toBeNull();
    expect(chartsOf(windowExample([], []))).toEqual([]);
  });
});

describe('energy per piece', () => {
  const ROLES = ['energy', 'good-quantity'] as const;
  const energy = (device: string, count: number, unit = 'kWh') => quantityRow('reporting', device, 'energy', count, { unit });
  const leg = legOf(
    [energy('M01', 30), quantityRow('reporting', 'M01', 'good-quantity', 20), energy('M02', 10), quantityRow('reporting', 'M02', 'good-quantity', 0), energy('METER', 500)],
    [roleDevice('M01', ROLES), roleDevice('M02', ROLES), roleDevice('METER', ['energy'])],
  );

  it('is of each machine that tells both, and of these together; without a piece there is none', () => {
    const figures = chartsOf(exampleLegs(EMPTY_LEG, leg, {})).filter(({ name }) => name === 'energy-per-piece');
    expect(figures.map(({ device, value, unit }) => [device, value, unit])).toEqual([['M01', 1.5, 'kWh/件'], ['M02', null, ''], [null, 2, 'kWh/件']]);
  });

  it('of all together leaves out who told only one of both, and says by its coverage that it did', () => {
    const silent = { ...leg, quantities: leg.quantities.filter(({ device, role }) => !(device === 'M01' && role === 'energy')).map((row) => (row.device === 'M02' && row.role === 'good-quantity' ? { ...row, steps: '5' } : row)) };
    const all = chartsOf(exampleLegs(EMPTY_LEG, silent, {})).find(({ name, device }) => name === 'energy-per-piece' && device === null);
    expect([all?.value, all?.expected]).toEqual([2, 200]);
  });
});

describe('amounts of a day', () => {
  const made = (steps: number, facts: Partial<ReturnType<typeof quantityRow>> = {}) => quantityRow('reporting', 'M01', 'good-quantity', steps, facts);
  const machine = roleDevice('M01', ['good-quantity', 'scrap-quantity', 'energy'], { valid: 90, series: [{ metric: 'energy', role: 'energy', expected: 100, valid: 80 }] });
  const amounts = (...rows: readonly ReturnType<typeof quantityRow>[]) =>
    chartsOf(exampleLegs(EMPTY_LEG, legOf(rows, [machine]), {})).filter(({ name }) => ['good-quantity', 'scrap-quantity', 'energy'].includes(name)).map(({ name, device, value, unit, expected, valid }) => [name, device, value, unit, expected, valid]);

  it('are those that the indicators read, each with the coverage of what it is made of', () => {
    const energy = quantityRow('reporting', 'M01', 'energy', 125, { resolution: 0.1, unit: 'kW.h' });
    expect(amounts(made(20, { resets: 1 }), made(3, { metric: 'second' }), energy)).toEqual([
      ['good-quantity', 'M01', 23, '件', 100, 90], ['scrap-quantity', 'M01', null, '', 100, 90], ['energy', 'M01', 12.5, 'kWh', 100, 80],
    ]);
  });

  it('are none where units cannot be added', () => {
    expect(amounts(made(20), made(3, { metric: 'second', unit: 'kg' }))[0]).toEqual(['good-quantity', 'M01', null, '', 100, 90]);
  });
});

describe('stations by day', () => {
  const DAY = '2026-03-02';
  const AIR = { 'pm2.5': 75, 'pm10': 40, 'so2': 10, 'no2': 30, 'co': 1, 'o3': 80 } as const;
  const station = (device: string, hours = 24) => Object.entries(AIR).map(([role, value]) => exampleSeries(device, role as keyof typeof AIR, role === 'co' ? 'mg/m³' : 'µg/m³', hoursOf(DAY, value, role === 'no2' ? hours : 24)));

  it('have an index of the air with its primary pollutant; a silent one beside them takes it from nobody, and one that is not valid has none', () => {
    const figures = chartsOf(windowExample([wholeDay(DAY)], [...station('A-1'), ...station('A-2', 19), exampleSeries('A-3', 'o3', 'µg/m³', [])]));
    expect(figures.map(({ name, device, value, note, expected, valid }) => [name, device, value, note?.zh, expected, valid])).toEqual([
      ['aqi', 'A-1', 114, 'PM2.5', 144, 144], ['aqi', 'A-2', 114, 'PM2.5', 144, 139], ['aqi', 'A-3', null, undefined, 24, 0],
    ]);
  });

  it('have none on a day that is not whole', () => {
    expect(chartsOf(windowExample([{ ...wholeDay(DAY), hours: 12 }], station('A-1')))).toEqual([]);
  });

  it('have the class of their waters, as the indicator of the same day has it, with the factor that decides', () => {
    const [river, , two] = SURFACE_EXAMPLES.map(({ inputs }) => chartsOf(inputs).filter(({ name }) => name === 'surface-class'));
    expect(river?.map(({ device, value, note, expected, valid }) => [device, value, note?.en, expected, valid])).toEqual([['R-1', 4, 'ammonia nitrogen', 96, 96]]);
    expect(surfaceWaterClass.compute((SURFACE_EXAMPLES[0] as (typeof SURFACE_EXAMPLES)[number]).inputs)).toMatchObject({ ratio: { numerator: 4 } });
    expect(two?.map(({ device, value }) => [device, value])).toEqual([['R-2', 1], ['R-3', 2]]);
    expect(SEA_EXAMPLES.map(({ inputs }) => valueOf(chartsOf(inputs), 'sea-class', 'B-1'))).toEqual([2, 5]);
  });

  it('have no class from a factor whose day is not valid', () => {
    const short = exampleSeries('R-1', 'dissolved-oxygen', 'mg/L', hoursOf(DAY, 7, 19));
    expect(valueOf(chartsOf(windowExample([wholeDay(DAY)], [short])), 'surface-class', 'R-1')).toBeNull();
  });
});
