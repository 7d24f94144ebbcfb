import type { PrincipalTotals } from '@yanshou/store';
import type { InventoryDevice, Micros } from '@yanshou/telemetry';
import { MICROS_PER_HOUR, hourOf } from '@yanshou/telemetry';

/** `live`: heard of in this hour or the one before; `silent`: earlier; `never`: no message ever; `decommissioned`: nothing is expected of it. */
export type DeviceState = 'live' | 'silent' | 'never' | 'decommissioned';

/** Of those in service. */
export interface DeviceCounts {
  readonly total: number;
  readonly live: number;
  readonly silent: number;
  readonly never: number;
}

/** The state of a device that was last heard of in a UTC hour; null for one that never was. */
export function deviceStateAt(lastHour: number | null, now: Micros): Exclude<DeviceState, 'decommissioned'> {
  if (lastHour === null) return 'never';
  return lastHour >= hourOf(now) - 1 ? 'live' : 'silent';
}

/** What is out of service is silent for good, and rightly. */
export const isInService = ({ decommissionedAt }: Pick<InventoryDevice, 'decommissionedAt'>, now: Micros): boolean => decommissionedAt === undefined || decommissionedAt > now;

/** How many devices of the inventory are in each state, and the beginning of the last hour in which any was heard of. */
export function deviceCounts(inventory: readonly Pick<InventoryDevice, 'id' | 'decommissionedAt'>[], totals: readonly PrincipalTotals[], now: Micros): { readonly devices: DeviceCounts; readonly lastReceived: Micros | null } {
  const lastHours = new Map(totals.map(({ principal, lastHour }) => [principal.device, lastHour]));
  const devices = inventory.filter((device) => isInService(device, now));
  const counts = { total: devices.length, live: 0, silent: 0, never: 0 };
  let latest: number | null = null;
  for (const { id } of devices) {
    const lastHour = lastHours.get(id) ?? null;
    counts[deviceStateAt(lastHour, now)] += 1;
    if (lastHour !== null && (latest === null || lastHour > latest)) latest = lastHour;
  }
  return { devices: counts, lastReceived: latest === null ? null : latest * MICROS_PER_HOUR };
}
