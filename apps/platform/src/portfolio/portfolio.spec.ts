import { describe, expect, it } from '@jest/globals';
import { OPERATIONS } from '@yanshou/api-schema';
import type { IndicatorRow } from '@yanshou/kpi';
import type { ProjectRecord } from '@yanshou/registry';
import type { ProjectContract } from '@yanshou/telemetry';
import { MICROS_PER_DAY } from '@yanshou/telemetry';
import { outlookOf } from './outlook.js';
import { portfolioOf } from './portfolio.js';
import type { ProjectStanding } from './portfolio.js';
import { NOTHING_WATCHED } from './project-watch.js';

const PROGRAMME = { id: 'P1', nameZh: '专项', nameEn: 'programme' };
const WINDOW = { from: 0, to: 1_000_000 };
const row = (project: string, value: number | null, verdict: IndicatorRow['verdict']): IndicatorRow => ({
  project, indicator: 'networked-device-ratio', clause: 'S000', from: '2026-10-01T00:00:00Z', to: '2026-10-31T00:00:00Z', value, unit: '%', comparator: '>=', target: 70,
  verdict, coverage: 0.9, platformCoverage: 1, uncertainty: null, numerator: value, denominator: 100, devices: [], readings: 0, origin: 'live', sourceKind: 'collected',
  formulaVersion: '1.0.0', inputsDigest: 'sha256:0', nameZh: '联网率', nameEn: 'networked', scale: 100, origins: ['live'], loweredFrom: null, kind: 'telemetry', computed: true,
  reasons: value === null ? [{ zh: '台账为空', en: 'the inventory is empty' }] : [], figures: { exemptShare: null },
});
const standing = (id: string, rows: IndicatorRow[], more: Partial<ProjectStanding> = {}): ProjectStanding => ({
  project: { id, programme: 'P1', nameZh: id, nameEn: id, zone: 'Asia/Shanghai', demonstration: false, acceptedFrom: 0, unknownMetric: 'quarantine' } as ProjectRecord,
  contract: { window: WINDOW, direction: 'P1.1.1', plannedTime: { zone: 'Asia/Shanghai', shifts: [] } } as unknown as ProjectContract,
  rows, devices: { total: 2, live: 2, silent: 0, never: 0, unjudged: 0 }, lastReceived: 500_000, heard: { until: Number.MAX_SAFE_INTEGER, isCatchingUp: false }, watch: NOTHING_WATCHED, ...more,
});
const at = (now: number, mayDecide = true) => ({ now, mayDecide });

describe('a programme over its projects', () => {
  it('says of a mean over how many it is, who is left out and why, what it were with those as 0, and with what coverage, clause and digest', () => {
    const built = portfolioOf(PROGRAMME, [standing('a', [row('a', 80, 'met')]), standing('b', [row('b', null, 'insufficient-data')]), standing('c', [row('c', 60, 'not-met')])], [], at(2_000_000));
    expect(built.indicators).toMatchObject([{
      n: 2, mean: 70, weightedMean: 70, meanWithMissingAsZero: 140 / 3, weight: { unit: '台' }, leftOut: [{ project: 'b', zh: '台账为空', en: 'the inventory is empty' }],
      clause: expect.stringContaining('S000'), coverage: 0.9, target: null, verdict: null, inputsDigest: expect.stringMatching(/^sha256:[0-9a-f]{64}$/),
    }]);
    expect(built.projects.map(({ id, risk }) => [id, risk])).toEqual([['a', 'on-track'], ['b', 'at-risk'], ['c', 'off-track']]);
    expect(built.projects[2]?.reasons).toMatchObject([{ code: 'target-missed', severity: 'serious' }]);
    expect(OPERATIONS.readPortfolio.answer.json.parse(built)).toEqual(built);
  });

  it('tells how much of the window has passed, and none of it without a contract', () => {
    const built = portfolioOf(PROGRAMME, [standing('a', []), standing('b', [], { contract: undefined }), standing('late', [], { contract: { window: { from: 900_000, to: 1_000_000 }, plannedTime: { zone: 'UTC' } } as ProjectContract })], [], at(250_000));
    expect(built.projects.map(({ progress }) => progress)).toEqual([0.25, null, 0]);
    expect(built.setAside).toMatchObject([{ project: 'b', zh: expect.stringContaining('尚无任务书') }]);
  });

  it('averages made-up data only where there is no other, and says whom it set aside', () => {
    const demo = standing('demo', [row('demo', 100, 'met')]);
    const simulated = { ...demo, project: { ...demo.project, demonstration: true } };
    expect(portfolioOf(PROGRAMME, [simulated], [], at(0))).toMatchObject({ indicators: [{ n: 1, mean: 100 }], setAside: [] });
    expect(portfolioOf(PROGRAMME, [simulated, standing('a', [row('a', 60, 'not-met')])], [], at(0))).toMatchObject({ indicators: [{ n: 1, mean: 60, meanWithMissingAsZero: 60, leftOut: [] }], setAside: [{ project: 'demo' }] });
  });

  it('tells only those who decide of evidence that two projects have', () => {
    const watch = { ...NOTHING_WATCHED, sharedEvidence: 2 };
    const seen = (mayDecide: boolean) => portfolioOf(PROGRAMME, [standing('a', [row('a', 80, 'met')], { watch })], [], at(500_000, mayDecide)).projects[0];
    expect(seen(true)).toMatchObject({ risk: 'suspicious', reasons: [{ code: 'evidence-shared' }] });
    expect(seen(false)).toMatchObject({ risk: 'on-track', reasons: [] });
  });
});

describe('the outlook of a project', () => {
  it('has its reasons, and each forecast with names and label', () => {
    const milestones = [{ id: 'q', nameZh: '一季度', nameEn: 'Q1', due: 100, isDone: false }, { id: 'r', nameZh: '二季度', nameEn: 'Q2', due: 100, isDone: true }];
    const forecasts = [{ kind: 'none' as const, indicator: 'networked-device-ratio', reason: { zh: '窗口不足', en: 'too few' } }];
    const outlook = outlookOf(standing('a', [row('a', 80, 'met')], { watch: { ...NOTHING_WATCHED, milestones, forecasts } }), at(3 * MICROS_PER_DAY));
    expect(outlook).toMatchObject({ label: { zh: '预测（非结论）' }, risk: 'at-risk', reasons: [{ code: 'milestone-overdue', figure: { value: 2, unit: 'd' } }], forecasts: [{ kind: 'none', nameZh: '联网率' }] });
    expect(OPERATIONS.readOutlook.answer.json.parse(outlook)).toEqual(outlook);
  });
});
