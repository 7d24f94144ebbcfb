import { addTo, both, isEmpty, maskAt, minutesOf, touched, whole, without } from './halves.js';
import type { Halves } from './halves.js';
import type { JudgedDevice } from './judged-device.js';
import type { HourMask } from '../judging-slots.js';
import { memberSlots } from '../membership.js';

/** What a group of devices or connections did in each minute. */
export interface Liveness {
  /** Minutes of intervals in which any of it delivered. */
  readonly delivering: Halves;
  /** Minutes of intervals that one of it misses, and that two of it miss, off machines left aside. */
  readonly silent: Halves;
  readonly silentTwice: Halves;
}

/** Of each gateway with several devices, each site with several connections, and the project: of what is alone nothing is told. */
export interface LivenessTable {
  readonly connections: ReadonlyMap<string, Liveness>;
  readonly sites: ReadonlyMap<string, Liveness>;
  readonly project: Liveness;
}

export interface LivenessSource {
  readonly hours: number;
  readonly devices: readonly JudgedDevice[];
  readonly valid: (row: number, hour: number) => HourMask;
}

/** Sites and project by their connections: one gateway that fails is not yet a network that does. */
export function livenessTable(source: LivenessSource): LivenessTable {
  const { hours, devices } = source;
  const table = { connections: new Map<string, Liveness>(), sites: new Map<string, Liveness>(), project: none(hours) };
  const members = grouped(devices, ({ connection }) => connection);
  const connected = grouped(devices, ({ site }) => site);
  for (const [connection, own] of members) {
    if (!own.some(({ isWitness }) => isWitness)) continue;
    const liveness = none(hours);
    for (const device of own) addDevice(source, device, liveness);
    if (own.length > 1) table.connections.set(connection, liveness);
    addConnection(table.project, liveness, hours);
    const sites = new Set(own.flatMap(({ site }) => (site !== null && isShared(connected.get(site) ?? []) ? [site] : [])));
    for (const site of sites) addConnection(entry(table.sites, site, hours), liveness, hours);
  }
  return table;
}

function grouped(devices: readonly JudgedDevice[], by: (device: JudgedDevice) => string | null): ReadonlyMap<string, readonly JudgedDevice[]> {
  const groups = new Map<string, JudgedDevice[]>();
  for (const device of devices) {
    const key = by(device);
    if (key === null) continue;
    const group = groups.get(key) ?? [];
    groups.set(key, group);
    group.push(device);
  }
  return groups;
}

const isShared = (devices: readonly JudgedDevice[]): boolean => devices.some(({ connection }) => connection !== devices[0]?.connection);

const none = (hours: number): Liveness => ({ delivering: new Int32Array(2 * hours), silent: new Int32Array(2 * hours), silentTwice: new Int32Array(2 * hours) });

function entry(table: Map<string, Liveness>, key: string, hours: number): Liveness {
  const found = table.get(key) ?? none(hours);
  table.set(key, found);
  return found;
}

function addDevice({ hours, valid }: LivenessSource, device: JudgedDevice, group: Liveness): void {
  const { row, minutes, member, off, isWitness, slots: { planned } } = device;
  if (!isWitness) return;
  for (let hour = member.hour; hour < Math.min(hours, member.end + 1); hour += 1) {
    const filled = touched(valid(row, hour), minutes);
    if (!isEmpty(filled)) addTo(group.delivering, hour, minutesOf(filled, minutes));
    const due = memberSlots(planned, member, hour);
    const missing = without(without(due, filled), off ? whole(maskAt(off, hour), minutes) : { low: 0, high: 0 });
    if (!isEmpty(missing)) addSilence(group, hour, minutesOf(missing, minutes));
  }
}

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
