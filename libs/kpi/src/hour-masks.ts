import { highBit, hourOf, lowBit, minuteOfHour } from '@yanshou/telemetry';
import type { Micros } from '@yanshou/telemetry';
import type { DeviceHours } from './evaluation-context.js';

/** Minutes with a valid reading of each device in the hours first ≤ h < end; everything else is left out. */
export class HourMasks {
  private readonly numbers: ReadonlyMap<string, number>;
  private readonly devices: Int32Array[] = [];
  private last = { device: '', number: 0 };

  constructor(devices: readonly string[], private readonly hours: { readonly first: number; readonly end: number }) {
    this.numbers = new Map([...new Set(devices)].sort().map((device, index) => [device, index + 1]));
  }

  mark(device: string, at: Micros): void {
    const minute = minuteOfHour(at);
    this.markHour(device, hourOf(at), lowBit(minute), highBit(minute));
  }

  markHour(device: string, hour: number, low: number, high: number): void {
    if (hour < this.hours.first || hour >= this.hours.end) return;
    const halves = this.halvesOf(device);
    if (!halves) return;
    const index = 2 * (hour - this.hours.first);
    halves[index] = (halves[index] as number) | low;
    halves[index + 1] = (halves[index + 1] as number) | high;
  }

  /** One row a device and hour that has any minute, as the store hands them out. */
  rows(): DeviceHours {
    const length = this.devices.reduce((sum, halves) => sum + filledHours(halves), 0);
    const [principal, hour, low, high] = Array.from({ length: 4 }, () => new Int32Array(length)) as [Int32Array, Int32Array, Int32Array, Int32Array];
    let row = 0;
    this.devices.forEach((halves, number) => {
      for (let index = 0; index < halves.length; index += 2) {
        low[row] = halves[index] as number;
        high[row] = halves[index + 1] as number;
        if (((low[row] as number) | (high[row] as number)) === 0) continue;
        principal[row] = number;
        hour[row] = this.hours.first + index / 2;
        row += 1;
      }
    });
    return { principals: new Map([...this.numbers].map(([device, of]) => [of, device])), columns: { length, principal, hour, low, high } };
  }

  private halvesOf(device: string): Int32Array | undefined {
    if (this.last.device !== device) this.last = { device, number: this.numbers.get(device) ?? 0 };
    const { number } = this.last;
    if (number === 0) return undefined;
    return (this.devices[number] ??= new Int32Array(2 * (this.hours.end - this.hours.first)));
  }
}

function filledHours(halves: Int32Array): number {
  let filled = 0;
  for (let index = 0; index < halves.length; index += 2) if (((halves[index] as number) | (halves[index + 1] as number)) !== 0) filled += 1;
  return filled;
}
