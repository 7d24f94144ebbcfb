import type { AGGREGATES } from '@yanshou/api-schema';
import { decimalFraction, fractionToNumber } from '@yanshou/catalogue';
import type { WindowAggregate } from '@yanshou/store';

export type Aggregate = (typeof AGGREGATES)[number];

type Value = number | string | null;

const AGGREGATE_OF: Readonly<Record<Aggregate, (window: WindowAggregate) => Value>> = {
  count: ({ count }) => count,
  min: ({ min }) => min,
  max: ({ max }) => max,
  first: ({ first }) => first?.value ?? null,
  last: ({ last }) => last?.value ?? null,
  sum: ({ sum, numeric, resolution }) => (numeric === 0 ? null : onGrid(sum, resolution, 1)),
  mean: ({ sum, numeric, resolution }) => (numeric === 0 ? null : onGrid(sum, resolution, numeric)),
};

/** The value of one window; null without a valid reading of the kind that is asked for. */
export const aggregateOf = (window: WindowAggregate, fn: Aggregate): Value => AGGREGATE_OF[fn](window);

/** sum × resolution ÷ n, rounded once. The resolution is the decimal that a person wrote, as it is in the indicators. */
function onGrid(sum: bigint, resolution: number, n: number): number {
  const { numerator, denominator } = decimalFraction(resolution);
  return fractionToNumber({ numerator: sum * numerator, denominator: denominator * BigInt(n) });
}
