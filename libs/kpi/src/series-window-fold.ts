import { LEGS, ORIGINS } from '@yanshou/telemetry';
import type { Leg, Micros, Origin, ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import type { SeriesWindows } from '@yanshou/catalogue';
import { DeliveryClock, lateLimit } from './delivery/delivery-clock.js';
import type { ExtractReading } from './extract-reading.js';
import { legDays, legSpans } from './leg-days.js';
import type { DaySpan } from './leg-days.js';
import { datedMembers, isMemberAt, memberOf } from './membership.js';
import type { Membership } from './membership.js';
import type { MinuteRange } from './minute-range.js';
import { countedOriginNames } from './reading-rules.js';
import { intervalMinutesOf, roleMetrics } from './role-metrics.js';
import type { RoleMetric } from './role-metrics.js';
import { endOfDay, firstEndingAfter } from './span-search.js';
import type { PlacedStretch } from './stretches/piece.js';
import { isLevel } from './sufficiency/gated-roles.js';
import { windowPlan } from './window-plan.js';
import type { WindowPlan } from './window-plan.js';
import { WindowSeries } from './window-series.js';
import { windowTerms } from './window-terms.js';

interface Period {
  readonly days: readonly DaySpan[];
  readonly spans: readonly (readonly [Micros, Micros])[];
}

/** A series whose readings are being read; without `windows` where nothing reads them. */
interface OpenSeries {
  readonly leg: Leg;
  readonly device: string;
  readonly metric: string;
  readonly role: RoleMetric | undefined;
  readonly windows: WindowSeries | undefined;
  /** When the device was the project's. */
  readonly member: Membership;
  readonly origins: Set<Origin>;
}

/**
 * Exact windows of the metrics that the contract's indicators read by hour or day, from raw readings: the one way in which
 * platform and verifier get them. Readings of a series come ascending by time; what does not count by its origin or class,
 * or has no place on the metric's grid, changes nothing. A level that was received after the contract's limit was not
 * delivered: it fills no window, and only ends the value before it. Amounts stay: a meter read late is read.
 */
export class SeriesWindowFold {
  private readonly roles: ReadonlyMap<string, RoleMetric>;
  private readonly plan: ReadonlyMap<string, WindowPlan>;
  private readonly periods: Readonly<Record<Leg, Period>>;
  private readonly counted: ReadonlySet<Origin>;
  private readonly members: ReadonlyMap<string, Membership>;
  private readonly limit: Micros;
  private readonly clock: DeliveryClock;
  private readonly series = new Map<string, OpenSeries>();
  /** The series of the last reading: those of a series come mostly together. */
  private open: OpenSeries | undefined;

  /** `down`: the platform's downtime, in which no delay runs. */
  constructor(inventory: ProjectInventory, private readonly contract: ProjectContract, down: readonly MinuteRange[] = []) {
    this.plan = windowPlan(contract);
    this.roles = new Map(roleMetrics(inventory).map((role) => [`${role.device}\n${role.metric.name}`, role]));
    this.counted = countedOriginNames(inventory);
    this.members = datedMembers(inventory);
    this.limit = lateLimit(contract);
    this.clock = new DeliveryClock(down);
    const period = (leg: Leg): Period => (this.plan.size === 0 ? { days: [], spans: [] } : { days: legDays(contract, leg), spans: legSpans(contract, leg) });
    this.periods = Object.fromEntries(LEGS.map((leg) => [leg, period(leg)])) as Record<Leg, Period>;
  }

  add(leg: Leg, reading: ExtractReading): void {
    if (this.plan.size === 0) return;
    const series = this.seriesOf(leg, reading);
    if (!series.windows || !series.role || reading.unused || !this.counted.has(reading.origin) || !isMemberAt(series.member, reading.at)) return;
    if (series.windows.add(reading, !this.isOverdue(series.role, reading))) series.origins.add(reading.origin);
  }

  /** What takes in a stretch as if each of its readings were added; undefined where only the readings tell. */
  continueWith(leg: Leg, { device, metric, from, to, stretch: { windows: part, days } }: PlacedStretch): (() => void) | undefined {
    if (this.plan.size === 0) return () => undefined;
    const { role, windows, member, origins } = this.seriesOf(leg, { device, metric });
    if (!role || !windows || member.until <= from || member.from >= to) return () => undefined;
    const day = member.from <= from && to <= member.until ? this.firstDay(leg, { from, to }, days) : undefined;
    if (day === undefined || !part || this.isLate(role, part.delay)) return undefined;
    const take = windows.continueWith(part, day);
    return take && (() => {
      take();
      ORIGINS.forEach((origin, bit) => { if ((part.origins & (1 << bit)) !== 0) origins.add(origin); });
    });
  }

  /** Ascending by leg, device and metric; one a series with at least one window. Ends the fold. */
  finish(): readonly SeriesWindows[] {
    const rows = [...this.series.values()].flatMap(rowOf);
    this.series.clear();
    this.open = undefined;
    return rows.sort((a, b) => order(a.leg, b.leg) || order(a.device, b.device) || order(a.metric, b.metric));
  }

  /** Place of the first of so many days, where they are from ≤ t < to. */
  private firstDay(leg: Leg, { from, to }: Pick<PlacedStretch, 'from' | 'to'>, count: number): number | undefined {
    const { days } = this.periods[leg];
    const first = firstEndingAfter(days, endOfDay, from);
    return days[first]?.start === from && days[first + count - 1]?.end === to ? first : undefined;
  }

  private isOverdue({ metric }: RoleMetric, { origin, at, received = at }: ExtractReading): boolean {
    return origin === 'live' && this.clock.delay(at, received) > this.limit && isLevel(metric.role);
  }

  /** Whether a stretch may hold what is overdue: downtime may excuse it. */
  private isLate({ metric }: RoleMetric, delay: Micros): boolean {
    return delay > this.limit && isLevel(metric.role);
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
    const [role, member] = [this.roles.get(`${device}\n${metric}`), memberOf(this.members, device)];
    return { leg, device, metric, role, windows: role && this.windowsOf(leg, role, member), member, origins: new Set() };
  }

  private windowsOf(leg: Leg, role: RoleMetric, { until }: Membership): WindowSeries | undefined {
    const terms = windowTerms(role, this.contract, this.plan, leg);
    const { resolution, kind } = role.metric;
    return terms && new WindowSeries(terms, { resolution, isCounter: kind === 'counter', intervalMinutes: intervalMinutesOf(role) }, { ...this.periods[leg], until });
  }
}

function rowOf({ leg, device, role, windows: open, origins }: OpenSeries): readonly SeriesWindows[] {
  const windows = open?.finish() ?? [];
  if (!role || windows.length === 0) return [];
  const { metric: { name, role: of, resolution, unit } } = role;
  return [{ leg, device, metric: name, role: of, resolution, unit, origins: ORIGINS.filter((origin) => origins.has(origin)), windows }];
}

const order = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
