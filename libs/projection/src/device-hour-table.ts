import type { Micros, OriginCode } from '@yanshou/telemetry';
import { highBit, hourOf, lowBit, minuteOfHour } from '@yanshou/telemetry';
import type { DeviceHourDeltas } from '@yanshou/store';
import { HourKeyIndex } from './hour-key-index.js';

/** Minutes in which a device delivered a valid reading of a used metric, by (device, hour, origin). */
export class DeviceHourTable implements DeviceHourDeltas {
  length = 0;
  principal = new Int32Array(256);
  hour = new Int32Array(256);
  origin = new Uint8Array(256);
  low = new Int32Array(256);
  high = new Int32Array(256);
  private readonly index = new HourKeyIndex(this);

  mark(principal: number, at: Micros, origin: OriginCode): void {
    const hour = hourOf(at);
    const minute = minuteOfHour(at);
    const found = this.index.find(this.principal, principal, hour, origin);
    const row = found >= 0 ? found : this.open(principal, hour, origin);
    this.low[row] = (this.low[row] as number) | lowBit(minute);
    this.high[row] = (this.high[row] as number) | highBit(minute);
  }

  clear(): void {
    this.length = 0;
    this.index.clear();
  }

  private open(principal: number, hour: number, origin: OriginCode): number {
    const row = this.length;
    if (row === this.principal.length) this.grow();
    this.principal[row] = principal;
    this.hour[row] = hour;
    this.origin[row] = origin;
    this.low[row] = 0;
    this.high[row] = 0;
    this.length = row + 1;
    this.index.enter(this.principal, row);
    return row;
  }

  private grow(): void {
    const size = this.principal.length * 2;
    const origin = new Uint8Array(size);
    origin.set(this.origin);
    this.origin = origin;
    for (const name of ['principal', 'hour', 'low', 'high'] as const) {
      const bigger = new Int32Array(size);
      bigger.set(this[name]);
      this[name] = bigger;
    }
  }
}
