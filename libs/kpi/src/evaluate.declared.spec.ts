import { describe, expect, it } from '@jest/globals';
import type { DeclaredFigure, FigurePeriod, MetricDefinition, MetricRole } from '@yanshou/telemetry';
import { MICROS_PER_DAY, MICROS_PER_HOUR } from '@yanshou/telemetry';
import fc from 'fast-check';
import { evaluate } from './evaluate.js';
import type { IndicatorRow } from './indicator-row.js';
import { renderTable } from './render-table.js';
import { WINDOW_FROM, contextOf, contractOf, device, deviceClass, inventoryOf, metric } from './testing/context.js';

const ENERGY = 'energy-utilisation-gain';
const COST = 'operating-cost-reduction';
const REPORTING = { from: WINDOW_FROM, to: WINDOW_FROM + 2 * MICROS_PER_HOUR };
const BASELINE = { from: REPORTING.from - MICROS_PER_DAY, to: REPORTING.to - MICROS_PER_DAY };
const PERIODS = { baseline: BASELINE, reporting: REPORTING };
const counter = (name: string, role: MetricRole, unit: string): MetricDefinition => ({ ...metric(name, 'counter'), role, unit, resolution: 1 });
const INVENTORY = inventoryOf([device('M1')], { classes: [deviceClass('c5', 5, [counter('electricity', 'energy', 'kWh')])] });

type Stated = Partial<DeclaredFigure> & Pick<DeclaredFigure, 'purpose' | 'quantity' | 'amount' | 'unit'>;
const stated = (indicator: string, facts: Stated): DeclaredFigure => ({
  project: 'workshop', id: [facts.purpose, facts.quantity, facts.item, facts.period?.from].join('-'), indicator, period: PERIODS[facts.purpose as 'baseline' | 'reporting'],
  sourceKind: 'entered', status: 'accepted', statedBy: 'm', statedAt: 0, ...facts,
});

/** Energy read by meters of the reporting leg, and of the baseline: a series each, in kWh. */
function rowOf(indicator: string, figures: readonly DeclaredFigure[], metered: Readonly<Record<string, number>> = {}, meteredBefore: Readonly<Record<string, number>> = {}): IndicatorRow {
  const quantities = ([['baseline', meteredBefore], ['reporting', metered]] as const).flatMap(([leg, meters]) => Object.entries(meters).map(([name, steps]) => (
    { leg, device: 'M1', metric: name, role: 'energy' as const, steps: String(steps), resolution: 1, unit: 'kWh', readings: 24, resets: 0, origins: ['live' as const] })));
  const prices = Object.keys({ ...meteredBefore, ...metered }).map((name) => ({ device: 'M1', metric: name, yuanPerUnit: 1 }));
  const context = contextOf({ inventory: INVENTORY, contract: contractOf({ baseline: BASELINE, cost: { prices } }) }, { figures });
  return evaluate(indicator, { ...context, quantities, ...(Object.keys(meteredBefore).length > 0 && { baselineHours: context.deviceHours }) });
}

const energy = (purpose: 'baseline' | 'reporting', amount: number, facts: Partial<DeclaredFigure> = {}) => stated(ENERGY, { purpose, quantity: 'energy', amount, unit: 'kWh', ...facts });
const pieces = (purpose: 'baseline' | 'reporting', amount: number, facts: Partial<DeclaredFigure> = {}) => stated(ENERGY, { purpose, quantity: 'good-quantity', amount, unit: '件', ...facts });
const halves = ({ from, to }: FigurePeriod, at: number): readonly FigurePeriod[] => [{ from, to: at }, { from: at, to }];
const why = (row: IndicatorRow): string => row.reasons.map(({ zh, en }) => `${zh} | ${en}`).join('\n');

describe('the period of a declared figure', () => {
  const BEFORE = [energy('baseline', 1_000), pieces('baseline', 100)];

  it('is the leg\'s own where anything is metered: energy of two hours is not divided by pieces of a year', () => {
    const year = { from: REPORTING.from, to: REPORTING.from + 365 * MICROS_PER_DAY };
    const row = rowOf(ENERGY, [...BEFORE, pieces('reporting', 100, { period: year })], { electricity: 250 });
    expect(row).toMatchObject({ value: null, verdict: 'insufficient-data' });
    expect(why(row)).toMatch(/报告期合格品数的申报数期间为 .+，应为 .+ \| the figure of good quantity of the reporting period is of .+ and should be of/);
    expect(rowOf(ENERGY, [...BEFORE, pieces('reporting', 100)], { electricity: 800 })).toMatchObject({ value: 20 });
  });

  it('is one and the same for all that is declared of a leg', () => {
    const other = { from: REPORTING.from, to: REPORTING.from + MICROS_PER_HOUR };
    expect(rowOf(ENERGY, [...BEFORE, energy('reporting', 800), pieces('reporting', 100, { period: other })])).toMatchObject({ value: null });
    expect(rowOf(ENERGY, [...BEFORE, energy('reporting', 400, { period: other }), pieces('reporting', 50, { period: other })])).toMatchObject({ value: 20 });
  });

  it('may be made of several that follow upon one another, in any order; what overlaps or leaves a gap is no sum', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 1_000 }), fc.integer({ min: REPORTING.from + 1, max: REPORTING.to - 1 }), fc.boolean(), (part, at, isTurned) => {
      const two = halves(REPORTING, at).map((period, index) => energy('reporting', index === 0 ? part : 1_600 - part, { period, id: `half-${index}` }));
      const rows = [...BEFORE, ...(isTurned ? [...two].reverse() : two), pieces('reporting', 200)];
      expect(rowOf(ENERGY, rows)).toMatchObject({ value: 20, numerator: 1, denominator: 5 });
    }));
    const apart = halves(REPORTING, REPORTING.from + MICROS_PER_HOUR).map((period, index) => energy('reporting', 800, { period: { from: period.from + index, to: period.to }, id: `half-${index}` }));
    const row = rowOf(ENERGY, [...BEFORE, ...apart, pieces('reporting', 200)]);
    expect(row.value).toBeNull();
    expect(why(row)).toContain('有 2 个已确认的申报数（half-0、half-1）');
  });

  it('may be missing in what was stated before periods were: the row says so', () => {
    const { period: _, ...undated } = pieces('reporting', 100);
    const row = rowOf(ENERGY, [...BEFORE, undated], { electricity: 800 });
    expect(row.value).toBe(20);
    expect(why(row)).toContain('报告期合格品数的申报数未注明期间');
  });

  it('is as long in both legs where a longer one has more', () => {
    const income = (purpose: 'baseline' | 'reporting', amount: number, days: number) => stated('new-economic-benefit', {
      purpose, quantity: 'sales-income', amount, unit: '万元', period: { from: 0, to: days * MICROS_PER_DAY } });
    expect(rowOf('new-economic-benefit', [income('baseline', 100, 365), income('reporting', 120, 366)])).toMatchObject({ value: 20 });
    expect(why(rowOf('new-economic-benefit', [income('baseline', 100, 92), income('reporting', 120, 365)]))).toContain('期间长短不同（92.0 天、365.0 天）');
  });
});

describe('a cost that is metered in part', () => {
  const cost = (purpose: 'baseline' | 'reporting', quantity: string, amount: number, item?: string) => stated(COST, { purpose, quantity, amount, unit: '元', ...(item !== undefined && { item }) });
  const rest = (['baseline', 'reporting'] as const).flatMap((leg) => [cost(leg, 'material-cost', 3_000), cost(leg, 'other-cost', 2_000), stated(COST, { purpose: leg, quantity: 'good-quantity', amount: 100, unit: '件' })]);

  it('is not replaced by one meter: neither the figure of the whole nor the meter is taken', () => {
    const row = rowOf(COST, [...rest, cost('baseline', 'energy-cost', 5_000), cost('reporting', 'energy-cost', 5_000)], { electricity: 10 });
    expect(row).toMatchObject({ value: null, verdict: 'insufficient-data' });
    expect(why(row)).toContain('既有计量数据，又有全部数量的已确认申报数');
  });

  it('is what is metered and the items that nobody meters', () => {
    const items = [cost('baseline', 'energy-cost', 3_000, 'electricity'), cost('baseline', 'energy-cost', 2_000, 'natural-gas'), cost('reporting', 'energy-cost', 1_000, 'natural-gas')];
    const row = rowOf(COST, [...rest, ...items], { electricity: 2_000 });
    expect(row).toMatchObject({ value: 20, figures: { sources: { measured: 1, declared: 9 } } });
    // 1 000 of 3 000 yuan, though 9 of 10 figures are declared.
    expect(renderTable([row], 'zh')).toContain('数据项 10 个：实测 1，填报 9；按数量计的填报占比：');
    expect(renderTable([row], 'zh')).toMatch(/报告期能源费用 33\.33 %/);
    expect(renderTable([row], 'en')).toMatch(/declared share by amount: .*cost of energy of the baseline 100\.00 %.*cost of energy of the reporting period 33\.33 %/);
    expect(row.figures.legs?.[1]?.quantities.filter(({ quantity }) => quantity === 'energy-cost')).toMatchObject([{ amount: 2_000, declaredFigure: null, readings: 24 }, { amount: 1_000, readings: 0 }]);
    expect(why(rowOf(COST, [...rest, ...items, cost('reporting', 'energy-cost', 9, 'electricity')], { electricity: 2_000 }))).toContain('分项“electricity”既有计量数据，又有已确认的申报数');
  });

  it('is compared by the series that both legs meter: an item that one of them declares stands for its meter', () => {
    const same = (row: IndicatorRow) => row.figures.sufficiency?.legs.find(({ leg }) => leg === 'reporting')?.rules.find(({ rule }) => rule === 'same-series');
    const gas = cost('baseline', 'energy-cost', 2_000, 'natural-gas');
    const row = rowOf(COST, [...rest, gas], { 'electricity': 2_000, 'natural-gas': 1_000 }, { electricity: 3_000 });
    expect(row).toMatchObject({ value: 20 });
    expect(same(row)).toMatchObject({ held: true, measured: { numerator: 2, denominator: 2 } });
    expect(rowOf(COST, [...rest, { ...gas, status: 'withdrawn' }], { 'electricity': 2_000, 'natural-gas': 1_000 }, { electricity: 3_000 }).verdict).toBe('insufficient-data');
  });

  it('is made of the same items in both legs', () => {
    const items = [cost('baseline', 'energy-cost', 3_000, 'electricity'), cost('baseline', 'energy-cost', 2_000, 'natural-gas')];
    const row = rowOf(COST, [...rest, ...items], { electricity: 2_000 });
    expect(row.value).toBeNull();
    expect(why(row)).toContain('两期能源费用的构成不同：分项“natural-gas”只在一期有数');
  });
});

describe('a figure that was withdrawn', () => {
  it('counts no more', () => {
    const figures = [energy('baseline', 1_000), pieces('baseline', 100), energy('reporting', 800), pieces('reporting', 100)];
    const wrong = energy('reporting', 9, { status: 'withdrawn', id: 'wrong' });
    expect(rowOf(ENERGY, [...figures, wrong])).toMatchObject({ value: 20 });
  });
});
