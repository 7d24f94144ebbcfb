import type { DeviceHourDeltas, SeriesHourDeltas } from '../projection-batch.js';

export interface SeriesHourKey {
  readonly series: number;
  readonly hour: number;
  readonly origin: number;
}

export interface StoredReading {
  readonly at: number;
  readonly value: number | string;
  /** Grid value, NaN where the reading is in no sum. */
  readonly grid: number;
  readonly valid: boolean;
  readonly low: number;
  readonly high: number;
}

interface SeriesHour extends SeriesHourKey {
  readonly rows: StoredReading[];
}

/** The partials of one batch, computed from all readings of an hour at once. */
export class SeriesHourTable {
  private readonly hours = new Map<string, SeriesHour>();

  add(key: SeriesHourKey, reading: StoredReading): void {
    const name = `${key.series}/${key.hour}/${key.origin}`;
    const hour = this.hours.get(name) ?? { ...key, rows: [] };
    this.hours.set(name, hour);
    hour.rows.push(reading);
  }

  deltas(): SeriesHourDeltas {
    const hours = [...this.hours.values()];
    const ints = (of: (hour: SeriesHour) => number): Int32Array => Int32Array.from(hours, of);
    const doubles = (of: (hour: SeriesHour) => number): Float64Array => Float64Array.from(hours, of);
    return {
      length: hours.length,
      series: ints((h) => h.series), hour: ints((h) => h.hour), origin: Uint8Array.from(hours, (h) => h.origin),
      count: ints((h) => h.rows.length), valid: ints((h) => h.rows.filter((row) => row.valid).length),
      latestAt: doubles((h) => Math.max(...h.rows.map((row) => row.at))),
      min: doubles((h) => extreme(h, Math.min)), max: doubles((h) => extreme(h, Math.max)),
      sum: doubles((h) => numbers(h).reduce((sum, row) => sum + row.grid, 0)), numeric: ints((h) => numbers(h).length),
      firstAt: doubles((h) => ordered(h)[0]?.at ?? NaN), firstValue: doubles((h) => (ordered(h)[0]?.value as number | undefined) ?? NaN),
      lastAt: doubles((h) => ordered(h).at(-1)?.at ?? NaN), lastValue: doubles((h) => (ordered(h).at(-1)?.value as number | undefined) ?? NaN),
      low: ints((h) => h.rows.reduce((mask, row) => mask | row.low, 0)), high: ints((h) => h.rows.reduce((mask, row) => mask | row.high, 0)),
    };
  }
}

const numbers = (hour: SeriesHour): StoredReading[] => hour.rows.filter((row) => !Number.isNaN(row.grid));
const ordered = (hour: SeriesHour): StoredReading[] => numbers(hour).sort((a, b) => a.at - b.at);
function extreme(hour: SeriesHour, pick: (...values: number[]) => number): number {
  const values = numbers(hour).map((row) => row.value as number);
  return values.length === 0 ? NaN : pick(...values);
}

interface DeviceHour {
  readonly principal: number;
  readonly hour: number;
  readonly origin: number;
  low: number;
  high: number;
}

export class DeviceHourTable {
  private readonly hours = new Map<string, DeviceHour>();

  add(principal: number, hour: number, origin: number, mask: { readonly low: number; readonly high: number }): void {
    const name = `${principal}/${hour}/${origin}`;
    const row = this.hours.get(name) ?? { principal, hour, origin, low: 0, high: 0 };
    this.hours.set(name, row);
    row.low |= mask.low;
    row.high |= mask.high;
  }

  deltas(): DeviceHourDeltas {
    const rows = [...this.hours.values()];
    return {
      length: rows.length,
      principal: Int32Array.from(rows, (row) => row.principal), hour: Int32Array.from(rows, (row) => row.hour),
      origin: Uint8Array.from(rows, (row) => row.origin),
      low: Int32Array.from(rows, (row) => row.low), high: Int32Array.from(rows, (row) => row.high),
    };
  }
}
