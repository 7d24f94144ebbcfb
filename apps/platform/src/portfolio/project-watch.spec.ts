import { describe, expect, it } from '@jest/globals';
import type { IndicatorRow } from '@yanshou/kpi';
import type { KpiValueVersion } from '@yanshou/registry';
import type { ProjectContract, SignedOpinion } from '@yanshou/telemetry';
import { MICROS_PER_DAY } from '@yanshou/telemetry';
import { riskFacts, watchProject } from './project-watch.js';
import type { WatchSources } from './project-watch.js';

const NOW = 20_000 * MICROS_PER_DAY;
const contract = { window: { from: NOW - 40 * MICROS_PER_DAY, to: NOW + 20 * MICROS_PER_DAY }, plannedTime: { zone: 'Asia/Shanghai', shifts: [] } } as unknown as ProjectContract;
const row = (indicator: string, kind: IndicatorRow['kind']): IndicatorRow => ({ indicator, kind, nameZh: '指标', nameEn: 'indicator', comparator: '>=', target: 70, unit: '%', verdict: 'met', reasons: [], figures: { exemptShare: null } }) as unknown as IndicatorRow;
/** A stored day: coverage fell in the last week, values go up by half a point a day around a line. */
const day = (index: number): KpiValueVersion => ({
  project: 'p', indicator: 'networked-device-ratio', unit: 'day', from: NOW - index * MICROS_PER_DAY, to: NOW - (index - 1) * MICROS_PER_DAY, formulaVersion: '1', inputsDigest: `sha256:${index}`,
  value: 90 - index / 2 + (index % 2), version: 1, at: NOW, who: 'jobs', detail: { verdict: 'met', coverage: index <= 7 ? 0.5 : 0.9 },
});

const objection = (assessment: string, number: number, at: number, corrects: number | null = null): SignedOpinion => ({
  project: 'p', assessment, number, at, corrects, conclusion: 'disagrees', statement: 'sha256:', auditor: { id: 'wang', name: '王工' }, indicators: [], text: '不符', figures: [], supersededBy: null, previous: null, jws: '',
});

function sources(asked: unknown[][]): WatchSources {
  return {
    registry: {
      milestones: async () => [
        { project: 'p', id: 'late', nameZh: '节点', nameEn: 'step', planned: 'x', due: NOW - 2 * MICROS_PER_DAY, reports: [], changes: [] },
        { project: 'p', id: 'done', nameZh: '节点', nameEn: 'step', planned: 'x', due: NOW - 2 * MICROS_PER_DAY, reports: [{ state: 'x', done: true, asOf: NOW - 3 * MICROS_PER_DAY, who: 'm', at: NOW }], changes: [] },
      ],
      evidence: async () => [{ status: 'submitted', submittedAt: 7 }, { status: 'accepted', submittedAt: 1 }] as never,
      figures: async () => [{ status: 'submitted', statedAt: 5 }] as never,
      evidenceElsewhere: async () => [{ own: { id: 'e1' } }, { own: { id: 'e1' } }, { own: { id: 'e2' } }] as never,
      staleAssessments: async (project) => [{ project: project ?? '', assessment: 'a', since: 3 }, { project: project ?? '', assessment: 'b', since: 9 }],
      assessmentHeads: async () => ['a', 'b', 'c'].map((id) => ({ project: 'p', id, from: 0, to: 1, note: '', ...(id === 'b' ? { supersedes: 'a' } : {}) })),
      // The objection to a is to what b has superseded; that to b was put right; those to c stand.
      opinions: async () => [objection('a', 1, 4), objection('b', 1, 5), { ...objection('b', 2, 6, 1), conclusion: 'agrees' }, objection('c', 1, 8), objection('c', 2, 7)],
      kpiWindows: async (...question) => {
        asked.push(question);
        return question[2] === 'day' ? Array.from({ length: 30 }, (_, index) => day(index + 1)) : [];
      },
    },
    telemetry: { totals: async () => ({ received: 100, conflicts: 20 }) as never },
  };
}

describe('what is watched of a project', () => {
  it('has a forecast of a gain that telemetry alone gives, from its windows', async () => {
    const { registry, telemetry } = sources([]);
    const gain = 'energy-utilisation-gain';
    const kpiWindows: typeof registry.kpiWindows = async (...question) => (await registry.kpiWindows(...question)).map((value) => ({ ...value, indicator: gain }));
    const { forecasts } = await watchProject({ registry: { ...registry, kpiWindows }, telemetry }, 'p', contract, [row(gain, 'telemetry'), row('defect-rate-reduction', 'mixed')], NOW);
    expect(forecasts).toMatchObject([{ kind: 'forecast', indicator: gain, n: 30 }]);
  });

  it('is read from the stored windows of its telemetry indicators, milestones, evidence and ledger, and makes the facts of its risk', async () => {
    const asked: unknown[][] = [];
    const rows = [row('networked-device-ratio', 'telemetry'), row('standards', 'registry')];
    const watch = { ...(await watchProject(sources(asked), 'p', contract, rows, NOW)), frozen: [] };
    expect(asked.map(([project, indicators, unit]) => [project, indicators, unit])).toEqual([['p', ['networked-device-ratio'], 'day'], ['p', ['networked-device-ratio'], 'month']]);
    expect(watch).toMatchObject({ undecided: { count: 2, since: 5 }, readings: { received: 100, conflicts: 20 }, sharedEvidence: 2, staleAssessments: { count: 2, since: 3 }, objections: { count: 1, since: 7 }, milestones: [{ id: 'late', isDone: false }, { id: 'done', isDone: true }] });
    expect(watch.forecasts).toMatchObject([{ kind: 'forecast', indicator: 'networked-device-ratio', n: 30, unit: 'day', verdict: 'likely-met', target: 70 }]);
    expect(watch.coverageDays).toHaveLength(21);
    const standing = { contract, rows, devices: { total: 1, silent: 0, never: 0, unjudged: 0 }, lastReceived: NOW, heard: { until: NOW, isCatchingUp: false }, watch };
    expect(riskFacts(standing, NOW, true)).toMatchObject({ overdue: [{ id: 'late', daysLate: 2 }], sharedEvidence: 2, zone: 'Asia/Shanghai' });
    expect(riskFacts(standing, NOW, false).sharedEvidence).toBe(0);
  });
});
