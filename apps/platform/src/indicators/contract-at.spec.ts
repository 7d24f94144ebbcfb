import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_DAY } from '@yanshou/telemetry';
import type { ContractTarget, DeclaredFigure, PeriodUnit, ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import { assessedContract, windowContract } from './contract-at.js';

const baseline = { from: 0, to: 10 };
const contractOf = (indicators: readonly string[]): ProjectContract => ({
  project: 'p', programme: 'P1', direction: 'P1.1.1', networkedThreshold: 0.8, minimumPlatformCoverage: 0, plannedTime: { zone: 'Asia/Shanghai', shifts: [] }, window: { from: 100, to: 200 }, baseline,
  targets: indicators.map((indicator) => ({ indicator, comparator: '>=', value: 1, unit: '%', clause: 'c' })),
});
const baselineFor = (...indicators: readonly string[]) => windowContract(contractOf(indicators), { from: 120, to: 140 }).baseline;

/** Two metered series. */
const inventory = { classes: [{ id: 'c', metrics: [{ name: 'e', role: 'energy' }, { name: 'g', role: 'good-quantity' }] }], devices: [{ id: 'd', classId: 'c' }] } as unknown as ProjectInventory;

describe('the contract of a stored window', () => {
  it('has the targets that telemetry alone answers: a gain goes, and its baseline with it', () => {
    const { targets, ...rest } = windowContract(contractOf(['networked-device-ratio', 'energy-utilisation-gain']), { from: 120, to: 140 });
    expect([targets.map(({ indicator }) => indicator), rest.baseline, rest.window]).toEqual([['networked-device-ratio'], undefined, { from: 120, to: 140 }]);
  });

  it('leaves it out for what reads the reporting period alone, or every window would read a year again', () => {
    for (const indicator of ['networked-device-ratio', 'overall-equipment-effectiveness', 'automatic-assessment', 'monitoring-valid-hours']) expect([indicator, baselineFor(indicator)]).toEqual([indicator, undefined]);
  });

  it('has no own windows of stock figures: a day is a day', () => {
    const [target] = contractOf(['networked-device-ratio']).targets as [ContractTarget];
    const contract = { ...contractOf([]), targets: [{ ...target, window: { from: 110, to: 130 } }] };
    expect(windowContract(contract, { from: 120, to: 140 }).targets).toEqual([target]);
    expect(assessedContract(contract, { from: 120, to: 140 })).toMatchObject({ targets: contract.targets, window: { from: 120, to: 140 }, reportingWindow: { from: 100, to: 200 } });
  });

  it('keeps a gain and its baseline where telemetry alone gives both legs: of days, months, quarters and the whole, never of hours or of the baseline', () => {
    const targetsOf = (unit: PeriodUnit, contract = contractOf(['networked-device-ratio', 'energy-utilisation-gain']), figures: readonly DeclaredFigure[] = []) => {
      const judged = windowContract(contract, { from: 120, to: 140, unit }, { inventory, figures });
      return [judged.targets.length, judged.baseline];
    };
    for (const unit of ['day', 'month', 'quarter', 'reporting'] as const) expect([unit, ...targetsOf(unit)]).toEqual([unit, 2, baseline]);
    for (const unit of ['hour', 'baseline', 'term'] as const) expect([unit, ...targetsOf(unit)]).toEqual([unit, 1, undefined]);
    const stated = { indicator: 'energy-utilisation-gain', purpose: 'baseline', status: 'accepted' } as DeclaredFigure;
    expect(targetsOf('month', undefined, [stated])).toEqual([1, undefined]);
  });

  it('keeps no days of a gain whose baseline is too large to be held between them, and months of it', () => {
    const large = { ...contractOf(['energy-utilisation-gain']), baseline: { from: 0, to: 500_001 * MICROS_PER_DAY } };
    const targetsOf = (unit: PeriodUnit): number => windowContract(large, { from: 120, to: 140, unit }, { inventory, figures: [] }).targets.length;
    expect([targetsOf('day'), targetsOf('month')]).toEqual([0, 1]);
  });
});
