import type { AGGREGATES } from '@yanshou/api-schema';
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

/** sum × resolution ÷ n with one rounding where the resolution is 1 ÷ an integer, as 0.1 and 0.001 are. */
function onGrid(sum: bigint, resolution: number, n: number): number {
  const steps = Math.round(1 / resolution);
  return steps >= 1 && 1 / steps === resolution ? Number(sum) / (steps * n) : (Number(sum) * resolution) / n;
}
