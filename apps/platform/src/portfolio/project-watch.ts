import { forecastOf } from '@yanshou/kpi';
import type { CoverageDay, Forecast, ForecastWindow, IndicatorRow, RiskFacts } from '@yanshou/kpi';
import type { AssessmentHead, KpiValueVersion, Registry } from '@yanshou/registry';
import { MICROS_PER_DAY, milestoneStanding, standingOpinions } from '@yanshou/telemetry';
import type { AuditOpinion, Micros, ProjectContract } from '@yanshou/telemetry';
import { latestOf } from '../assessment/latest-of.js';
import type { TelemetryClient } from '../telemetry/telemetry-worker-client.js';

/** What is looked at beside the indicators to tell how risky a project is. */
export interface ProjectWatch extends Pick<RiskFacts, 'coverageDays' | 'undecided' | 'readings' | 'frozen' | 'sharedEvidence' | 'staleAssessments' | 'objections'> {
  readonly milestones: readonly { readonly id: string; readonly nameZh: string; readonly nameEn: string; readonly due: Micros; readonly isDone: boolean }[];
  readonly forecasts: readonly Forecast[];
}

/** Of a project that nothing is known of. */
export const NOTHING_WATCHED: ProjectWatch = {
  milestones: [], coverageDays: [], forecasts: [], undecided: { count: 0, since: null }, readings: { received: 0, conflicts: 0 }, frozen: [], sharedEvidence: 0,
  staleAssessments: { count: 0, since: null }, objections: { count: 0, since: null },
};

export interface WatchSources {
  readonly registry: Pick<Registry, 'milestones' | 'evidence' | 'figures' | 'evidenceElsewhere' | 'kpiWindows' | 'staleAssessments' | 'assessmentHeads' | 'opinions'>;
  readonly telemetry: Pick<TelemetryClient, 'totals'>;
}

const DAYS_BACK = 90;
/** Seven days are compared with the seven before; a few more, because a day may be missing. */
const COVERAGE_BACK = 21;
const MONTHS_BACK = 5 * 366;

/** Reads what the registry and the ledger know of a project; the rows say of which indicators windows are kept. */
export async function watchProject({ registry, telemetry }: WatchSources, project: string, contract: ProjectContract, rows: readonly IndicatorRow[], now: Micros): Promise<Omit<ProjectWatch, 'frozen'>> {
  const kept = rows.filter(({ kind }) => kind === 'telemetry').map(({ indicator }) => indicator);
  const [milestones, evidence, figures, shared, totals, stale, heads, opinions, days, months] = await Promise.all([
    registry.milestones(project), registry.evidence(project), registry.figures(project), registry.evidenceElsewhere(project), telemetry.totals(project), registry.staleAssessments(project),
    registry.assessmentHeads(project), registry.opinions(project),
    registry.kpiWindows(project, kept, 'day', now - DAYS_BACK * MICROS_PER_DAY), registry.kpiWindows(project, kept, 'month', now - MONTHS_BACK * MICROS_PER_DAY),
  ]);
  const open = [...evidence.map(({ status, submittedAt }) => ({ status, at: submittedAt })), ...figures.map(({ status, statedAt }) => ({ status, at: statedAt }))].filter(({ status }) => status === 'submitted');
  const times = open.flatMap(({ at }) => at ?? []);
  return {
    milestones: milestones.map((milestone) => {
      const { id, nameZh, nameEn, due } = milestone;
      return { id, nameZh, nameEn, due, isDone: milestoneStanding(milestone, now).state.startsWith('done') };
    }),
    coverageDays: days.filter(({ from }) => from >= now - COVERAGE_BACK * MICROS_PER_DAY).flatMap(coverageDay),
    forecasts: rows.filter(({ kind }) => kind === 'telemetry').map((row) => forecastFor(row, contract, [...days, ...months], now)),
    undecided: { count: open.length, since: times.length === 0 ? null : Math.min(...times) },
    readings: { received: totals.received, conflicts: totals.conflicts },
    sharedEvidence: new Set(shared.map(({ own }) => own.id)).size,
    staleAssessments: { count: stale.length, since: stale[0]?.since ?? null },
    objections: objectionsOf(heads, opinions),
  };
}

function objectionsOf(heads: readonly AssessmentHead[], opinions: readonly AuditOpinion[]): ProjectWatch['objections'] {
  const latest = new Set(latestOf(heads).map(({ id }) => id));
  const objecting = standingOpinions(opinions).filter(({ assessment, conclusion }) => conclusion === 'disagrees' && latest.has(assessment));
  return { count: new Set(objecting.map(({ assessment }) => assessment)).size, since: objecting.length === 0 ? null : Math.min(...objecting.map(({ at }) => at)) };
}

function forecastFor({ indicator, comparator, target }: IndicatorRow, { window }: ProjectContract, stored: readonly KpiValueVersion[], now: Micros): Forecast {
  const windows = stored.filter((value) => value.indicator === indicator && (value.unit === 'day' || value.unit === 'month')).map(forecastWindow);
  return forecastOf({ indicator, comparator, target, window, now }, windows);
}

/** What a stored value's detail says of it; absent in values of other versions. */
interface Detail {
  readonly verdict?: ForecastWindow['verdict'];
  readonly coverage?: number | null;
}
const detailOf = ({ detail }: KpiValueVersion): Detail => (detail ?? {}) as Detail;

const forecastWindow = (stored: KpiValueVersion): ForecastWindow => {
  const { unit, from, to, value, inputsDigest } = stored;
  return { unit: unit as ForecastWindow['unit'], from, to, value, verdict: detailOf(stored).verdict ?? null, inputsDigest };
};

function coverageDay(stored: KpiValueVersion): CoverageDay[] {
  const { coverage } = detailOf(stored);
  return typeof coverage === 'number' ? [{ indicator: stored.indicator, from: stored.from, coverage }] : [];
}

/** The facts that the rules of risk are about, as they stand now. `mayDecide`: whether the reader may learn of evidence that two projects have. */
export function riskFacts(
  { contract, rows, devices, lastReceived, heard, watch }: {
    readonly contract: ProjectContract | undefined; readonly rows: readonly IndicatorRow[]; readonly devices: RiskFacts['devices']; readonly lastReceived: Micros | null; readonly heard: RiskFacts['heard']; readonly watch: ProjectWatch;
  }, now: Micros, mayDecide: boolean,
): RiskFacts {
  const { milestones, sharedEvidence, ...rest } = watch;
  const overdue = milestones.filter(({ due, isDone }) => !isDone && due <= now).map(({ id, nameZh, nameEn, due }) => ({ id, nameZh, nameEn, due, daysLate: Math.floor((now - due) / MICROS_PER_DAY) }));
  return { now, zone: contract?.plannedTime.zone ?? 'UTC', window: contract?.window ?? null, rows, devices, lastReceived, heard, overdue, ...rest, sharedEvidence: mayDecide ? sharedEvidence : 0 };
}
