import { CounterRegister, LEGS, MICROS_PER_MINUTE, ORIGINS, toGrid } from '@yanshou/telemetry';
import type { Leg, Micros, Origin, ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import { windowFloor, windowLevel } from '@yanshou/catalogue';
import type { LevelRun, SeriesWindows } from '@yanshou/catalogue';
import { DeliveryClock, lateLimit } from './delivery/delivery-clock.js';
import type { ExtractReading } from './extract-reading.js';
import { legDays, legSpans } from './leg-days.js';
import type { DaySpan } from './leg-days.js';
import { datedMembers, isMemberAt, memberOf } from './membership.js';
import type { Membership } from './membership.js';
import type { MinuteRange } from './minute-range.js';
import { OpenWindows } from './open-windows.js';
import { countedOriginNames, hasValidQuality } from './reading-rules.js';
import { intervalMinutesOf, roleMetrics } from './role-metrics.js';
import type { RoleMetric } from './role-metrics.js';
import { endOfDay, endOfPair, firstEndingAfter } from './span-search.js';
import { windowPlan } from './window-plan.js';
import type { WindowPlan } from './window-plan.js';
import { isLevel } from './sufficiency/gated-roles.js';

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
  readonly windows: OpenWindows | undefined;
  /** Grid steps that are not above the role's level. */
  readonly level: number | undefined;
  /** Grid steps below which the value is below the role's floor. */
  readonly floor: number | undefined;
  readonly hold: Micros;
  /** When the device was the project's. */
  readonly member: Membership;
  readonly origins: Set<Origin>;
  day: number;
  span: number;
  /** Of a counter; the place of its growth is the day. */
  readonly register: CounterRegister<number> | undefined;
  /** The span of the register's last reading. */
  counted: number;
  /** The value that is known until the next reading. */
  held: { readonly since: Micros; readonly until: Micros; readonly day: number; readonly level: LevelRun['level'] } | undefined;
}

/**
 * Exact windows of the metrics that the contract's indicators read by hour or day, from raw readings: the one way in which
 * platform and verifier get them. Readings of a series come together and ascending by time; what does not count by its
 * origin or class, or has no place on the metric's grid, changes nothing. A level that was received after the contract's
 * limit was not delivered: it fills no window, and only ends the value before it. Amounts stay: a meter read late is read.
 */
export class SeriesWindowFold {
  private readonly roles: ReadonlyMap<string, RoleMetric>;
  private readonly plan: ReadonlyMap<string, WindowPlan>;
  private readonly periods: Readonly<Record<Leg, Period>>;
  private readonly counted: ReadonlySet<Origin>;
  private readonly members: ReadonlyMap<string, Membership>;
  private readonly limit: Micros;
  private readonly clock: DeliveryClock;
  private readonly isSalmonid: boolean;
  private readonly rows: SeriesWindows[] = [];
  private open: OpenSeries | undefined;

  /** `down`: the platform's downtime, in which no delay runs. */
  constructor(inventory: ProjectInventory, contract: ProjectContract, down: readonly MinuteRange[] = []) {
    this.plan = windowPlan(contract);
    this.roles = new Map(roleMetrics(inventory).map((role) => [`${role.device}\n${role.metric.name}`, role]));
    this.counted = countedOriginNames(inventory);
    this.members = datedMembers(inventory);
    this.limit = lateLimit(contract);
    this.clock = new DeliveryClock(down);
    this.isSalmonid = contract.environment?.salmonid === true;
    const period = (leg: Leg): Period => (this.plan.size === 0 ? { days: [], spans: [] } : { days: legDays(contract, leg), spans: legSpans(contract, leg) });
    this.periods = Object.fromEntries(LEGS.map((leg) => [leg, period(leg)])) as Record<Leg, Period>;
  }

  add(leg: Leg, reading: ExtractReading): void {
    if (this.plan.size === 0) return;
    const series = this.seriesOf(leg, reading);
    if (!series.windows || !series.role || reading.unused || !this.counted.has(reading.origin) || !isMemberAt(series.member, reading.at)) return;
    this.settle(series, series.windows, reading.at);
    const day = this.dayOf(series, reading.at);
    if (day === undefined || this.isOverdue(series.role, reading)) return;
    if (hasValidQuality(reading)) this.take(series, series.windows, reading, day);
    else if (reading.quality === 'F') series.windows.stop(day, reading.at);
  }

  /** Ascending by leg, device and metric; one a series with at least one window. Ends the fold. */
  finish(): readonly SeriesWindows[] {
    this.close();
    return this.rows.sort((a, b) => order(a.leg, b.leg) || order(a.device, b.device) || order(a.metric, b.metric));
  }

  private isOverdue({ metric }: RoleMetric, { origin, at, received = at }: ExtractReading): boolean {
    return origin === 'live' && this.clock.delay(at, received) > this.limit && isLevel(metric.role);
  }

  private take(series: OpenSeries, windows: OpenWindows, { at, kind, value, origin }: ExtractReading, day: number): void {
    const { metric } = series.role as RoleMetric;
    // Of what only has to be there a boolean is as good as a number.
    const steps = kind !== 'text' && typeof value === 'number' ? toGrid(value, metric.resolution) : NaN;
    if (Number.isNaN(steps)) return;
    windows.add(day, at, steps);
    if (metric.kind === 'counter') this.count(series, steps, at, day);
    else windows.amount(day, at, steps);
    series.origins.add(origin);
    if (series.level !== undefined) series.held = { since: at, until: Math.min(at + series.hold, series.member.until), day, level: steps > series.level ? 'above' : steps < (series.floor ?? -Infinity) ? 'floor' : 'fair' };
  }

  private count(series: OpenSeries, steps: number, at: Micros, day: number): void {
    if (series.counted !== series.span) series.register?.cut();
    series.counted = series.span;
    series.register?.add(steps, day, at);
  }

  /** A value ends with the next reading of any quality, the leg, or its interval; it may run over midnight. */
  private settle(series: OpenSeries, windows: OpenWindows, at: Micros): void {
    const { held } = series;
    series.held = undefined;
    if (!held) return;
    const until = Math.min(held.until, at);
    const { days } = this.periods[series.leg];
    for (let day = held.day; (days[day]?.start ?? Infinity) < until; day += 1) {
      const { start, end } = days[day] as DaySpan;
      const part = [Math.max(start, held.since), Math.min(end, until)] as const;
      if (part[0] < part[1]) windows.hold(day, part, held.level);
    }
  }

  private dayOf(series: OpenSeries, at: Micros): number | undefined {
    const { days, spans } = this.periods[series.leg];
    series.day = firstEndingAfter(days, endOfDay, at, series.day);
    series.span = firstEndingAfter(spans, endOfPair, at, series.span);
    return at >= (days[series.day]?.start ?? Infinity) ? series.day : undefined;
  }

  private seriesOf(leg: Leg, { device, metric }: ExtractReading): OpenSeries {
    const { open } = this;
    if (open && open.metric === metric && open.device === device && open.leg === leg) return open;
    this.close();
    const role = this.roles.get(`${device}\n${metric}`);
    const minutes = role ? intervalMinutesOf(role) : 1;
    const read = role && this.windowsOf(leg, role, minutes);
    return (this.open = {
      leg, device, metric, role, windows: undefined, level: undefined, floor: undefined, register: undefined, ...read, hold: minutes * MICROS_PER_MINUTE, member: memberOf(this.members, device),
      origins: new Set(), day: 0, span: 0, counted: 0, held: undefined,
    });
  }

  private windowsOf(leg: Leg, { metric }: RoleMetric, minutes: number): Pick<OpenSeries, 'windows' | 'level' | 'floor' | 'register'> {
    const plan = this.plan.get(metric.role);
    const level = plan?.unit === 'hour' ? windowLevel(metric.role, metric.unit, metric.resolution) : undefined;
    const floor = level === undefined ? undefined : windowFloor(metric.role, metric.unit, metric.resolution, this.isSalmonid);
    if (!plan?.legs.includes(leg)) return { windows: undefined, level, floor, register: undefined };
    const windows = new OpenWindows(this.periods[leg].days, plan.unit, minutes);
    const register = metric.kind === 'counter' ? new CounterRegister<number>((growth) => { windows.grow(growth); }) : undefined;
    return { windows, level, floor, register };
  }

  private close(): void {
    const { open } = this;
    this.open = undefined;
    if (!open?.role || !open.windows) return;
    this.settle(open, open.windows, Infinity);
    open.register?.cut();
    const windows = open.windows.finish();
    if (windows.length === 0) return;
    const { leg, device, role: { metric: { name, role, resolution, unit } }, origins } = open;
    this.rows.push({ leg, device, metric: name, role, resolution, unit, origins: ORIGINS.filter((origin) => origins.has(origin)), windows });
  }
}

const order = (left: string, right: string): number => (left < right ? -1 : left > right ? 1 : 0);
