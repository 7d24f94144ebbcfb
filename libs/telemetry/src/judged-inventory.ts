import type { DeviceClass, InventoryDevice } from './inventory.js';
import type { MetricDefinition } from './metric.js';
import type { Micros } from './time.js';

/** What values read of a device beside its dates: names, numbers, serials and grounds are for people. */
export const judgedDevice = ({
  nameZh, nameEn, assetNumber, factorySerial, controllerSerial, intelligentGround, decommissionReason, commissionedAt, decommissionedAt, ...judged
}: InventoryDevice) => judged;

/** What values read of a class. The minimum data set of its template is shown beside a value. */
export const judgedClass = ({ nameZh, nameEn, template, metrics, ...judged }: DeviceClass) => ({ ...judged, metrics: metrics.map(judgedMetric) });

/** The valid range decides about readings when they come, and limits are drawn beside them. */
const judgedMetric = ({ nameZh, limits, min, max, ...judged }: MetricDefinition) => judged;

/**
 * The earliest instant at which two states of a device differ in whose it is: a date that is another counts from the earlier of
 * both, where no commissioning is the beginning of time (0) and no end is Infinity. Undefined where both dates are the same.
 */
export function firstMoved(before: InventoryDevice, after: InventoryDevice): Micros | undefined {
  const dates = [
    [before.commissionedAt ?? 0, after.commissionedAt ?? 0], [before.decommissionedAt ?? Infinity, after.decommissionedAt ?? Infinity],
  ];
  const moved = dates.filter(([was, is]) => was !== is).flat();
  return moved.length === 0 ? undefined : Math.min(...moved);
}
