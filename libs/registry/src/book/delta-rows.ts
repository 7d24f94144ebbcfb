import type { DeviceHourDeltas, LedgerDelta, SeriesHourDeltas } from '@yanshou/store';
import { LEDGER_COUNTERS } from '@yanshou/store';
import { LEDGER_COLUMNS } from './ledger-columns.js';

export interface SeriesHourRow {
  series: number; hour: number; origin: number; count: number; valid: number; latest_at: number;
  min: number | null; max: number | null; sum: bigint | string; numeric_count: number;
  first_at: number | null; first_value: number | null; last_at: number | null; last_value: number | null; low: number; high: number;
}

/** Deltas with one row a key: a statement may not change a row twice. Sums are texts, as they may exceed a double. */
export function seriesHourRows(deltas: SeriesHourDeltas): SeriesHourRow[] {
  const rows = new Map<string, SeriesHourRow>();
  for (let at = 0; at < deltas.length; at += 1) {
    const row = seriesHourRow(deltas, at);
    const key = `${row.series}/${row.hour}/${row.origin}`;
    const known = rows.get(key);
    if (known) addSeriesHour(known, row);
    else rows.set(key, row);
  }
  return [...rows.values()].map((row) => ({ ...row, sum: String(row.sum) }));
}

function seriesHourRow(d: SeriesHourDeltas, at: number): SeriesHourRow {
  const some = (d.numeric[at] as number) > 0;
  const number = (column: Float64Array): number | null => (some ? (column[at] as number) + 0 : null);
  return {
    series: d.series[at] as number, hour: d.hour[at] as number, origin: d.origin[at] as number, count: d.count[at] as number, valid: d.valid[at] as number,
    latest_at: d.latestAt[at] as number, min: number(d.min), max: number(d.max), sum: BigInt(d.sum[at] as number), numeric_count: d.numeric[at] as number,
    first_at: number(d.firstAt), first_value: number(d.firstValue), last_at: number(d.lastAt), last_value: number(d.lastValue),
    low: d.low[at] as number, high: d.high[at] as number,
  };
}

function addSeriesHour(to: SeriesHourRow, row: SeriesHourRow): void {
  to.count += row.count;
  to.valid += row.valid;
  to.numeric_count += row.numeric_count;
  to.sum = (to.sum as bigint) + (row.sum as bigint);
  to.latest_at = Math.max(to.latest_at, row.latest_at);
  to.low |= row.low;
  to.high |= row.high;
  if (row.first_at === null) return;
  to.min = Math.min(to.min ?? Infinity, row.min as number);
  to.max = Math.max(to.max ?? -Infinity, row.max as number);
  if (to.first_at === null || row.first_at < to.first_at) [to.first_at, to.first_value] = [row.first_at, row.first_value];
  if (to.last_at === null || (row.last_at as number) > to.last_at) [to.last_at, to.last_value] = [row.last_at, row.last_value];
}

/** Latest source time of each series. */
export function latestRows({ length, series, latestAt }: SeriesHourDeltas): { readonly series: number; readonly at: number }[] {
  const latest = new Map<number, number>();
  for (let row = 0; row < length; row += 1) {
    const [number, at] = [series[row] as number, latestAt[row] as number];
    if (at > (latest.get(number) ?? -Infinity)) latest.set(number, at);
  }
  return [...latest].map(([number, at]) => ({ series: number, at }));
}

export function deviceHourRows({ length, principal, hour, origin, low, high }: DeviceHourDeltas): object[] {
  const rows = new Map<string, { low: number; high: number }>();
  for (let at = 0; at < length; at += 1) {
    const key = `${principal[at]}/${hour[at]}/${origin[at]}`;
    const row = rows.get(key) ?? { principal: principal[at], hour: hour[at], origin: origin[at], low: 0, high: 0 };
    rows.set(key, row);
    row.low |= low[at] as number;
    row.high |= high[at] as number;
  }
  return [...rows.values()];
}

export function ledgerRows(deltas: readonly LedgerDelta[]): object[] {
  const rows = new Map<string, Record<string, number>>();
  for (const { principal, hour, counts } of deltas) {
    const key = `${principal}/${hour}`;
    const row = rows.get(key) ?? { principal, hour, ...Object.fromEntries(LEDGER_COLUMNS.map((column) => [column, 0])) };
    rows.set(key, row);
    LEDGER_COUNTERS.forEach((counter, index) => {
      const column = LEDGER_COLUMNS[index] as string;
      row[column] = (row[column] as number) + counts[counter];
    });
  }
  return [...rows.values()];
}

export function reasonRows(deltas: readonly LedgerDelta[]): object[] {
  const rows = new Map<string, { count: number }>();
  for (const { principal, hour, reasons } of deltas) {
    for (const [code, count] of reasons) {
      const key = `${principal}/${hour}/${code}`;
      const row = rows.get(key) ?? { principal, hour, code, count: 0 };
      rows.set(key, row);
      row.count += count;
    }
  }
  return [...rows.values()];
}
