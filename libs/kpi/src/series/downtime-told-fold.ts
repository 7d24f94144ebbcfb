import { LEGS, MICROS_PER_DAY, MICROS_PER_MINUTE, legPeriod, unitedRanges } from '@yanshou/telemetry';
import type { Leg, Micros, MetricRole, Origin, ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import type { ExtractReading } from '../extract-reading.js';
import { datedMembers, isMemberAt, memberOf } from '../membership.js';
import type { Membership } from '../membership.js';
import type { MinuteRange } from '../minute-range.js';
import { countedOriginNames, hasValidQuality } from '../reading-rules.js';
import { intervalMinutesOf, roleMetrics } from '../role-metrics.js';
import type { RoleMetric } from '../role-metrics.js';
import { gatedRoles } from '../sufficiency/gated-roles.js';
import type { MinuteSpans } from './presence-spans.js';

/** Minutes of the platform's downtime of which a series told something, however late. */
export interface DowntimeTold {
  readonly leg: Leg;
  readonly device: string;
  readonly metric: string;
  readonly spans: MinuteSpans;
}

/** Readings of all series of a metric's name that have to be read. */
export interface ToldStretch {
  readonly leg: Leg;
  readonly metric: string;
  readonly from: Micros;
  readonly to: Micros;
}

/** The roles that planned time is measured against. */
const ROLES: ReadonlySet<MetricRole> = new Set<MetricRole>(['good-quantity', 'production-state']);

/** Tells afterwards what was made while nobody heard it. */
export const isRunningCounter = ({ metric }: RoleMetric): boolean => metric.kind === 'counter' && metric.role !== 'production-state';

/** Whether each of its readings tells of its own time alone: then a time without one is not told. */
const tellsByReading = (series: RoleMetric): boolean => ROLES.has(series.metric.role) && series.metric.reporting === 'periodic' && !isRunningCounter(series);

/** One hour more than any judging interval reaches beyond an outage. */
const MARGIN_MINUTES = 60;

/**
 * Of which minutes of the platform's downtime the series that planned time is measured against told anything: the one way in
 * which platform and verifier get it. A reading tells of the judging interval it lies in, and of its own interval where that
 * is longer; by no clock that stands still, because the question is what came and not what may be silent. Readings of a
 * series come ascending by time, those of different ones in any order. Memory: the gaps of those series.
 */
export class DowntimeToldFold {
  private readonly down: readonly MinuteRange[];
  private readonly roles: ReadonlyMap<string, RoleMetric>;
  private readonly periods: Readonly<Record<Leg, { readonly from: Micros; readonly to: Micros } | undefined>>;
  private readonly counted: ReadonlySet<Origin>;
  private readonly members: ReadonlyMap<string, Membership>;
  private readonly told: Readonly<Record<Leg, Map<string, number[]>>> = { baseline: new Map(), reporting: new Map() };
  private last: { readonly device: string; readonly metric: string; readonly key: string; readonly role: RoleMetric | undefined } | undefined;

  /** `down`: the platform's proven downtime, in any order. Without any, nothing is folded. */
  constructor(inventory: ProjectInventory, contract: ProjectContract, down: readonly MinuteRange[]) {
    const gated = gatedRoles(contract);
    this.down = unitedRanges(down);
    const series = down.length === 0 ? [] : roleMetrics(inventory).filter((one) => tellsByReading(one) && gated.has(one.metric.role));
    this.roles = new Map(series.map((one) => [keyOf(one.device, one.metric.name), one]));
    this.periods = { baseline: legPeriod(contract, 'baseline'), reporting: legPeriod(contract, 'reporting') };
    this.counted = countedOriginNames(inventory);
    this.members = datedMembers(inventory);
  }

  /** Around the outages; readings elsewhere change nothing. Ascending by time for each metric of a leg. */
  stretches(): readonly ToldStretch[] {
    const reach = new Map<string, number>();
    for (const series of this.roles.values()) reach.set(series.metric.name, Math.max(reach.get(series.metric.name) ?? 0, intervalMinutesOf(series)));
    return LEGS.flatMap((leg) => [...reach].flatMap(([metric, minutes]) => this.around(leg, minutes).map((stretch) => ({ leg, metric, ...stretch }))));
  }

  add(leg: Leg, reading: ExtractReading): void {
    if (this.roles.size === 0) return;
    const { key, role } = this.seriesOf(reading);
    if (role === undefined || !this.isTaken(leg, reading)) return;
    const spans = this.told[leg].get(key) ?? [];
    this.told[leg].set(key, spans);
    tell(spans, Math.floor(reading.at / MICROS_PER_MINUTE), role);
  }

  /** Rows ascending by leg, device and metric; one a series that told anything. Ends the fold. */
  finish(): readonly DowntimeTold[] {
    return LEGS.flatMap((leg) => [...this.roles].flatMap(([key, { device, metric }]) => {
      const spans = inRanges(this.told[leg].get(key) ?? [], this.down);
      return spans.length === 0 ? [] : [{ leg, device, metric: metric.name, spans }];
    }));
  }

  private around(leg: Leg, minutes: number): readonly { readonly from: Micros; readonly to: Micros }[] {
    const period = this.periods[leg];
    if (period === undefined) return [];
    const margin = (minutes + MARGIN_MINUTES) * MICROS_PER_MINUTE;
    // Asking costs more than the readings of a day.
    const near = unitedRanges(this.down.map(({ from, to }) => ({ from: from * MICROS_PER_MINUTE - margin, to: to * MICROS_PER_MINUTE + margin + MICROS_PER_DAY })));
    return near.map(({ from, to }) => ({ from: Math.max(period.from, from), to: Math.min(period.to, to - MICROS_PER_DAY) })).filter(({ from, to }) => from < to);
  }

  private seriesOf({ device, metric }: ExtractReading): NonNullable<typeof this.last> {
    if (this.last?.metric === metric && this.last.device === device) return this.last;
    const key = keyOf(device, metric);
    return (this.last = { device, metric, key, role: this.roles.get(key) });
  }

  private isTaken(leg: Leg, reading: ExtractReading): boolean {
    const { from, to } = this.periods[leg] ?? { from: 0, to: 0 };
    return reading.at >= from && reading.at < to && !reading.unused && this.counted.has(reading.origin) && hasValidQuality(reading) && isMemberAt(memberOf(this.members, reading.device), reading.at);
  }
}

const keyOf = (device: string, metric: string): string => `${device}\n${metric}`;

/** Adds what a reading of the minute tells of. */
function tell(spans: number[], minute: number, series: RoleMetric): void {
  const slot = series.deviceClass.judgingIntervalMinutes;
  const start = slot * Math.floor(minute / slot);
  const end = Math.max(start + slot, minute + intervalMinutesOf(series));
  const last = spans.length - 1;
  if (last >= 0 && start <= (spans[last] as number)) spans[last] = Math.max(spans[last] as number, end);
  else spans.push(start, end);
}

/** What of the spans lies in the ranges; both ascending and apart. */
function inRanges(spans: MinuteSpans, ranges: readonly MinuteRange[]): MinuteSpans {
  const inside: number[] = [];
  for (let [at, place] = [0, 0]; at < spans.length && place < ranges.length;) {
    const [from, to] = [spans[at] as number, spans[at + 1] as number];
    const range = ranges[place] as MinuteRange;
    if (Math.max(from, range.from) < Math.min(to, range.to)) inside.push(Math.max(from, range.from), Math.min(to, range.to));
    if (to <= range.to) at += 2;
    else place += 1;
  }
  return inside;
}
