import { FULL_HALF, MICROS_PER_DAY, MICROS_PER_HOUR, hourOf, plannedCalendars } from '@yanshou/telemetry';
import type { InventoryDevice, Micros, PlannedCalendar, ProjectContract } from '@yanshou/telemetry';

/** A device as its planned time is told by: class and site. */
export type DueDevice = Pick<InventoryDevice, 'id' | 'classId' | 'siteId'>;
/**
 * The last UTC hour before the one that a moment lies in, of which all is planned for the device; of shifts that hold no whole
 * hour, the last that holds a planned minute. Null where nothing is planned within a year.
 */
export type DueHour = (device: DueDevice, at: Micros) => number | null;

/** Far enough for a weekend, a month and a season; the first that holds a planned hour is enough. */
const LOOKED_BACK = [2, 40, 400].map((days) => days * MICROS_PER_DAY);

/** Silence is of planned time: at night after the shift, and of a drained pond, nothing is due. Round the clock without a contract. */
export function dueHours(contract: ProjectContract | undefined): DueHour {
  const known = new Map<PlannedCalendar, { readonly hour: number; readonly due: number | null }>();
  return (device, at) => {
    const hour = hourOf(at);
    if (contract === undefined) return hour - 1;
    const calendar = plannedCalendars(contract).of(device);
    const held = known.get(calendar);
    if (held?.hour === hour) return held.due;
    const due = lastPlanned(contract, calendar, hour);
    known.set(calendar, { hour, due });
    return due;
  };
}

function lastPlanned(contract: ProjectContract, calendar: PlannedCalendar, before: number): number | null {
  const isWhole = (low: number, high: number): boolean => low === FULL_HALF && high === FULL_HALF;
  return lastHour(contract, calendar, before, isWhole) ?? lastHour(contract, calendar, before, (low, high) => (low | high) !== 0);
}

function lastHour(contract: ProjectContract, calendar: PlannedCalendar, before: number, isDue: (low: number, high: number) => boolean): number | null {
  const to = before * MICROS_PER_HOUR;
  for (const back of LOOKED_BACK) {
    const { firstHour, low, high } = plannedCalendars(contract).hours(calendar, to - back, to);
    const last = low.findLastIndex((half, index) => isDue(half, high[index] ?? 0));
    if (last >= 0) return firstHour + last;
  }
  return null;
}
