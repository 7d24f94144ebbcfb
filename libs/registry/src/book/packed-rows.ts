import type { DeviceHourDeltas, SeriesHourDeltas } from '@yanshou/store';

/**
 * Rows of fixed width, packed by the database into one value: a million hours as objects would be hundreds of megabytes.
 * Numbers are big-endian, as PostgreSQL's send functions write them.
 */
export const packed = (columns: readonly string[]): string => `string_agg(${columns.join(' || ')}, ''::bytea)`;
const int = (column: string): string => `int4send(h.${column}::integer)`;
const double = (expression: string): string => `float8send(coalesce(${expression}, 'NaN'::double precision))`;

export const DEVICE_HOUR = ['principal', 'hour', 'origin', 'low', 'high'].map(int);
const DEVICE_BYTES = 20;

/** A sum beyond 2^53 comes as quotient and remainder. */
const SUM_STEP = 4_503_599_627_370_496;
export const SERIES_HOUR = [
  ...['series', 'hour', 'origin', 'count', 'valid', 'numeric_count', 'low', 'high'].map(int),
  ...['latest_at', 'min', 'max', 'first_at', 'first_value', 'last_at', 'last_value'].map((column) => double(`h.${column}`)),
  double(`div(h.sum, ${SUM_STEP})::double precision`), double(`mod(h.sum, ${SUM_STEP})::double precision`),
];
const SERIES_BYTES = 8 * 4 + 9 * 8;

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

export function deviceHoursOf(parts: readonly Uint8Array[]): DeviceHourDeltas {
  const length = parts.reduce((rows, part) => rows + part.byteLength / DEVICE_BYTES, 0);
  const deltas = {
    length, principal: new Int32Array(length), hour: new Int32Array(length), origin: new Uint8Array(length), low: new Int32Array(length), high: new Int32Array(length),
  };
  let row = 0;
  for (const part of parts) {
    const view = viewOf(part);
    for (let at = 0; at < part.byteLength; at += DEVICE_BYTES, row += 1) {
      deltas.principal[row] = view.getInt32(at);
      deltas.hour[row] = view.getInt32(at + 4);
      deltas.origin[row] = view.getInt32(at + 8);
      deltas.low[row] = view.getInt32(at + 12);
      deltas.high[row] = view.getInt32(at + 16);
    }
  }
  return deltas;
}

const LARGEST = BigInt(Number.MAX_SAFE_INTEGER);

/** The port's columns hold safe integers: a larger sum goes on in rows that hold nothing else. */
export function seriesHoursOf(parts: readonly Uint8Array[]): SeriesHourDeltas {
  const rows: number[][] = [];
  for (const part of parts) {
    const view = viewOf(part);
    for (let at = 0; at < part.byteLength; at += SERIES_BYTES) rows.push(...splitSum(readRow(view, at)));
  }
  const ints = (column: number): Int32Array => Int32Array.from(rows, (row) => row[column] as number);
  const doubles = (column: number): Float64Array => Float64Array.from(rows, (row) => row[column] as number);
  return {
    length: rows.length, series: ints(0), hour: ints(1), origin: Uint8Array.from(rows, (row) => row[2] as number), count: ints(3), valid: ints(4),
    numeric: ints(5), low: ints(6), high: ints(7), latestAt: doubles(8), min: doubles(9), max: doubles(10), firstAt: doubles(11), firstValue: doubles(12),
    lastAt: doubles(13), lastValue: doubles(14), sum: doubles(15),
  };
}

interface ReadRow {
  readonly values: number[];
  readonly sum: bigint;
}

function readRow(view: DataView, at: number): ReadRow {
  const values = Array.from({ length: 8 }, (_, index) => view.getInt32(at + index * 4));
  for (let index = 0; index < 7; index += 1) values.push(view.getFloat64(at + 32 + index * 8));
  const sum = BigInt(view.getFloat64(at + 88)) * BigInt(SUM_STEP) + BigInt(view.getFloat64(at + 96));
  return { values, sum };
}

function splitSum({ values, sum }: ReadRow): number[][] {
  const safe = (part: bigint): boolean => part <= LARGEST && part >= -LARGEST;
  if (safe(sum)) return [[...values, Number(sum)]];
  const part = sum > 0n ? LARGEST : -LARGEST;
  const rows = [[...values, Number(part)]];
  for (let rest = sum - part; rest !== 0n; ) {
    const next = safe(rest) ? rest : part;
    rows.push([values[0] as number, values[1] as number, values[2] as number, 0, 0, 0, 0, 0, values[8] as number, NaN, NaN, NaN, NaN, NaN, NaN, Number(next)]);
    rest -= next;
  }
  return rows;
}
