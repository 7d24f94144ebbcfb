import type { BilingualText, Fraction } from '@yanshou/catalogue';
import { addFractions, divideFractions, multiplyFractions } from '@yanshou/catalogue';
import { rowWeight, weightRule } from './row-weight.js';
import type { RowWeight, Weighed } from './row-weight.js';

export interface WeighedValue {
  readonly row: Weighed & { readonly project: string };
  readonly value: Fraction;
}

/** A weighted mean with what was weighed, or why there is none. */
export type WeightedMean =
  | { readonly kind: 'mean'; readonly mean: Fraction; readonly weight: BilingualText & { readonly unit: string }; readonly weights: readonly Fraction[] }
  | { readonly kind: 'none'; readonly reason: BilingualText };

/** Σ weight × value ÷ Σ weight; none where one of the rows has no weight, or where they are of different quantities or units. */
export function weightedMean(indicator: string, values: readonly WeighedValue[]): WeightedMean {
  const rule = weightRule(indicator);
  if (rule === undefined) return none(NOT_WEIGHED);
  const weighed = values.map(({ row, value }) => ({ project: row.project, value, weight: rowWeight(row) }));
  const without = weighed.find(({ weight }) => weight === undefined || weight.amount.numerator <= 0n);
  if (without !== undefined) return none(noWeight(without.project));
  const weights = weighed.flatMap(({ weight }) => (weight === undefined ? [] : [weight]));
  const [first] = weights;
  if (first === undefined) return none(NO_VALUES);
  const other = weights.find(({ quantity, unit }) => quantity !== first.quantity || unit !== first.unit);
  if (other !== undefined) return none(unitsDiffer(first, other));
  const total = weights.map(({ amount }) => amount).reduce(addFractions);
  const sum = weighed.map(({ value }, index) => multiplyFractions(value, (weights[index] as RowWeight).amount)).reduce(addFractions);
  return { kind: 'mean', mean: divideFractions(sum, total), weight: { zh: rule.zh, en: rule.en, unit: first.unit }, weights: weights.map(({ amount }) => amount) };
}

const none = (reason: BilingualText): WeightedMean => ({ kind: 'none', reason });

const NOT_WEIGHED: BilingualText = { zh: '该指标不加权：各项目的量不可相加', en: 'the indicator is not weighted: what the projects measure does not add up' };
const NO_VALUES: BilingualText = { zh: '没有可平均的项目', en: 'there is no project to average' };
const noWeight = (project: string): BilingualText => ({
  zh: `项目“${project}”没有为正的权重，不计算加权平均`, en: `project "${project}" has no weight above zero: there is no weighted mean`,
});
const unitsDiffer = (one: RowWeight, other: RowWeight): BilingualText => ({
  zh: `各项目的权重不是同一种量（${one.quantity} ${one.unit}、${other.quantity} ${other.unit}），不相加`,
  en: `the weights are not of one kind (${one.quantity} ${one.unit}, ${other.quantity} ${other.unit}) and are not added`,
});
