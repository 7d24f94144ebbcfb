import type { AGGREGATES } from '@yanshou/api-schema';
import type { WindowAggregate } from '@yanshou/store';

export type Aggregate = (typeof AGGREGATES)[number];

/** The value of one window; null without a valid reading of the kind that is asked for. */
export function aggregateOf(window: WindowAggregate, fn: Aggregate): number | string | null {
  switch (fn) {
    case 'count':
      return window.count;
    case 'min':
      return window.min;
    case 'max':
      return window.max;
    case 'first':
      return window.first?.value ?? null;
    case 'last':
      return window.last?.value ?? null;
    case 'sum':
      return window.numeric === 0 ? null : onGrid(window.sum, window.resolution, 1);
    case 'mean':
      return window.numeric === 0 ? null : onGrid(window.sum, window.resolution, window.numeric);
  }
}

/** sum × resolution ÷ n with one rounding where the resolution is 1 ÷ an integer, as 0.1 and 0.001 are. */
function onGrid(sum: bigint, resolution: number, n: number): number {
  const steps = Math.round(1 / resolution);
  return steps >= 1 && 1 / steps === resolution ? Number(sum) / (steps * n) : (Number(sum) * resolution) / n;
}
