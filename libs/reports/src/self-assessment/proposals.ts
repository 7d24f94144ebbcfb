import { PERFORMANCE_AREAS, PERFORMANCE_LEVELS, decimalFraction } from '@yanshou/catalogue';
import type { BilingualText, PerformanceAreaId } from '@yanshou/catalogue';
import { BUDGET_WEIGHT, FULL_POINTS, hundredths } from '@yanshou/telemetry';
import type { SelfAssessmentLine } from './self-assessment.js';

/** The rule of the suggested scores, as it is printed under the table. */
export const PROPOSAL_RULE: BilingualText = {
  zh: '建议得分：达标得满分，未达标按完成率折算（舍去百分位以下），数据不足不建议；建议分值：预算执行率 10 分，其余按产出、效益、满意度 50∶30∶10 分配，同类均分。',
  en: 'Suggested scores: met gets all, not met its share by completion (rounded down to a hundredth), undecided gets no suggestion. Suggested weights: 10 for the budget, the rest 50 : 30 : 10 over output, benefit and satisfaction, in equal parts.',
};

type Placed = Pick<SelfAssessmentLine, 'row' | 'level'>;

/** Weights by row that come to exactly 100: the budget's, and the rest by area and in equal parts within. */
export function proposedWeights(lines: readonly Placed[]): ReadonlyMap<string, number> {
  const weights = new Map(lines.filter(({ level }) => level === null).map(({ row }) => [row, BUDGET_WEIGHT]));
  const placed = lines.flatMap(({ row, level }) => (level === null ? [] : [{ row, area: PERFORMANCE_LEVELS[level].area }]));
  const areas = [...new Set(placed.map(({ area }) => area))];
  const left = hundredths(FULL_POINTS - BUDGET_WEIGHT);
  for (const [area, points] of zip(areas, parts(left, areas.map(shareOf)))) {
    const rows = placed.filter((line) => line.area === area).map(({ row }) => row);
    for (const [row, part] of zip(rows, parts(points, rows.map(() => 1)))) weights.set(row, part / 100);
  }
  return weights;
}

const shareOf = (area: PerformanceAreaId): number => PERFORMANCE_AREAS[area].share;
const zip = <A, B>(left: readonly A[], right: readonly B[]): readonly (readonly [A, B])[] => left.map((one, index) => [one, right[index] as B]);

/** Whole parts of `total` by shares; the first ones take what is left over, one each. */
function parts(total: number, shares: readonly number[]): readonly number[] {
  const sum = shares.reduce((all, share) => all + share, 0);
  const whole = shares.map((share) => Math.floor((total * share) / sum));
  const over = total - whole.reduce((all, part) => all + part, 0);
  return whole.map((part, index) => (index < over ? part + 1 : part));
}

/** Full points when met, else by completion, down to a hundredth; none where the data decides nothing. */
export function proposedScore(weight: number, counted: number | null): number | null {
  if (counted === null) return null;
  const { numerator, denominator } = decimalFraction(counted);
  return Number((BigInt(hundredths(weight)) * numerator) / denominator) / 100;
}
