import { AVERAGE_WEIGHTS, decimalFraction, multiplyFractions } from '@yanshou/catalogue';
import type { AverageWeight, Fraction, LegFigure, QuantityFigure } from '@yanshou/catalogue';
import type { IndicatorRow } from '../indicator-row.js';

/** What a row weighs in a mean. Amounts of different quantities or units are never added. */
export interface RowWeight {
  readonly amount: Fraction;
  readonly quantity: string;
  readonly unit: string;
}

export type Weighed = Pick<IndicatorRow, 'indicator' | 'denominator' | 'figures'>;

/** How the rows of an indicator are weighed; undefined where they are not. */
export const weightRule = (indicator: string): AverageWeight | undefined => AVERAGE_WEIGHTS.get(indicator);

/** The weight of a row; undefined where it has none. Amounts are taken as they are printed. */
export function rowWeight(row: Weighed): RowWeight | undefined {
  const rule = weightRule(row.indicator);
  if (rule === undefined) return undefined;
  return WEIGHTS[rule.kind](row, rule);
}

const WEIGHTS: Readonly<Record<AverageWeight['kind'], (row: Weighed, rule: AverageWeight) => RowWeight | undefined>> = {
  'denominator': ({ denominator }, { unit = '' }) => (denominator === null ? undefined : { amount: decimalFraction(denominator), quantity: 'denominator', unit }),
  'total-number': ({ figures }) => {
    const all = figures.legs?.find(({ leg }) => leg === 'reporting')?.quantities.find(({ quantity }) => quantity === 'total-number');
    return all && amountOf(all);
  },
  'baseline-level': ({ figures: { legs = [] } }) => {
    const [baseline, reporting] = [legs.find(({ leg }) => leg === 'baseline'), legs.find(({ leg }) => leg === 'reporting')];
    return baseline && reporting && atBaselineLevel(baseline, reporting);
  },
};

const amountOf = ({ amount, quantity, unit }: QuantityFigure): RowWeight => ({ amount: decimalFraction(amount), quantity, unit });

/** Baseline value × what stands below the line of the reporting period; a leg of one amount alone has nothing below. */
function atBaselineLevel(baseline: LegFigure, { quantities }: LegFigure): RowWeight | undefined {
  const [first] = quantities;
  if (first === undefined) return undefined;
  const below = quantities.length > 1 ? quantities.at(-1) : undefined;
  const value: Fraction = { numerator: BigInt(baseline.numerator), denominator: BigInt(baseline.denominator) };
  return { amount: below === undefined ? value : multiplyFractions(value, decimalFraction(below.amount)), quantity: first.quantity, unit: first.unit };
}
