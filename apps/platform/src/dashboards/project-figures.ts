import { findIndicator } from '@yanshou/catalogue';
import { DEFAULT_DEVICE_COVERAGE } from '@yanshou/kpi';
import type { IndicatorRow } from '@yanshou/kpi';
import type { KpiValueVersion, ProjectRecord } from '@yanshou/registry';
import { LEDGER_COUNTERS } from '@yanshou/store';
import type { LedgerCounts, LedgerRow } from '@yanshou/store';
import type { CoverageFigure, IndicatorFigure, LedgerFigure, ProgrammeFigure, ProjectFigure } from '@yanshou/store-influx';
import type { Micros, ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import { MICROS_PER_HOUR, parseIsoMicros } from '@yanshou/telemetry';
import type { BoardEntry } from '../indicators/indicator-board.js';
import { portfolioOf } from '../portfolio/portfolio.js';
import type { ProjectStanding } from '../portfolio/portfolio.js';
import { baselineOf } from './baseline-figures.js';

/** The indicators of a board entry; `kept`: what the ledger of windows has of the baseline. Their time is that of the computation: the same entry is the same points, another never overwrites them. */
export const indicatorFigures = ({ rows, contract, computedAt }: BoardEntry, kept: readonly KpiValueVersion[]): IndicatorFigure[] =>
  rows.map((row) => ({ ...judgedBy(row, contract), ...shownOf(row), baseline: baselineOf(row, contract, kept), at: computedAt }));

function shownOf(row: IndicatorRow) {
  const { project, indicator, nameZh, nameEn, unit, clause, value, target, comparator, verdict, coverage, platformCoverage, numerator, denominator, loweredFrom, loweredApproval, origin, formulaVersion, inputsDigest } = row;
  return { project, indicator, nameZh, nameEn, unit, clause, value, target, comparator, verdict, coverage, platformCoverage, numerator, denominator, loweredFrom, ...(loweredApproval === undefined ? {} : { loweredApproval }), origin, formulaVersion, inputsDigest };
}

/** The contract's minima, where the indicator's verdict depends on them. */
function judgedBy({ indicator }: IndicatorRow, contract: ProjectContract | undefined) {
  const definition = findIndicator(indicator);
  const gates = contract !== undefined && definition?.computed === true ? definition.gates : [];
  return {
    minimumCoverage: gates.includes('device') ? (contract?.minimumDeviceCoverage ?? DEFAULT_DEVICE_COVERAGE) : null,
    minimumPlatformCoverage: gates.includes('platform') ? (contract?.minimumPlatformCoverage ?? null) : null,
  };
}

export interface Standings {
  readonly standings: readonly ProjectFigure[];
  readonly means: readonly ProgrammeFigure[];
}

/** Where the projects of a programme stand, and its indicators over all of them; by the same rules as the portfolio of the API. */
export function standingFigures(programme: string, projects: readonly (BoardEntry & { readonly project: ProjectRecord })[], now: Micros): Standings {
  const portfolio = portfolioOf({ id: programme, nameZh: '', nameEn: '' }, projects satisfies readonly ProjectStanding[], [], { now, mayDecide: false });
  const computed = new Map(projects.map(({ project, computedAt }) => [project.id, computedAt]));
  const latest = Math.max(0, ...computed.values());
  return {
    standings: portfolio.projects.map(({ id, nameZh, nameEn, demonstration, risk, reasons, progress, devices, lastReceived }) => ({
      project: id, at: computed.get(id) as Micros, nameZh, nameEn, demonstration, risk, reasons: reasons.length, reasonZh: reasons[0]?.zh ?? '', reasonEn: reasons[0]?.en ?? '', progress, devices,
      lastReceived: lastReceived === null ? null : (parseIsoMicros(lastReceived) ?? null),
    })),
    means: portfolio.indicators.map(({ indicator, nameZh, nameEn, unit, n, mean, weightedMean, meanWithMissingAsZero, leftOut }) =>
      ({ indicator, at: latest, nameZh, nameEn, unit, n, projects: n + leftOut.length, mean, weightedMean, meanWithMissingAsZero })),
  };
}

/** The devices that an indicator judged over one day; none where no indicator judges devices one by one. */
export function coverageFigures(rows: readonly IndicatorRow[], { project, devices }: Pick<ProjectInventory, 'project' | 'devices'>, at: Micros): CoverageFigure[] {
  const judged = new Map(rows.flatMap(({ figures }) => figures.perDevice ?? []).map((device) => [device.id, device]));
  return devices.flatMap(({ id, siteId, classId }) => {
    const figure = judged.get(id);
    if (figure === undefined) return [];
    return [{ project, device: id, ...(siteId === undefined ? {} : { site: siteId }), deviceClass: classId, at, expected: figure.expected, valid: figure.valid }];
  });
}

/** The ledger of a project by hour, its devices added up. */
export function ledgerFigures(project: string, rows: readonly LedgerRow[]): LedgerFigure[] {
  const hours = new Map<number, LedgerCounts>();
  for (const { hour, counts } of rows) {
    const sum = hours.get(hour) ?? NOTHING;
    hours.set(hour, Object.fromEntries(LEDGER_COUNTERS.map((counter) => [counter, sum[counter] + counts[counter]])) as LedgerCounts);
  }
  return [...hours].map(([hour, counts]) => ({ project, at: hour * MICROS_PER_HOUR, counts }));
}

const NOTHING = Object.fromEntries(LEDGER_COUNTERS.map((counter) => [counter, 0])) as LedgerCounts;
