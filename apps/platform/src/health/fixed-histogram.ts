/** What a histogram has counted so far; `counts` has one place more than `bounds`, for what is above the last. */
export interface HistogramSnapshot {
  /** Upper bounds, ascending, each inclusive. */
  readonly bounds: readonly number[];
  readonly counts: readonly number[];
  readonly sum: number;
}

/** From a device's own network to a disk that stalls; seconds. */
export const LATENCY_BOUNDS: readonly number[] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10];

/** Counts by fixed buckets: no allocation and a few comparisons for each value, so that it may stand on the way of every message. */
export class FixedHistogram {
  private readonly counts: Float64Array;
  private sum = 0;

  constructor(private readonly bounds: readonly number[] = LATENCY_BOUNDS) {
    this.counts = new Float64Array(bounds.length + 1);
  }

  /** Counts `value` as often as it came. */
  observe(value: number, times = 1): void {
    let place = 0;
    while (place < this.bounds.length && value > (this.bounds[place] as number)) place += 1;
    this.counts[place] = (this.counts[place] as number) + times;
    this.sum += value * times;
  }

  snapshot(): HistogramSnapshot {
    return { bounds: this.bounds, counts: [...this.counts], sum: this.sum };
  }
}

export const countOf = ({ counts }: HistogramSnapshot): number => counts.reduce((sum, count) => sum + count, 0);

/** What came in between; `later` was taken of the same histogram. */
export function difference(later: HistogramSnapshot, earlier: HistogramSnapshot): HistogramSnapshot {
  const counts = later.counts.map((count, place) => count - (earlier.counts[place] ?? 0));
  return { bounds: later.bounds, counts, sum: later.sum - earlier.sum };
}

/**
 * The value below which the share `q` of what was counted lies, by straight lines within a bucket as Prometheus'
 * `histogram_quantile` has it; beyond the last bound that bound, and undefined when nothing was counted.
 */
export function quantile(snapshot: HistogramSnapshot, q: number): number | undefined {
  const { bounds, counts } = snapshot;
  const total = countOf(snapshot);
  if (total === 0) return undefined;
  const rank = q * total;
  let below = 0;
  for (const [place, bound] of bounds.entries()) {
    const here = counts[place] ?? 0;
    const from = place === 0 ? 0 : (bounds[place - 1] as number);
    if (here > 0 && below + here >= rank) return from + ((bound - from) * (rank - below)) / here;
    below += here;
  }
  return bounds.at(-1);
}
