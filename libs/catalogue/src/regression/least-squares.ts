import { reduceFraction } from '../fraction.js';
import type { Fraction } from '../fraction.js';

/** One observation: what explains it, one value a variable, and what was measured. */
export interface Observation {
  readonly x: readonly Fraction[];
  readonly y: Fraction;
}

/** A linear model y = c₀ + c₁x₁ + … by ordinary least squares, with how well it fits; every figure exact. */
export interface LinearFit {
  /** The constant first, then one coefficient a variable. */
  readonly coefficients: readonly Fraction[];
  readonly points: number;
  /** Coefficients in all. */
  readonly parameters: number;
  /** 1 − SSE ÷ SST; 1 where the measured never vary. */
  readonly rSquared: Fraction;
  /** The square of CV(RMSE) = √(SSE ÷ (n − p)) ÷ mean. */
  readonly cvSquared: Fraction;
  /** Normalised mean bias: Σ residuals ÷ ((n − p) × mean); zero by construction. */
  readonly nmbe: Fraction;
  /** Lag-1 autocorrelation of the residuals: Σ eₜ eₜ₋₁ ÷ Σ eₜ²; 0 where they are all zero. */
  readonly autocorrelation: Fraction;
}

/**
 * Fits observations in their order in time. Undefined where they do not determine the model: fewer than one more than it has
 * coefficients, variables that do not vary or depend on each other, or a mean of zero. Exact: variables are brought to
 * integers by their common denominators and solved by Cramer's rule.
 */
export function leastSquares(observations: readonly Observation[]): LinearFit | undefined {
  const variables = observations[0]?.x.length ?? 0;
  const [points, parameters] = [observations.length, variables + 1];
  if (points <= parameters) return undefined;
  const y = integersOf(observations.map((one) => one.y));
  const xs = Array.from({ length: variables }, (_, index) => integersOf(observations.map(({ x }) => x[index] ?? NONE)));
  const columns = [observations.map(() => 1n), ...xs.map(({ values }) => values)];
  const normal = columns.map((left) => columns.map((right) => dot(left, right)));
  const determinant = determinantOf(normal);
  const total = y.values.reduce((sum, value) => sum + value, 0n);
  if (determinant === 0n || total === 0n) return undefined;
  const right = columns.map((column) => dot(column, y.values));
  const solved = columns.map((_, index) => determinantOf(normal.map((row, at) => row.map((value, column) => (column === index ? (right[at] ?? 0n) : value)))));
  // Each residual times the determinant.
  const residuals = y.values.map((value, row) => solved.reduce((rest, coefficient, index) => rest - coefficient * (columns[index]?.[row] ?? 0n), value * determinant));
  const coefficients = solved.map((value, index) => fraction(value * (xs[index - 1]?.denominator ?? 1n), determinant * y.denominator));
  return { coefficients, points, parameters, ...goodness(y.values, residuals, { determinant, total, parameters }) };
}

const NONE: Fraction = { numerator: 0n, denominator: 1n };

interface FitFacts {
  readonly determinant: bigint;
  readonly total: bigint;
  readonly parameters: number;
}

function goodness(y: readonly bigint[], residuals: readonly bigint[], { determinant, total, parameters }: FitFacts): Pick<LinearFit, 'rSquared' | 'cvSquared' | 'nmbe' | 'autocorrelation'> {
  const n = BigInt(y.length);
  const free = n - BigInt(parameters);
  const squared = dot(residuals, residuals);
  // n × SST, and the same times determinant².
  const spread = n * dot(y, y) - total * total;
  const scaled = spread * determinant * determinant;
  const bias = residuals.reduce((sum, residual) => sum + residual, 0n);
  return {
    rSquared: scaled === 0n ? fraction(1n, 1n) : fraction(scaled - n * squared, scaled),
    cvSquared: fraction(squared * n * n, free * total * total * determinant * determinant),
    nmbe: fraction(bias * n, free * total * determinant),
    autocorrelation: squared === 0n ? NONE : fraction(dot(residuals.slice(1), residuals), squared),
  };
}

/** What the model says of some variables. */
export const predicted = ({ coefficients }: LinearFit, x: readonly Fraction[]): Fraction =>
  x.reduce((sum, value, index) => {
    const coefficient = coefficients[index + 1] ?? NONE;
    return fraction(
      sum.numerator * coefficient.denominator * value.denominator + coefficient.numerator * value.numerator * sum.denominator,
      sum.denominator * coefficient.denominator * value.denominator,
    );
  }, coefficients[0] ?? NONE);

const dot = (left: readonly bigint[], right: readonly bigint[]): bigint => left.reduce((sum, value, index) => sum + value * (right[index] ?? 0n), 0n);

/** By the first row; models have two or three coefficients. */
function determinantOf(matrix: readonly (readonly bigint[])[]): bigint {
  const [first = [], ...rest] = matrix;
  if (rest.length === 0) return first[0] ?? 0n;
  return first.reduce((sum, value, column) => {
    const minor = determinantOf(rest.map((row) => row.filter((_, index) => index !== column)));
    return sum + (column % 2 === 0 ? value : -value) * minor;
  }, 0n);
}

/** Values × their common denominator. */
function integersOf(values: readonly Fraction[]): { readonly values: readonly bigint[]; readonly denominator: bigint } {
  const denominator = values.reduce((common, value) => common * (value.denominator / gcd(common, value.denominator)), 1n);
  return { values: values.map((value) => value.numerator * (denominator / value.denominator)), denominator };
}

function gcd(left: bigint, right: bigint): bigint {
  let [large, small] = [left, right];
  while (small !== 0n) [large, small] = [small, large % small];
  return large;
}

const fraction = (numerator: bigint, denominator: bigint): Fraction =>
  reduceFraction(denominator < 0n ? { numerator: -numerator, denominator: -denominator } : { numerator, denominator });
