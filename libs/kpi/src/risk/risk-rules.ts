import { MICROS_PER_HOUR, formatIsoMicros } from '@yanshou/telemetry';
import type { Micros } from '@yanshou/telemetry';
import { completionOf } from '../completion.js';
import type { CoverageDay, RiskFacts, RiskRow } from './risk-facts.js';
import type { RiskCode, RiskGroup, RiskReason, RiskSeverity } from './risk-reason.js';
import * as texts from './risk-texts.js';

/** The limits of the rules, in one place: they are printed in docs/portfolio.md. */
export const RISK_LIMITS = {
  silentHours: 24, silentDeviceShare: 0.2, coverageDays: 7, coverageFall: 0.1, targetFar: 0.8, targetVeryFar: 0.5, overdueSeriousDays: 30,
  conflictShare: 0.01, leastConflicts: 10,
} as const;

type Rule = (facts: RiskFacts) => readonly RiskReason[];

const GROUPS: Readonly<Record<RiskCode, RiskGroup>> = {
  'target-missed': 'off-track', 'evidence-shared': 'suspicious', 'conflicting-readings': 'suspicious', 'frozen-values': 'suspicious', 'silent': 'silent', 'devices-silent': 'at-risk',
  'coverage-falling': 'at-risk', 'data-missing': 'at-risk', 'target-far': 'at-risk', 'target-near': 'at-risk', 'forecast-missed': 'at-risk', 'milestone-overdue': 'at-risk',
  'evidence-missing': 'at-risk', 'evidence-undecided': 'at-risk', 'silence-unjudged': 'at-risk',
  'assessment-stale': 'at-risk', 'auditor-disagrees': 'at-risk',
};

interface Told extends texts.Told {
  readonly severity: RiskSeverity;
  readonly since?: Micros | null;
  readonly figure: readonly [value: number | null, limit: number | null, unit: string];
  readonly indicator?: string;
}

const reason = (code: RiskCode, { zh, en, severity, since = null, figure: [value, limit, unit], indicator }: Told): RiskReason => ({
  code, group: GROUPS[code], severity, since: since === null ? null : formatIsoMicros(since), figure: { value, limit, unit }, zh, en, ...(indicator === undefined ? {} : { indicator }),
});

const isRunning = ({ window, now }: RiskFacts): boolean => window !== null && now >= window.from && now < window.to;
const hasEnded = ({ window, now }: RiskFacts): boolean => window !== null && now >= window.to;

/** Whole hours without a receipt, as far as receipts are known; of a backlog up to now. */
function quietHours({ window, now, lastReceived, heard: { until, isCatchingUp } }: RiskFacts): number {
  const from = window?.from ?? now;
  const judgedAt = isCatchingUp || until === null ? now : Math.min(now, until);
  return Math.floor((judgedAt - Math.max(lastReceived ?? from, from)) / MICROS_PER_HOUR);
}

/** Of those that were ever heard of none has missed planned time since. */
const isTimeOff = ({ devices: { silent: missing, never, total } }: RiskFacts): boolean => missing === 0 && never < total;

/** Nothing came for a day while the window runs, of which some was planned. */
const silent: Rule = (facts) => {
  const { window, lastReceived, devices, heard } = facts;
  const hours = quietHours(facts);
  if (window === null || !isRunning(facts) || heard.isCatchingUp || devices.total === 0 || hours < RISK_LIMITS.silentHours || isTimeOff(facts)) return [];
  return [reason('silent', { severity: 'serious', since: lastReceived ?? window.from, figure: [hours, RISK_LIMITS.silentHours, 'h'], ...texts.silentSince(lastReceived, hours, facts.zone) })];
};

const devicesSilent: Rule = (facts) => {
  const { silent: quiet, never, total } = facts.devices;
  if (!isRunning(facts) || total === 0 || (quiet + never) / total < RISK_LIMITS.silentDeviceShare) return [];
  return [reason('devices-silent', { severity: 'warning', figure: [quiet + never, Math.ceil(RISK_LIMITS.silentDeviceShare * total), '台'], ...texts.devicesSilent(quiet, never, total) })];
};

/** What would be a silence, were it known that nothing came: the platform is behind, not the project. */
const unjudged: Rule = (facts) => {
  const { devices: { unjudged: open, total }, heard: { until, isCatchingUp }, zone } = facts;
  if (!isRunning(facts) || !isCatchingUp || total === 0) return [];
  if (open / total < RISK_LIMITS.silentDeviceShare && quietHours(facts) < RISK_LIMITS.silentHours) return [];
  return [reason('silence-unjudged', { severity: 'notice', since: until, figure: [open, 0, '台'], ...texts.silenceUnjudged(until, open, total, zone) })];
};

/** The mean of the last seven stored days against the seven before. */
const coverageFalling: Rule = ({ coverageDays, rows }) => [...new Set(coverageDays.map(({ indicator }) => indicator))].flatMap((indicator) => {
  const days = coverageDays.filter((day) => day.indicator === indicator).sort((left, right) => right.from - left.from);
  const [recent, before] = [days.slice(0, RISK_LIMITS.coverageDays), days.slice(RISK_LIMITS.coverageDays, 2 * RISK_LIMITS.coverageDays)];
  if (before.length < RISK_LIMITS.coverageDays) return [];
  const [now, then] = [meanOf(recent), meanOf(before)];
  if (then - now < RISK_LIMITS.coverageFall) return [];
  const row = rows.find((one) => one.indicator === indicator);
  return [reason('coverage-falling', {
    severity: 'warning', since: recent.at(-1)?.from ?? null, indicator, figure: [100 * now, 100 * (then - RISK_LIMITS.coverageFall), '%'], ...texts.coverageFalling(row, indicator, then, now),
  })];
});

const meanOf = (days: readonly CoverageDay[]): number => days.reduce((sum, { coverage }) => sum + coverage, 0) / days.length;

/** What is counted over the programme is nothing that a project can miss. */
const verdicts: Rule = (facts) => facts.rows.filter(({ kind }) => kind !== 'portfolio').flatMap((row) => {
  if (row.verdict === 'insufficient-data') return [reason('data-missing', { severity: 'warning', indicator: row.indicator, figure: [row.value, row.target, row.unit], ...texts.dataMissing(row) })];
  if (row.verdict === 'pending-evidence') return [reason('evidence-missing', { severity: 'warning', indicator: row.indicator, figure: [row.value, row.target, row.unit], ...texts.evidenceMissing(row) })];
  return row.verdict === 'not-met' ? [notMet(facts, row)] : [];
});

function notMet(facts: RiskFacts, row: RiskRow): RiskReason {
  const { indicator, value, target, unit } = row;
  const figure = [value, target, unit] as const;
  if (hasEnded(facts)) return reason('target-missed', { severity: 'serious', since: facts.window?.to ?? null, indicator, figure, ...texts.targetMissed(row) });
  if (row.kind === 'registry') return reason('evidence-missing', { severity: 'warning', indicator, figure, ...texts.evidenceShort(row) });
  const rate = completionOf(row).counted ?? 0;
  if (rate >= RISK_LIMITS.targetFar) return reason('target-near', { severity: 'notice', indicator, figure, ...texts.targetNear(row, rate) });
  return reason('target-far', { severity: rate < RISK_LIMITS.targetVeryFar ? 'serious' : 'warning', indicator, figure, ...texts.targetFar(row, rate) });
}

const forecasts: Rule = ({ forecasts: all, rows }) => all.flatMap((forecast) => {
  if (forecast.kind === 'none' || forecast.verdict !== 'likely-missed') return [];
  const row = rows.find(({ indicator }) => indicator === forecast.indicator);
  return [reason('forecast-missed', {
    severity: 'warning', indicator: forecast.indicator, figure: [forecast.value, forecast.target, row?.unit ?? ''], ...texts.forecastMissed(row, forecast),
  })];
});

const milestones: Rule = ({ overdue, zone }) => overdue.map((milestone) => reason('milestone-overdue', {
  severity: milestone.daysLate >= RISK_LIMITS.overdueSeriousDays ? 'serious' : 'warning', since: milestone.due, figure: [milestone.daysLate, 0, 'd'], ...texts.milestoneOverdue(milestone, zone),
}));

const undecided: Rule = ({ undecided: { count, since } }) =>
  (count === 0 ? [] : [reason('evidence-undecided', { severity: 'notice', since, figure: [count, 0, '件'], ...texts.evidenceUndecided(count) })]);

const conflicts: Rule = ({ readings: { received, conflicts: count } }) => {
  if (count < RISK_LIMITS.leastConflicts || received === 0 || count / received < RISK_LIMITS.conflictShare) return [];
  return [reason('conflicting-readings', { severity: 'warning', figure: [(100 * count) / received, 100 * RISK_LIMITS.conflictShare, '%'], ...texts.conflictingReadings(count, received) })];
};

const frozen: Rule = ({ frozen: series, now }) => {
  if (series.length === 0) return [];
  const since = Math.max(...series.map((one) => one.since));
  const hours = Math.floor((now - since) / MICROS_PER_HOUR);
  return [reason('frozen-values', { severity: 'warning', since, figure: [series.length, 0, '个'], ...texts.frozenValues(series, hours) })];
};

const shared: Rule = ({ sharedEvidence }) =>
  (sharedEvidence === 0 ? [] : [reason('evidence-shared', { severity: 'serious', figure: [sharedEvidence, 0, '件'], ...texts.evidenceShared(sharedEvidence) })]);

const staleAssessments: Rule = ({ staleAssessments: { count, since } }) =>
  (count === 0 ? [] : [reason('assessment-stale', { severity: 'warning', since, figure: [count, 0, '件'], ...texts.assessmentStale(count) })]);

const objections: Rule = ({ objections: { count, since } }) =>
  (count === 0 ? [] : [reason('auditor-disagrees', { severity: 'serious', since, figure: [count, 0, '件'], ...texts.auditorDisagrees(count) })]);

export const RISK_RULES: readonly Rule[] = [silent, devicesSilent, unjudged, coverageFalling, verdicts, forecasts, milestones, undecided, conflicts, frozen, shared, staleAssessments, objections];
