import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MICROS_PER_DAY, MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { Forecast } from '../forecast/forecast.js';
import { rowOf, undecided } from '../testing/portfolio-rows.js';
import { riskOf } from './risk-of.js';
import type { RiskFacts } from './risk-facts.js';

const FROM = 20_000 * MICROS_PER_DAY;
const NOW = FROM + 30 * MICROS_PER_DAY;
const WINDOW = { from: FROM, to: FROM + 60 * MICROS_PER_DAY };
const met = rowOf('p', 'networked-device-ratio', 90, { kind: 'telemetry', numerator: 9, denominator: 10 });
const far = rowOf('p', 'operating-cost-reduction', 5, { numerator: 1, denominator: 20 });
const GOOD: RiskFacts = {
  now: NOW, zone: 'Asia/Shanghai', window: WINDOW, rows: [met], devices: { total: 10, silent: 0, never: 0, unjudged: 0 }, lastReceived: NOW - MICROS_PER_HOUR, heard: { until: NOW, isCatchingUp: false }, overdue: [], coverageDays: [], forecasts: [],
  undecided: { count: 0, since: null }, readings: { received: 1_000, conflicts: 0 }, frozen: [], sharedEvidence: 0,
  staleAssessments: { count: 0, since: null }, objections: { count: 0, since: null },
};
/** Of the others nothing is due. */
const QUIET = { total: 10, silent: 1, never: 0, unjudged: 0 };
const told = (facts: Partial<RiskFacts>) => riskOf({ ...GOOD, ...facts });
const codes = (facts: Partial<RiskFacts>): readonly string[] => told(facts).reasons.map(({ code }) => code);
const forecast = (verdict: 'likely-met' | 'likely-missed' | 'open', indicator: string): Forecast => ({
  kind: 'forecast', indicator, unit: 'day', at: WINDOW.to, value: 12.5, low: 10, high: 15, confidence: 80, n: 20, windows: 20, effective: 20, slopePerDay: 0.1, rSquared: 0.9,
  comparator: '>=', target: 20, verdict, inputsDigest: 'sha256:0',
});
const days = (recent: number, before: number) => Array.from({ length: 14 }, (_, index) => ({ indicator: 'networked-device-ratio', from: NOW - (index + 1) * MICROS_PER_DAY, coverage: index < 7 ? recent : before }));

describe('a project without a reason', () => {
  it('is on track', () => {
    expect(told({})).toEqual({ state: 'on-track', reasons: [] });
  });

  it.each([['without a contract', { window: null }], ['without targets', { rows: [] }]] as const)('is unknown %s', (_, facts) => {
    expect(told(facts).state).toBe('unknown');
  });
});

describe('the reasons', () => {
  it.each<readonly [string, Partial<RiskFacts>, string, string]>([
    ['silent since', { lastReceived: NOW - 30 * MICROS_PER_HOUR, devices: QUIET }, 'silent', 'silent'],
    ['never heard of', { lastReceived: null, devices: QUIET }, 'silent', 'silent'],
    ['devices silent', { devices: { total: 10, silent: 1, never: 1, unjudged: 0 } }, 'devices-silent', 'at-risk'],
    ['coverage falling', { coverageDays: days(0.8, 0.95) }, 'coverage-falling', 'at-risk'],
    ['target far', { rows: [far] }, 'target-far', 'at-risk'],
    ['target near', { rows: [rowOf('p', 'x', 18, { numerator: 18, denominator: 100 })] }, 'target-near', 'at-risk'],
    ['target missed', { rows: [far], now: WINDOW.to }, 'target-missed', 'off-track'],
    ['data missing', { rows: [undecided(far)] }, 'data-missing', 'at-risk'],
    ['evidence missing', { rows: [undecided(far, 'pending-evidence')] }, 'evidence-missing', 'at-risk'],
    ['evidence short', { rows: [rowOf('p', 'standards', 1, { kind: 'registry', verdict: 'not-met', unit: '项', scale: 1, numerator: 1, denominator: 1, target: 2 })] }, 'evidence-missing', 'at-risk'],
    ['milestone overdue', { overdue: [{ id: 'q1', nameZh: '一季度', nameEn: 'Q1', due: NOW - 3 * MICROS_PER_DAY, daysLate: 3 }] }, 'milestone-overdue', 'at-risk'],
    ['forecast missed', { forecasts: [forecast('likely-missed', 'networked-device-ratio')] }, 'forecast-missed', 'at-risk'],
    ['conflicting readings', { readings: { received: 1_000, conflicts: 10 } }, 'conflicting-readings', 'suspicious'],
    ['silence unjudged', { lastReceived: NOW - 30 * MICROS_PER_HOUR, devices: { total: 10, silent: 0, never: 0, unjudged: 10 }, heard: { until: NOW - 29 * MICROS_PER_HOUR, isCatchingUp: true } }, 'silence-unjudged', 'unknown'],
    ['silence unjudged since nobody knows when', { lastReceived: null, devices: { total: 10, silent: 0, never: 0, unjudged: 10 }, heard: { until: null, isCatchingUp: true } }, 'silence-unjudged', 'unknown'],
    ['frozen values', { frozen: [{ device: 'd', metric: 'm', since: NOW - 40 * MICROS_PER_HOUR }] }, 'frozen-values', 'suspicious'],
    ['an issued assessment to be restated', { staleAssessments: { count: 2, since: NOW } }, 'assessment-stale', 'at-risk'],
    ['an assessment that an auditor does not agree with', { objections: { count: 1, since: NOW } }, 'auditor-disagrees', 'at-risk'],
    ['evidence shared', { sharedEvidence: 1 }, 'evidence-shared', 'suspicious'],
  ])('%s', (_, facts, code, state) => {
    const risk = told(facts);
    expect([risk.state, codes(facts)]).toEqual([state, [code]]);
    for (const { zh, en } of risk.reasons) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).not.toMatch(/undefined|NaN|null/);
      expect(zh).not.toMatch(/undefined|NaN|null/);
    }
  });

  it('say the figure, the limit, and since when', () => {
    expect(told({ lastReceived: NOW - 30 * MICROS_PER_HOUR, devices: QUIET }).reasons).toMatchObject([{ severity: 'serious', since: '2024-11-01T18:00:00.000Z', figure: { value: 30, limit: 24, unit: 'h' }, zh: '自 2024-11-02 02:00 起未收到任何数据，已 30 小时' }]);
    expect(told({ rows: [far] }).reasons).toMatchObject([{ severity: 'serious', indicator: 'operating-cost-reduction', figure: { value: 5, limit: 20, unit: '%' }, zh: '“指标”为 5.00 %，目标 ≥ 20 %，完成率 25.00%，差距较大' }]);
    expect(told({ rows: [{ ...far, unit: '万元' }] }).reasons[0]).toMatchObject({ zh: expect.stringContaining('为 5.00 万元，目标 ≥ 20 万元'), en: expect.stringContaining('is 5.00 × 10 000 yuan against ≥ 20 × 10 000 yuan') });
    expect(told({ coverageDays: days(0.8, 0.95) }).reasons[0]?.zh).toBe('“指标”的设备数据完整率由前 7 天的 95.00% 降至近 7 天的 80.00%');
  });

  it.each<readonly [string, Partial<RiskFacts>]>([
    ['a silence short of 24 h', { lastReceived: NOW - 23 * MICROS_PER_HOUR }], ['a silence after the window', { lastReceived: NOW, now: WINDOW.to + MICROS_PER_DAY * 9 }],
    ['a silence outside planned time', { lastReceived: NOW - 60 * MICROS_PER_HOUR, devices: { total: 10, silent: 0, never: 1, unjudged: 0 } }],
    ['a silence before it', { lastReceived: null, now: FROM - MICROS_PER_DAY }], ['a first day', { lastReceived: null, now: FROM + 23 * MICROS_PER_HOUR }],
    ['one silent device of ten', { devices: { total: 10, silent: 1, never: 0, unjudged: 0 } }], ['a fall of 9 points', { coverageDays: days(0.86, 0.95) }], ['a single week', { coverageDays: days(0.1, 0.9).slice(0, 13) }],
    ['nine conflicts', { readings: { received: 10, conflicts: 9 } }], ['conflicts below 1 %', { readings: { received: 1_001, conflicts: 10 } }],
    ['a count over the programme', { rows: [met, rowOf('p', 'smart-agriculture-parks', null, { kind: 'portfolio' })] }],
  ])('are none for %s', (_, facts) => {
    expect(codes(facts)).toEqual([]);
  });

  it('a target that is far is no danger while its forecast reaches it; what is undecided on paper alone never is', () => {
    expect(told({ rows: [far], forecasts: [forecast('likely-met', 'operating-cost-reduction')] })).toMatchObject({ state: 'on-track', reasons: [{ code: 'target-far' }] });
    expect(told({ rows: [far], forecasts: [forecast('open', 'operating-cost-reduction')] }).state).toBe('at-risk');
    expect(told({ undecided: { count: 2, since: NOW } })).toMatchObject({ state: 'on-track', reasons: [{ code: 'evidence-undecided', figure: { value: 2 } }] });
  });

  it('while the platform is behind nothing is silent, whatever is known; other reasons stand', () => {
    const behind = { until: NOW - 40 * MICROS_PER_HOUR, isCatchingUp: true };
    const facts = { lastReceived: null, devices: { total: 10, silent: 0, never: 0, unjudged: 9 }, heard: behind };
    expect(codes(facts)).toEqual(['silence-unjudged']);
    expect(told(facts).reasons[0]).toMatchObject({ severity: 'notice', since: '2024-11-01T08:00:00.000Z', figure: { value: 9, unit: '台' }, zh: '自 2024-11-01 16:00 起收到的数据尚未入库，平台正在追赶：10 台设备中 9 台是否沉默暂不判断' });
    expect(told({ ...facts, rows: [far] }).state).toBe('at-risk');
    // A backlog that says nothing of silence is no reason.
    expect(told({ heard: behind, devices: { total: 10, silent: 0, never: 0, unjudged: 1 } })).toEqual({ state: 'on-track', reasons: [] });
    // Judged when the platform had caught up, 24 hours without a receipt not yet over then.
    expect(codes({ lastReceived: NOW - 24 * MICROS_PER_HOUR, heard: { until: NOW - 60_000_000, isCatchingUp: false } })).toEqual([]);
  });

  it('the worst word wins, serious ones first, in any order of the facts', () => {
    const all: RiskFacts = {
      ...GOOD, rows: [far, undecided(met)], lastReceived: null, devices: QUIET, sharedEvidence: 2, coverageDays: days(0.1, 0.9),
      overdue: [1, 40].map((late) => ({ id: `m${late}`, nameZh: `节点${late}`, nameEn: `m${late}`, due: NOW - late * MICROS_PER_DAY, daysLate: late })),
    };
    const { state, reasons } = riskOf(all);
    expect([state, reasons.map(({ severity }) => severity)]).toEqual(['suspicious', ['serious', 'serious', 'serious', 'serious', 'warning', 'warning', 'warning']]);
    fc.assert(fc.property(fc.shuffledSubarray([...all.rows], { minLength: 2 }), fc.shuffledSubarray([...all.coverageDays], { minLength: 14 }), fc.shuffledSubarray([...all.overdue], { minLength: 2 }), (rows, coverageDays, overdue) => {
      expect(riskOf({ ...all, rows, coverageDays, overdue })).toEqual({ state, reasons });
    }));
  });
});
