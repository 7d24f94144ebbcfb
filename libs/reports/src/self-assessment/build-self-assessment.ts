import { PERFORMANCE_AREAS, PERFORMANCE_LEVELS, isPerformanceLevel } from '@yanshou/catalogue';
import type { BilingualText } from '@yanshou/catalogue';
import { stampsOf } from '@yanshou/kpi';
import type { IndicatorRow } from '@yanshou/kpi';
import { FULL_POINTS, formatIsoMicros, sumOfPoints } from '@yanshou/telemetry';
import type { Milestone, ProjectMoneyRecord, SelfAssessmentEntry, SelfAssessmentVersion } from '@yanshou/telemetry';
import { budgetLine } from './budget-line.js';
import { indicatorLine } from './indicator-line.js';
import { milestoneLine, milestonesOf } from './milestone-line.js';
import { proposedScore, proposedWeights } from './proposals.js';
import type { AssessedYear, DigestOf, SelfAssessmentFault, SelfAssessmentLine, SelfAssessmentRow, SelfAssessmentTable } from './self-assessment.js';

export interface SelfAssessmentFacts {
  readonly year: AssessedYear;
  /** The contract's indicators as of the year's end or now, judged by its targets of the year (`EvaluationContext.year`). */
  readonly rows: readonly IndicatorRow[];
  readonly milestones: readonly Milestone[];
  readonly money: ProjectMoneyRecord | undefined;
  readonly digestOf: DigestOf;
}

/** The rows of the year without any score: indicators as the contract has them, milestones by their date, the budget. */
export const selfAssessmentLines = ({ year, rows, milestones, money, digestOf }: SelfAssessmentFacts): readonly SelfAssessmentLine[] => [
  ...rows.map((row) => indicatorLine(row)),
  ...milestonesOf(milestones, year).map((milestone) => milestoneLine(milestone, year, digestOf)),
  budgetLine(money, year, digestOf),
];

/** The table: lines as computed, with what people said of them in `version`, or with the suggestions while nothing is saved. Pure. */
export function buildSelfAssessment(project: SelfAssessmentTable['project'], facts: SelfAssessmentFacts, version?: SelfAssessmentVersion): SelfAssessmentTable {
  const lines = selfAssessmentLines(facts);
  const rows = rowsOf(lines, version?.entries);
  return {
    project, year: facts.year.year, asOf: formatIsoMicros(facts.year.asOf),
    state: version === undefined ? 'proposed' : version.issued === undefined ? 'draft' : 'issued', version: version?.version ?? 0,
    who: version?.who ?? null, at: version === undefined ? null : formatIsoMicros(version.at), reason: version?.reason ?? null,
    rows, totals: totalsOf(rows), faults: faultsOf(rows), stamps: stampsOf(lines.map(({ figure }) => figure)),
  };
}

function rowsOf(lines: readonly SelfAssessmentLine[], entries: readonly SelfAssessmentEntry[] | undefined): readonly SelfAssessmentRow[] {
  const weights = proposedWeights(lines);
  const saved = new Map((entries ?? []).map((entry) => [entry.row, entry]));
  const rows = lines.map((line) => {
    const own = saved.get(line.row);
    const suggested = weights.get(line.row) ?? 0;
    // A row that has come since has no weight yet: the sum says so.
    const weight = own?.weight ?? (entries === undefined ? suggested : 0);
    const proposed = { weight: suggested, score: proposedScore(weight, line.counted) };
    return rowOf(line, { weight, score: own === undefined && entries === undefined ? proposed.score : own?.score ?? null, deviation: own?.deviation ?? '', proposed, level: own?.level });
  });
  return rows.sort((left, right) => placeOf(left) - placeOf(right));
}

/** By first and second level, as in the form; the budget's row comes last. */
const LEVEL_ORDER: readonly string[] = Object.keys(PERFORMANCE_LEVELS);
const placeOf = ({ level }: SelfAssessmentRow): number => (level === null ? LEVEL_ORDER.length : LEVEL_ORDER.indexOf(level));

type Said = Pick<SelfAssessmentRow, 'weight' | 'score' | 'deviation' | 'proposed'> & { readonly level: string | undefined };

function rowOf({ counted, ...line }: SelfAssessmentLine, { level: own, ...said }: Said): SelfAssessmentRow {
  const level = line.level !== null && own !== undefined && isPerformanceLevel(own) ? own : line.level;
  const levelName: BilingualText = level === null ? BUDGET : PERFORMANCE_LEVELS[level];
  const area: BilingualText = level === null ? BUDGET : PERFORMANCE_AREAS[PERFORMANCE_LEVELS[level].area];
  return { ...line, level, area: wordsOf(area), levelName: wordsOf(levelName), ...said, explanationDue: line.figure.verdict !== 'met' };
}

const wordsOf = ({ zh, en }: BilingualText): BilingualText => ({ zh, en });
const BUDGET: BilingualText = { zh: '预算执行率', en: 'budget' };

function totalsOf(rows: readonly SelfAssessmentRow[]): SelfAssessmentTable['totals'] {
  const scores = rows.flatMap(({ score }) => (score === null ? [] : [score]));
  return { weight: sumOfPoints(rows.map(({ weight }) => weight)), score: scores.length === rows.length ? sumOfPoints(scores) : null };
}

function faultsOf(rows: readonly SelfAssessmentRow[]): readonly SelfAssessmentFault[] {
  const weight = sumOfPoints(rows.map((row) => row.weight));
  return [
    ...(weight === FULL_POINTS ? [] : [{ code: 'weights' as const, row: '', zh: `分值合计须为 ${FULL_POINTS}，现为 ${weight}`, en: `weights must come to ${FULL_POINTS}, and come to ${weight}` }]),
    ...rows.flatMap((row) => rowFaults(row)),
  ];
}

const rowFaults = ({ row, figure, score, deviation, explanationDue }: SelfAssessmentRow): readonly SelfAssessmentFault[] => [
  ...(score === null ? [{ code: 'score-missing' as const, row, zh: `“${figure.nameZh}”尚未评分`, en: `“${figure.nameEn}” has no score` }] : []),
  ...(explanationDue && deviation.trim() === ''
    ? [{ code: 'deviation-missing' as const, row, zh: `“${figure.nameZh}”未达标或无法判定，须填写偏差原因分析及改进措施`, en: `“${figure.nameEn}” is not met or cannot be told: give reasons and measures` }]
    : []),
];
