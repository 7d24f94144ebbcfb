import { FixedHistogram } from './fixed-histogram.js';
import type { HistogramSnapshot } from './fixed-histogram.js';
import type { Labels } from './platform-metric.js';

/** Keys beyond which others count together: labels must not grow with what callers send. */
const MOST_KEYS = 500;
const OTHER = 'other';

/** Counts by labels. */
export class Tally {
  private readonly counted = new Map<string, { readonly labels: Labels; count: number }>();

  add(labels: Labels, times = 1): void {
    const entry = entryOf(this.counted, labels, (kept) => ({ labels: kept, count: 0 }));
    entry.count += times;
  }

  read(): (readonly [Labels, number])[] {
    return [...this.counted.values()].map(({ labels, count }) => [labels, count]);
  }
}

/** Durations in seconds by labels. */
export class Durations {
  private readonly measured = new Map<string, { readonly labels: Labels; readonly histogram: FixedHistogram }>();

  constructor(private readonly bounds?: readonly number[]) {}

  add(labels: Labels, seconds: number): void {
    entryOf(this.measured, labels, (kept) => ({ labels: kept, histogram: new FixedHistogram(this.bounds) })).histogram.observe(seconds);
  }

  read(): (readonly [Labels, HistogramSnapshot])[] {
    return [...this.measured.values()].map(({ labels, histogram }) => [labels, histogram.snapshot()]);
  }
}

function entryOf<T>(entries: Map<string, T>, wanted: Labels, make: (labels: Labels) => T): T {
  const labels = entries.size < MOST_KEYS || entries.has(keyOf(wanted)) ? wanted : Object.fromEntries(Object.keys(wanted).map((label) => [label, OTHER]));
  const key = keyOf(labels);
  const known = entries.get(key);
  if (known !== undefined) return known;
  const made = make(labels);
  entries.set(key, made);
  return made;
}

const keyOf = (labels: Labels): string => Object.values(labels).join('\n');
