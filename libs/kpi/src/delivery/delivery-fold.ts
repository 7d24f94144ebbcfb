import { DEFAULT_LATE_DELIVERY_HOURS, MICROS_PER_HOUR, highBit, hourOf, lowBit, minuteOfHour } from '@yanshou/telemetry';
import type { Leg, Micros, Origin, ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import type { ExtractReading } from '../extract-reading.js';
import { countedOriginNames, hasValidQuality } from '../reading-rules.js';

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
}

export const lateLimit = ({ lateDeliveryHours = DEFAULT_LATE_DELIVERY_HOURS }: ProjectContract): Micros => lateDeliveryHours * MICROS_PER_HOUR;

/**
 * Tells from receipt and source time of each reading which minutes were delivered late. Readings of a device come
 * together. Only live readings can be late: what is replayed or imported was recorded long before, and says so.
 */
export class DeliveryFold {
  private readonly counted: ReadonlySet<Origin>;
  private readonly limit: Micros;
  private readonly prompt: Int32Array;
  private readonly late: Int32Array;
  private readonly overdue: Int32Array;
  private readonly found: { overdue: DeviceHourMask[]; late: DeviceHourMask[] } = { overdue: [], late: [] };
  private device = '';
  private isLate = false;

  constructor(private readonly terms: DeliveryTerms) {
    const { hours, inventory, contract } = terms;
    const length = 2 * Math.max(0, hours.end - hours.first);
    [this.prompt, this.late, this.overdue] = [new Int32Array(length), new Int32Array(length), new Int32Array(length)];
    this.counted = countedOriginNames(inventory);
    this.limit = lateLimit(contract);
  }

  add(reading: ExtractReading): void {
    if (reading.device !== this.device) this.close(reading.device);
    const { first, end } = this.terms.hours;
    const hour = hourOf(reading.at);
    if (hour < first || hour >= end || reading.unused || !this.counted.has(reading.origin) || !hasValidQuality(reading)) return;
    const halves = this.halvesOf(reading);
    const minute = minuteOfHour(reading.at);
    const index = 2 * (hour - first);
    halves[index] = (halves[index] as number) | lowBit(minute);
    halves[index + 1] = (halves[index + 1] as number) | highBit(minute);
    this.isLate ||= halves !== this.prompt;
  }

  /** Ends the fold. */
  finish(): Delivery {
    this.close('');
    const byPlace = (a: DeviceHourMask, b: DeviceHourMask): number => (a.device === b.device ? a.hour - b.hour : a.device < b.device ? -1 : 1);
    return { overdue: this.found.overdue.sort(byPlace), late: this.found.late.sort(byPlace) };
  }

  private halvesOf({ origin, at, received = at }: ExtractReading): Int32Array {
    const delay = origin === 'live' ? received - at : 0;
    return delay <= LATE_AFTER ? this.prompt : delay <= this.limit ? this.late : this.overdue;
  }

  private close(next: string): void {
    if (this.isLate) this.read();
    for (const halves of [this.prompt, this.late, this.overdue]) halves.fill(0);
    this.isLate = false;
    this.device = next;
  }

  private read(): void {
    const { prompt, late, overdue } = this;
    for (let index = 0; index < prompt.length; index += 2) {
      const at = (halves: Int32Array): readonly [number, number] => [halves[index] as number, halves[index + 1] as number];
      const [[early, earlyHigh], [delayed, delayedHigh], [beyond, beyondHigh]] = [at(prompt), at(late), at(overdue)];
      this.put('late', index, delayed & ~early, delayedHigh & ~earlyHigh);
      this.put('overdue', index, beyond & ~early & ~delayed, beyondHigh & ~earlyHigh & ~delayedHigh);
    }
  }

  private put(kind: 'late' | 'overdue', index: number, low: number, high: number): void {
    if ((low | high) === 0) return;
    this.found[kind].push({ leg: this.terms.leg, device: this.device, hour: this.terms.hours.first + index / 2, low, high });
  }
}
