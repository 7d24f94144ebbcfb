import type { HeartbeatMinute } from '@yanshou/kpi';
import type { TelemetryStore } from '@yanshou/store';
import { LEGS, MICROS_PER_HOUR, MICROS_PER_MINUTE, countedOrigins, highBit, hourOf, legPeriod, lowBit } from '@yanshou/telemetry';
import type { Leg, ProjectContract, ProjectInventory } from '@yanshou/telemetry';

/** Minutes of one device and hour, as two 30-bit halves. */
interface Halves {
  low: number;
  high: number;
}

interface HourRows {
  readonly length: number;
  readonly hour: Int32Array;
  readonly low: Int32Array;
  readonly high: Int32Array;
}

/**
 * Minutes in which a device that reports by exception said that it is alive and sent no reading: the store counts them as
 * valid, an extract of readings does not hold them. Ascending by leg, device and time; only devices of the inventory.
 */
export async function readHeartbeats(store: TelemetryStore, inventory: ProjectInventory, contract: ProjectContract): Promise<readonly HeartbeatMinute[]> {
  const minutes: HeartbeatMinute[] = [];
  for (const leg of LEGS) minutes.push(...(await heartbeatsOf(store, inventory, { leg, contract })));
  return minutes;
}

async function heartbeatsOf(store: TelemetryStore, inventory: ProjectInventory, { leg, contract }: { readonly leg: Leg; readonly contract: ProjectContract }): Promise<readonly HeartbeatMinute[]> {
  const period = legPeriod(contract, leg);
  if (!period || !inventory.devices.some((device) => device.reporting === 'by-exception')) return [];
  const hours = [hourOf(period.from), Math.ceil(period.to / MICROS_PER_HOUR)] as const;
  const origins = countedOrigins(inventory.demonstration);
  const { project } = inventory;
  const [alive, read, activity, senders] = await Promise.all([
    store.deviceHours(project, ...hours, origins), store.seriesHours(project, ...hours, origins), store.activity(project, ...hours, origins), store.totalsByPrincipal(project),
  ]);
  const names = new Map(senders.map(({ principal }) => [principal.number, principal.device]));
  const owners = new Map(activity.map(({ series, device }) => [series.series, device]));
  const heard = masksOf(alive, (row) => names.get(alive.principal[row] as number));
  const explained = masksOf(read, (row) => owners.get(read.series[row] as number));
  return inventory.devices.map(({ id }) => id).sort().flatMap((device) => minutesBeyond(leg, device, [heard.get(device), explained.get(device)]));
}

type HourMasks = ReadonlyMap<number, Halves>;

function masksOf(rows: HourRows, deviceOf: (row: number) => string | undefined): ReadonlyMap<string, HourMasks> {
  const masks = new Map<string, Map<number, Halves>>();
  for (let row = 0; row < rows.length; row += 1) {
    const device = deviceOf(row);
    if (device === undefined) continue;
    const hours = masks.get(device) ?? new Map<number, Halves>();
    masks.set(device, hours);
    const hour = rows.hour[row] as number;
    const held = hours.get(hour) ?? { low: 0, high: 0 };
    hours.set(hour, { low: held.low | (rows.low[row] as number), high: held.high | (rows.high[row] as number) });
  }
  return masks;
}

function minutesBeyond(leg: Leg, device: string, [heard, explained]: readonly [HourMasks | undefined, HourMasks | undefined]): readonly HeartbeatMinute[] {
  const found: HeartbeatMinute[] = [];
  for (const hour of [...(heard?.keys() ?? [])].sort((a, b) => a - b)) {
    const [all, read] = [heard?.get(hour) ?? { low: 0, high: 0 }, explained?.get(hour) ?? { low: 0, high: 0 }];
    for (let minute = 0; minute < 60; minute += 1) {
      const isBeyond = ((all.low & ~read.low & lowBit(minute)) | (all.high & ~read.high & highBit(minute))) !== 0;
      if (isBeyond) found.push({ leg, device, at: hour * MICROS_PER_HOUR + minute * MICROS_PER_MINUTE });
    }
  }
  return found;
}
