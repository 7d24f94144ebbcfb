import { describe, expect, it } from '@jest/globals';
import type { KpiValueVersion } from '@yanshou/registry';
import { MICROS_PER_DAY } from '@yanshou/telemetry';
import type { ApiBackend } from './api-backend.js';
import type { Call } from './call.js';
import { IndicatorsController } from './indicators.controller.js';

const version = (day: number, of: Partial<KpiValueVersion> & Pick<KpiValueVersion, 'version' | 'value'>, detail: Record<string, number | null>): KpiValueVersion => ({
  project: 'p', indicator: 'networked-device-ratio', unit: 'day', from: day * MICROS_PER_DAY, to: (day + 1) * MICROS_PER_DAY, formulaVersion: '1.0.0', inputsDigest: `sha256:${day}-${of.version}`,
  at: (day + 2) * MICROS_PER_DAY, who: 'job', detail, ...of,
});

/** Two windows; the first was computed three times. */
const KEPT: readonly KpiValueVersion[] = [
  version(0, { version: 1, value: 12.5 }, { numerator: 1, denominator: 8, coverage: 0.1 }),
  version(0, { version: 2, value: 37.5, reason: 'late' }, { numerator: 3, denominator: 8, coverage: 0.3 }),
  version(0, { version: 3, value: null, reason: 'quarantine' }, { numerator: null, denominator: 8, coverage: 0.3 }),
  version(1, { version: 1, value: 50 }, { numerator: 4, denominator: 8, coverage: 0.9 }),
];

const historyOf = async (query: { readonly unit?: string }) => {
  const controller = new IndicatorsController({ registry: { kpiHistory: async () => [...KEPT] } } as unknown as ApiBackend);
  const call = { project: { id: 'p' }, params: { p: 'p', i: 'networked-device-ratio' }, query: { unit: 'day', ...query } };
  return (await controller.readIndicatorHistory(call as unknown as Call<'readIndicatorHistory'>)).items;
};

describe('the history of an indicator', () => {
  it('says by how much each version differs from the one before, to the decimal, and of the first nothing', async () => {
    expect((await historyOf({})).map(({ from, version: number, difference }) => [from.slice(0, 10), number, difference])).toEqual([
      ['1970-01-01', 1, undefined],
      ['1970-01-01', 2, { value: 25, numerator: 2, denominator: 0, coverage: 0.2 }],
      ['1970-01-01', 3, { value: null, numerator: null, denominator: 0, coverage: 0 }],
      ['1970-01-02', 1, undefined],
    ]);
  });

  it('has nothing of windows of another length', async () => {
    expect(await historyOf({ unit: 'month' })).toEqual([]);
  });
});
