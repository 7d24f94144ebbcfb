import { MICROS_PER_HOUR, highBit, hourOf, lowBit, minuteOfHour } from '@yanshou/telemetry';
import type { Leg, Micros, Origin, ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import type { ExtractReading } from '../extract-reading.js';
import type { MinuteRange } from '../minute-range.js';
import { countedOriginNames, hasValidQuality } from '../reading-rules.js';
import { DeliveryClock, lateLimit } from './delivery-clock.js';

/** What comes within the hour is not late: as the flag of the stored reading says. */
const LATE_AFTER = MICROS_PER_HOUR;

/** Minutes of a device in a UTC hour of a leg, as minute masks. */
export interface DeviceHourMask {
  readonly leg: Leg;
  readonly device: string;
  readonly hour: number;
  readonly low: number;
  readonly high: number;
}

/** Ascending by device and hour. */
export interface Delivery {
  /** Minutes that only readings beyond the contract's limit fill: they were not delivered. */
  readonly overdue: readonly DeviceHourMask[];
  /** Minutes that were delivered late, within the limit, and not before. */
  readonly late: readonly DeviceHourMask[];
}

export interface DeliveryTerms {
  readonly leg: Leg;
  /** UTC hours first ≤ h < end that are looked at. */
  readonly hours: { readonly first: number; readonly end: number };
  readonly inventory: ProjectInventory;
  readonly contract: ProjectContract;
  /** The platform's downtime, in which no delay runs; none when absent. */
  readonly down?: readonly MinuteRange[];
}

/** Minutes of the device in hand in one hour, by how they came. */
interface HourOfDevice {
  readonly hour: number;
  readonly prompt: { low: number; high: number };
  readonly late: { low: number; high: number };
  readonly overdue: { low: number; high: number };
}

/**
 * Tells from receipt and source time of each reading which minutes were delivered late. Readings of a device come
 * together. Only live readings can be late: what is replayed or imported was recorded long before, and says so. Memory: the
 * hours of one device that have readings, whatever the period is.
 */
export class DeliveryFold {
  private readonly counted: ReadonlySet<Origin>;
  private readonly devices: ReadonlySet<string>;
  private readonly limit: Micros;
  private readonly clock: DeliveryClock;
  private readonly hours = new Map<number, HourOfDevice>();
  private readonly found: { overdue: DeviceHourMask[]; late: DeviceHourMask[] } = { overdue: [], late: [] };
  /** The hour in hand: most readings are of the same as the one before. */
  private last: HourOfDevice | undefined;
  private device = '';
  private isKnown = false;
  private isLate = false;

  constructor(private readonly terms: DeliveryTerms) {
    this.counted = countedOriginNames(terms.inventory);
    this.devices = new Set(terms.inventory.devices.map(({ id }) => id));
    this.limit = lateLimit(terms.contract);
    this.clock = new DeliveryClock(terms.down ?? []);
  }

  /** Devices that the inventory does not name are left out. */
  add(reading: ExtractReading): void {
    if (reading.device !== this.device) this.close(reading.device);
    const { first, end } = this.terms.hours;
    const hour = hourOf(reading.at);
    if (!this.isKnown || hour < first || hour >= end || reading.unused || !this.counted.has(reading.origin) || !hasValidQuality(reading)) return;
    const kind = this.kindOf(reading);
    const minutes = this.hourOf(hour)[kind];
    const minute = minuteOfHour(reading.at);
    minutes.low |= lowBit(minute);
    minutes.high |= highBit(minute);
    this.isLate ||= kind !== 'prompt';
  }

  /** Ends the fold. */
  finish(): Delivery {
    this.close('');
    const byPlace = (a: DeviceHourMask, b: DeviceHourMask): number => (a.device === b.device ? a.hour - b.hour : a.device < b.device ? -1 : 1);
    return { overdue: this.found.overdue.sort(byPlace), late: this.found.late.sort(byPlace) };
  }

  private kindOf({ origin, at, received = at }: ExtractReading): 'prompt' | 'late' | 'overdue' {
    const delay = origin === 'live' ? this.clock.delay(at, received) : 0;
    return delay <= LATE_AFTER ? 'prompt' : delay <= this.limit ? 'late' : 'overdue';
  }

  private hourOf(hour: number): HourOfDevice {
    if (this.last?.hour === hour) return this.last;
    const none = (): { low: number; high: number } => ({ low: 0, high: 0 });
    const own = this.hours.get(hour) ?? { hour, prompt: none(), late: none(), overdue: none() };
    this.hours.set(hour, own);
    this.last = own;
    return own;
  }

  private close(next: string): void {
    if (this.isLate) for (const hour of this.hours.values()) this.read(hour);
    this.hours.clear();
    this.last = undefined;
    this.isLate = false;
    this.device = next;
    this.isKnown = this.devices.has(next);
  }

  private read({ hour, prompt, late, overdue }: HourOfDevice): void {
    this.put('late', hour, late.low & ~prompt.low, late.high & ~prompt.high);
    this.put('overdue', hour, overdue.low & ~prompt.low & ~late.low, overdue.high & ~prompt.high & ~late.high);
  }

  private put(kind: 'late' | 'overdue', hour: number, low: number, high: number): void {
    if ((low | high) === 0) return;
    this.found[kind].push({ leg: this.terms.leg, device: this.device, hour, low, high });
  }
}
