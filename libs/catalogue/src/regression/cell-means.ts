import { ZERO, addFractions, divideFractions, multiplyFractions, negateFraction, reduceFraction } from '../fraction.js';
import type { Fraction } from '../fraction.js';

/** What was measured, and the kind of time that it was measured in, such as `Mon 08`. */
export interface CellObservation {
  readonly cell: string;
  readonly y: Fraction;
}

/** A model that says of every kind of time its mean: the least squares of one constant a cell. Every figure exact. */
export interface CellModel {
  readonly means: ReadonlyMap<string, Fraction>;
  readonly points: number;
  /** Parameters: cells with at least one observation. */
  readonly cells: number;
  readonly total: Fraction;
  /** 1 − SSE ÷ SST; 1 where the measured never vary. */
  readonly rSquared: Fraction;
  /** The square of CV(RMSE) = √(SSE ÷ (n − p)) ÷ mean. */
  readonly cvSquared: Fraction;
  /** Σ residuals ÷ ((n − p) × mean); zero by construction. */
  readonly nmbe: Fraction;
}

/** Undefined where there are no more observations than cells, or they add up to zero. */
export function cellModel(observations: readonly CellObservation[]): CellModel | undefined {
  const cells = new Map<string, { readonly count: bigint; readonly sum: Fraction }>();
  for (const { cell, y } of observations) {
    const { count, sum } = cells.get(cell) ?? { count: 0n, sum: ZERO };
    cells.set(cell, { count: count + 1n, sum: addFractions(sum, y) });
  }
  const total = reduceFraction(sumOf([...cells.values()].map(({ sum }) => sum)));
  if (observations.length <= cells.size || total.numerator === 0n) return undefined;
  const means = new Map([...cells].sort(([a], [b]) => (a < b ? -1 : 1)).map(([cell, { count, sum }]) => [cell, divideFractions(sum, whole(count))]));
  return { means, points: observations.length, cells: cells.size, total, ...goodness(observations, [...cells.values()], total) };
}

type Goodness = Pick<CellModel, 'rSquared' | 'cvSquared' | 'nmbe'>;

/** SSE = Σ y² − Σ T² ÷ n over the cells: nothing is subtracted that was rounded. */
function goodness(observations: readonly CellObservation[], cells: readonly { readonly count: bigint; readonly sum: Fraction }[], total: Fraction): Goodness {
  const [n, free] = [whole(observations.length), whole(observations.length - cells.length)];
  const squares = sumOf(observations.map(({ y }) => multiplyFractions(y, y)));
  const explained = sumOf(cells.map(({ count, sum }) => divideFractions(multiplyFractions(sum, sum), whole(count))));
  const error = addFractions(squares, negateFraction(explained));
  const spread = addFractions(squares, negateFraction(divideFractions(multiplyFractions(total, total), n)));
  const mean = divideFractions(total, n);
  const bias = addFractions(total, negateFraction(sumOf(cells.map(({ sum }) => sum))));
  return {
    rSquared: spread.numerator === 0n ? whole(1) : addFractions(whole(1), negateFraction(divideFractions(error, spread))),
    cvSquared: divideFractions(divideFractions(error, free), multiplyFractions(mean, mean)),
    nmbe: divideFractions(bias, multiplyFractions(free, mean)),
  };
}

/** What the model expects of some times and what was measured; times of a kind that the model has never seen are counted apart. */
export interface CellPrediction {
  readonly points: number;
  readonly unseen: number;
  readonly expected: Fraction;
  readonly actual: Fraction;
}

export function predictCells({ means }: CellModel, observations: readonly CellObservation[]): CellPrediction {
  const known = observations.filter(({ cell }) => means.has(cell));
  const expected = sumOf(known.map(({ cell }) => means.get(cell) ?? ZERO));
  return { points: known.length, unseen: observations.length - known.length, expected, actual: sumOf(known.map(({ y }) => y)) };
}

const whole = (value: number | bigint): Fraction => ({ numerator: BigInt(value), denominator: 1n });

/** Halved again and again: denominators stay short while most are alike. */
function sumOf(values: readonly Fraction[]): Fraction {
  if (values.length <= 2) return values.reduce(addFractions, ZERO);
  const middle = values.length >> 1;
  return addFractions(sumOf(values.slice(0, middle)), sumOf(values.slice(middle)));
}
