import { describe, expect, it } from '@jest/globals';
import type { DeclaredFigure, MetricDefinition, ProjectContract } from '@yanshou/telemetry';
import { MICROS_PER_DAY, MICROS_PER_HOUR } from '@yanshou/telemetry';
import { evaluate } from './evaluate.js';
import type { EvaluationContext } from './evaluation-context.js';
import { ExtractFold } from './extract-fold.js';
import type { ExtractReading } from './extract-reading.js';
import type { IndicatorRow } from './indicator-row.js';
import { legDays, wholeHours } from './leg-days.js';
import { WINDOW_FROM, contextOf, contractOf, device, deviceClass, inventoryOf, metric, micros } from './testing/context.js';
import { explain } from './trace/explain.js';

const BASELINE = { from: WINDOW_FROM - MICROS_PER_DAY, to: WINDOW_FROM - MICROS_PER_DAY + 2 * MICROS_PER_HOUR };

/** A meter and a counter of pieces; the meter's unit may be another in each leg's inventory. */
const metricsOf = (unit: string, resolution = 0.001): readonly MetricDefinition[] =>
  [{ ...metric('energy', 'counter'), role: 'energy', unit, resolution }, { ...metric('good', 'counter'), role: 'good-quantity', unit: '件', resolution: 1 }];

interface Plant {
  readonly unit?: string;
  readonly resolution?: number;
  readonly baseline: readonly number[];
  readonly reporting: readonly number[];
}

function plantContext({ unit = 'kWh', resolution, baseline, reporting }: Plant, facts: Partial<EvaluationContext> = {}, contract: Partial<ProjectContract> = {}): EvaluationContext {
  const inventory = inventoryOf([device('M1')], { classes: [deviceClass('c5', 60, metricsOf(unit, resolution))] });
  const context = contextOf({ inventory, contract: { baseline: BASELINE, minimumDeviceCoverage: 0, ...contract } });
  const fold = new ExtractFold(inventory, context.contract);
  const at = (name: string, time: number, value: number): ExtractReading => ({ device: 'M1', metric: name, at: time, value, kind: 'number', quality: '', origin: 'live', unused: false });
  for (const [leg, from, values] of [['baseline', BASELINE.from, baseline], ['reporting', WINDOW_FROM, reporting]] as const) {
    values.forEach((value, index) => fold.add(leg, at('energy', from + index * 60_000_000, value)));
    [0, 100].forEach((value, index) => fold.add(leg, at('good', from + index * 60_000_000, value)));
  }
  return { ...context, ...fold.finish(), ...facts };
}

const gain = (context: EvaluationContext): IndicatorRow => evaluate('energy-utilisation-gain', context);
const words = ({ reasons }: IndicatorRow): string => reasons.map(({ zh, en }) => `${zh} | ${en}`).join('\n');

describe('units that do not match', () => {
  const declared = (amount: number, unit: string, facts: Partial<DeclaredFigure> = {}): DeclaredFigure => ({
    project: 'workshop', id: `f-${unit}`, indicator: 'energy-utilisation-gain', purpose: 'baseline', quantity: 'energy', amount, unit, sourceKind: 'entered', status: 'accepted', statedBy: 'm', statedAt: 0, ...facts,
  });
  const pieces = declared(100, '件', { id: 'pieces', quantity: 'good-quantity' });

  it('kWh against MWh are converted', () => {
    const context = plantContext({ baseline: [], reporting: [0, 800] }, { figures: [declared(1, 'MWh'), pieces] });
    const withoutBaseline = { ...context, quantities: context.quantities.filter(({ leg }) => leg === 'reporting') };
    expect(gain(withoutBaseline)).toMatchObject({ value: 20 });
    expect(explain('energy-utilisation-gain', withoutBaseline).trace.steps[0]?.table?.rows[0]?.cells.slice(3)).toEqual(['1 MWh', '1000', '1000']);
  });

  it('kWh against kg are refused, and the row says which', () => {
    const context = plantContext({ baseline: [], reporting: [0, 800] }, { figures: [declared(1_000, 'kg'), pieces] });
    const row = gain({ ...context, quantities: context.quantities.filter(({ leg }) => leg === 'reporting') });
    expect(row).toMatchObject({ value: null, verdict: 'insufficient-data' });
    expect(words(row)).toContain('计量单位不一致（kg/件、kWh/件） | the legs are in different units (kg/件, kWh/件)');
  });
});

describe('a counter that falls', () => {
  it('counts from zero after a reset, and the row says how often and where', () => {
    const row = gain(plantContext({ baseline: [0, 1_000], reporting: [900, 1_300, 0, 400] }));
    expect(row.value).toBe(20);
    expect(words(row)).toContain('报告期有计数器回零 1 次（M1 energy）');
    expect(words(row)).toContain('where a register wrapped the amount is too small');
  });

  it('that wraps loses what lay above the fall, and is pointed out alike', () => {
    const wrapped = gain(plantContext({ baseline: [0, 1_000], reporting: [65_000, 65_535, 200, 265], resolution: 1 }));
    expect([wrapped.value, words(wrapped).includes('满量程回绕')]).toEqual([20, true]);
  });

  it('for one message counts nothing of its whole register, and is pointed out', () => {
    const row = gain(plantContext({ baseline: [0, 1_000], reporting: [1_000_000, 1_000_300, 0, 1_000_800] }));
    expect([row.value, words(row).includes('回零')]).toEqual([20, false]);
    expect(words(row)).toContain('报告期有计数器异常跳变 1 次（M1 energy）');
    expect(words(row)).toContain('counters of the reporting period left their course 1 times (M1 energy)');
  });

  it('is not mentioned where none fell', () => {
    expect(words(gain(plantContext({ baseline: [0, 1_000], reporting: [0, 800] })))).not.toMatch(/回零|跳变/u);
  });
});

describe('a baseline of zero', () => {
  it('gives no value and says so', () => {
    const row = gain(plantContext({ baseline: [5, 5], reporting: [0, 800] }));
    expect([row.value, row.verdict, words(row)]).toEqual([null, 'insufficient-data', expect.stringContaining('基期值为零，无法计算相对变化 | the baseline is zero')]);
  });
});

describe('money stated in two units', () => {
  const year = (of: number) => ({ from: micros(`${of}-01-01T00:00:00+08:00`), to: micros(`${of + 1}-01-01T00:00:00+08:00`) });
  const YEARS = { baseline: year(2024), reporting: year(2025) };
  const income = (purpose: 'baseline' | 'reporting', amount: number, unit: string): DeclaredFigure => ({
    project: 'workshop', id: purpose, indicator: 'new-economic-benefit', purpose, quantity: 'sales-income', amount, unit, period: YEARS[purpose], sourceKind: 'entered', status: 'accepted', statedBy: 'm', statedAt: 0,
  });
  const rowOf = (before: readonly [number, string], after: readonly [number, string]): IndicatorRow =>
    evaluate('new-economic-benefit', contextOf({ inventory: inventoryOf([]) }, { figures: [income('baseline', ...before), income('reporting', ...after)] }));

  it('元 against 万元 is converted', () => {
    expect(rowOf([5_000_000, '元'], [600, '万元'])).toMatchObject({ value: 20, reasons: [] });
  });

  it('one that was written for the other is pointed out, either way round', () => {
    for (const [before, after] of [[[500, '元'], [600, '万元']], [[5_000_000, '万元'], [6_000_000, '元']]] as const) {
      expect(words(rowOf(before, after))).toContain('请核对是否把元写成了万元（或相反） | the two legs are about ten thousand times apart');
    }
    expect(rowOf([500, '元'], [600, '元']).reasons).toEqual([]);
    expect(rowOf([500, '元'], [60, '万元']).reasons).toEqual([]);
  });
});

describe('days that are no ordinary ones', () => {
  const days = (zone: string, from: string, to: string) =>
    legDays(contractOf({ plannedTime: { zone, shifts: [] }, window: { from: micros(from), to: micros(to) } }), 'reporting').map((day) => [day.day, wholeHours(day)]);

  it('a leap day is a day of the window', () => {
    expect(days('Asia/Shanghai', '2028-02-28T00:00:00+08:00', '2028-03-02T00:00:00+08:00')).toEqual([['2028-02-28', 24], ['2028-02-29', 24], ['2028-03-01', 24]]);
    expect(days('Asia/Shanghai', '2027-02-28T00:00:00+08:00', '2027-03-01T00:00:00+08:00')).toEqual([['2027-02-28', 24]]);
  });

  it('a day on which clocks are put has 23 or 25 hours, and none is expected twice', () => {
    expect(days('Europe/Berlin', '2026-03-28T00:00:00+01:00', '2026-03-31T00:00:00+02:00')).toEqual([['2026-03-28', 24], ['2026-03-29', 23], ['2026-03-30', 24]]);
    expect(days('Europe/Berlin', '2026-10-24T00:00:00+02:00', '2026-10-27T00:00:00+01:00')).toEqual([['2026-10-24', 24], ['2026-10-25', 25], ['2026-10-26', 24]]);
  });

  it.each([['2026-03-29T00:00:00+01:00', '2026-03-30T00:00:00+02:00', 23], ['2026-10-25T00:00:00+02:00', '2026-10-26T00:00:00+01:00', 25], ['2028-02-29T00:00:00+01:00', '2028-03-01T00:00:00+01:00', 24]])(
    'the intervals expected of %s are those of its hours', (from, to, hours) => {
      const inventory = inventoryOf([device('M1')], { classes: [deviceClass('c5', 60)] });
      const context = contextOf({ inventory, contract: { plannedTime: { zone: 'Europe/Berlin', shifts: [] }, window: { from: micros(from), to: micros(to) } } });
      expect(evaluate('networked-device-ratio', context).figures.perDevice?.map(({ expected }) => expected)).toEqual([hours]);
    });
});
