import { LEDGER_COUNTERS } from '@yanshou/store';
import type { LedgerCounts } from '@yanshou/store';
import { MICROS_PER_DAY, MICROS_PER_MILLISECOND } from '@yanshou/telemetry';
import type { Micros } from '@yanshou/telemetry';
import { count, pointLine } from './figure-point.js';
import type { Count } from './figure-point.js';
import type { BaselineFigure, CoverageFigure, IndicatorFigure, LedgerFigure, PlatformFigure, ProgrammeFigure, ProjectFigure } from './figures.js';

export const indicatorLine = (figure: IndicatorFigure): string => pointLine({
  measurement: 'indicator', tags: { project: figure.project, indicator: figure.indicator }, at: figure.at,
  fields: {
    name_zh: figure.nameZh, name_en: figure.nameEn, unit: figure.unit, clause: figure.clause,
    value: figure.value, target: figure.target, ...baselineFields(figure.baseline), comparator: figure.comparator, verdict: figure.verdict,
    ...countsOf(VERDICT_FIELDS, figure.verdict),
    coverage: figure.coverage, platform_coverage: figure.platformCoverage,
    minimum_coverage: figure.minimumCoverage, minimum_platform_coverage: figure.minimumPlatformCoverage,
    numerator: figure.numerator, denominator: figure.denominator,
    lowered: count(figure.loweredFrom === null ? 0 : 1), lowered_from: figure.loweredFrom,
    lowered_unapproved: count(figure.loweredApproval === null ? 1 : 0),
    origin: figure.origin, formula_version: figure.formulaVersion, inputs_digest: figure.inputsDigest,
  },
});

/** What an indicator is called where it is chosen, `id｜name（unit）`: once a day, because only tags can be offered. */
export const nameLine = ({ project, indicator, nameZh, nameEn, unit, at }: IndicatorFigure): string => pointLine({
  measurement: 'indicator_name', at: Math.floor(at / MICROS_PER_DAY) * MICROS_PER_DAY,
  tags: { project, indicator, zh: `${indicator}｜${nameZh}${unit === '' ? '' : `（${unit}）`}`, en: `${indicator}｜${nameEn}${unit === '' ? '' : ` (${unit})`}` },
  fields: { named: count(1) },
});

const baselineFields = (baseline: BaselineFigure | null): Record<string, number | string | Count | null> => (baseline === null ? {} : {
  baseline: baseline.value, baseline_coverage: baseline.coverage, baseline_digest: baseline.inputsDigest,
  baseline_from: millis(baseline.from), baseline_to: millis(baseline.to),
});

export const projectLine = (figure: ProjectFigure): string => pointLine({
  measurement: 'project', tags: { project: figure.project }, at: figure.at,
  fields: {
    name_zh: figure.nameZh, name_en: figure.nameEn, demonstration: count(figure.demonstration ? 1 : 0),
    risk: figure.risk, ...countsOf(RISK_FIELDS, figure.risk), progress: figure.progress,
    reasons: count(figure.reasons), reason_zh: figure.reasonZh, reason_en: figure.reasonEn,
    devices: count(figure.devices.total), live: count(figure.devices.live), silent: count(figure.devices.silent), never: count(figure.devices.never), unjudged: count(figure.devices.unjudged),
    quiet: count(isQuiet(figure) ? 1 : 0),
    last_received: millis(figure.lastReceived),
  },
});

/** Nobody is heard of while the assessment window runs; not said while what was received is not all stored. */
const isQuiet = ({ progress, devices }: ProjectFigure): boolean =>
  progress !== null && progress > 0 && progress < 1 && devices.total > 0 && devices.live === 0 && devices.unjudged === 0;

export const coverageLine = ({ project, device, site, deviceClass, at, expected, valid }: CoverageFigure): string => pointLine({
  // Where a device stands is no tag: corrected, it would begin another series, and the day would be there twice. (The fields have names that no tag of earlier series has.)
  measurement: 'coverage', tags: { project, device }, at,
  // Two counts and no share: a day may come again, and a share of nothing could not take back one that was written before.
  fields: { expected: count(expected), valid: count(valid), site_id: site ?? '', class_id: deviceClass },
});

/** For those who look for the devices of a site or a class: nothing is added up over it. */
export const placeLine = ({ project, device, site, deviceClass, at }: CoverageFigure): string =>
  pointLine({ measurement: 'place', tags: { project, device, site, class: deviceClass }, at, fields: { judged: count(1) } });

export const ledgerLine = ({ project, at, counts }: LedgerFigure): string =>
  pointLine({ measurement: 'ledger', tags: { project }, at, fields: ledgerFields(counts) });

export const programmeLine = (figure: ProgrammeFigure): string => pointLine({
  measurement: 'programme', tags: { indicator: figure.indicator }, at: figure.at,
  fields: {
    name_zh: figure.nameZh, name_en: figure.nameEn, unit: figure.unit, n: count(figure.n), projects: count(figure.projects),
    mean: figure.mean, weighted_mean: figure.weightedMean, mean_with_missing_as_zero: figure.meanWithMissingAsZero,
  },
});

export const platformLine = ({ at, instance, roles, totals, ...figure }: PlatformFigure): string => pointLine({
  measurement: 'platform', tags: { instance, roles }, at,
  fields: {
    acknowledged: known(figure.acknowledged), received_bytes: known(figure.receivedBytes),
    connections: known(figure.connections), connects_refused: known(figure.connectsRefused), unacknowledged_bytes: known(figure.unacknowledgedBytes),
    messages_per_second: figure.messagesPerSecond ?? null, pending: known(figure.pending), pending_warning: known(figure.pendingWarning),
    lag_seconds: figure.lagSeconds, acknowledgement_p99: figure.acknowledgementP99, disk_free_share: figure.diskFreeShare, journal_free_bytes: figure.journalFreeBytes, alarms: count(figure.alarms),
    faults: count(figure.faults), ...(totals && ledgerFields(totals)),
  },
});

export const millis = (at: Micros | null): Count | null => (at === null ? null : count(at / MICROS_PER_MILLISECOND));

const known = (number: number | undefined): Count | null => (number === undefined ? null : count(number));

/** A choice as numbers too: dashboards add up numbers, and a sum of nothing is 0. */
const VERDICT_FIELDS = { met: 'met', not_met: 'not-met', insufficient: 'insufficient-data', pending_evidence: 'pending-evidence' };
const RISK_FIELDS = { on_track: 'on-track', at_risk: 'at-risk', off_track: 'off-track', suspicious: 'suspicious', unheard: 'silent', undecided: 'unknown' };

export const countsOf = (fields: Readonly<Record<string, string>>, chosen: string): Record<string, Count> =>
  Object.fromEntries(Object.entries(fields).map(([field, choice]) => [field, count(choice === chosen ? 1 : 0)]));

const ledgerFields = (counts: LedgerCounts): Record<string, Count> =>
  Object.fromEntries(LEDGER_COUNTERS.map((counter) => [counter, count(counts[counter])]));
