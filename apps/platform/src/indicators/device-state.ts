import type { PrincipalTotals } from '@yanshou/store';
import type { InventoryDevice, Micros } from '@yanshou/telemetry';
import { MICROS_PER_HOUR, MICROS_PER_SECOND, hourOf } from '@yanshou/telemetry';
import type { DueDevice, DueHour } from './due-hours.js';

/**
 * `live`: heard of in this hour or the last one before it that was planned for it; `silent`: earlier; `never`: no message ever; `unjudged`: what was
 * received is not projected yet, and what is does not prove it live; `decommissioned`: nothing is expected of it.
 */
export type DeviceState = 'live' | 'silent' | 'never' | 'unjudged' | 'decommissioned';

/** How far it is known what was received. */
export interface Heard {
  /** Everything received until then is projected; null where that is not known. */
  readonly until: Micros | null;
  /** It is too far behind to say of anything that it is silent. */
  readonly isCatchingUp: boolean;
}

/** A commit on a busy machine takes no longer; states go by the hour. */
const MOST_BEHIND = 30 * MICROS_PER_SECOND;

export const heardUntil = (until: Micros | undefined, now: Micros): Heard => ({ until: until ?? null, isCatchingUp: until === undefined || now - until > MOST_BEHIND });

/** Of those in service. */
export interface DeviceCounts {
  readonly total: number;
  readonly live: number;
  readonly silent: number;
  readonly never: number;
  readonly unjudged: number;
}

/** The state of a device that was last heard of in a UTC hour as far as is projected; null for one that never was. `due`: its last planned hour before a moment. */
export function deviceStateAt(lastHour: number | null, due: (at: Micros) => number | null, { until, isCatchingUp }: Heard, now: Micros): Exclude<DeviceState, 'decommissioned'> {
  const judgedAt = isCatchingUp || until === null ? now : Math.min(now, until);
  if (lastHour !== null && (lastHour >= hourOf(judgedAt) - 1 || lastHour >= (due(judgedAt) ?? -Infinity))) return 'live';
  if (isCatchingUp) return 'unjudged';
  return lastHour === null ? 'never' : 'silent';
}

/** What is out of service is silent for good, and rightly. */
export const isInService = ({ decommissionedAt }: Pick<InventoryDevice, 'decommissionedAt'>, now: Micros): boolean => decommissionedAt === undefined || decommissionedAt > now;

/** How many devices of the inventory are in each state, and the beginning of the last hour in which any was heard of. */
export function deviceCounts(inventory: readonly (DueDevice & Pick<InventoryDevice, 'decommissionedAt'>)[], totals: readonly PrincipalTotals[], { due, ...heard }: Heard & { readonly due: DueHour }, now: Micros): { readonly devices: DeviceCounts; readonly lastReceived: Micros | null } {
  const lastHours = new Map(totals.map(({ principal, lastHour }) => [principal.device, lastHour]));
  const devices = inventory.filter((device) => isInService(device, now));
  const counts = { total: devices.length, live: 0, silent: 0, never: 0, unjudged: 0 };
  let latest: number | null = null;
  for (const device of devices) {
    const lastHour = lastHours.get(device.id) ?? null;
    counts[deviceStateAt(lastHour, (at) => due(device, at), heard, now)] += 1;
    if (lastHour !== null && (latest === null || lastHour > latest)) latest = lastHour;
  }
  return { devices: counts, lastReceived: latest === null ? null : latest * MICROS_PER_HOUR };
}
