import { MICROS_PER_MINUTE, ORIGINS, eventsInForce } from '@yanshou/telemetry';
import type { Micros, Origin, ProjectInventory, TraceBatchItem, TraceTerms } from '@yanshou/telemetry';
import type { TraceReadings } from '@yanshou/catalogue';
import type { ExtractReading } from './extract-reading.js';
import { countedOriginNames, hasValidQuality } from './reading-rules.js';

interface Limits {
  readonly low: number;
  readonly high: number;
}

/** A span whose readings are looked for, and what was found so far. */
interface OpenSpan {
  readonly batch: string;
  readonly event: string;
  readonly from: Micros;
  readonly to: Micros;
  readonly unit: string;
  readonly interval: Micros;
  readonly limits: Limits | undefined;
  readonly origins: Set<Origin>;
  min: number;
  max: number;
  readings: number;
  /** Start of the judging interval in hand, whether it lies wholly in the span, and whether all of it is in range. */
  slot: Micros;
  isWhole: boolean;
  isInRange: boolean;
  covered: number;
  inRange: number;
}

/** The series that a set of batches names, with the span of time in which its readings are looked for. */
export interface TraceSpan {
  readonly device: string;
  readonly metric: string;
  readonly from: Micros;
  readonly to: Micros;
}

/**
 * What telemetry says of the cold chains of batches: the one way in which platform, public page and verifier get it.
 * Readings of a series come together and ascending by time. Spans of devices and metrics that the inventory does not have
 * (or that are no numbers) give no row; what lies outside `period` changes nothing, so that an extract of it suffices.
 */
export class TraceReadingsFold {
  private readonly series = new Map<string, OpenSpan[]>();
  private readonly counted: ReadonlySet<Origin>;
  private current: { readonly key: string; readonly spans: readonly OpenSpan[]; next: number; active: OpenSpan[] } | undefined;

  constructor(inventory: ProjectInventory, terms: TraceTerms | null, batches: readonly TraceBatchItem[], private readonly period: { readonly from: Micros; readonly to: Micros }) {
    this.counted = countedOriginNames(inventory);
    const metrics = metricsOf(inventory);
    for (const batch of batches) for (const event of eventsInForce(batch.events)) this.open(batch, event, { terms, metrics });
    for (const spans of this.series.values()) spans.sort((left, right) => left.from - right.from);
  }

  /** The stretch of each series that has to be read. */
  spans(): readonly TraceSpan[] {
    return [...this.series].map(([key, spans]) => {
      const [device = '', metric = ''] = key.split('\n');
      return { device, metric, from: Math.max(this.period.from, spans[0]?.from ?? 0), to: Math.min(this.period.to, Math.max(...spans.map(({ to }) => to))) };
    });
  }

  add(reading: ExtractReading): void {
    const { at, value } = reading;
    const key = `${reading.device}\n${reading.metric}`;
    if (this.current?.key !== key) this.current = { key, spans: this.series.get(key) ?? [], next: 0, active: [] };
    if (this.current.spans.length === 0 || at < this.period.from || at >= this.period.to || typeof value !== 'number' || !this.isCounted(reading)) return;
    for (const span of this.spansAt(at)) take(span, at, value, reading.origin);
  }

  /** Rows ascending by batch and event, one a span, also those without a reading. Ends the fold. */
  finish(): readonly TraceReadings[] {
    return [...this.series.values()].flat().map(rowOf).sort((left, right) => order(left.batch, right.batch) || order(left.event, right.event));
  }

  private isCounted(reading: ExtractReading): boolean {
    return reading.kind === 'number' && !reading.unused && this.counted.has(reading.origin) && hasValidQuality(reading);
  }

  private open(batch: TraceBatchItem, event: TraceBatchItem['events'][number], { terms, metrics }: { readonly terms: TraceTerms | null; readonly metrics: Metrics }): void {
    const { id, at: from, until: to, readings } = event;
    const metric = readings && metrics.get(`${readings.device}\n${readings.metric}`);
    if (to === undefined || !readings || !metric) return;
    const key = `${readings.device}\n${readings.metric}`;
    const spans = this.series.get(key) ?? [];
    this.series.set(key, spans);
    spans.push({
      batch: batch.id, event: id, from, to, ...metric, limits: limitsOf(terms, batch.product, metric.unit), origins: new Set(),
      min: Infinity, max: -Infinity, readings: 0, slot: -Infinity, isWhole: false, isInRange: false, covered: 0, inRange: 0,
    });
  }

  private spansAt(at: Micros): readonly OpenSpan[] {
    const current = this.current as NonNullable<TraceReadingsFold['current']>;
    for (let span = current.spans[current.next]; span !== undefined && span.from <= at; span = current.spans[current.next]) {
      current.active.push(span);
      current.next += 1;
    }
    current.active = current.active.filter(({ to }) => to > at);
    return current.active;
  }
}

type Metrics = ReadonlyMap<string, { readonly unit: string; readonly interval: Micros }>;

function metricsOf({ classes, devices }: ProjectInventory): Metrics {
  const byId = new Map(classes.map((one) => [one.id, one]));
  return new Map(devices.flatMap(({ id, classId }) => {
    const { metrics = [], judgingIntervalMinutes = 1 } = byId.get(classId) ?? {};
    return metrics.filter(({ valueType }) => valueType === 'number').map(({ name, unit }) => [`${id}\n${name}`, { unit, interval: judgingIntervalMinutes * MICROS_PER_MINUTE }] as const);
  }));
}

/** The product's own limits, else those for all. */
function limitsOf(terms: TraceTerms | null, product: string, unit: string): Limits | undefined {
  const { coldChain } = terms ?? {};
  if (coldChain?.unit !== unit) return undefined;
  return coldChain.ranges.find((range) => range.product === product) ?? coldChain.ranges.find((range) => range.product === undefined);
}

function take(span: OpenSpan, at: Micros, value: number, origin: Origin): void {
  const slot = Math.floor(at / span.interval) * span.interval;
  if (slot !== span.slot) {
    settle(span);
    Object.assign(span, { slot, isWhole: slot >= span.from && slot + span.interval <= span.to, isInRange: true });
  }
  span.isInRange &&= span.limits === undefined || (value >= span.limits.low && value <= span.limits.high);
  span.min = Math.min(span.min, value);
  span.max = Math.max(span.max, value);
  span.readings += 1;
  span.origins.add(origin);
}

/** Counts the interval in hand. */
function settle(span: OpenSpan): void {
  if (!span.isWhole) return;
  span.covered += 1;
  if (span.isInRange) span.inRange += 1;
  span.isWhole = false;
}

function rowOf(span: OpenSpan): TraceReadings {
  settle(span);
  const { batch, event, from, to, unit, interval, limits, covered, inRange, min, max, readings, origins } = span;
  return {
    batch, event, unit, expected: Math.max(0, Math.floor(to / interval) - Math.ceil(from / interval)), covered, inRange: limits === undefined ? null : inRange,
    min: readings === 0 ? null : min, max: readings === 0 ? null : max, readings, origins: ORIGINS.filter((one) => origins.has(one)),
  };
}

const order = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
