import type { ReadingColumns } from '@yanshou/telemetry';
import {
  ValueKind, UNUSED, highBit, hourOf, isValidQuality, lowBit, minuteOfHour, originOf, qualityOf, valueKindOf,
} from '@yanshou/telemetry';
import type { SeriesHourDeltas } from '@yanshou/store';
import { toGrid } from '@yanshou/store';
import { HourKeyIndex } from './hour-key-index.js';

/** What a batch adds to each (series, hour, origin), kept up while readings are accepted. */
export class SeriesHourTable implements SeriesHourDeltas {
  length = 0;
  series = new Int32Array(1024);
  hour = new Int32Array(1024);
  origin = new Uint8Array(1024);
  count = new Int32Array(1024);
  valid = new Int32Array(1024);
  latestAt = new Float64Array(1024);
  min = new Float64Array(1024);
  max = new Float64Array(1024);
  sum = new Float64Array(1024);
  numeric = new Int32Array(1024);
  firstAt = new Float64Array(1024);
  firstValue = new Float64Array(1024);
  lastAt = new Float64Array(1024);
  lastValue = new Float64Array(1024);
  low = new Int32Array(1024);
  high = new Int32Array(1024);
  private readonly index = new HourKeyIndex(this);

  /** Counts row `reading` of `readings`, whose series has the grid `resolution`. */
  add(readings: ReadingColumns, reading: number, resolution: number): void {
    const flags = readings.flags[reading] as number;
    const at = readings.at[reading] as number;
    const row = this.rowOf(readings.series[reading] as number, hourOf(at), originOf(flags));
    this.count[row] = (this.count[row] as number) + 1;
    if (at > (this.latestAt[row] as number)) this.latestAt[row] = at;
    if ((flags & UNUSED) !== 0 || !isValidQuality(qualityOf(flags))) return;
    const minute = minuteOfHour(at);
    this.valid[row] = (this.valid[row] as number) + 1;
    this.low[row] = (this.low[row] as number) | lowBit(minute);
    this.high[row] = (this.high[row] as number) | highBit(minute);
    if (valueKindOf(flags) === ValueKind.text) return;
    const value = readings.number[reading] as number;
    const steps = toGrid(value, resolution);
    if (!Number.isNaN(steps)) this.addNumber(row, at, value, steps);
  }

  clear(): void {
    this.length = 0;
    this.index.clear();
  }

  private addNumber(held: number, at: number, value: number, steps: number): void {
    let row = held;
    if (!Number.isSafeInteger((this.sum[row] as number) + steps)) row = this.open(this.series[row] as number, this.hour[row] as number, this.origin[row] as number);
    this.sum[row] = (this.sum[row] as number) + steps;
    const first = this.numeric[row] === 0;
    this.numeric[row] = (this.numeric[row] as number) + 1;
    if (first || value < (this.min[row] as number)) this.min[row] = value;
    if (first || value > (this.max[row] as number)) this.max[row] = value;
    if (first || at < (this.firstAt[row] as number)) {
      this.firstAt[row] = at;
      this.firstValue[row] = value;
    }
    if (first || at > (this.lastAt[row] as number)) {
      this.lastAt[row] = at;
      this.lastValue[row] = value;
    }
  }

  private rowOf(series: number, hour: number, origin: number): number {
    const row = this.index.find(this.series, series, hour, origin);
    return row >= 0 ? row : this.open(series, hour, origin);
  }

  private open(series: number, hour: number, origin: number): number {
    const row = this.length;
    if (row === this.series.length) this.grow();
    this.series[row] = series;
    this.hour[row] = hour;
    this.origin[row] = origin;
    for (const column of [this.count, this.valid, this.numeric, this.sum, this.low, this.high]) column[row] = 0;
    for (const column of [this.min, this.max, this.firstAt, this.firstValue, this.lastAt, this.lastValue]) column[row] = NaN;
    this.latestAt[row] = -Infinity;
    this.length = row + 1;
    this.index.enter(this.series, row);
    return row;
  }

  private grow(): void {
    const size = this.series.length * 2;
    this.origin = widen(this.origin, new Uint8Array(size));
    for (const name of ['series', 'hour', 'count', 'valid', 'numeric', 'low', 'high'] as const) this[name] = widen(this[name], new Int32Array(size));
    for (const name of ['latestAt', 'min', 'max', 'sum', 'firstAt', 'firstValue', 'lastAt', 'lastValue'] as const) {
      this[name] = widen(this[name], new Float64Array(size));
    }
  }
}

function widen<T extends Float64Array | Int32Array | Uint8Array>(old: T, bigger: T): T {
  bigger.set(old);
  return bigger;
}
