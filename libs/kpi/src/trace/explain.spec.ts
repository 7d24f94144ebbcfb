import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_DAY, MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { DeclaredFigure, EvidenceItem, MetricDefinition, ProjectContract, SufficiencyTerms } from '@yanshou/telemetry';
import { traceFaults } from '../testing/trace-faults.js';
import { WINDOW_FROM, contextOf, device, deviceClass, inventoryOf, metric } from '../testing/context.js';
import { ExtractFold } from '../extract-fold.js';
import type { ExtractReading } from '../extract-reading.js';
import { explain, explainAll } from './explain.js';

const BASELINE = { from: WINDOW_FROM - MICROS_PER_DAY, to: WINDOW_FROM - MICROS_PER_DAY + 2 * MICROS_PER_HOUR };
const METRICS: readonly MetricDefinition[] = [
  { ...metric('energy', 'counter'), role: 'energy', unit: 'MWh', resolution: 0.001 }, { ...metric('good', 'counter'), role: 'good-quantity', unit: '件', resolution: 1 },
];
const INVENTORY = inventoryOf([device('M 1'), device('M2')], { classes: [deviceClass('c5', 60, METRICS)] });
const reading = (of: string, name: string, at: number, value: number): ExtractReading => ({ device: of, metric: name, at, value, kind: 'number', quality: '', origin: 'live', unused: false });

/** Two hours of each leg: terms that such a short plant holds. */
const SHORT: SufficiencyTerms = { minimumBaselineDays: 0, minimumDays: 0, minimumUniqueValues: 0 };

/** Two machines; the counters of each grow over two hours of both legs. */
function plantContext(contract: Partial<ProjectContract> = {}) {
  const context = contextOf({ inventory: INVENTORY, contract: { baseline: BASELINE, sufficiency: SHORT, targets: [{ indicator: 'energy-utilisation-gain', comparator: '>=', value: 10, unit: '%', clause: '任务书 3.2' }], ...contract } });
  const fold = new ExtractFold(context.inventory, context.contract);
  for (const [leg, from, energy] of [['baseline', BASELINE.from, 2], ['reporting', WINDOW_FROM, 1.6]] as const) {
    for (const id of ['M 1', 'M2']) {
      for (const [name, to] of [['energy', energy], ['good', 300]] as const) {
        fold.add(leg, reading(id, name, from, 0));
        fold.add(leg, reading(id, name, from + MICROS_PER_HOUR, to));
      }
    }
  }
  return { ...context, ...fold.finish() };
}

describe('a trace of a gain', () => {
  const explained = explain('energy-utilisation-gain', plantContext());
  const { trace } = explained;
  const step = (symbol: string) => [...trace.steps, ...trace.coverage].find((one) => one.symbol === symbol);

  it('puts every number into its formula', () => {
    expect(traceFaults(explained)).toEqual([]);
    expect(trace.steps.map(({ symbol, put, result }) => [symbol, put, result.exact, result.unit])).toEqual([
      ['E_B', '2000 + 2000', '4000', 'kWh'], ['G_B', '300 + 300', '600', '件'], ['q_B', '4000 ÷ 600', '20 ÷ 3', 'kWh/件'],
      ['E_R', '1600 + 1600', '3200', 'kWh'], ['G_R', '300 + 300', '600', '件'], ['q_R', '3200 ÷ 600', '16 ÷ 3', 'kWh/件'],
      ['X', '((20 ÷ 3) − (16 ÷ 3)) ÷ (20 ÷ 3) × 100', '20', '%'],
    ]);
    expect(trace.verdict).toEqual({ zh: '20 % ≥ 10 %？达标', en: '20 % ≥ 10 %? met' });
    expect(trace.value).toEqual({ exact: '20', rounded: '20', unit: '%' });
  });

  it('converts MWh to kWh in the open', () => {
    expect(step('E_B')?.table?.rows[0]?.cells).toEqual(['M 1', 'energy', 2, '2 MWh', '1000', '2000']);
  });

  it('links every telemetry number to the readings behind it, escaped', () => {
    expect(step('E_B')?.table?.rows[0]?.source).toEqual({
      kind: 'readings', device: 'M 1', metric: 'energy', id: null, sha256: null,
      query: '/api/v1/projects/workshop/readings?device=M%201&metric=energy&from=2026-09-29T16:00:00.000Z&to=2026-09-29T18:00:00.000Z',
    });
  });

  it('shows the coverage of each leg by device, and of the platform', () => {
    expect(trace.coverage.map(({ symbol, put, result }) => [symbol, put, result.rounded])).toEqual([['c_B', '4 ÷ 4 × 100', '100'], ['c_R', '4 ÷ 4 × 100', '100'], ['c_P', '100 ÷ 100 × 100', '100']]);
    expect(step('c_R')?.table?.rows.map(({ cells }) => cells)).toEqual([['M 1', null, 2, 2], ['M2', null, 2, 2]]);
  });

  it('names both periods', () => {
    expect(trace.periods.map(({ leg, from }) => [leg, from])).toEqual([['baseline', '2026-09-29T16:00:00.000Z'], ['reporting', '2026-09-30T16:00:00.000Z']]);
  });
});

describe('a trace of declared figures and of evidence', () => {
  const figure = (purpose: 'baseline' | 'reporting', amount: number): DeclaredFigure => ({
    project: 'workshop', id: `f-${purpose}`, indicator: 'new-economic-benefit', purpose, quantity: 'sales-income', amount, unit: '万元', sourceKind: 'entered', evidence: 'E1',
    status: 'accepted', statedBy: 'm', statedAt: 0,
  });
  const item: EvidenceItem = { id: 'E1', indicator: 'standards', status: 'accepted', sha256: 'ab', datedAt: WINDOW_FROM, kind: 'standard', number: 'T/1', owner: '单位', legalState: 'published' };
  const context = contextOf({ inventory: INVENTORY }, { figures: [figure('baseline', 50), figure('reporting', 60.5)], evidence: [item] });

  it('names the figure and the digest of its file', () => {
    const { row, trace } = explain('new-economic-benefit', context);
    expect([row.value, trace.steps.at(-1)?.put]).toEqual([21, '(605000 − 500000) ÷ 500000 × 100']);
    expect(trace.steps[0]?.table?.rows[0]).toEqual({
      cells: [{ zh: '申报数', en: 'declared figure' }, 'f-baseline', null, '50 万元', '10000', '500000'],
      source: { kind: 'figure', device: null, metric: null, id: 'f-baseline', sha256: 'ab', query: '/api/v1/projects/workshop/baselines' },
    });
  });

  it('names the file of an item', () => {
    const { trace } = explain('standards', context);
    expect(trace.steps[0]?.table?.rows.map(({ source }) => source)).toEqual([{ kind: 'evidence', device: null, metric: null, id: 'E1', sha256: 'ab', query: '/api/v1/projects/workshop/evidence/E1/file' }]);
  });
});

describe('a value that is none', () => {
  it('has no steps, and its row says why', () => {
    const { row, trace } = explain('energy-utilisation-gain', plantContext({ baseline: { from: BASELINE.from - MICROS_PER_DAY, to: BASELINE.from } }));
    expect([trace.value, trace.steps, trace.series]).toEqual([null, [], []]);
    expect(row.reasons.length).toBeGreaterThan(0);
    expect(trace.verdict.en).toBe('insufficient data');
  });

  it('is explained for what the contract adds and for what is not computed', () => {
    const explained = explainAll(contextOf({ inventory: INVENTORY, contract: { targets: [{ indicator: 'own-thing', comparator: '>=', value: 1, unit: '个', clause: '3.9' }] } }));
    expect(explained.map(({ row, trace }) => [row.indicator, trace.steps])).toEqual([['own-thing', []]]);
  });
});
