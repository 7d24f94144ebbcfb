import type { Portfolio } from '@yanshou/api-schema';
import type { IndicatorRow } from '@yanshou/kpi';
import type { Programme, ProjectRecord } from '@yanshou/registry';
import type { Micros, ProjectContract } from '@yanshou/telemetry';
import { formatIsoMicros } from '@yanshou/telemetry';

export type DeviceCounts = Portfolio['projects'][number]['devices'];
export type Risk = Portfolio['projects'][number]['risk'];

/** A project as its programme sees it. */
export interface ProjectStanding {
  readonly project: ProjectRecord;
  readonly contract: ProjectContract | undefined;
  readonly rows: readonly IndicatorRow[];
  readonly devices: DeviceCounts;
  readonly lastReceived: Micros | null;
}

/** How far, how risky, how well its data flows: every project of a programme, and its indicators over all of them. */
export const portfolioOf = (programme: Programme, standings: readonly ProjectStanding[], now: Micros): Portfolio => ({
  programme,
  projects: standings.map((standing) => projectLine(standing, now)),
  indicators: overProjects(standings),
});

function projectLine({ project, contract, rows, devices, lastReceived }: ProjectStanding, now: Micros): Portfolio['projects'][number] {
  const { id, nameZh, nameEn, zone, demonstration } = project;
  const progress = contract === undefined ? null : progressOf(contract, now);
  return {
    id, nameZh, nameEn, zone, demonstration, progress, risk: riskOf(rows, progress), devices,
    lastReceived: lastReceived === null ? null : formatIsoMicros(lastReceived),
    indicators: rows.map(summaryOf),
  };
}

/** Share of the assessment window that has passed. */
function progressOf({ window: { from, to } }: ProjectContract, now: Micros): number {
  if (to <= from) return 1;
  return Math.min(1, Math.max(0, (now - from) / (to - from)));
}

/**
 * On track when everything is met; a target that is not is off track once the window has ended and at risk before.
 * What the data does not decide is at risk, never on track.
 */
export function riskOf(rows: readonly Pick<IndicatorRow, 'verdict'>[], progress: number | null): Risk {
  if (rows.length === 0 || progress === null) return 'unknown';
  if (rows.every(({ verdict }) => verdict === 'met')) return 'on-track';
  return progress === 1 && rows.some(({ verdict }) => verdict === 'not-met') ? 'off-track' : 'at-risk';
}

type Summary = Portfolio['projects'][number]['indicators'][number];

/** A row without its devices one by one. */
export function summaryOf(row: IndicatorRow): Summary {
  const {
    indicator, nameZh, nameEn, clause, from, to, value, unit, numerator, denominator, scale, comparator, target, loweredFrom, loweredApproval,
    verdict, coverage, platformCoverage, origin, origins, sourceKind, formulaVersion, inputsDigest, reasons,
  } = row;
  return {
    indicator, nameZh, nameEn, clause, from, to, value, unit, numerator, denominator, scale, comparator, target, loweredFrom,
    verdict, coverage, platformCoverage, origin, origins: [...origins], sourceKind, formulaVersion, inputsDigest, reasons: [...reasons],
    ...(loweredApproval === undefined ? {} : { loweredApproval }),
  };
}

/** Ordered by first appearance. A mean names n and who is left out, and what it were with those counted as 0. */
function overProjects(standings: readonly ProjectStanding[]): Portfolio['indicators'] {
  const all = standings.flatMap(({ rows }) => rows);
  const ids = [...new Set(all.map(({ indicator }) => indicator))];
  return ids.map((indicator) => overRows(all.filter((row) => row.indicator === indicator)));
}

function overRows(rows: readonly IndicatorRow[]): Portfolio['indicators'][number] {
  const { indicator, nameZh, nameEn, unit } = rows[0] as IndicatorRow;
  const values = rows.flatMap(({ value }) => (value === null ? [] : [value]));
  const sum = values.reduce((total, value) => total + value, 0);
  return {
    indicator, nameZh, nameEn, unit, n: values.length,
    mean: values.length === 0 ? null : sum / values.length,
    meanWithMissingAsZero: values.length === 0 ? null : sum / rows.length,
    leftOut: rows.flatMap(({ value, project, reasons }) => (value === null ? [{ project, zh: reasons[0]?.zh ?? '', en: reasons[0]?.en ?? '' }] : [])),
  };
}
