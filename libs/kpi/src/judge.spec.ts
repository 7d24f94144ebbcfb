import { describe, expect, it } from '@jest/globals';
import { findIndicator } from '@yanshou/catalogue';
import type { IndicatorDefinition, LegFigure, Outcome } from '@yanshou/catalogue';
import { judge } from './judge.js';
import { contextOf, inventoryOf } from './testing/context.js';

const leg = (intervals: LegFigure['intervals']): LegFigure =>
  ({ leg: 'reporting', numerator: '1', denominator: '1', value: 1, unit: '', sourceKind: 'collected', telemetry: true, quantities: [], intervals, readings: 1 });

function verdictOf(intervals: LegFigure['intervals'], indicator = 'energy-utilisation-gain'): string {
  const outcome: Outcome = { kind: 'value', ratio: { numerator: 1, denominator: 1 }, counted: [], intervals: null, figures: { legs: [leg(intervals)] } };
  const target = { value: 1, unit: '%', comparator: '>=' as const, clause: 'c', loweredFrom: null, approval: null };
  const { verdict, reasons } = judge({ definition: findIndicator(indicator) as IndicatorDefinition, target, outcome, context: contextOf({ inventory: inventoryOf([]) }), sufficiency: null });
  return [verdict, ...reasons.map(({ en }) => en.slice(0, 38))].join(': ');
}

describe('a leg of devices of which nobody knows what its data is worth', () => {
  it('holds the verdict back where devices gate', () => {
    expect(verdictOf({ expected: 1, valid: 1 })).toBe('insufficient-data: whether the data suffices is not known');
  });

  it('holds nothing back where no reading is in it, or where the silence of devices is what is measured', () => {
    expect(verdictOf(null)).toBe('met');
    expect(verdictOf({ expected: 1, valid: 1 }, 'networked-device-ratio')).toBe('met');
  });
});
