import { MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import { stateMetrics } from './off-fold.js';

/** Masks that a gateway or a site has: what it delivered, missed and missed twice, and its events. */
const MASKS_OF_A_GROUP = 4;

/**
 * Hours of minute masks (8 bytes each) that telling whose fault gaps are keeps at most, beside the minutes of the devices:
 * of gateways and sites with several devices, and of each device that can say that it is off.
 */
export function gapMaskHours(inventory: ProjectInventory, { window }: ProjectContract): number {
  const { devices, gateways } = inventory;
  const bySite = new Map<string, number>();
  for (const { siteId } of devices) if (siteId !== undefined) bySite.set(siteId, (bySite.get(siteId) ?? 0) + 1);
  const groups = gateways.filter(({ children }) => children.length > 1).length + [...bySite.values()].filter((of) => of > 1).length;
  const off = new Set(stateMetrics(inventory).map(({ device }) => device)).size;
  return Math.round((MASKS_OF_A_GROUP * groups + off) * Math.max(0, window.to - window.from) / MICROS_PER_HOUR);
}
