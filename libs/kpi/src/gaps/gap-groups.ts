import { MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { Exemption, PlannedHours } from '@yanshou/telemetry';
import type { MinuteRange } from '../minute-range.js';
import type { Attributed } from './classify.js';
import { GAP_CAUSES } from '@yanshou/catalogue';
import type { GapEvent } from './gap-report.js';
import { hasMinute, runsOf } from './gap-runs.js';
import { addTo, count, minutesOf } from './halves.js';
import type { Halves } from './halves.js';

const HOUR = 60;

/** A run of a group with who is in it. */
interface OpenEvent extends MinuteRange {
  intervals: number;
  readonly devices: Set<string>;
}

interface Group extends Pick<Attributed, 'cause' | 'gateway' | 'site'> {
  readonly minutes: Halves;
  events: readonly OpenEvent[];
}

/** Gathers what belongs to one failure into events: first the minutes of all devices, then what each of them misses. */
export class GapGroups {
  private readonly groups = new Map<string, Group>();

  constructor(private readonly shift: PlannedHours) {}

  mark({ cause, scope, gateway, site, intervals }: Attributed, hour: number, minutes: number): void {
    const key = `${cause} ${scope}`;
    const group = this.groups.get(key) ?? { cause, gateway, site, minutes: new Int32Array(2 * this.shift.low.length), events: [] };
    this.groups.set(key, group);
    addTo(group.minutes, hour, minutesOf(intervals, minutes));
  }

  /** Ends the first pass. */
  cut(): void {
    for (const group of this.groups.values()) {
      group.events = runsOf(group.minutes, this.shift).map((run) => ({ ...run, intervals: 0, devices: new Set<string>() }));
    }
  }

  /** Second pass: the same as was marked. */
  count(device: string, { cause, scope, intervals }: Attributed, hour: number): void {
    const events = this.groups.get(`${cause} ${scope}`)?.events ?? [];
    const start = (this.shift.firstHour + hour) * HOUR;
    const first = eventAt(events, start);
    const only = events[first];
    if (only && only.from <= start && only.to >= start + HOUR) return addIntervals(only, device, count(intervals));
    for (let minute = 0, at = first; minute < HOUR; minute += 1) {
      if (!hasMinute(intervals, minute)) continue;
      while ((events[at]?.to ?? Infinity) <= start + minute) at += 1;
      const event = events[at];
      if (event) addIntervals(event, device, 1);
    }
  }

  events(exemptions: readonly Exemption[]): readonly GapEvent[] {
    const events = [...this.groups.values()].flatMap(({ cause, gateway, site, events: held }) => held.map(({ from, to, intervals, devices }): GapEvent => ({
      cause, from: from * MICROS_PER_MINUTE, to: to * MICROS_PER_MINUTE, devices: [...devices].sort(), gateway, site, intervals,
      reasons: cause === 'maintenance' || cause === 'closed-season' ? reasonsIn({ from, to }, exemptions) : [],
    })));
    return events.sort(byTime);
  }
}

function addIntervals(event: OpenEvent, device: string, intervals: number): void {
  event.intervals += intervals;
  event.devices.add(device);
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
