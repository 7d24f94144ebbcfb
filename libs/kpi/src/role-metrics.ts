import type { DeviceClass, MetricDefinition, MetricRole, ProjectInventory } from '@yanshou/telemetry';

/** A metric with a role of a device of the inventory. */
export interface RoleMetric {
  readonly device: string;
  readonly metric: MetricDefinition & { readonly role: MetricRole };
  readonly deviceClass: DeviceClass;
}

const KNOWN = new WeakMap<ProjectInventory, readonly RoleMetric[]>();

/** Every metric with a role of every device, ascending by device and metric. Looked for once an inventory: a dozen ask. */
export function roleMetrics(inventory: ProjectInventory): readonly RoleMetric[] {
  const known = KNOWN.get(inventory) ?? found(inventory);
  KNOWN.set(inventory, known);
  return known;
}

function found(inventory: ProjectInventory): readonly RoleMetric[] {
  const classes = new Map(inventory.classes.map((one) => [one.id, { deviceClass: one, metrics: one.metrics.filter(hasRole).sort((left, right) => (left.name < right.name ? -1 : 1)) }]));
  const devices = [...inventory.devices].sort((left, right) => (left.id < right.id ? -1 : 1));
  return devices.flatMap((device) => {
    const { deviceClass, metrics = [] } = classes.get(device.classId) ?? {};
    return deviceClass ? metrics.map((metric) => ({ device: device.id, metric, deviceClass })) : [];
  });
}

const hasRole = (metric: MetricDefinition): metric is RoleMetric['metric'] => metric.role !== undefined;

const SECONDS_PER_MINUTE = 60;

/** Minutes that one reading of the metric stands for: its expected interval, else the judging interval of its class. */
export const intervalMinutesOf = ({ metric, deviceClass }: RoleMetric): number =>
  Math.max(1, Math.ceil((metric.expectedIntervalSeconds ?? deviceClass.judgingIntervalMinutes * SECONDS_PER_MINUTE) / SECONDS_PER_MINUTE));
