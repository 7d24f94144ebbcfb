import { describe, expect, it } from '@jest/globals';
import type { ProjectContract } from '@yanshou/telemetry';
import { readsBaseline } from './reads-baseline.js';
import { contractOf } from './testing/context.js';

const reads = (indicator: string, facts: Partial<ProjectContract> = {}): boolean =>
  readsBaseline(contractOf({ targets: [{ indicator, comparator: '>=', value: 1, unit: '%', clause: 'c' }], ...facts }));

describe('telemetry of the baseline', () => {
  it.each(['energy-utilisation-gain', 'defect-rate-reduction', 'operating-cost-reduction', 'distribution-efficiency-gain', 'production-efficiency-gain'])('is behind %s', (indicator) => {
    expect(reads(indicator)).toBe(true);
  });

  it.each(['networked-device-ratio', 'overall-equipment-effectiveness', 'automatic-assessment', 'monitoring-valid-hours', 'no-such-indicator'])('is not behind %s', (indicator) => {
    expect(reads(indicator, { energy: { definition: 'regression' } })).toBe(false);
  });
});
