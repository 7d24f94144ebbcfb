import { ORIGINS, QUANTITY_ROLES } from '@yanshou/telemetry';
import type { Leg, MetricDefinition, MetricRole, Origin, ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import type { RoleQuantity } from '@yanshou/catalogue';
import type { ExtractReading } from './extract-reading.js';
import { legSpans } from './leg-days.js';
import { datedMembers } from './membership.js';
import type { Membership } from './membership.js';
import { countedOriginNames, hasValidQuality } from './reading-rules.js';
import { amountOf } from './role-amounts.js';
import type { RoleAmount, Span } from './role-amounts.js';
import { roleMetrics } from './role-metrics.js';
import type { RoleMetric } from './role-metrics.js';
import { endOfPair, firstEndingAfter } from './span-search.js';
import type { PlacedStretch } from './stretches/piece.js';

/** The readings of one leg, device and metric; without `amount` where no indicator reads them. */
interface OpenSeries {
  readonly leg: Leg;
  readonly device: string;
  readonly metric: string;
  readonly role: RoleMetric | undefined;
  readonly amount: RoleAmount | undefined;
  readonly origins: Set<Origin>;
  /** Stretches of the leg in which the device was the project's. */
  readonly spans: readonly Span[];
  readings: number;
  /** The first span that does not lie before the readings. */
  span: number;
}

/**
 * Exact quantities of the metrics with a role, from raw readings: the one way in which platform and verifier get them.
 * Readings of a series come ascending by time. What lies outside the leg's period or the time in which the device was the project's, does not count by its
 * origin, quality or class, or has no place on the metric's grid, changes nothing.
 */
export class RoleQuantityFold {
  private readonly roles: ReadonlyMap<string, RoleMetric>;
  private readonly spans: Readonly<Record<Leg, readonly Span[]>>;
  private readonly counted: ReadonlySet<Origin>;
  private readonly members: ReadonlyMap<string, Membership>;
  private readonly series = new Map<string, OpenSeries>();
  /** The series of the last reading: those of a series come mostly together. */
  private open: OpenSeries | undefined;

  constructor(inventory: ProjectInventory, contract: ProjectContract) {
    this.roles = new Map(roleMetrics(inventory).filter(({ metric }) => QUANTITIES.has(metric.role)).map((role) => [`${role.device}\n${role.metric.name}`, role]));
    this.counted = countedOriginNames(inventory);
    this.members = datedMembers(inventory);
    this.spans = { baseline: legSpans(contract, 'baseline'), reporting: legSpans(contract, 'reporting') };
  }

  add(leg: Leg, reading: ExtractReading): void {
    const series = this.seriesOf(leg, reading);
    if (series.amount && !reading.unused && this.counted.has(reading.origin)) this.take(series, series.amount, reading);
  }

  /** What takes in a stretch as if each of its readings were added; undefined where only the readings tell. */
  continueWith(leg: Leg, { device, metric, from, to, stretch: { amount: part } }: PlacedStretch): (() => void) | undefined {
    const series = this.seriesOf(leg, { device, metric });
    const span = series.spans[firstEndingAfter(series.spans, endOfPair, from)];
    if (!series.amount || !span || span[0] >= to) return () => undefined;
    const take = span[0] <= from && to <= span[1] ? series.amount.continueWith(part, span) : undefined;
    return take && (() => {
      take();
      series.readings += part.readings;
      ORIGINS.forEach((origin, bit) => { if ((part.origins & (1 << bit)) !== 0) series.origins.add(origin); });
    });
  }

  /** Rows ascending by leg, device and metric; one a series with at least one reading. Ends the fold. */
  finish(): readonly RoleQuantity[] {
    const rows = [...this.series.values()].flatMap(rowOf);
    this.series.clear();
    this.open = undefined;
    return rows.sort((a, b) => order(a.leg, b.leg) || order(a.device, b.device) || order(a.metric, b.metric));
  }

  private seriesOf(leg: Leg, { device, metric }: Pick<ExtractReading, 'device' | 'metric'>): OpenSeries {
    const { open } = this;
    if (open && open.metric === metric && open.device === device && open.leg === leg) return open;
    const key = `${leg}\n${device}\n${metric}`;
    const series = this.series.get(key) ?? this.begin(leg, device, metric);
    this.series.set(key, series);
    return (this.open = series);
  }

  private begin(leg: Leg, device: string, metric: string): OpenSeries {
    const role = this.roles.get(`${device}\n${metric}`);
    const amount = role && amountOf(role.metric, role.deviceClass);
    return { leg, device, metric, role, amount, spans: this.spansOf(leg, device), origins: new Set(), readings: 0, span: 0 };
  }

  private take(series: OpenSeries, amount: RoleAmount, reading: ExtractReading): void {
    const span = this.spanOf(series, reading.at);
    if (!span || !amount.add(reading, hasValidQuality(reading), span)) return;
    series.readings += 1;
    series.origins.add(reading.origin);
  }

  private spanOf(series: OpenSeries, at: number): Span | undefined {
    const { spans } = series;
    series.span = firstEndingAfter(spans, endOfPair, at, series.span);
    const span = spans[series.span];
    return span && at >= span[0] ? span : undefined;
  }

  private spansOf(leg: Leg, device: string): readonly Span[] {
    const [spans, member] = [this.spans[leg], this.members.get(device)];
    if (member === undefined) return spans;
    return spans.map(([from, to]): Span => [Math.max(from, member.from), Math.min(to, member.until)]).filter(([from, to]) => from < to);
  }
}

function rowOf({ leg, device, role, amount, readings, origins }: OpenSeries): readonly RoleQuantity[] {
  if (!role || !amount || readings === 0) return [];
  const steps = String(amount.finish());
  return [{
    leg, device, metric: role.metric.name, role: role.metric.role, steps, ...stepOf(role.metric), readings,
    resets: amount.resets, ...(amount.excursions > 0 && { excursions: amount.excursions }), origins: ORIGINS.filter((origin) => origins.has(origin)),
  }];
}

const stepOf = (metric: MetricDefinition & { readonly role: MetricRole }): Pick<RoleQuantity, 'resolution' | 'unit'> =>
  metric.role === 'production-state' ? { resolution: 1, unit: 'us' } : { resolution: metric.resolution, unit: metric.unit };

const QUANTITIES: ReadonlySet<MetricRole> = new Set(QUANTITY_ROLES);

const order = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
