import { MICROS_PER_HOUR, MICROS_PER_MINUTE, unite } from '@yanshou/telemetry';
import type { Exemption, PlannedHours } from '@yanshou/telemetry';
import type { MinuteRange } from '../minute-range.js';
import type { Attributed } from './classify.js';
import { GAP_CAUSES } from '@yanshou/catalogue';
import type { GapCause } from '@yanshou/catalogue';
import type { GapEvent } from './gap-report.js';
import { runsOf } from './gap-runs.js';
import { addTo, both, count, minutesOf } from './halves.js';
import type { Halves } from './halves.js';
import type { HourMask } from '../judging-slots.js';
import type { MergedMinutes } from '../merged-minutes.js';
import type { JudgedDevice } from './judged-device.js';

const HOUR = 60;
const HALF = 30;

/** A run of a group with who is in it. */
interface OpenEvent extends MinuteRange {
  intervals: number;
  readonly devices: string[];
}

interface GapGroup extends Pick<Attributed, 'cause' | 'gateway' | 'site'> {
  readonly minutes: Halves;
  /** Of the devices in it: time outside all of them ends no event. */
  readonly shifts: Set<PlannedHours>;
  events: readonly OpenEvent[];
}

/** Gathers what belongs to one failure into events: first the minutes of all devices, then what each of them misses. */
export class GapGroups {
  private readonly groups = new Map<string, GapGroup>();

  constructor(private readonly window: Pick<MergedMinutes, 'firstHour' | 'hours'>) {}

  /** First pass. */
  mark({ cause, scope, gateway, site, intervals }: Attributed, hour: number, { minutes, calendars: { shift } }: JudgedDevice): void {
    const key = keyOf(cause, scope);
    const group = this.groups.get(key) ?? { cause, gateway, site, minutes: new Int32Array(2 * this.window.hours), shifts: new Set(), events: [] };
    this.groups.set(key, group);
    group.shifts.add(shift);
    addTo(group.minutes, hour, minutesOf(intervals, minutes));
  }

  /** Instead of a second pass: how many events each group has. */
  eachCount(on: (cause: GapCause, events: number) => void): void {
    for (const { cause, minutes, shifts } of this.groups.values()) on(cause, runsOf(minutes, this.shiftOf(shifts)).length);
  }

  /** Ends the first pass. */
  cut(): void {
    for (const group of this.groups.values()) {
      group.events = runsOf(group.minutes, this.shiftOf(group.shifts)).map((run) => ({ ...run, intervals: 0, devices: [] }));
    }
  }

  /** Second pass: the same as was marked, device by device. */
  count({ cause, scope, intervals }: Attributed, device: string, hour: number): void {
    const { events = [] } = this.groups.get(keyOf(cause, scope)) ?? {};
    const start = (this.window.firstHour + hour) * HOUR;
    const first = eventAt(events, start);
    const only = events[first];
    if (only && only.from <= start && only.to >= start + HOUR) return addIntervals(only, device, count(intervals));
    for (let at = first; (events[at]?.from ?? Infinity) < start + HOUR; at += 1) {
      const event = events[at] as OpenEvent;
      const own = count(both(intervals, minutesFrom(event.from - start, event.to - start)));
      if (own > 0) addIntervals(event, device, own);
    }
  }

  /** `exemptions`: by device. */
  events(exemptions: ReadonlyMap<string, readonly Exemption[]>): readonly GapEvent[] {
    const events = [...this.groups.values()].flatMap(({ cause, gateway, site, events: held }) => held.map(({ from, to, intervals, devices }): GapEvent => ({
      cause, from: from * MICROS_PER_MINUTE, to: to * MICROS_PER_MINUTE, devices: devices.sort(), gateway, site, intervals,
      reasons: cause === 'maintenance' || cause === 'closed-season' ? reasonsIn({ from, to }, [...new Set(devices.map((device) => exemptions.get(device) ?? []))].flat()) : [],
    })));
    return events.sort(byTime);
  }

  private shiftOf(shifts: ReadonlySet<PlannedHours>): PlannedHours {
    const [first, ...rest] = shifts;
    const { firstHour, hours } = this.window;
    return first !== undefined && rest.length === 0 ? first : unite([...shifts], firstHour * MICROS_PER_HOUR, (firstHour + hours) * MICROS_PER_HOUR);
  }
}

const keyOf = (cause: GapCause, scope: string): string => `${cause} ${scope}`;

/** Minutes from ≤ m < to of an hour; what lies outside of it is cut. */
function minutesFrom(from: number, to: number): HourMask {
  const before = (minute: number): number => 2 ** Math.max(0, Math.min(HALF, minute)) - 1;
  return { low: before(to) & ~before(from), high: before(to - HALF) & ~before(from - HALF) };
}

function addIntervals(event: OpenEvent, device: string, intervals: number): void {
  event.intervals += intervals;
  if (event.devices.at(-1) !== device) event.devices.push(device);
}

/** The first event that ends after the minute. */
function eventAt(events: readonly OpenEvent[], minute: number): number {
  let [low, high] = [0, events.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((events[middle]?.to ?? 0) <= minute) low = middle + 1;
    else high = middle;
  }
  return low;
}

const reasonsIn = ({ from, to }: MinuteRange, exemptions: readonly Exemption[]): readonly string[] =>
  [...new Set(exemptions.filter((one) => one.from < to * MICROS_PER_MINUTE && one.to > from * MICROS_PER_MINUTE).map(({ reason }) => reason))].sort();

const byTime = (a: GapEvent, b: GapEvent): number =>
  a.from - b.from || a.to - b.to || GAP_CAUSES.indexOf(a.cause) - GAP_CAUSES.indexOf(b.cause) || order(a.gateway, b.gateway) || order(a.site, b.site) || order(a.devices[0] ?? '', b.devices[0] ?? '');

const order = (a: string | null, b: string | null): number => ((a ?? '') < (b ?? '') ? -1 : (a ?? '') > (b ?? '') ? 1 : 0);
