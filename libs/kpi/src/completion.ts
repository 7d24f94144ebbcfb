import type { BilingualText, Fraction, Verdict } from '@yanshou/catalogue';
import { compareFractions, decimalFraction, fractionToNumber } from '@yanshou/catalogue';
import type { IndicatorRow } from './indicator-row.js';
import { exactValue } from './format-value.js';

/** How much of a target has been reached. */
export interface Completion {
  /** Lower is better: target ÷ value; else value ÷ target. 1 at the target, not capped; null where no rate follows. */
  readonly rate: number | null;
  /** The rate from 0 to at most 1, 1 exactly when the verdict is `met`; null where the data decides nothing. */
  readonly counted: number | null;
  readonly reverse: boolean;
  /** Why there is no rate. */
  readonly reason: BilingualText | null;
}

type Judged = Pick<IndicatorRow, 'value' | 'numerator' | 'denominator' | 'scale' | 'unit' | 'comparator' | 'target' | 'verdict' | 'figures'>;

/** The completion rate of an indicator by the full value. A value that its coverage does not carry gives none. Pure. */
export function completionOf(row: Judged): Completion {
  const reverse = row.comparator.startsWith('<');
  const none = (reason: BilingualText, counted: number | null = null): Completion => ({ rate: null, counted, reverse, reason });
  const value = exactValue(row);
  if (row.target === null) return none(NO_TARGET);
  if (value === null || row.verdict === 'insufficient-data') return none(UNDECIDED);
  const [part, whole] = reverse ? [decimalFraction(row.target), value] : [value, decimalFraction(row.target)];
  if (whole.numerator <= 0n || (reverse && part.numerator < 0n)) return none(NO_RATE, countedOf(row.verdict, 0));
  const rate = fractionToNumber(row.comparator === '=' ? nearness(part, whole) : quotient(part, whole));
  return { rate, counted: countedOf(row.verdict, rate), reverse, reason: null };
}

/** What is not met never counts as whole, however near it is. */
const BELOW_ONE = 1 - Number.EPSILON;

function countedOf(verdict: Verdict, rate: number): number | null {
  if (verdict === 'met') return 1;
  return verdict === 'not-met' ? Math.min(BELOW_ONE, Math.max(0, rate)) : null;
}

const quotient = (part: Fraction, whole: Fraction): Fraction =>
  ({ numerator: part.numerator * whole.denominator, denominator: part.denominator * whole.numerator });

/** Of a target that is to be hit: 1 at it, less by what the value is off on either side, not below 0. */
function nearness(part: Fraction, whole: Fraction): Fraction {
  const { numerator, denominator } = quotient(part, whole);
  const off = numerator > denominator ? 2n * denominator - numerator : numerator;
  const near = { numerator: off, denominator };
  return compareFractions(near, { numerator: 0n, denominator: 1n }) < 0 ? { numerator: 0n, denominator: 1n } : near;
}

const NO_TARGET: BilingualText = { zh: '没有目标值', en: 'there is no target' };
const UNDECIDED: BilingualText = { zh: '数据不足，不计算完成率', en: 'the data does not suffice for a rate' };
const NO_RATE: BilingualText = { zh: '目标值或指标值为零或为负，完成率无定义', en: 'no rate is defined where target or value is zero or below' };
