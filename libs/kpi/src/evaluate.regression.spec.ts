import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_DAY, MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { MetricDefinition, ProjectContract } from '@yanshou/telemetry';
import { evaluate } from './evaluate.js';
import { ExtractFold } from './extract-fold.js';
import type { ExtractReading } from './extract-reading.js';
import type { IndicatorRow } from './indicator-row.js';
import { WINDOW_FROM, contextOf, device, deviceClass, inventoryOf, metric } from './testing/context.js';

const counter = (name: string, role: 'energy' | 'good-quantity', unit: string): MetricDefinition => ({ ...metric(name, 'counter'), role, unit, resolution: 1, expectedIntervalSeconds: 3_600 });
const INVENTORY = inventoryOf([device('P1')], { classes: [deviceClass('c5', 60, [counter('energy', 'energy', 'kWh'), counter('good', 'good-quantity', '件')])] });
const BASELINE = { from: WINDOW_FROM - 40 * MICROS_PER_DAY, to: WINDOW_FROM };
const REPORTING = { from: WINDOW_FROM, to: WINDOW_FROM + 30 * MICROS_PER_DAY };
const TERMS: Partial<ProjectContract> = {
  targets: [{ indicator: 'energy-utilisation-gain', comparator: '>=', value: 5, unit: '%', clause: '任务书 3.3' }],
  baseline: BASELINE, window: REPORTING, energy: { definition: 'regression' }, sufficiency: { minimumBaselineDays: 40 },
};

/** Hourly counters: 24 … 240 pieces a day in steps of 24, and 240 kWh + 2 kWh a piece, a share of which is saved. */
function* readingsOf({ from, to }: typeof BASELINE, saved: number): Generator<ExtractReading> {
  for (const name of ['energy', 'good']) {
    let value = 1_000;
    for (let at = from; at < to; at += MICROS_PER_HOUR) {
      const pieces = 1 + (Math.floor((at - BASELINE.from) / MICROS_PER_DAY) % 10);
      value += name === 'good' ? pieces : (10 + 2 * pieces) * (1 - saved);
      yield { device: 'P1', metric: name, at, value, kind: 'number', quality: 'N', origin: 'live', unused: false };
    }
  }
}

function rowOf(saved: number, facts: Partial<ProjectContract> = {}): IndicatorRow {
  const context = contextOf({ inventory: INVENTORY, contract: { ...TERMS, ...facts } });
  const fold = new ExtractFold(context.inventory, context.contract);
  for (const reading of readingsOf(BASELINE, 0)) fold.add('baseline', reading);
  for (const reading of readingsOf(REPORTING, saved)) fold.add('reporting', reading);
  return evaluate('energy-utilisation-gain', { ...context, ...fold.finish() });
}

describe('a regression of energy from raw counters', () => {
  it('finds what was saved, its model and its uncertainty, and what telemetry is behind it', () => {
    const row = rowOf(0.5);
    expect(row).toMatchObject({ verdict: 'met', kind: 'telemetry', coverage: 1, readings: 2 * 24 * 70, sourceKind: 'collected', formulaVersion: '1.3.0' });
    expect(row.value).toBeCloseTo(50, 0);
    expect(row.uncertainty).toBeGreaterThan(0);
    expect(row.uncertainty).toBeLessThan(2);
    const model = new Map(row.figures.tables?.[0]?.rows.map(([name, value, unit]) => [typeof name === 'object' ? name?.en : name, `${String(value)} ${String(unit)}`]));
    expect(model.get('days of the baseline used')).toBe('40 / 40');
    expect(Number(model.get('per output')?.split(' ')[0])).toBeCloseTo(2, 1);
    expect(row.figures.legs?.map(({ leg }) => leg)).toEqual(['baseline', 'reporting']);
  });

  it('is another number than the plain reduction, under another digest', () => {
    const [model, plain] = [rowOf(0), rowOf(0, { energy: { definition: 'reduction' } })];
    expect(Math.abs(model.value ?? NaN)).toBeLessThan(1);
    expect(plain.uncertainty).toBeNull();
    expect(model.inputsDigest).not.toBe(plain.inputsDigest);
  });

  it('has no value where the baseline has too few days, and says how many', () => {
    const row = rowOf(0.5, { baseline: { from: BASELINE.to - 20 * MICROS_PER_DAY, to: BASELINE.to } });
    expect(row).toMatchObject({ value: null, verdict: 'insufficient-data' });
    expect(row.reasons[0]?.zh).toContain('20/20');
  });
});
