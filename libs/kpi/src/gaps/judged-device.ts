import { hasValidMinute } from '../device-intervals.js';
import type { HourMask, JudgingSlots } from '../judging-slots.js';
import { memberHours, membershipOf } from '../membership.js';
import type { MemberHours } from '../membership.js';
import type { Measurement } from '../measurement.js';
import { rangeHalves } from '../minute-range.js';
import type { MinuteRange } from '../minute-range.js';
import { GapPlans } from './gap-calendars.js';
import type { GapCalendars, GapSlots } from './gap-calendars.js';
import type { Halves } from './halves.js';

/** A device as gaps look at it. `connection`: what brings its data, its gateway or the device itself. */
export interface JudgedDevice {
  readonly id: string;
  readonly row: number;
  readonly minutes: number;
  readonly member: MemberHours;
  readonly gateway: string | null;
  readonly site: string | null;
  readonly connection: string;
  readonly byException: boolean;
  /** What is expected of it: its calendars, and their intervals of its length. */
  readonly calendars: GapCalendars;
  readonly slots: GapSlots;
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
  const plans = new GapPlans(context.contract, merged);
  return merged.devices.flatMap((id, row): readonly JudgedDevice[] => {
    const device = devices.get(id);
    if (!device) return [];
    const gateway = gateways.get(id) ?? null;
    const minutes = classes.get(device.classId) ?? 1;
    const calendars = plans.of(device);
    return [{
      id, row, gateway, site: device.siteId ?? null, connection: gateway === null ? `device ${id}` : `gateway ${gateway}`, minutes, calendars, slots: calendars.slots(minutes),
      member: memberHours(membershipOf(device), merged.firstHour), byException: device.reporting === 'by-exception', isWitness: hasValidMinute(merged, row), off: off.get(id),
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

export const slotsAt = ({ low, high }: JudgingSlots, hour: number): HourMask => ({ low: low[hour] ?? 0, high: high[hour] ?? 0 });
