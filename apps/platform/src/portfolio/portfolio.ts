import type { Portfolio } from '@yanshou/api-schema';
import { programmeAverages, programmeCounts, riskOf } from '@yanshou/kpi';
import type { IndicatorRow, RiskFacts } from '@yanshou/kpi';
import type { Programme, ProjectRecord } from '@yanshou/registry';
import type { Designation, Micros, ProjectContract } from '@yanshou/telemetry';
import { formatIsoMicros } from '@yanshou/telemetry';
import { averageView } from './average-view.js';
import { countView } from './count-view.js';
import type { ProjectWatch } from './project-watch.js';
import { riskFacts } from './project-watch.js';

export type DeviceCounts = Portfolio['projects'][number]['devices'];

/** A project as its programme sees it. */
export interface ProjectStanding {
  readonly project: ProjectRecord;
  readonly contract: ProjectContract | undefined;
  readonly rows: readonly IndicatorRow[];
  readonly devices: DeviceCounts;
  readonly lastReceived: Micros | null;
  readonly heard: RiskFacts['heard'];
  readonly watch: ProjectWatch;
}

/** Who reads: `mayDecide` of those who decide on evidence, who alone learn of what two projects submitted. */
export interface PortfolioReader {
  readonly now: Micros;
  readonly mayDecide: boolean;
  /** At which designations are counted; now without it. */
  readonly countedAt?: Micros;
}

/** How far, how risky and why, how well its data flows: every project of a programme, and its indicators over all of them. */
export function portfolioOf(programme: Programme, standings: readonly ProjectStanding[], designations: readonly Designation[], reader: PortfolioReader): Portfolio {
  const { counted, setAside } = averaged(standings);
  const own = designations.filter((one) => isOwn(one, standings));
  return {
    programme,
    projects: standings.map((standing) => projectLine(standing, reader)),
    indicators: programmeAverages(programme.id, counted).map(averageView),
    counts: programmeCounts(programme.id, own, reader.countedAt ?? reader.now).map((count) => countView(count, own)),
    setAside,
  };
}

/** Of a project of the programme; what a demonstration was named is made up, unless everything is. */
function isOwn({ project: id }: Designation, standings: readonly ProjectStanding[]): boolean {
  const standing = standings.find(({ project }) => project.id === id);
  return standing !== undefined && (!standing.project.demonstration || standings.every(({ project }) => project.demonstration));
}

/** Made-up data is averaged only where there is no other; a project without a contract promises nothing yet. */
function averaged(standings: readonly ProjectStanding[]) {
  const anyReal = standings.some(({ project }) => !project.demonstration);
  const counted = standings.flatMap(({ project, contract, rows }) =>
    (contract === undefined || (anyReal && project.demonstration) ? [] : [{ project: project.id, direction: contract.direction, rows }]));
  const setAside = standings.flatMap(({ project: { id, demonstration }, contract }) => {
    if (anyReal && demonstration) return [{ project: id, ...DEMONSTRATION }];
    return contract === undefined ? [{ project: id, ...NO_CONTRACT }] : [];
  });
  return { counted, setAside };
}

const DEMONSTRATION = { zh: '演示项目，数据为模拟，不计入全计划平均', en: 'a demonstration with simulated data: not in the averages of the programme' };
const NO_CONTRACT = { zh: '尚无任务书，不计入全计划平均', en: 'no contract yet: not in the averages of the programme' };

function projectLine(standing: ProjectStanding, { now, mayDecide }: PortfolioReader): Portfolio['projects'][number] {
  const { project: { id, nameZh, nameEn, zone, demonstration }, contract, rows, devices, lastReceived } = standing;
  const { state, reasons } = riskOf(riskFacts(standing, now, mayDecide));
  return {
    id, nameZh, nameEn, zone, demonstration, progress: contract === undefined ? null : progressOf(contract, now), risk: state, reasons: reasons.map((reason) => ({ ...reason })), devices,
    lastReceived: lastReceived === null ? null : formatIsoMicros(lastReceived),
    indicators: rows.map(summaryOf),
  };
}

/** Share of the assessment window that has passed. */
function progressOf({ window: { from, to } }: ProjectContract, now: Micros): number {
  if (to <= from) return 1;
  return Math.min(1, Math.max(0, (now - from) / (to - from)));
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
