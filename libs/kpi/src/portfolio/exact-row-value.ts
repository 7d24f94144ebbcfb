import { ZERO, addFractions, divideFractions, fractionToNumber, multiplyFractions, negateFraction } from '@yanshou/catalogue';
import type { Fraction, LegFigure } from '@yanshou/catalogue';
import { exactValue } from '../format-value.js';
import type { IndicatorRow } from '../indicator-row.js';

type Valued = Pick<IndicatorRow, 'value' | 'numerator' | 'denominator' | 'scale' | 'figures'>;

/**
 * The exact value of a row; null without one. A gain whose ratio no number holds is made again of its legs, which are exact;
 * where they do not give it (a regression), the value as it is printed.
 */
export function exactRowValue(row: Valued): Fraction | null {
  if (row.value === null || (row.numerator !== null && row.denominator !== null)) return exactValue(row);
  return candidatesOf(row).find((candidate) => fractionToNumber(candidate) === row.value) ?? exactValue(row);
}

/** B against R read as a reduction, an increase, and an inverse increase (libs/catalogue, GainRule). */
function candidatesOf({ figures: { legs = [] }, scale }: Valued): readonly Fraction[] {
  const [b, r] = [legs.find(({ leg }) => leg === 'baseline'), legs.find(({ leg }) => leg === 'reporting')].map(valueOf);
  if (b === undefined || r === undefined) return [];
  const reduction = addFractions(b, negateFraction(r));
  const shares = [[reduction, b], [negateFraction(reduction), b], [reduction, r]] as const;
  return shares.flatMap(([part, whole]) => (whole.numerator === 0n ? [] : [multiplyFractions(divideFractions(part, whole), { numerator: BigInt(scale), denominator: 1n })]));
}

const valueOf = (leg: LegFigure | undefined): Fraction | undefined =>
  leg && addFractions(ZERO, { numerator: BigInt(leg.numerator), denominator: BigInt(leg.denominator) });
