import { LEGS } from '@yanshou/telemetry';
import type { Leg, Micros, Origin, ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import { DeliveryClock, lateLimit } from '../delivery/delivery-clock.js';
import type { ReadingQuality, SeriesQuality } from '../evaluation-context.js';
import type { ExtractReading } from '../extract-reading.js';
import { legDays } from '../leg-days.js';
import type { DaySpan } from '../leg-days.js';
import { datedMembers, isMemberAt, memberOf } from '../membership.js';
import type { Membership } from '../membership.js';
import type { MinuteRange } from '../minute-range.js';
import { countedOriginNames, hasValidQuality } from '../reading-rules.js';
import { roleMetrics } from '../role-metrics.js';
import type { RoleMetric } from '../role-metrics.js';
import { endOfDay, firstEndingAfter } from '../span-search.js';
import { PresenceSpans } from '../series/presence-spans.js';
import type { PlacedStretch, SeriesStretch } from '../stretches/piece.js';
import { DayAmounts } from './day-amounts.js';
import { gatedRoles, isMeasured } from './gated-roles.js';

/** The readings of one leg, device and metric; without `role` where no gated value reads them. */
interface OpenSeries {
  readonly leg: Leg;
  readonly device: string;
  readonly metric: string;
  readonly role: RoleMetric | undefined;
  readonly amounts: DayAmounts | undefined;
  /** When the device was the project's. */
  readonly member: Membership;
  readonly spans: PresenceSpans | undefined;
  /** The first day that does not lie before the readings. */
  day: number;
  readings: number;
  live: number;
  late: number;
  serverStamped: number;
}

/**
 * What the readings behind gated values are worth, from raw readings: the one way in which platform and verifier get it.
 * Readings of a series come ascending by time; what lies outside the leg, or does not count by its origin,
 * quality or class, changes nothing. Nothing is folded for a contract without a target that devices gate.
 */
export class ReadingQualityFold {
  private readonly roles: ReadonlyMap<string, RoleMetric>;
  private readonly days: Readonly<Record<Leg, readonly DaySpan[]>>;
  private readonly counted: ReadonlySet<Origin>;
  private readonly members: ReadonlyMap<string, Membership>;
  private readonly limit: Micros;
  private readonly clock: DeliveryClock;
  private readonly series = new Map<string, OpenSeries>();
  /** The series of the last reading: those of a series come mostly together. */
  private open: OpenSeries | undefined;

  /** `down`: the platform's downtime, in which no delay runs. */
  constructor(inventory: ProjectInventory, contract: ProjectContract, down: readonly MinuteRange[] = []) {
    const gated = gatedRoles(contract);
    this.roles = new Map(roleMetrics(inventory).filter(({ metric }) => gated.has(metric.role)).map((role) => [`${role.device}\n${role.metric.name}`, role]));
    this.counted = countedOriginNames(inventory);
    this.members = datedMembers(inventory);
    this.limit = lateLimit(contract);
    this.clock = new DeliveryClock(down);
    const ofLegs = <T>(of: (leg: Leg) => T): Record<Leg, T> => Object.fromEntries(LEGS.map((leg) => [leg, of(leg)])) as Record<Leg, T>;
    this.days = ofLegs((leg) => (this.roles.size === 0 ? [] : legDays(contract, leg)));
  }

  add(leg: Leg, reading: ExtractReading): void {
    if (this.roles.size === 0) return;
    const series = this.seriesOf(leg, reading);
    if (!series.role || reading.unused || !this.counted.has(reading.origin) || !hasValidQuality(reading) || !isMemberAt(series.member, reading.at)) return;
    const day = this.dayOf(series, reading.at);
    if (!day) return;
    series.readings += 1;
    series.amounts?.add(day, reading);
    if (reading.origin === 'live') this.countLive(series, reading);
    if (!this.isLate(reading)) series.spans?.add(reading.at);
  }

  /** What takes in a stretch as if each of its readings were added; undefined where only the readings tell. */
  continueWith(leg: Leg, { device, metric, from, to, stretch }: PlacedStretch): (() => void) | undefined {
    if (this.roles.size === 0) return () => undefined;
    const series = this.seriesOf(leg, { device, metric });
    const { from: since, until } = series.member;
    if (!series.role || until <= from || since >= to) return () => undefined;
    const days = since <= from && to <= until ? this.daysOf(leg, { from, to }, stretch.days) : undefined;
    if (!days || stretch.delay > this.limit) return undefined;
    const take = series.amounts ? series.amounts.continueWith(stretch.amount, days) : () => undefined;
    return take && (() => {
      take();
      count(series, stretch);
    });
  }

  private isLate({ origin, at, received = at }: ExtractReading): boolean {
    return origin === 'live' && this.clock.delay(at, received) > this.limit;
  }

  /** Rows ascending by leg, device and metric; one a series with at least one reading. Ends the fold. */
  finish(): ReadingQuality {
    const rows = [...this.series.values()].flatMap(rowOf);
    this.series.clear();
    this.open = undefined;
    const series = rows.sort((a, b) => order(a.leg, b.leg) || order(a.device, b.device) || order(a.metric, b.metric));
    return { series };
  }

  private countLive(series: OpenSeries, reading: ExtractReading): void {
    series.live += 1;
    if (reading.serverStamped === true) series.serverStamped += 1;
    if (this.isLate(reading)) series.late += 1;
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
    const amounts = role && isMeasured(role.metric.role) ? new DayAmounts(role.metric) : undefined;
    return { leg, device, metric, role, amounts, spans: role && new PresenceSpans(role, this.clock), member: memberOf(this.members, device), day: 0, readings: 0, live: 0, late: 0, serverStamped: 0 };
  }

  /** So many days of the leg, where they are from ≤ t < to. */
  private daysOf(leg: Leg, { from, to }: Pick<PlacedStretch, 'from' | 'to'>, count: number): readonly DaySpan[] | undefined {
    const first = firstEndingAfter(this.days[leg], endOfDay, from);
    const days = this.days[leg].slice(first, first + count);
    return days[0]?.start === from && days.at(-1)?.end === to ? days : undefined;
  }

  private dayOf(series: OpenSeries, at: Micros): DaySpan | undefined {
    const days = this.days[series.leg];
    series.day = firstEndingAfter(days, endOfDay, at, series.day);
    const day = days[series.day];
    return day && at >= day.start ? day : undefined;
  }
}

function count(series: OpenSeries, { valid, live, serverStamped, runs }: SeriesStretch): void {
  series.readings += valid;
  series.live += live;
  series.serverStamped += serverStamped;
  for (let run = 0; run < runs.length; run += 2) series.spans?.addRun(runs[run] as number, runs[run + 1] as number);
}

function rowOf({ leg, device, metric, role, amounts, spans, readings, live, late, serverStamped }: OpenSeries): readonly SeriesQuality[] {
  if (!role || readings === 0) return [];
  return [{ leg, device, metric, role: role.metric.role, live, late, serverStamped, days: amounts?.finish() ?? [], spans: spans?.finish() ?? [] }];
}

const order = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
