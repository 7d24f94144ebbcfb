import { describe, expect, it } from '@jest/globals';
import { OPERATIONS } from '@yanshou/api-schema';
import type { IndicatorRow } from '@yanshou/kpi';
import type { ProjectRecord } from '@yanshou/registry';
import type { ProjectContract } from '@yanshou/telemetry';
import { portfolioOf, riskOf } from './portfolio.js';
import type { ProjectStanding } from './portfolio.js';

const PROGRAMME = { id: 'P1', nameZh: '专项', nameEn: 'programme' };
const row = (project: string, value: number | null, verdict: IndicatorRow['verdict']): IndicatorRow => ({
  project, indicator: 'networked-device-ratio', clause: 'S000', from: '2026-10-01T00:00:00Z', to: '2026-10-31T00:00:00Z', value, unit: '%', comparator: '>=', target: 70,
  verdict, coverage: 1, platformCoverage: 1, uncertainty: null, numerator: value, denominator: 100, devices: [], readings: 0, origin: 'live', sourceKind: 'collected',
  formulaVersion: '1.0.0', inputsDigest: 'sha256:0', nameZh: '联网率', nameEn: 'networked', scale: 1, origins: ['live'], loweredFrom: null,
  reasons: value === null ? [{ zh: '台账为空', en: 'the inventory is empty' }] : [], figures: { exemptShare: null },
} as unknown as IndicatorRow);
const standing = (id: string, rows: IndicatorRow[], window: { from: number; to: number } | undefined = { from: 0, to: 1_000_000 }): ProjectStanding => ({
  project: { id, programme: 'P1', nameZh: id, nameEn: id, zone: 'Asia/Shanghai', demonstration: false, acceptedFrom: 0, unknownMetric: 'quarantine' } as ProjectRecord,
  contract: { window } as ProjectContract, rows, devices: { total: 2, live: 1, silent: 0, never: 1 }, lastReceived: 500_000,
});

describe('a programme over its projects', () => {
  it('says of a mean over how many it is, who is left out and why, and what it were with those as 0', () => {
    const built = portfolioOf(PROGRAMME, [standing('a', [row('a', 80, 'met')]), standing('b', [row('b', null, 'insufficient-data')]), standing('c', [row('c', 60, 'not-met')])], 2_000_000);
    expect(built.indicators).toMatchObject([{ n: 2, mean: 70, meanWithMissingAsZero: 140 / 3, leftOut: [{ project: 'b', zh: '台账为空', en: 'the inventory is empty' }] }]);
    expect(built.projects.map(({ id, risk }) => [id, risk])).toEqual([['a', 'on-track'], ['b', 'at-risk'], ['c', 'off-track']]);
    expect(OPERATIONS.readPortfolio.answer.json.parse(built)).toEqual(built);
  });

  it('tells how much of the window has passed, and none of it without a contract', () => {
    const built = portfolioOf(PROGRAMME, [standing('a', []), { ...standing('b', []), contract: undefined }, standing('late', [], { from: 900_000, to: 1_000_000 })], 250_000);
    expect(built.projects.map(({ progress }) => progress)).toEqual([0.25, null, 0]);
  });

  it('has no mean where nobody has a value', () => {
    expect(portfolioOf(PROGRAMME, [standing('a', [row('a', null, 'insufficient-data')])], 0).indicators).toMatchObject([{ n: 0, mean: null, meanWithMissingAsZero: null }]);
  });
});

describe('the risk of a project', () => {
  it.each([
    [[], 0.5, 'unknown'], [['met'], null, 'unknown'], [['met', 'met'], 0.1, 'on-track'], [['met', 'not-met'], 0.9, 'at-risk'], [['met', 'not-met'], 1, 'off-track'],
    [['met', 'insufficient-data'], 1, 'at-risk'], [['pending-evidence'], 1, 'at-risk'],
  ] as const)('%j at %s is %s', (verdicts, progress, risk) => {
    expect(riskOf(verdicts.map((verdict) => ({ verdict })), progress)).toBe(risk);
  });
});
