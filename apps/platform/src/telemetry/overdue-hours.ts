import type { DeviceHourMask } from '@yanshou/kpi';

/** Minutes of a device in an hour, of whichever leg the hour is in. */
export type HourMinutes = Omit<DeviceHourMask, 'leg'>;

const NUMBERS_A_MASK = 3;

/** Minutes of devices by hour, three numbers each: a year in which every device is late is kept in the memory of its masks. */
export class OverdueHours {
  private readonly places: ReadonlyMap<string, number>;
  private readonly hours = new Map<number, Int32Array>();
  /** Of all hours; an hour without any counts as one. */
  masks = 0;

  constructor(private readonly devices: readonly string[]) {
    this.places = new Map(devices.map((id, place) => [id, place]));
  }

  has(hour: number): boolean {
    return this.hours.has(hour);
  }

  /** None of an hour that is not kept. */
  at(hour: number): readonly HourMinutes[] {
    const numbers = this.hours.get(hour) ?? new Int32Array(0);
    return Array.from({ length: numbers.length / NUMBERS_A_MASK }, (_, mask) => {
      const [place = 0, low = 0, high = 0] = numbers.subarray(mask * NUMBERS_A_MASK, (mask + 1) * NUMBERS_A_MASK);
      return { device: this.devices[place] ?? '', hour, low, high };
    });
  }

  set(hour: number, minutes: readonly HourMinutes[]): void {
    this.delete(hour);
    this.hours.set(hour, Int32Array.from(minutes.flatMap(({ device, low, high }) => [this.places.get(device) ?? 0, low, high])));
    this.masks += Math.max(1, minutes.length);
  }

  delete(hour: number): void {
    const numbers = this.hours.get(hour);
    if (numbers === undefined) return;
    this.masks -= Math.max(1, numbers.length / NUMBERS_A_MASK);
    this.hours.delete(hour);
  }

  clear(): void {
    this.hours.clear();
    this.masks = 0;
  }
}
