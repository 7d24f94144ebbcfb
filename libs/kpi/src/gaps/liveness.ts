import { addTo, both, isEmpty, maskAt, minutesOf, touched, whole, without } from './halves.js';
import type { Halves } from './halves.js';
import { slotsAt } from './judged-device.js';
import type { GapSlots, JudgedDevice } from './judged-device.js';
import type { HourMask } from '../judging-slots.js';

/** What a group of devices or connections did in each minute. */
export interface Liveness {
  /** Minutes of intervals in which any of it delivered. */
  readonly delivering: Halves;
  /** Minutes of intervals that one of it misses, and that two of it miss, off machines left aside. */
  readonly silent: Halves;
  readonly silentTwice: Halves;
}

/** Of each gateway and direct device by connection, each site, and the project. */
export interface LivenessTable {
  readonly connections: ReadonlyMap<string, Liveness>;
  readonly sites: ReadonlyMap<string, Liveness>;
  readonly project: Liveness;
}

export interface LivenessSource {
  readonly hours: number;
  readonly devices: readonly JudgedDevice[];
  readonly slots: (minutes: number) => GapSlots;
  readonly valid: (row: number, hour: number) => HourMask;
}

/** Sites and project by their connections: one gateway that fails is not yet a network that does. */
export function livenessTable(source: LivenessSource): LivenessTable {
  const { hours, devices } = source;
  const connections = new Map<string, Liveness>();
  for (const device of devices) addDevice(source, device, entry(connections, device.connection, hours));
  const sites = new Map<string, Liveness>();
  const project = none(hours);
  const sitesOf = new Map<string, Set<string>>();
  for (const { connection, site } of devices) if (site !== null) sitesOf.set(connection, (sitesOf.get(connection) ?? new Set()).add(site));
  for (const [connection, liveness] of connections) {
    for (const group of [project, ...[...(sitesOf.get(connection) ?? [])].map((site) => entry(sites, site, hours))]) addConnection(group, liveness, hours);
  }
  return { connections, sites, project };
}

const none = (hours: number): Liveness => ({ delivering: new Int32Array(2 * hours), silent: new Int32Array(2 * hours), silentTwice: new Int32Array(2 * hours) });

function entry(table: Map<string, Liveness>, key: string, hours: number): Liveness {
  const found = table.get(key) ?? none(hours);
  table.set(key, found);
  return found;
}

function addDevice({ hours, slots, valid }: LivenessSource, device: JudgedDevice, group: Liveness): void {
  const { row, minutes, from, off, isWitness } = device;
  if (!isWitness) return;
  const { planned } = slots(minutes);
  for (let hour = from.hour; hour < hours; hour += 1) {
    const filled = touched(valid(row, hour), minutes);
    if (!isEmpty(filled)) addTo(group.delivering, hour, minutesOf(filled, minutes));
    const due = hour > from.hour ? slotsAt(planned, hour) : whole({ low: slotMinutes(planned.planned.low, hour) & from.minutes.low, high: slotMinutes(planned.planned.high, hour) & from.minutes.high }, minutes);
    const missing = without(without(due, filled), off ? whole(maskAt(off, hour), minutes) : { low: 0, high: 0 });
    if (!isEmpty(missing)) addSilence(group, hour, minutesOf(missing, minutes));
  }
}

const slotMinutes = (halves: Int32Array, hour: number): number => halves[hour] ?? 0;

function addConnection(group: Liveness, one: Liveness, hours: number): void {
  for (let hour = 0; hour < hours; hour += 1) {
    const delivering = maskAt(one.delivering, hour);
    addTo(group.delivering, hour, delivering);
    addSilence(group, hour, without(maskAt(one.silent, hour), delivering));
  }
}

function addSilence(group: Liveness, hour: number, minutes: HourMask): void {
  addTo(group.silentTwice, hour, both(maskAt(group.silent, hour), minutes));
  addTo(group.silent, hour, minutes);
}

/** Intervals in which nothing of the group delivered although at least two of it should have. */
export const silentTogether = (group: Liveness | undefined, hour: number, minutes: number): HourMask =>
  (group === undefined ? { low: 0, high: 0 } : without(whole(maskAt(group.silentTwice, hour), minutes), touched(maskAt(group.delivering, hour), minutes)));

export const aliveIn = (group: Liveness | undefined, hour: number, minutes: number): HourMask =>
  (group === undefined ? { low: 0, high: 0 } : touched(maskAt(group.delivering, hour), minutes));
