import { describe, expect, it } from '@jest/globals';
import { AIR_ROLES, MICROS_PER_DAY, MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { ContractTarget, MetricDefinition } from '@yanshou/telemetry';
import { evaluate } from '../evaluate.js';
import type { EvaluationContext } from '../evaluation-context.js';
import { ExtractFold } from '../extract-fold.js';
import { measure } from '../measurement.js';
import { WINDOW_FROM, contextOf, device, deviceClass, inventoryOf, metric } from '../testing/context.js';
import { chartedFigures } from './charted-figures.js';

const METRICS = [...AIR_ROLES, 'dissolved-oxygen' as const].map((role): MetricDefinition => ({
  ...metric(role), role, unit: role === 'co' ? 'mg/m³' : role === 'dissolved-oxygen' ? 'mg/L' : 'µg/m³', expectedIntervalSeconds: 3_600,
}));
const INVENTORY = inventoryOf([device('AIR-1')], { classes: [deviceClass('c5', 60, METRICS)] });
const target = (indicator: string, value: number, unit: string): ContractTarget => ({ indicator, comparator: '>=', value, unit, clause: `任务书 ${indicator}` });
const AIR = target('air-quality-good-days', 80, '%');

/** One day of hours; `pm`: of particles. */
function contextWith(targets: readonly ContractTarget[], pm = 30): EvaluationContext {
  const context = contextOf({ inventory: INVENTORY, contract: { targets, window: { from: WINDOW_FROM, to: WINDOW_FROM + MICROS_PER_DAY } } });
  const fold = new ExtractFold(context.inventory, context.contract);
  for (const { name } of METRICS) {
    for (let hour = 0; hour < 24; hour += 1) {
      fold.add('reporting', { device: 'AIR-1', metric: name, at: WINDOW_FROM + hour * MICROS_PER_HOUR, value: name === 'pm2.5' ? pm : name === 'co' ? 0.8 : 7, kind: 'number', quality: 'N', origin: 'live', unused: false });
    }
  }
  return { ...context, ...fold.finish() };
}
const charted = (context: EvaluationContext) => chartedFigures(measure(context));

describe('charted figures', () => {
  it('carry the clause, the coverage and the digest that the indicator of the same day has', () => {
    const context = contextWith([AIR]);
    const row = evaluate(AIR.indicator, context);
    expect(charted(context)).toEqual([{
      name: 'aqi', indicator: AIR.indicator, device: 'AIR-1', value: 43, unit: '', limit: 100, expected: 144, valid: 144, note: null,
      platformCoverage: 1, clause: row.clause, formulaVersion: row.formulaVersion, inputsDigest: row.inputsDigest, origin: 'live',
    }]);
  });

  it('have another digest when the day has other readings', () => {
    const [before, after] = [charted(contextWith([AIR])), charted(contextWith([AIR], 31))];
    expect(after[0]?.inputsDigest).not.toBe(before[0]?.inputsDigest);
  });

  it('judge air and waters by no text that the contract does not promise anything by, and by the class that it does', () => {
    expect(charted(contextWith([]))).toEqual([]);
    const sea = charted(contextWith([target('sea-water-class', 2, '类')]));
    expect(sea.map(({ name, value, limit, clause }) => [name, value, limit, clause])).toEqual([['sea-class', 1, 2, '任务书 sea-water-class']]);
  });

  it('add a counter up as its indicator does: over a reset, and without a dip', () => {
    const counter: MetricDefinition = { ...metric('pieces'), kind: 'counter', role: 'good-quantity', unit: '件', resolution: 1 };
    const inventory = inventoryOf([device('M-1')], { classes: [deviceClass('c5', 60, [counter])] });
    const context = contextOf({ inventory, contract: { targets: [], window: { from: WINDOW_FROM, to: WINDOW_FROM + MICROS_PER_DAY } } });
    const made = (levels: readonly number[]): number | null | undefined => {
      const fold = new ExtractFold(context.inventory, context.contract);
      levels.forEach((value, hour) => fold.add('reporting', { device: 'M-1', metric: 'pieces', at: WINDOW_FROM + hour * MICROS_PER_HOUR, value, kind: 'number', quality: 'N', origin: 'live', unused: false }));
      return charted({ ...context, ...fold.finish() }).find(({ name }) => name === 'good-quantity')?.value;
    };
    expect([made([100, 110, 0, 5, 9]), made([100, 110, 3, 111, 115])]).toEqual([19, 15]);
  });
});
