import { sufficiencyTerms } from '@yanshou/telemetry';
import type { InventoryDevice, Leg, MetricRole, Micros, PlannedHours } from '@yanshou/telemetry';
import { legDays, wholeHours } from '../leg-days.js';
import type { DaySpan } from '../leg-days.js';
import type { LegMinutes } from '../leg-inputs.js';
import { memberHours, membershipOf } from '../membership.js';
import type { Measurement } from '../measurement.js';
import type { MergedMinutes } from '../merged-minutes.js';
import { downtime } from '../platform-silence.js';
import { judgedSeries } from '../series/judged-series.js';
import type { JudgedSeries } from '../series/judged-series.js';
import { seriesMinutes } from '../series/series-minutes.js';
import { deviceDays, hourGrid, isPresent } from './device-days.js';
import type { DeviceDays, HourGrid } from './device-days.js';

/** A day from which a shift of the clock may take an hour. */
const WHOLE_DAY_HOURS = 23;

/** One leg of a measurement by hours and days; what several indicators ask of it is computed once. */
export class LegWorth {
  private readonly grids = new Map<PlannedHours, HourGrid>();
  private readonly localDays: readonly DaySpan[];
  private readonly rows: ReadonlyMap<string, number>;
  private readonly inventory: ReadonlyMap<string, InventoryDevice>;
  private readonly series: ReadonlyMap<string, readonly JudgedSeries[]> | null;
  private readonly known = new Map<string, DeviceDays>();
  private readonly worst = new Map<string, { readonly days: DeviceDays; readonly metric?: string }>();
  private readonly planned = new Map<HourGrid, ReadonlySet<string>>();
  /** Local days that lie wholly in the leg. */
  readonly wholeDays: number;
  readonly end: Micros;

  constructor(private readonly measurement: Measurement, private readonly minutes: LegMinutes, leg: Leg) {
    const { contract, inventory } = measurement.context;
    const days = legDays(contract, leg);
    this.series = judgedSeries(measurement.context, leg);
    this.localDays = days;
    this.wholeDays = days.filter((day) => wholeHours(day) >= WHOLE_DAY_HOURS).length;
    this.rows = new Map(minutes.merged.devices.map((device, row) => [device, row]));
    this.inventory = new Map(inventory.devices.map((device) => [device.id, device]));
    this.end = (leg === 'reporting' ? contract.window.to : contract.baseline?.to) ?? 0;
  }

  /** Hours and days of a device of the inventory. */
  days(device: string): DeviceDays {
    const days = this.known.get(device) ?? this.daysOf(device, this.minutes.merged, this.rows.get(device) ?? 0);
    this.known.set(device, days);
    return days;
  }

  /** The same of the worst series of those roles; named where it has fewer days, or a longer gap, than the device. */
  worstDays(device: string, roles: ReadonlySet<MetricRole>): { readonly days: DeviceDays; readonly metric?: string } {
    const key = [device, ...[...roles].sort()].join('\n');
    const worst = this.worst.get(key) ?? this.worstOf(device, roles);
    this.worst.set(key, worst);
    return worst;
  }

  private worstOf(device: string, roles: ReadonlySet<MetricRole>): { readonly days: DeviceDays; readonly metric?: string } {
    const { merged } = this.minutes;
    let worst: { readonly days: DeviceDays; readonly metric?: string } = { days: this.days(device) };
    for (const { metric, role, spans } of this.series?.get(device) ?? []) {
      const spoken = roles.has(role) ? seriesMinutes(merged, this.rows.get(device) ?? 0, spans) : null;
      if (!spoken) continue;
      const days = this.daysOf(device, spoken, 0);
      if (isWorse(days, worst.days)) worst = { days, metric };
    }
    return worst;
  }

  private daysOf(device: string, minutes: MergedMinutes, row: number): DeviceDays {
    const member = memberHours(membershipOf(this.inventory.get(device) ?? {}), minutes.firstHour);
    return deviceDays(this.gridOf(device), isPresent(minutes, row), member, sufficiencyTerms(this.measurement.context.contract));
  }

  private gridOf(device: string): HourGrid {
    const planned = this.minutes.plans.planned(device);
    const grid = this.grids.get(planned) ?? hourGrid(planned, this.localDays, downtime(this.measurement.context.platformSilence));
    this.grids.set(planned, grid);
    return grid;
  }

  /** The local days of which any hour lies wholly in the planned time of the device. */
  plannedDays(device: string): ReadonlySet<string> {
    const grid = this.gridOf(device);
    const planned = this.planned.get(grid) ?? new Set([...new Set(grid.dayOf)].flatMap((place) => this.localDays[place]?.day ?? []));
    this.planned.set(grid, planned);
    return planned;
  }

  names(device: string): { readonly nameZh: string; readonly nameEn: string } {
    const { nameZh = '', nameEn = '' } = this.inventory.get(device) ?? {};
    return { nameZh, nameEn };
  }
}

const isWorse = (one: DeviceDays, other: DeviceDays): boolean =>
  one.complete < other.complete || (one.complete === other.complete && (one.gap?.hours ?? 0) > (other.gap?.hours ?? 0));

const WORTH = new WeakMap<Measurement, Map<Leg, LegWorth>>();

/** Null for a leg that the contract does not name or nothing is known of. */
export function legWorth(measurement: Measurement, leg: Leg): LegWorth | null {
  const minutes = measurement.minutes[leg];
  if (!minutes || minutes.merged.hours === 0) return null;
  const known = WORTH.get(measurement) ?? new Map<Leg, LegWorth>();
  WORTH.set(measurement, known);
  const worth = known.get(leg) ?? new LegWorth(measurement, minutes, leg);
  known.set(leg, worth);
  return worth;
}
