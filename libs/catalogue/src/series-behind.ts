import type { MetricRole } from '@yanshou/telemetry';
import type { LegDevice } from './indicator.js';
import type { IntervalTotals } from './outcome-figures.js';

/** What was delivered of what an amount of a device is read from: its worst series, which is named where it lags behind the device. */
export interface DeviceBehind extends IntervalTotals {
  readonly id: string;
  readonly metric?: string;
}

/** A device as far as it is behind amounts of those roles: an amount has no more data than the series that has least. */
export function deviceBehind({ id, expected, valid, series = [] }: LegDevice, roles: readonly MetricRole[]): DeviceBehind {
  let worst: DeviceBehind = { id, expected, valid };
  for (const one of series) if (roles.includes(one.role) && isWorse(one, worst)) worst = { id, expected: one.expected, valid: one.valid, metric: one.metric };
  return worst;
}

/** By its share: an outage of the platform may be less of what is expected of one series than of another. */
const isWorse = (one: IntervalTotals, other: IntervalTotals): boolean => one.valid * other.expected < other.valid * one.expected;

/** Every device that has such a metric, also one that was silent. */
export const devicesBehind = (devices: readonly LegDevice[], roles: readonly MetricRole[]): readonly DeviceBehind[] =>
  devices.filter((device) => device.roles.some((role) => roles.includes(role))).map((device) => deviceBehind(device, roles));
