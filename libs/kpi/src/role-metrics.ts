import type { DeviceClass, MetricDefinition, MetricRole, ProjectInventory } from '@yanshou/telemetry';

/** A metric with a role of a device of the inventory. */
export interface RoleMetric {
  readonly device: string;
  readonly metric: MetricDefinition & { readonly role: MetricRole };
  readonly deviceClass: DeviceClass;
}

/** Every metric with a role of every device, ascending by device and metric. */
export function roleMetrics(inventory: ProjectInventory): readonly RoleMetric[] {
  const classes = new Map(inventory.classes.map((one) => [one.id, one]));
  const devices = [...inventory.devices].sort((left, right) => (left.id < right.id ? -1 : 1));
  return devices.flatMap((device) => {
    const deviceClass = classes.get(device.classId);
    const metrics = (deviceClass?.metrics ?? []).filter(hasRole).sort((left, right) => (left.name < right.name ? -1 : 1));
    return deviceClass ? metrics.map((metric) => ({ device: device.id, metric, deviceClass })) : [];
  });
}

const hasRole = (metric: MetricDefinition): metric is RoleMetric['metric'] => metric.role !== undefined;

const SECONDS_PER_MINUTE = 60;

/** Minutes that one reading of the metric stands for: its expected interval, else the judging interval of its class. */
export const intervalMinutesOf = ({ metric, deviceClass }: RoleMetric): number =>
  Math.max(1, Math.ceil((metric.expectedIntervalSeconds ?? deviceClass.judgingIntervalMinutes * SECONDS_PER_MINUTE) / SECONDS_PER_MINUTE));
