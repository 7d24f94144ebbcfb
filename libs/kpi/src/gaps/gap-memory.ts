import { MICROS_PER_HOUR, plannedCalendars } from '@yanshou/telemetry';
import type { ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import { stateMetrics } from './off-fold.js';

/** Masks that a gateway or a site has: what it delivered, missed and missed twice, and its events. */
const MASKS_OF_A_GROUP = 4;

/** The masks of a calendar and its intervals, and the time off of its devices. */
const MASKS_OF_A_CALENDAR = 16;

/**
 * Hours of minute masks (8 bytes each) that telling whose fault gaps are keeps at most, beside the minutes of the devices:
 * of gateways and sites with several devices, of each calendar beside the first, and of each device that can say that it is off.
 */
export function gapMaskHours(inventory: ProjectInventory, contract: ProjectContract): number {
  const { window } = contract;
  const { devices, gateways } = inventory;
  const bySite = new Map<string, number>();
  for (const { siteId } of devices) if (siteId !== undefined) bySite.set(siteId, (bySite.get(siteId) ?? 0) + 1);
  const calendars = new Set(devices.map((device) => plannedCalendars(contract).of(device))).size;
  const groups = gateways.filter(({ children }) => children.length > 1).length + [...bySite.values()].filter((of) => of > 1).length;
  const off = new Set(stateMetrics(inventory).map(({ device }) => device)).size;
  return Math.round((MASKS_OF_A_GROUP * groups + MASKS_OF_A_CALENDAR * Math.max(0, calendars - 1) + off) * Math.max(0, window.to - window.from) / MICROS_PER_HOUR);
}
