import type { PrincipalTotals } from '@yanshou/store';
import type { InventoryDevice, Micros } from '@yanshou/telemetry';
import { MICROS_PER_HOUR, hourOf } from '@yanshou/telemetry';

/** `live`: heard of in this hour or the one before; `silent`: earlier; `never`: no message ever. */
export type DeviceState = 'live' | 'silent' | 'never';

export interface DeviceCounts {
  readonly total: number;
  readonly live: number;
  readonly silent: number;
  readonly never: number;
}

/** The state of a device that was last heard of in a UTC hour; null for one that never was. */
export function deviceStateAt(lastHour: number | null, now: Micros): DeviceState {
  if (lastHour === null) return 'never';
  return lastHour >= hourOf(now) - 1 ? 'live' : 'silent';
}

/** How many devices of the inventory are in each state, and the beginning of the last hour in which any was heard of. */
export function deviceCounts(devices: readonly Pick<InventoryDevice, 'id'>[], totals: readonly PrincipalTotals[], now: Micros): { readonly devices: DeviceCounts; readonly lastReceived: Micros | null } {
  const lastHours = new Map(totals.map(({ principal, lastHour }) => [principal.device, lastHour]));
  const counts = { total: devices.length, live: 0, silent: 0, never: 0 };
  let latest: number | null = null;
  for (const { id } of devices) {
    const lastHour = lastHours.get(id) ?? null;
    counts[deviceStateAt(lastHour, now)] += 1;
    if (lastHour !== null && (latest === null || lastHour > latest)) latest = lastHour;
  }
  return { devices: counts, lastReceived: latest === null ? null : latest * MICROS_PER_HOUR };
}
