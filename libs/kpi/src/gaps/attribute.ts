import type { Exemption } from '@yanshou/telemetry';
import type { HourMask } from '../judging-slots.js';
import type { Measurement } from '../measurement.js';
import { rangeHalves } from '../minute-range.js';
import type { MinuteRange } from '../minute-range.js';
import { downtime } from '../platform-silence.js';
import { classify, dueAt, missingAt } from './classify.js';
import type { GapFacts } from './classify.js';
import { GAP_CAUSES } from '@yanshou/catalogue';
import type { GapCause } from '@yanshou/catalogue';
import { GapGroups } from './gap-groups.js';
import type { GapGroup } from './gap-groups.js';
import type { GapEvent, GapReport, GapTotal } from './gap-report.js';
import { both, count, touched, without } from './halves.js';
import type { Halves } from './halves.js';
import { gapCalendars, gapSlots, judgedDevices, slotsAt } from './judged-device.js';
import type { JudgedDevice } from './judged-device.js';
import { livenessTable } from './liveness.js';

/**
 * Whose fault every missing interval of the reporting period is. Pure, and the same whatever the order of devices,
 * gateways and rows. `devices`: whose gaps are asked for, all of the inventory when absent; what the others did is
 * evidence all the same. Linear in devices × hours.
 */
export function attributeGaps(measurement: Measurement, devices?: ReadonlySet<string>): GapReport {
  const { context: { contract }, merged } = measurement;
  const exemptions = (contract.plannedTime.exemptions ?? []);
  const all = judgedDevices(measurement);
  const facts = gapFacts(measurement, all, exemptions);
  const asked = devices === undefined ? all : all.filter(({ id }) => devices.has(id));
  const groups = new GapGroups(facts.calendars.shift);
  const parts = classified(facts, asked, { groups, hours: merged.hours });
  groups.cut();
  const tally = new Tally();
  for (const part of parts) {
    groups.count(part.group, part.device, part);
    tally.add(part);
  }
  const events = groups.events(exemptions);
  const totals = tally.totals(events);
  return { missing: totals.reduce((sum, { intervals }) => sum + intervals, 0), totals, events, delivered: delivered(measurement, facts, asked) };
}

interface ClassifiedHour {
  readonly device: string;
  readonly hour: number;
  readonly group: GapGroup;
  readonly intervals: HourMask;
}

/** One entry a device, hour and cause in which anything is missing, device by device. */
function classified(facts: GapFacts, devices: readonly JudgedDevice[], { groups, hours }: { readonly groups: GapGroups; readonly hours: number }): readonly ClassifiedHour[] {
  const found: ClassifiedHour[] = [];
  for (const device of devices) {
    for (let hour = device.from.hour; hour < hours; hour += 1) {
      for (const part of classify(facts, device, hour)) found.push({ device: device.id, hour, group: groups.mark(part, hour, device.minutes), intervals: part.intervals });
    }
  }
  return found;
}

function gapFacts({ context, merged }: Measurement, devices: readonly JudgedDevice[], exemptions: readonly Exemption[]): GapFacts {
  const { contract, platformSilence } = context;
  const { firstHour, hours, halves } = merged;
  const masks = (ranges: readonly MinuteRange[]): Halves => rangeHalves(ranges, firstHour, hours);
  const calendars = gapCalendars(contract, masks(seasons(exemptions)));
  const slots = gapSlots(calendars);
  const valid = (row: number, hour: number): HourMask => ({ low: halves[2 * (row * hours + hour)] ?? 0, high: halves[2 * (row * hours + hour) + 1] ?? 0 });
  return { slots, calendars, valid, liveness: livenessTable({ hours, devices, slots, valid }), down: masks(downtime(platformSilence)), unheard: platformSilence && masks(platformSilence) };
}

const MICROS = 60_000_000;

/** Widened to whole minutes, as exemptions are. */
const seasons = (exemptions: readonly Exemption[]): readonly MinuteRange[] =>
  exemptions.filter(({ kind }) => kind === 'drained' || kind === 'closed-season').map(({ from, to }) => ({ from: Math.floor(from / MICROS), to: Math.ceil(to / MICROS) }));

class Tally {
  private readonly causes = new Map<GapCause, { intervals: number; readonly devices: Set<string> }>();

  add({ device, group: { cause }, intervals }: ClassifiedHour): void {
    const entry = this.causes.get(cause) ?? { intervals: 0, devices: new Set<string>() };
    entry.intervals += count(intervals);
    entry.devices.add(device);
    this.causes.set(cause, entry);
  }

  totals(events: readonly GapEvent[]): readonly GapTotal[] {
    return GAP_CAUSES.map((cause) => ({
      cause, events: events.filter((event) => event.cause === cause).length, devices: this.causes.get(cause)?.devices.size ?? 0, intervals: this.causes.get(cause)?.intervals ?? 0,
    }));
  }
}

/** Valid intervals of planned time, and which of them only late data fills; what came beyond the limit is missing. */
function delivered({ context, merged, inputs }: Measurement, facts: GapFacts, devices: readonly JudgedDevice[]): GapReport['delivered'] {
  const own = new Set(devices.map(({ id }) => id));
  const judged = inputs.devices.filter(({ id }) => own.has(id));
  const sum = (of: 'valid' | 'overdue'): number => judged.reduce((total, device) => total + device[of], 0);
  const rows = new Map(devices.map((device) => [device.id, device]));
  const late = (context.gapEvidence?.late ?? []).reduce((total, minutes) => {
    const device = rows.get(minutes.device);
    const hour = minutes.hour - merged.firstHour;
    return device === undefined || hour < device.from.hour || hour >= merged.hours ? total : total + count(lateOnly(facts, device, hour, minutes));
  }, 0);
  return { valid: sum('valid'), late, overdue: sum('overdue') };
}

function lateOnly(facts: GapFacts, device: JudgedDevice, hour: number, late: HourMask): HourMask {
  const valid = facts.valid(device.row, hour);
  const due = both(slotsAt(facts.slots(device.minutes).planned, hour), without(dueAt(facts, device, hour), missingAt(facts, device, hour)));
  return without(both(due, touched(both(valid, late), device.minutes)), touched(without(valid, late), device.minutes));
}
