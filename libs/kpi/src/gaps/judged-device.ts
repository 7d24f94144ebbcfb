import { plannedHours } from '@yanshou/telemetry';
import type { PlannedHours, PlannedTime, ProjectContract } from '@yanshou/telemetry';
import { hasValidMinute } from '../device-intervals.js';
import { judgingSlots } from '../judging-slots.js';
import type { HourMask, JudgingSlots } from '../judging-slots.js';
import type { Measurement } from '../measurement.js';
import { rangeHalves } from '../minute-range.js';
import type { MinuteRange } from '../minute-range.js';
import { serviceSpan } from '../service-span.js';
import type { ServiceSpan } from '../service-span.js';
import type { Halves } from './halves.js';

/** A device as gaps look at it. `connection`: what brings its data, its gateway or the device itself. */
export interface JudgedDevice {
  readonly id: string;
  readonly row: number;
  readonly minutes: number;
  readonly service: ServiceSpan;
  readonly gateway: string | null;
  readonly site: string | null;
  readonly connection: string;
  readonly byException: boolean;
  /** Silence of a device that never delivered says nothing of its gateway. */
  readonly isWitness: boolean;
  /** Minutes in which it says that it is off. */
  readonly off: Halves | undefined;
}

export function judgedDevices({ context, merged }: Measurement): readonly JudgedDevice[] {
  const { inventory, gapEvidence } = context;
  const classes = new Map(inventory.classes.map((one) => [one.id, one.judgingIntervalMinutes]));
  const gateways = gatewayOf(inventory.gateways);
  const off = offHalves(gapEvidence?.off ?? [], merged);
  const devices = new Map(inventory.devices.map((device) => [device.id, device]));
  return merged.devices.flatMap((id, row): readonly JudgedDevice[] => {
    const device = devices.get(id);
    if (!device) return [];
    const gateway = gateways.get(id) ?? null;
    return [{
      id, row, gateway, site: device.siteId ?? null, connection: gateway === null ? `device ${id}` : `gateway ${gateway}`, minutes: classes.get(device.classId) ?? 1,
      service: serviceSpan(device, merged.firstHour), byException: device.reporting === 'by-exception', isWitness: hasValidMinute(merged, row), off: off.get(id),
    }];
  });
}

/** Of a device that two gateways name, the first by id. */
function gatewayOf(gateways: Measurement['context']['inventory']['gateways']): ReadonlyMap<string, string> {
  const ordered = [...gateways].sort((a, b) => (a.id < b.id ? 1 : -1));
  return new Map(ordered.flatMap(({ id, children }) => children.map((child) => [child, id] as const)));
}

function offHalves(off: readonly (MinuteRange & { readonly device: string })[], { firstHour, hours }: Measurement['merged']): ReadonlyMap<string, Halves> {
  const ranges = new Map<string, MinuteRange[]>();
  for (const span of off) {
    const own = ranges.get(span.device);
    if (own) own.push(span);
    else ranges.set(span.device, [span]);
  }
  return new Map([...ranges].map(([device, spans]) => [device, rangeHalves(spans, firstHour, hours)]));
}

/** The calendars that tell what is missing from what was never expected. */
export interface GapCalendars {
  /** Shifts with nothing taken out. */
  readonly shift: PlannedHours;
  /** Shifts without holidays, and without exemptions as well. */
  readonly workday: PlannedHours;
  readonly planned: PlannedHours;
  /** Minutes of exemptions of a growing cycle. */
  readonly season: Halves;
}

export function gapCalendars({ plannedTime, window }: ProjectContract, season: Halves): GapCalendars {
  const { zone, shifts, holidays = [] } = plannedTime;
  const days = window.days === undefined ? (plannedTime.days === undefined ? {} : { days: plannedTime.days }) : { days: window.days };
  const of = (calendar: PlannedTime): PlannedHours => plannedHours({ ...calendar, ...days }, window.from, window.to);
  return { shift: of({ zone, shifts }), workday: of({ zone, shifts, holidays }), planned: of(plannedTime), season };
}

export interface GapSlots {
  readonly shift: JudgingSlots;
  readonly workday: JudgingSlots;
  readonly planned: JudgingSlots;
}

/** One table of slots an interval length. */
export function gapSlots({ shift, workday, planned }: GapCalendars): (minutes: number) => GapSlots {
  const tables = new Map<number, GapSlots>();
  return (minutes) => {
    const slots = tables.get(minutes) ?? { shift: judgingSlots(shift, minutes), workday: judgingSlots(workday, minutes), planned: judgingSlots(planned, minutes) };
    tables.set(minutes, slots);
    return slots;
  };
}

export const slotsAt = ({ low, high }: JudgingSlots, hour: number): HourMask => ({ low: low[hour] ?? 0, high: high[hour] ?? 0 });
