import { MICROS_PER_DAY, MICROS_PER_MINUTE, ORIGINS, eventsInForce } from '@yanshou/telemetry';
import type { Micros, Origin, ProjectInventory, TraceBatchItem, TraceTerms } from '@yanshou/telemetry';
import type { TraceReadings } from '@yanshou/catalogue';
import { DownIntervals } from './down-intervals.js';
import type { ExtractReading } from './extract-reading.js';
import type { MinuteRange } from './minute-range.js';
import { countedOriginNames, hasValidQuality } from './reading-rules.js';
import { TraceCells } from './trace-cells.js';
import type { CellFigures, Limits } from './trace-cells.js';

/** A span whose readings are looked for, and what was found so far. */
interface OpenSpan {
  readonly batch: string;
  readonly event: string;
  readonly from: Micros;
  readonly to: Micros;
  readonly limits: Limits | undefined;
  readonly origins: Set<Origin>;
  min: number;
  max: number;
  readings: number;
  covered: number;
  coveredDown: number;
  inRange: number;
}

/** The spans over one series. */
interface OpenSeries {
  readonly device: string;
  readonly metric: string;
  readonly unit: string;
  readonly interval: Micros;
  readonly down: DownIntervals;
  readonly spans: OpenSpan[];
}

/** Times in which some span is open: from ≤ t < to, disjoint, ascending. */
interface Stretch {
  readonly from: Micros;
  to: Micros;
}

/** The series whose readings come now. */
interface Current {
  readonly key: string;
  readonly series: OpenSeries | undefined;
  readonly stretches: readonly Stretch[];
  readonly cells: TraceCells;
  next: number;
}

/** Stretches that are nearer to each other than this are read as one: asking costs more than the readings of a day. */
const NEAR = MICROS_PER_DAY;

/** The series that a set of batches names, with the span of time in which its readings are looked for. */
export interface TraceSpan {
  readonly device: string;
  readonly metric: string;
  readonly from: Micros;
  readonly to: Micros;
}

/** What is looked for. */
export interface TraceFoldTerms {
  readonly terms: TraceTerms | null;
  readonly batches: readonly TraceBatchItem[];
  /** What lies outside changes nothing. */
  readonly period: { readonly from: Micros; readonly to: Micros };
  /** The platform's proven downtime; none when absent. */
  readonly down?: readonly MinuteRange[];
}

/**
 * What telemetry says of the cold chains of batches: the one way in which platform, public page and verifier get it.
 * Readings of a series come together and ascending by time. Spans of devices and metrics that the inventory does not have
 * (or that are no numbers) give no row; what lies outside `period` changes nothing, so that an extract of it suffices.
 * Intervals in the platform's downtime for which nothing came later are not expected.
 */
export class TraceReadingsFold {
  private readonly series = new Map<string, OpenSeries>();
  private readonly counted: ReadonlySet<Origin>;
  /** By length: shared by the series of a class. */
  private readonly down = new Map<Micros, DownIntervals>();
  private current: Current | undefined;

  constructor(inventory: ProjectInventory, private readonly facts: TraceFoldTerms) {
    this.counted = countedOriginNames(inventory);
    const metrics = metricsOf(inventory);
    for (const batch of facts.batches) for (const event of eventsInForce(batch.events)) this.open(batch, event, metrics);
    for (const { spans } of this.series.values()) spans.sort((left, right) => left.from - right.from);
  }

  /** The stretches that have to be read, those of a series one after the other. */
  spans(): readonly TraceSpan[] {
    return [...this.series.values()].flatMap(({ device, metric, spans }) => stretchesOf(spans, NEAR).flatMap((stretch) => {
      const [from, to] = [Math.max(this.facts.period.from, stretch.from), Math.min(this.facts.period.to, stretch.to)];
      return from < to ? [{ device, metric, from, to }] : [];
    }));
  }

  add(reading: ExtractReading): void {
    const { at, value } = reading;
    const current = this.seriesOf(reading);
    if (current.series === undefined || at < this.facts.period.from || at >= this.facts.period.to || typeof value !== 'number' || !this.isCounted(reading)) return;
    while ((current.stretches[current.next]?.to ?? Infinity) <= at) current.next += 1;
    if ((current.stretches[current.next]?.from ?? Infinity) <= at) current.cells.add(at, value, reading.origin);
  }

  /** Rows ascending by batch and event, one a span, also those without a reading. Ends the fold. */
  finish(): readonly TraceReadings[] {
    settle(this.current);
    this.current = undefined;
    return [...this.series.values()].flatMap((series) => series.spans.map((span) => rowOf(span, series)))
      .sort((left, right) => order(left.batch, right.batch) || order(left.event, right.event));
  }

  private seriesOf({ device, metric }: ExtractReading): Current {
    const key = `${device}\n${metric}`;
    if (this.current?.key === key) return this.current;
    settle(this.current);
    const series = this.series.get(key);
    const { interval = 1, spans = [] } = series ?? {};
    this.current = { key, series, stretches: stretchesOf(spans, 0), cells: new TraceCells(interval, edgesOf(spans)), next: 0 };
    return this.current;
  }

  private isCounted(reading: ExtractReading): boolean {
    return reading.kind === 'number' && !reading.unused && this.counted.has(reading.origin) && hasValidQuality(reading);
  }

  private open(batch: TraceBatchItem, event: TraceBatchItem['events'][number], metrics: Metrics): void {
    const { id, at: from, until: to, readings } = event;
    const metric = readings && metrics.get(`${readings.device}\n${readings.metric}`);
    if (to === undefined || !readings || !metric) return;
    const key = `${readings.device}\n${readings.metric}`;
    const series = this.series.get(key) ?? { ...readings, ...metric, down: this.downOf(metric.interval), spans: [] };
    this.series.set(key, series);
    series.spans.push({
      batch: batch.id, event: id, from, to, limits: traceLimits(this.facts.terms, batch.product, metric.unit), origins: new Set(), min: Infinity, max: -Infinity, readings: 0, covered: 0, coveredDown: 0, inRange: 0,
    });
  }

  private downOf(interval: Micros): DownIntervals {
    const down = this.down.get(interval) ?? new DownIntervals(this.facts.down ?? [], interval, this.facts.period);
    this.down.set(interval, down);
    return down;
  }
}

/** Spans ascending by their beginning as stretches with more than `gap` between them. */
function stretchesOf(spans: readonly OpenSpan[], gap: Micros): readonly Stretch[] {
  const stretches: Stretch[] = [];
  for (const { from, to } of spans) {
    const last = stretches.at(-1);
    if (last === undefined || from - last.to > gap) stretches.push({ from, to });
    else last.to = Math.max(last.to, to);
  }
  return stretches;
}

const edgesOf = (spans: readonly OpenSpan[]): readonly Micros[] =>
  [...new Set(spans.flatMap(({ from, to }) => [from, to]))].sort((left, right) => left - right);

type Metrics = ReadonlyMap<string, { readonly unit: string; readonly interval: Micros }>;

function metricsOf({ classes, devices }: ProjectInventory): Metrics {
  const byId = new Map(classes.map((one) => [one.id, one]));
  return new Map(devices.flatMap(({ id, classId }) => {
    const { metrics = [], judgingIntervalMinutes = 1 } = byId.get(classId) ?? {};
    return metrics.filter(({ valueType }) => valueType === 'number').map(({ name, unit }) => [`${id}\n${name}`, { unit, interval: judgingIntervalMinutes * MICROS_PER_MINUTE }] as const);
  }));
}

/** The product's own limits, else those for all; none in another unit than that of the series. */
export function traceLimits(terms: TraceTerms | null, product: string, unit: string): Limits | undefined {
  const { coldChain } = terms ?? {};
  if (coldChain?.unit !== unit) return undefined;
  return coldChain.ranges.find((range) => range.product === product) ?? coldChain.ranges.find((range) => range.product === undefined);
}

/** Gives each span of a series what was found in it. */
function settle(current: Current | undefined): void {
  if (current?.series === undefined) return;
  const { cells, series } = current;
  const down = cells.down(series.down);
  const byLimits = new Map<Limits | undefined, OpenSpan[]>();
  for (const span of series.spans) {
    const spans = byLimits.get(span.limits) ?? [];
    byLimits.set(span.limits, spans);
    spans.push(span);
  }
  for (const [limits, spans] of byLimits) {
    const sums = { within: cells.within(limits), down };
    for (const span of spans) take(span, cells.figures(span.from, span.to, sums));
  }
}

function take(span: OpenSpan, { min, max, readings, covered, coveredDown, inRange, origins }: CellFigures): void {
  span.min = Math.min(span.min, min);
  span.max = Math.max(span.max, max);
  span.readings += readings;
  span.covered += covered;
  span.coveredDown += coveredDown;
  span.inRange += inRange;
  for (const origin of origins) span.origins.add(origin);
}

function rowOf({ batch, event, from, to, limits, covered, coveredDown, inRange, min, max, readings, origins }: OpenSpan, { unit, interval, down }: OpenSeries): TraceReadings {
  const platformFault = down.count(from, to) - coveredDown;
  return {
    batch, event, unit, expected: Math.max(0, Math.floor(to / interval) - Math.ceil(from / interval)) - platformFault, platformFault, covered, inRange: limits === undefined ? null : inRange,
    min: readings === 0 ? null : min, max: readings === 0 ? null : max, readings, origins: ORIGINS.filter((one) => origins.has(one)),
  };
}

const order = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
