import { BUDGET_ROW, BUDGET_WEIGHT, FULL_POINTS, isPoints, sumOfPoints } from '@yanshou/telemetry';
import type { SelfAssessmentEntry } from '@yanshou/telemetry';
import { invalid } from '../input-fault.js';
import type { InputFault } from '../input-fault.js';
import type { SelfAssessmentDraft } from '../self-assessment-book.js';
import { checkText, checkUnique, firstFault, firstOf } from './field-checks.js';
import type { Check } from './field-checks.js';

const LONGEST_TEXT = 2_000;
const [FIRST_YEAR, LAST_YEAR] = [2000, 2099];

/** The first thing wrong with a self-assessment. */
export const checkSelfAssessment = ({ year, entries, reason }: SelfAssessmentDraft): InputFault | undefined =>
  firstFault(
    !(Number.isInteger(year) && year >= FIRST_YEAR && year <= LAST_YEAR) && invalid('year', `须为 ${FIRST_YEAR} 至 ${LAST_YEAR} 的年度`, `must be a year from ${FIRST_YEAR} to ${LAST_YEAR}`),
    reason !== undefined && checkText('reason', reason),
    checkUnique('entries', entries.map(({ row }) => row)),
    firstOf(entries, checkEntry),
    checkWeights(entries),
  );

const checkEntry = ({ row, weight, score, deviation, level }: SelfAssessmentEntry, index: number): InputFault | undefined =>
  firstFault(
    checkText(`entries[${index}].row`, row),
    level !== undefined && checkText(`entries[${index}].level`, level),
    !isPoints(weight) && invalid(`entries[${index}].weight`, '须为 0 至 100、至多两位小数', 'must be from 0 to 100 with at most two decimals'),
    score !== null && !isPoints(score) && invalid(`entries[${index}].score`, '须为不小于 0、至多两位小数', 'must be from 0 with at most two decimals'),
    score !== null && score > weight && invalid(`entries[${index}].score`, `不得高于分值 ${weight}`, `must not be above its weight ${weight}`),
    (deviation.length > LONGEST_TEXT || deviation.includes('\u0000')) && invalid(`entries[${index}].deviation`, `不得超过 ${LONGEST_TEXT} 个字符`, `must have at most ${LONGEST_TEXT} characters`),
  );

function checkWeights(entries: readonly SelfAssessmentEntry[]): Check {
  const budget = entries.find(({ row }) => row === BUDGET_ROW)?.weight;
  const sum = sumOfPoints(entries.map(({ weight }) => weight));
  return firstFault(
    budget !== BUDGET_WEIGHT && invalid('entries', `预算执行率的分值固定为 ${BUDGET_WEIGHT} 分`, `must give the budget's row its fixed weight of ${BUDGET_WEIGHT}`),
    sum !== FULL_POINTS && invalid('entries', `分值合计须为 ${FULL_POINTS}，现为 ${sum}`, `weights must come to ${FULL_POINTS}, and come to ${sum}`),
  );
}
