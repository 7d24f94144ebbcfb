import type { LegDevice } from '@yanshou/catalogue';
import { sufficiencyTerms } from '@yanshou/telemetry';
import type { InventoryDevice, Leg, Micros } from '@yanshou/telemetry';
import { commissionedFrom } from '../device-intervals.js';
import { legDays, wholeHours } from '../leg-days.js';
import { legDevices } from '../leg-inputs.js';
import type { LegMinutes } from '../leg-inputs.js';
import type { Measurement } from '../measurement.js';
import { mergeMinutes } from '../merged-minutes.js';
import type { MergedMinutes } from '../merged-minutes.js';
import { deviceDays, hourGrid, isPresent } from './device-days.js';
import type { DeviceDays, HourGrid } from './device-days.js';

/** A day from which a shift of the clock may take an hour. */
const WHOLE_DAY_HOURS = 23;

/** Which leg is asked about; where it gates nothing, minutes are what the masks say, whenever they came. */
export interface WorthQuestion {
  readonly leg: Leg;
  readonly gates: boolean;
}

/** One leg of a measurement by hours and days; what several indicators ask of it is computed once. */
export class LegWorth {
  private readonly grid: HourGrid;
  private readonly minutes: LegMinutes;
  /** Devices with metrics that have a role; intervals that only late readings fill are not valid. */
  readonly devices: readonly LegDevice[];
  private readonly rows: ReadonlyMap<string, number>;
  private readonly inventory: ReadonlyMap<string, InventoryDevice>;
  private readonly known = new Map<string, DeviceDays>();
  private readonly planned: ReadonlySet<string>;
  /** Local days that lie wholly in the leg. */
  readonly wholeDays: number;
  readonly end: Micros;

  constructor(private readonly measurement: Measurement, minutes: LegMinutes, { leg, gates }: WorthQuestion) {
    const { contract, inventory } = measurement.context;
    const days = legDays(contract, leg);
    this.grid = hourGrid(minutes.planned, days);
    this.planned = new Set([...new Set(this.grid.dayOf)].flatMap((place) => days[place]?.day ?? []));
    this.wholeDays = days.filter((day) => wholeHours(day) >= WHOLE_DAY_HOURS).length;
    const late = gates ? lateMinutes(measurement, leg) : null;
    this.minutes = late === null ? minutes : { ...minutes, merged: without(minutes.merged, late) };
    this.devices = late === null ? measurement.inputs.legs[leg].devices : legDevices(measurement.context, this.minutes);
    this.rows = new Map(minutes.merged.devices.map((device, row) => [device, row]));
    this.inventory = new Map(inventory.devices.map((device) => [device.id, device]));
    this.end = (leg === 'reporting' ? contract.window.to : contract.baseline?.to) ?? 0;
  }

  /** Hours and days of a device of the inventory. */
  days(device: string): DeviceDays {
    const { merged } = this.minutes;
    const from = commissionedFrom(this.inventory.get(device)?.commissionedAt, merged.firstHour);
    const days = this.known.get(device)
      ?? deviceDays(this.grid, isPresent(merged, this.rows.get(device) ?? 0), from, sufficiencyTerms(this.measurement.context.contract));
    this.known.set(device, days);
    return days;
  }

  /** Whether any hour of a local day lies wholly in planned time. */
  isPlanned(day: string): boolean {
    return this.planned.has(day);
  }

  names(device: string): { readonly nameZh: string; readonly nameEn: string } {
    const { nameZh = '', nameEn = '' } = this.inventory.get(device) ?? {};
    return { nameZh, nameEn };
  }
}

function without({ halves, ...merged }: MergedMinutes, late: MergedMinutes): MergedMinutes {
  return { ...merged, halves: halves.map((half, index) => half & ~(late.halves[index] as number)) };
}

const LATE = new WeakMap<Measurement, Map<Leg, MergedMinutes | null>>();

/** Minutes of a leg that came after the limit; null where none did. Merged once. */
export function lateMinutes(measurement: Measurement, leg: Leg): MergedMinutes | null {
  const known = LATE.get(measurement) ?? new Map<Leg, MergedMinutes | null>();
  LATE.set(measurement, known);
  const found = known.get(leg) ?? mergedLate(measurement, leg);
  known.set(leg, found);
  return found;
}

function mergedLate({ context, minutes }: Measurement, leg: Leg): MergedMinutes | null {
  const [hours, held] = [context.quality?.lateMinutes[leg], minutes[leg]];
  if (!hours || !held || hours.columns.length === 0) return null;
  return mergeMinutes({ ...context, deviceHours: hours }, held.window, leg === 'baseline' || context.contract.window.days === undefined);
}

const WORTH = new WeakMap<Measurement, Map<string, LegWorth>>();

/** Null for a leg that the contract does not name or nothing is known of. */
export function legWorth(measurement: Measurement, question: WorthQuestion): LegWorth | null {
  const minutes = measurement.minutes[question.leg];
  if (!minutes || minutes.merged.hours === 0) return null;
  const known = WORTH.get(measurement) ?? new Map<string, LegWorth>();
  WORTH.set(measurement, known);
  const key = `${question.leg} ${question.gates}`;
  const worth = known.get(key) ?? new LegWorth(measurement, minutes, question);
  known.set(key, worth);
  return worth;
}
