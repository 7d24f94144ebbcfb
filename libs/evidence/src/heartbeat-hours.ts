import type { Leg } from '@yanshou/telemetry';
import type { DeviceHours, HeartbeatHour } from '@yanshou/kpi';

/**
 * The minutes of a leg that a store knows and its readings do not explain: those that only a heartbeat marked. For the
 * writer of a bundle; `counted` says which origin codes count in the project. Ascending by device and hour.
 */
export function unexplainedMinutes(leg: Leg, stored: DeviceHours, folded: DeviceHours, counted: readonly number[]): readonly HeartbeatHour[] {
  const explained = masksOf(folded, undefined);
  const rest: HeartbeatHour[] = [];
  for (const [key, { device, hour, low, high }] of masksOf(stored, new Set(counted))) {
    const known = explained.get(key) ?? { low: 0, high: 0 };
    const only = { low: low & ~known.low, high: high & ~known.high };
    if ((only.low | only.high) !== 0) rest.push({ leg, device, hour, ...only });
  }
  return rest.sort((a, b) => (a.device === b.device ? a.hour - b.hour : a.device < b.device ? -1 : 1));
}

interface HourMask {
  readonly device: string;
  readonly hour: number;
  low: number;
  high: number;
}

function masksOf({ principals, columns }: DeviceHours, counted: ReadonlySet<number> | undefined): ReadonlyMap<string, HourMask> {
  const masks = new Map<string, HourMask>();
  for (let row = 0; row < columns.length; row += 1) {
    const device = principals.get(columns.principal[row] ?? 0);
    const hour = columns.hour[row] ?? 0;
    const origin = columns.origin?.[row];
    if (device === undefined || (counted && origin !== undefined && !counted.has(origin))) continue;
    const key = `${device}\n${hour}`;
    const mask = masks.get(key) ?? { device, hour, low: 0, high: 0 };
    mask.low |= columns.low[row] ?? 0;
    mask.high |= columns.high[row] ?? 0;
    masks.set(key, mask);
  }
  return masks;
}
