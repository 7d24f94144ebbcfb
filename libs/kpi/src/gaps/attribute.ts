import type { HourMask } from '../judging-slots.js';
import type { Measurement } from '../measurement.js';
import { legMinutes } from '../heard-spans.js';
import { lostMinutes, lostWithin } from '../lost-sessions.js';
import { rangeHalves } from '../minute-range.js';
import type { MinuteRange } from '../minute-range.js';
import { downtime } from '../platform-silence.js';
import { classify, dueAt, missingAt } from './classify.js';
import type { Attributed, GapFacts } from './classify.js';
import { GAP_CAUSES } from '@yanshou/catalogue';
import type { GapCause } from '@yanshou/catalogue';
import { GapGroups } from './gap-groups.js';
import type { GapReport, GapTotal } from './gap-report.js';
import { both, count, touched, without } from './halves.js';
import type { Halves } from './halves.js';
import { judgedDevices, slotsAt } from './judged-device.js';
import type { JudgedDevice } from './judged-device.js';
import { livenessTable } from './liveness.js';

/**
 * Whose fault every missing interval of the reporting period is. Pure, and the same whatever the order of devices,
 * gateways and rows. `devices`: whose gaps are asked for, all of the inventory when absent; what the others did is
 * evidence all the same. Linear in devices × hours. Events take memory as there are gaps: bound what is asked for.
 */
export function attributeGaps(measurement: Measurement, devices?: ReadonlySet<string>): GapReport {
  const question = ask(measurement, devices);
  const groups = new GapGroups(measurement.merged);
  for (const device of question.asked) eachPart(question, device, (part, hour) => groups.mark(part, hour, device));
  groups.cut();
  const tally = new Tally();
  // Told twice, because the parts of every hour, kept, would need a hundred times what the masks do.
  for (const device of question.asked) {
    eachPart(question, device, (part, hour) => {
      groups.count(part, device.id, hour);
      tally.add(device.id, part);
    });
  }
  const events = groups.events(new Map(question.asked.map(({ id, calendars: { exemptions } }) => [id, exemptions])));
  for (const { cause } of events) tally.addEvents(cause, 1);
  const lostSessions = lostWithin(measurement.context.lostSessions ?? [], legMinutes(measurement.context.contract, 'reporting') ?? NO_MINUTES);
  return { ...tally.sums(), events, lostSessions, delivered: delivered(measurement, question.facts, question.asked) };
}

/**
 * The same without the events. What is about one device alone is forgotten with it: the memory is that of the gateways and
 * sites, however many gaps there are.
 */
export function sumGaps(measurement: Measurement, devices?: ReadonlySet<string>): Omit<GapReport, 'events' | 'lostSessions'> {
  const question = ask(measurement, devices);
  const { facts, asked } = question;
  const tally = new Tally();
  const shared = new GapGroups(measurement.merged);
  for (const device of asked) {
    const own = new GapGroups(measurement.merged);
    eachPart(question, device, (part, hour) => {
      (part.scope === device.id ? own : shared).mark(part, hour, device);
      tally.add(device.id, part);
    });
    own.eachCount((cause, events) => tally.addEvents(cause, events));
  }
  shared.eachCount((cause, events) => tally.addEvents(cause, events));
  return { ...tally.sums(), delivered: delivered(measurement, facts, asked) };
}

const NO_MINUTES: MinuteRange = { from: 0, to: 0 };

interface Question {
  readonly facts: GapFacts;
  readonly asked: readonly JudgedDevice[];
  readonly hours: number;
}

function ask(measurement: Measurement, devices: ReadonlySet<string> | undefined): Question {
  const all = judgedDevices(measurement);
  return { facts: gapFacts(measurement, all), asked: devices === undefined ? all : all.filter(({ id }) => devices.has(id)), hours: measurement.merged.hours };
}

/** Once an hour and cause in which the device misses anything. */
function eachPart({ facts, hours }: Question, device: JudgedDevice, on: (part: Attributed, hour: number) => void): void {
  for (let hour = device.member.hour; hour < Math.min(hours, device.member.end + 1); hour += 1) {
    for (const part of classify(facts, device, hour)) on(part, hour);
  }
}

function gapFacts({ context, merged }: Measurement, devices: readonly JudgedDevice[]): GapFacts {
  const { platformSilence, lostSessions = [] } = context;
  const { firstHour, hours, halves } = merged;
  const masks = (ranges: readonly MinuteRange[]): Halves => rangeHalves(ranges, firstHour, hours);
  const valid = (row: number, hour: number): HourMask => ({ low: halves[2 * (row * hours + hour)] ?? 0, high: halves[2 * (row * hours + hour) + 1] ?? 0 });
  return { valid, liveness: livenessTable({ hours, devices, valid }), down: masks(downtime(platformSilence)), lost: masks(lostMinutes(lostSessions)), unheard: platformSilence && masks(platformSilence) };
}

class Tally {
  private readonly causes = new Map(GAP_CAUSES.map((cause) => [cause, { intervals: 0, events: 0, devices: new Set<string>() }]));

  add(device: string, { cause, intervals }: Attributed): void {
    const entry = this.of(cause);
    entry.intervals += count(intervals);
    entry.devices.add(device);
  }

  addEvents(cause: GapCause, events: number): void {
    this.of(cause).events += events;
  }

  sums(): Pick<GapReport, 'missing' | 'totals'> {
    const totals = GAP_CAUSES.map((cause): GapTotal => {
      const { events, devices, intervals } = this.of(cause);
      return { cause, events, devices: devices.size, intervals };
    });
    // Rows of before it was told are to stay what they were.
    return { missing: totals.reduce((sum, { intervals }) => sum + intervals, 0), totals: totals.filter(({ cause, intervals }) => cause !== 'broker-session' || intervals > 0) };
  }

  private of(cause: GapCause): { intervals: number; events: number; readonly devices: Set<string> } {
    return this.causes.get(cause) as { intervals: number; events: number; readonly devices: Set<string> };
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
    return device === undefined || hour < 0 || hour >= merged.hours ? total : total + count(lateOnly(facts, device, hour, minutes));
  }, 0);
  return { valid: sum('valid'), late, overdue: sum('overdue') };
}

function lateOnly(facts: GapFacts, device: JudgedDevice, hour: number, late: HourMask): HourMask {
  const valid = facts.valid(device.row, hour);
  const due = both(slotsAt(device.slots.planned, hour), without(dueAt(device, hour), missingAt(facts, device, hour)));
  return without(both(due, touched(both(valid, late), device.minutes)), touched(without(valid, late), device.minutes));
}
