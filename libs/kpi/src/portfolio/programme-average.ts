import { ORIGINS } from '@yanshou/telemetry';
import type { Comparator, Origin } from '@yanshou/telemetry';
import { ZERO, addFractions, averageDemands, clauseText, decimalFraction, divideFractions, findIndicator, fractionToNumber, holds } from '@yanshou/catalogue';
import type { AverageDemand, AverageKind, BilingualText, Fraction, Verdict } from '@yanshou/catalogue';
import { exactRowValue } from './exact-row-value.js';
import type { IndicatorRow } from '../indicator-row.js';
import { averageDigest } from './average-digest.js';
import { weightedMean } from './weighted-mean.js';
import type { WeightedMean } from './weighted-mean.js';

/** A project as its programme's averages see it; `direction` is that of its contract. */
export interface AveragedProject {
  readonly project: string;
  readonly direction: string;
  readonly rows: readonly IndicatorRow[];
}

/** A project behind an average, with what makes its value one that can be trusted. */
export interface AverageMember {
  readonly project: string;
  readonly value: number;
  /** In the unit of the weight; null where the average has none. */
  readonly weight: number | null;
  readonly clause: string;
  readonly verdict: Verdict;
  readonly coverage: number | null;
  readonly platformCoverage: number | null;
  readonly inputsDigest: string;
}

export interface LeftOutProject extends BilingualText {
  readonly project: string;
  /** Null of a project whose contract does not list the indicator. */
  readonly inputsDigest: string | null;
}

/** An indicator over the projects of a programme. Means are exact, and rounded once when they become numbers. */
export interface ProgrammeAverage {
  readonly indicator: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly unit: string;
  /** `rate`: the document demands a share over all, which is the weighted mean; `sum`: a number that all reach together. */
  readonly kind: AverageKind;
  readonly clause: string;
  readonly comparator: Comparator;
  /** What the programme's document demands of all projects together; null where it demands nothing. */
  readonly target: number | null;
  /** The platform's estimate by the target; null without one. */
  readonly verdict: Verdict | null;
  readonly reasons: readonly BilingualText[];
  readonly n: number;
  /** Of a `sum`: what the projects have together; null for the other kinds, and where none has a value. */
  readonly sum: number | null;
  readonly mean: number | null;
  readonly weightedMean: number | null;
  readonly meanWithMissingAsZero: number | null;
  readonly weight: (BilingualText & { readonly unit: string }) | null;
  readonly weightReason: BilingualText | null;
  /** The least of the projects behind it; null where none has any. */
  readonly coverage: number | null;
  readonly platformCoverage: number | null;
  readonly origins: readonly Origin[];
  readonly members: readonly AverageMember[];
  readonly leftOut: readonly LeftOutProject[];
  readonly formulaVersion: string;
  /** Over the digests of the rows, of those left out too. */
  readonly inputsDigest: string;
}

/** A change of what an average means raises it. */
export const AVERAGE_FORMULA = '1.1.0';

/**
 * Every indicator over the projects of a programme: first what its document demands of all together, then the others by
 * first appearance. Pure; the order of projects changes the order of lists only.
 */
export function programmeAverages(programme: string, projects: readonly AveragedProject[]): readonly ProgrammeAverage[] {
  const demanded = averageDemands(programme).filter(({ direction }) => projects.some((project) => project.direction === direction));
  const others = new Set(projects.flatMap(({ rows }) => rows.map(({ indicator }) => indicator)));
  for (const { indicator } of demanded) others.delete(indicator);
  return [
    ...demanded.map((demand) => averageOf(demand.indicator, candidatesOf(demand.indicator, projects.filter(({ direction }) => direction === demand.direction)), demand)),
    ...[...others].map((indicator) => averageOf(indicator, candidatesOf(indicator, projects).filter(({ row }) => row !== undefined))),
  ];
}

interface Candidate {
  readonly project: string;
  readonly row: IndicatorRow | undefined;
}

const candidatesOf = (indicator: string, projects: readonly AveragedProject[]): readonly Candidate[] =>
  projects.map(({ project, rows }) => ({ project, row: rows.find((row) => row.indicator === indicator) }));

interface Valued {
  readonly row: IndicatorRow;
  readonly value: Fraction;
}

function averageOf(indicator: string, candidates: readonly Candidate[], demand?: AverageDemand): ProgrammeAverage {
  const valued = candidates.flatMap(({ row }) => valuedOf(row));
  const leftOut = candidates.filter(({ row }) => valuedOf(row).length === 0).map(leftOutOf);
  const sum = valued.map(({ value }) => value).reduce(addFractions, ZERO);
  const [mean, asZero] = valued.length === 0 ? [null, null] : [over(sum, valued.length), over(sum, candidates.length)];
  const weighted = weightedMean(indicator, valued);
  const facts = factsOf(indicator, candidates, demand);
  const members = valued.map(({ row }, index) => memberOf(row, weighted, index));
  const judged = facts.kind === 'sum'
    ? judgeSum(facts, sum, candidates.filter(({ row }) => row !== undefined && valuedOf(row).length === 0).length)
    : judgeAverage(facts, { mean, asZero, weighted: weighted.kind === 'mean' ? weighted.mean : null });
  return {
    ...facts, ...judged, n: valued.length, sum: facts.kind === 'sum' && valued.length > 0 ? fractionToNumber(sum) : null, mean: numberOf(mean), meanWithMissingAsZero: numberOf(asZero),
    weightedMean: weighted.kind === 'mean' ? fractionToNumber(weighted.mean) : null,
    weight: weighted.kind === 'mean' ? weighted.weight : null, weightReason: weighted.kind === 'mean' ? null : weighted.reason,
    coverage: least(members.map(({ coverage }) => coverage)), platformCoverage: least(members.map(({ platformCoverage }) => platformCoverage)),
    origins: ORIGINS.filter((origin) => valued.some(({ row }) => row.origins.includes(origin))),
    members, leftOut, formulaVersion: AVERAGE_FORMULA,
    inputsDigest: averageDigest({ ...facts, formulaVersion: AVERAGE_FORMULA, members, leftOut }),
  };
}

/** A value that its coverage does not carry is none. */
function valuedOf(row: IndicatorRow | undefined): readonly Valued[] {
  const value = row === undefined || row.verdict === 'insufficient-data' ? null : exactRowValue(row);
  return row === undefined || value === null ? [] : [{ row, value }];
}

function leftOutOf({ project, row }: Candidate): LeftOutProject {
  if (row === undefined) return { project, inputsDigest: null, ...NOT_PROMISED };
  const [reason] = row.reasons;
  return { project, inputsDigest: row.inputsDigest, zh: reason?.zh ?? NO_VALUE.zh, en: reason?.en ?? NO_VALUE.en };
}

function memberOf({ project, value, clause, verdict, coverage, platformCoverage, inputsDigest }: IndicatorRow, weighted: WeightedMean, index: number): AverageMember {
  const weight = weighted.kind === 'mean' ? weighted.weights[index] : undefined;
  return { project, value: value as number, weight: weight === undefined ? null : fractionToNumber(weight), clause, verdict, coverage, platformCoverage, inputsDigest };
}

type Facts = Pick<ProgrammeAverage, 'indicator' | 'nameZh' | 'nameEn' | 'unit' | 'kind' | 'clause' | 'comparator' | 'target'>;

/** Of an indicator that only contracts have, as its rows tell. */
function factsOf(indicator: string, candidates: readonly Candidate[], demand: AverageDemand | undefined): Facts {
  const definition = findIndicator(indicator);
  const row = candidates.find((candidate) => candidate.row !== undefined)?.row;
  const { nameZh, nameEn, unit, comparator } = definition ?? row ?? { nameZh: indicator, nameEn: indicator, unit: '', comparator: '>=' as const };
  const judged = { kind: demand?.kind ?? 'mean', comparator: demand?.comparator ?? comparator, target: demand?.target ?? null };
  return { indicator, nameZh, nameEn, unit, clause: clauseOf(demand ?? definition, row), ...judged };
}

const clauseOf = (defined: Parameters<typeof clauseText>[0] | undefined, row: IndicatorRow | undefined): string => (defined === undefined ? (row?.clause ?? '') : clauseText(defined));

interface Means {
  readonly mean: Fraction | null;
  readonly weighted: Fraction | null;
  readonly asZero: Fraction | null;
}

/**
 * By the full values. Of a mean the plain, the weighted and that with the missing as 0 have to agree, or it hangs on what is
 * not known; of a rate the weighted one is what is demanded.
 */
function judgeAverage({ target, comparator, kind }: Facts, { mean, weighted, asZero }: Means): Pick<ProgrammeAverage, 'verdict' | 'reasons'> {
  if (target === null) return { verdict: null, reasons: [] };
  if (mean === null || (kind === 'rate' && weighted === null)) return { verdict: 'insufficient-data', reasons: [NO_MEAN] };
  const limit = decimalFraction(target);
  const decisive = kind === 'rate' ? [weighted] : [mean, weighted, asZero];
  const reached = decisive.flatMap((value) => (value === null ? [] : [holds(value, comparator, limit)]));
  if (reached.every(Boolean)) return { verdict: 'met', reasons: [] };
  return reached.some(Boolean) ? { verdict: 'insufficient-data', reasons: [DISAGREE] } : { verdict: 'not-met', reasons: [] };
}

/** What is not known can only add to it: reached is met, and what is missing is not missed while a project has yet to be counted. */
function judgeSum({ target, comparator }: Facts, sum: Fraction, unknown: number): Pick<ProgrammeAverage, 'verdict' | 'reasons'> {
  if (target === null) return { verdict: null, reasons: [] };
  if (holds(sum, comparator, decimalFraction(target))) return { verdict: 'met', reasons: [] };
  return unknown > 0 ? { verdict: 'insufficient-data', reasons: [SUM_UNKNOWN] } : { verdict: 'not-met', reasons: [] };
}

const over = (sum: Fraction, count: number): Fraction => divideFractions(sum, { numerator: BigInt(count), denominator: 1n });
const numberOf = (value: Fraction | null): number | null => (value === null ? null : fractionToNumber(value));

function least(shares: readonly (number | null)[]): number | null {
  const known = shares.filter((share) => share !== null);
  return known.length === 0 ? null : Math.min(...known);
}

const NOT_PROMISED: BilingualText = { zh: '任务书未列该指标', en: 'the contract does not list the indicator' };
const NO_VALUE: BilingualText = { zh: '没有指标值', en: 'there is no value' };
const NO_MEAN: BilingualText = { zh: '没有可平均的项目，或没有可用的权重', en: 'there is no project to average, or no weight' };
const SUM_UNKNOWN: BilingualText = { zh: '尚有项目没有可用的数值，合计未达目标不等于未完成', en: 'projects without a usable value are not in the sum, so it cannot be called missed yet' };
const DISAGREE: BilingualText = {
  zh: '简单平均、加权平均与缺值计零的结论不一致，暂不能判定', en: 'the plain mean, the weighted one and that with the missing as 0 lead to different verdicts: it cannot be decided yet',
};
