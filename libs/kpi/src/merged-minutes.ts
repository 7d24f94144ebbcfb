import { countedOrigins } from '@yanshou/telemetry';
import type { Leg, PlannedHours } from '@yanshou/telemetry';
import type { DeviceHourMask } from './delivery/delivery-fold.js';
import type { EvaluationContext, MinuteColumns } from './evaluation-context.js';
import { datedMembers, memberHours, memberMinutes } from './membership.js';
import type { Membership } from './membership.js';

/** Valid minutes of every device and hour of the window: index 2 × (device × hours + hour), low half then high half. */
export interface MergedMinutes {
  /** Device ids, ascending; the row numbers of `halves`. */
  readonly devices: readonly string[];
  readonly firstHour: number;
  readonly hours: number;
  readonly halves: Int32Array;
  /** Row → the minutes that were taken out because they were delivered after the contract's limit only. */
  readonly overdue: ReadonlyMap<number, readonly HourMinutes[]>;
}

/** Minutes of the hour `firstHour` + hour. */
export interface HourMinutes {
  readonly hour: number;
  readonly low: number;
  readonly high: number;
}

export interface MergedLeg {
  readonly leg: Leg;
  /** False where the window consists of single days. */
  readonly isWhole: boolean;
}

/** Merges rows by OR, takes out what is no member's or overdue, and cuts them to the window: the same bytes whatever the order or repetition of rows. */
export function mergeMinutes(context: EvaluationContext, window: PlannedHours, { leg, isWhole }: MergedLeg): MergedMinutes {
  const devices = context.inventory.devices.map((device) => device.id).sort();
  const hours = window.low.length;
  const merged = { devices, firstHour: window.firstHour, hours, halves: new Int32Array(2 * devices.length * hours), overdue: new Map<number, HourMinutes[]>() };
  orRows(merged, context.deviceHours.columns, rowsOfPrincipals(context, devices), countedCodes(context));
  cutToMembers(merged, datedMembers(context.inventory));
  takeOut(merged, (context.overdue ?? []).filter((minutes) => minutes.leg === leg), window);
  cutToWindow(merged, window, isWhole);
  return merged;
}

type OpenMinutes = Omit<MergedMinutes, 'overdue'> & { readonly overdue: Map<number, HourMinutes[]> };

function takeOut({ devices, hours, firstHour, halves, overdue }: OpenMinutes, late: readonly DeviceHourMask[], window: PlannedHours): void {
  if (late.length === 0) return;
  const rows = new Map(devices.map((id, row) => [id, row]));
  for (const minutes of late) {
    const row = rows.get(minutes.device);
    const hour = minutes.hour - firstHour;
    if (row === undefined || hour < 0 || hour >= hours) continue;
    const index = 2 * (row * hours + hour);
    const taken = { hour, low: (halves[index] as number) & minutes.low & (window.low[hour] ?? 0), high: (halves[index + 1] as number) & minutes.high & (window.high[hour] ?? 0) };
    halves[index] = (halves[index] as number) & ~minutes.low;
    halves[index + 1] = (halves[index + 1] as number) & ~minutes.high;
    const known = overdue.get(row);
    if (known) known.push(taken);
    else overdue.set(row, [taken]);
  }
}

const UNKNOWN = -1;

/** Principal number → row of `devices`; a table, because it is read once a row. */
function rowsOfPrincipals(context: EvaluationContext, devices: readonly string[]): Int32Array {
  const rows = new Map(devices.map((id, row) => [id, row]));
  let highest = 0;
  for (const principal of context.deviceHours.principals.keys()) highest = Math.max(highest, principal);
  const table = new Int32Array(highest + 1).fill(UNKNOWN);
  for (const [principal, device] of context.deviceHours.principals) table[principal] = rows.get(device) ?? UNKNOWN;
  return table;
}

function countedCodes(context: EvaluationContext): Uint8Array {
  const counted = new Uint8Array(256);
  for (const code of countedOrigins(context.inventory.demonstration)) counted[code] = 1;
  return counted;
}

function orRows(merged: MergedMinutes, columns: MinuteColumns, rowOf: Int32Array, counted: Uint8Array): void {
  const { principal, hour, low, high, origin, length } = columns;
  const { halves, hours, firstHour } = merged;
  for (let i = 0; i < length; i += 1) {
    if (origin !== undefined && counted[origin[i] as number] === 0) continue;
    const row = rowOf[principal[i] as number] ?? UNKNOWN;
    const at = (hour[i] as number) - firstHour;
    if (row < 0 || at < 0 || at >= hours) continue;
    const index = 2 * (row * hours + at);
    halves[index] = (halves[index] as number) | (low[i] as number);
    halves[index + 1] = (halves[index + 1] as number) | (high[i] as number);
  }
}

/** What a device delivered before it came to the project, or after it left, is not the project's. */
function cutToMembers({ devices, firstHour, hours, halves }: OpenMinutes, members: ReadonlyMap<string, Membership>): void {
  if (members.size === 0) return;
  devices.forEach((id, row) => {
    const membership = members.get(id);
    if (membership === undefined) return;
    const member = memberHours(membership, firstHour);
    for (let hour = 0, index = 2 * row * hours; hour < hours; hour += 1, index += 2) {
      const own = memberMinutes(member, hour);
      halves[index] = (halves[index] as number) & own.low;
      halves[index + 1] = (halves[index + 1] as number) & own.high;
    }
  });
}

/** Readings outside the window are not part of it: it may begin and end inside an hour, or consist of single days. */
function cutToWindow(merged: MergedMinutes, window: PlannedHours, edgesOnly: boolean): void {
  const { halves, hours } = merged;
  for (let hour = 0; hour < hours; hour += edgesOnly ? Math.max(1, hours - 1) : 1) {
    for (let row = 0; row < merged.devices.length; row += 1) {
      const index = 2 * (row * hours + hour);
      halves[index] = (halves[index] ?? 0) & (window.low[hour] ?? 0);
      halves[index + 1] = (halves[index + 1] ?? 0) & (window.high[hour] ?? 0);
    }
  }
}
