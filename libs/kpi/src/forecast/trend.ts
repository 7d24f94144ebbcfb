import { addFractions, decimalFraction, divideFractions, effectivePoints, followingShare, fractionToNumber, leastSquares, multiplyFractions, negateFraction, predicted, studentQuantile } from '@yanshou/catalogue';
import type { Fraction, LinearFit } from '@yanshou/catalogue';
import { MICROS_PER_DAY } from '@yanshou/telemetry';
import type { ConfidenceLevel, Micros } from '@yanshou/telemetry';

export interface TrendPoint {
  readonly at: Micros;
  readonly value: number;
}

export interface Trend {
  /** On the line at the time asked for, and half the width of its prediction interval. */
  readonly value: number;
  readonly half: number;
  readonly slopePerDay: number;
  readonly rSquared: number;
  /** P′ = n (1 − ρ) ÷ (1 + ρ). */
  readonly effective: number;
}

/**
 * A line through points by ordinary least squares and where it will be at `at`: ŷ ± t(P′ − 2) · s · √(1 + (n ÷ P′)(1 ÷ n + (x − x̄)² ÷ Sxx)),
 * with P′ independent points in place of n where residuals follow each other. Line and s² are exact, the root is taken once.
 * Undefined where the points determine no line. `points` ascending in time.
 */
export function trendOf(points: readonly TrendPoint[], at: Micros, confidence: ConfidenceLevel): Trend | undefined {
  const [first] = points;
  if (first === undefined) return undefined;
  const daysOf = (time: Micros): Fraction => ({ numerator: BigInt(time - first.at), denominator: BigInt(MICROS_PER_DAY) });
  // The fit is scaled by the mean: one more than every value keeps it from zero and moves nothing but the constant.
  const shift = points.reduce((sum, { value }) => addFractions(sum, decimalFraction(value)), NOUGHT).numerator === 0n ? ONE : NOUGHT;
  const observations = points.map((point) => ({ x: [daysOf(point.at)], y: addFractions(decimalFraction(point.value), shift) }));
  const fit = leastSquares(observations);
  if (fit === undefined) return undefined;
  const effective = effectivePoints(points.length, followingShare(fit));
  const value = addFractions(predicted(fit, [daysOf(at)]), negateFraction(shift));
  const spread = spreadAt(observations.map(({ x }) => x[0] as Fraction), daysOf(at));
  const variance = multiplyFractions(fit.cvSquared, squareOf(meanOf(observations.map(({ y }) => y))));
  return {
    value: fractionToNumber(value), half: halfWidth(fractionToNumber(variance), fractionToNumber(spread), { n: points.length, effective, confidence }),
    slopePerDay: fractionToNumber(fit.coefficients[1] as LinearFit['coefficients'][number]), rSquared: fractionToNumber(fit.rSquared), effective,
  };
}

interface HalfFacts {
  readonly n: number;
  readonly effective: number;
  readonly confidence: ConfidenceLevel;
}

/** Infinite where no independent point is left over. */
function halfWidth(variance: number, spread: number, { n, effective, confidence }: HalfFacts): number {
  if (variance === 0) return 0;
  if (!(effective > 2)) return Infinity;
  return studentQuantile(confidence, effective - 2) * Math.sqrt(variance * (1 + (n / effective) * spread));
}

/** 1 ÷ n + (x − x̄)² ÷ Σ (xᵢ − x̄)². */
function spreadAt(xs: readonly Fraction[], x: Fraction): Fraction {
  const mean = negateFraction(meanOf(xs));
  const around = xs.map((one) => squareOf(addFractions(one, mean))).reduce(addFractions);
  return addFractions({ numerator: 1n, denominator: BigInt(xs.length) }, divideFractions(squareOf(addFractions(x, mean)), around));
}

const NOUGHT: Fraction = { numerator: 0n, denominator: 1n };
const ONE: Fraction = { numerator: 1n, denominator: 1n };
const squareOf = (value: Fraction): Fraction => multiplyFractions(value, value);
const meanOf = (values: readonly Fraction[]): Fraction => divideFractions(values.reduce(addFractions), { numerator: BigInt(values.length), denominator: 1n });
