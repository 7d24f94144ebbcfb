import type { ConfidenceLevel } from '@yanshou/telemetry';
import { fractionToNumber } from '../fraction.js';
import type { LinearFit } from './least-squares.js';

/** Standard normal quantiles of two-sided confidence levels. */
const NORMAL: Readonly<Record<ConfidenceLevel, number>> = { 68: 0.994457883209753, 80: 1.2815515655446004, 90: 1.6448536269514722, 95: 1.959963984540054 };

/**
 * Two-sided quantile of Student's t by the Cornish–Fisher expansion in 1 ÷ dof: within 1e-3 from 8 degrees of freedom on.
 * Only sums, products and quotients, which are the same to the bit everywhere.
 */
export function studentQuantile(confidence: ConfidenceLevel, freedom: number): number {
  const z = NORMAL[confidence];
  const [z2, n] = [z * z, freedom];
  const first = (z2 + 1) / 4;
  const second = ((5 * z2 + 16) * z2 + 3) / 96;
  const third = (((3 * z2 + 19) * z2 + 17) * z2 - 15) / 384;
  const fourth = ((((79 * z2 + 776) * z2 + 1_482) * z2 - 1_920) * z2 - 945) / 92_160;
  return z * (1 + (first + (second + (third + fourth / n) / n) / n) / n);
}

/** The autocorrelation that takes points away: a negative one takes none. */
export const followingShare = ({ autocorrelation }: Pick<LinearFit, 'autocorrelation'>): number => Math.max(0, fractionToNumber(autocorrelation));

/** Points that would tell as much if they were independent: P′ = P (1 − ρ) ÷ (1 + ρ). */
export const effectivePoints = (points: number, rho: number): number => (points * (1 - rho)) / (1 + rho);

/** How the autocorrelated form corrects ASHRAE Guideline 14: a polynomial of the months (daily and billing data), or its constant. */
export type UncertaintyForm = 'daily' | 'billing' | 'constant';

export interface UncertaintyFacts {
  readonly form: UncertaintyForm;
  /** Of the baseline's model. */
  readonly cv: number;
  readonly points: number;
  readonly rho: number;
  /** Points of the reporting period, and months that they span. */
  readonly reportingPoints: number;
  readonly months: number;
  readonly t: number;
}

/**
 * Uncertainty of a saving as a share of what the model predicts (ASHRAE Guideline 14 in the form of CalTRACK 4.3.2.4, with P′
 * in both places): t × correction × CV × √((P ÷ P′) × (1 + 2 ÷ P′) ÷ Q). Divided by the share saved it is the fractional
 * savings uncertainty. Infinite where the residuals leave no independent point.
 */
export function savingUncertainty({ form, cv, points, rho, reportingPoints, months, t }: UncertaintyFacts): number {
  const effective = effectivePoints(points, rho);
  if (!(effective > 0)) return Infinity;
  return t * CORRECTIONS[form](months) * cv * Math.sqrt(((points / effective) * (1 + 2 / effective)) / reportingPoints);
}

const CORRECTIONS: Readonly<Record<UncertaintyForm, (months: number) => number>> = {
  daily: (months) => (-0.00024 * months + 0.03535) * months + 1.00286,
  billing: (months) => (-0.00022 * months + 0.03306) * months + 0.94054,
  constant: () => 1.26,
};
