import type { HistogramSnapshot } from './fixed-histogram.js';

export type Labels = Readonly<Record<string, string>>;

export interface MetricSample {
  /** Of a histogram: `_bucket`, `_sum`, `_count`. */
  readonly suffix?: string;
  readonly labels?: Labels;
  readonly value: number;
}

/** One Prometheus metric with all its samples; there without any while nothing is to be counted. */
export interface PlatformMetric {
  readonly name: string;
  readonly help: string;
  readonly type: 'counter' | 'gauge' | 'histogram';
  readonly samples: readonly MetricSample[];
}

export const counter = (name: string, help: string, value: number): PlatformMetric => ({ name, help, type: 'counter', samples: [{ value }] });
export const gauge = (name: string, help: string, value: number): PlatformMetric => ({ name, help, type: 'gauge', samples: [{ value }] });

type Counted = Iterable<readonly [Labels, number]>;
const samplesOf = (counted: Counted): MetricSample[] => [...counted].map(([labels, value]) => ({ labels, value }));

export const counters = (name: string, help: string, counted: Counted): PlatformMetric => ({ name, help, type: 'counter', samples: samplesOf(counted) });
export const gauges = (name: string, help: string, counted: Counted): PlatformMetric => ({ name, help, type: 'gauge', samples: samplesOf(counted) });

/** A counter by one label. */
export const countersBy = (name: string, help: string, label: string, counts: Readonly<Record<string, number | undefined>>): PlatformMetric =>
  counters(name, help, Object.entries(counts).map(([key, value]) => [{ [label]: key }, value ?? 0]));

export const histogram = (name: string, help: string, series: Iterable<readonly [Labels, HistogramSnapshot]>): PlatformMetric =>
  ({ name, help, type: 'histogram', samples: [...series].flatMap(([labels, snapshot]) => histogramSamples(labels, snapshot)) });

function histogramSamples(labels: Labels, { bounds, counts, sum }: HistogramSnapshot): MetricSample[] {
  let total = 0;
  const buckets = counts.map((count, place): MetricSample => {
    total += count;
    return { suffix: '_bucket', labels: { ...labels, le: place < bounds.length ? String(bounds[place]) : '+Inf' }, value: total };
  });
  return [...buckets, { suffix: '_sum', labels, value: sum }, { suffix: '_count', labels, value: total }];
}
