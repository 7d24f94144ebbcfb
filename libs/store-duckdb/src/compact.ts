import type { DuckDBConnection } from '@duckdb/node-api';
import { MICROS_PER_HOUR, MICROS_PER_MILLISECOND, hourOf } from '@yanshou/telemetry';
import type { Micros } from '@yanshou/telemetry';
import type { Database } from './database.js';
import { LEDGER_COLUMNS } from './reader.state.js';

/**
 * Merges deltas of closed hours and sorts closed months. Every step is one transaction on a connection of its own:
 * it deletes only rows that it has read, so batches committed meanwhile are neither lost nor waited for.
 */
export async function compactStore(database: Database, now: Micros): Promise<void> {
  // What is not checkpointed yet lies in memory and would leave too little of it for sorting.
  await database.write((connection) => connection.run('checkpoint'));
  const changed = await database.read(async (connection) => {
    const merged = await mergeDeltas(connection, hourOf(now));
    const sorted = await sortMonths(connection, now);
    return merged || sorted;
  });
  if (changed) await database.write((connection) => connection.run('checkpoint'));
}

interface DeltaTable {
  readonly table: string;
  readonly key: readonly string[];
  /** Columns of one row for all rows of a key. */
  readonly merged: string;
  /** Keys for which `merged` would not fit its column stay as they are. */
  readonly fits: string;
}

const SAFE = Number.MAX_SAFE_INTEGER;
const ofNumbers = (expression: string): string => `coalesce(${expression} filter ("numeric" > 0), 'nan'::double)`;

const SERIES_HOURS: DeltaTable = {
  table: 'series_hours', key: ['series', 'hour', 'origin'],
  merged: `sum(count), sum(valid), max(latest_at), ${ofNumbers('min(min)')}, ${ofNumbers('max(max)')}, sum(sum), sum("numeric"),
    ${ofNumbers('min(first_at)')}, ${ofNumbers('arg_min(first_value, first_at)')},
    ${ofNumbers('max(last_at)')}, ${ofNumbers('arg_max(last_value, last_at)')}, bit_or(low), bit_or(high)`,
  fits: `abs(sum(sum)) <= ${SAFE} and sum(count) <= 2147483647`,
};
const DEVICE_HOURS: DeltaTable = {
  table: 'device_hours', key: ['principal', 'hour', 'origin'], merged: 'bit_or(low), bit_or(high)', fits: 'true',
};
const LEDGER: DeltaTable = {
  table: 'ledger', key: ['principal', 'hour'], merged: LEDGER_COLUMNS.map((column) => `sum(${column})`).join(', '), fits: 'true',
};
const REASONS: DeltaTable = { table: 'ledger_reasons', key: ['principal', 'hour', 'code'], merged: 'sum(count)', fits: 'true' };

/** Hours rewritten in one transaction at most: bounds its memory. */
const HOURS_PER_STEP = 768;

async function mergeDeltas(connection: DuckDBConnection, openHour: number): Promise<boolean> {
  let changed = false;
  for (const delta of [SERIES_HOURS, DEVICE_HOURS, LEDGER, REASONS]) {
    const found = await connection.runAndReadAll(
      `select distinct hour // ${HOURS_PER_STEP} as step from ${delta.table} where hour < $1 order by step`, [openHour]);
    for (const [step] of found.getRows() as [number][]) changed = (await mergeStep(connection, delta, step, openHour)) || changed;
  }
  return changed;
}

async function mergeStep(connection: DuckDBConnection, delta: DeltaTable, step: number, openHour: number): Promise<boolean> {
  const key = delta.key.join(', ');
  const from = step * HOURS_PER_STEP;
  const range = `hour >= ${from} and hour < ${Math.min(from + HOURS_PER_STEP, openHour)}`;
  const found = await connection.runAndReadAll(
    `select distinct hour from (select ${key} from ${delta.table} where ${range} group by ${key} having count(*) > 1 and ${delta.fits})`);
  const hours = found.getRows().map(([hour]) => hour as number);
  if (hours.length === 0) return false;
  const dirty = `${range} and hour in (${hours.join(',')})`;
  await transaction(connection, async () => {
    const last = await lastRow(connection, delta.table);
    await connection.run(
      `insert into ${delta.table} select ${key}, ${delta.merged} from ${delta.table} where ${dirty}
       group by ${key} having ${delta.fits} order by ${key}`);
    if (delta.fits !== 'true') {
      await connection.run(
        `insert into ${delta.table} select * from ${delta.table} where ${dirty} and rowid <= ${last} and (${key}) in
         (select (${key}) from ${delta.table} where ${dirty} and rowid <= ${last} group by ${key} having not (${delta.fits}))`);
    }
    await connection.run(`delete from ${delta.table} where ${dirty} and rowid <= ${last}`);
  });
  return true;
}

/** Unsorted rows from which a month is sorted: a share that slows reading, or a row group's worth. */
const UNSORTED_SHARE = 0.05;
const UNSORTED_ROWS = 122_880;

async function sortMonths(connection: DuckDBConnection, now: Micros): Promise<boolean> {
  const found = await connection.runAndReadAll(
    `select m.month, m.rows - coalesce(s.rows, 0), m.rows from
       (select datediff('month', timestamp '1970-01-01', make_timestamp(hour::bigint * ${MICROS_PER_HOUR})) as month,
          sum(count)::double as rows from series_hours group by month) m
       left join sorted_months s on s.month = m.month order by m.month`);
  let changed = false;
  for (const [month, unsorted, rows] of found.getRows().map((row) => row.map(Number)) as [number, number, number][]) {
    if (startOf(month + 1) > now || unsorted <= Math.min(rows * UNSORTED_SHARE, UNSORTED_ROWS)) continue;
    await sortMonth(connection, month);
    changed = true;
  }
  return changed;
}

const startOf = (month: number): Micros => Date.UTC(1970, month, 1) * MICROS_PER_MILLISECOND;

/** Slice by slice, so that neither the rows moved nor those deleted have to fit in memory; a crash leaves whole slices. */
async function sortMonth(connection: DuckDBConnection, month: number): Promise<void> {
  let rows = 0;
  for (const slice of await slicesOf(connection, month)) rows += await sortSlice(connection, slice);
  await transaction(connection, async () => {
    await connection.run(`delete from sorted_months where month = ${month}`);
    await connection.run(`insert into sorted_months values (${month}, ${rows})`);
  });
}

async function sortSlice(connection: DuckDBConnection, slice: string): Promise<number> {
  let rows = 0;
  await transaction(connection, async () => {
    const last = await lastRow(connection, 'readings');
    const moved = await connection.run(
      `insert into readings select * from readings where ${slice} and rowid <= ${last} order by series, source_time`);
    const removed = await connection.run(`delete from readings where ${slice} and rowid <= ${last}`);
    if (removed.rowsChanged !== moved.rowsChanged) throw new Error(`Sorting copied ${moved.rowsChanged} of ${removed.rowsChanged} readings.`);
    rows = moved.rowsChanged;
  });
  return rows;
}

/** Rows sorted at a time: bounds the memory of a month of any size. */
const ROWS_PER_SLICE = 1_000_000;

/** Conditions that cut a month, in the order of series and time, into slices of about ROWS_PER_SLICE rows. */
async function slicesOf(connection: DuckDBConnection, month: number): Promise<string[]> {
  const [from, to] = [startOf(month), startOf(month + 1)];
  const found = await connection.runAndReadAll(
    `select series, sum(count)::double from series_hours where hour >= ${hourOf(from)} and hour < ${hourOf(to)} group by series order by series`);
  const slices: string[] = [];
  let [first, rows] = [0, 0];
  const cut = (next: number): void => {
    slices.push(...timeSlices(`series >= ${first} and series < ${next}`, Math.max(1, Math.ceil(rows / ROWS_PER_SLICE)), [from, to]));
    [first, rows] = [next, 0];
  };
  for (const [series, count] of found.getRows() as [number, number][]) {
    if (rows > 0 && rows + count > ROWS_PER_SLICE) cut(series);
    rows += count;
  }
  cut(2 ** 31);
  return slices;
}

/** Only a slice that is one series can hold more than its share: it is cut by time, which is its order. */
function timeSlices(condition: string, pieces: number, [from, to]: readonly [Micros, Micros]): string[] {
  const edge = (piece: number): Micros => from + Math.round(((to - from) / pieces) * piece);
  return Array.from({ length: pieces }, (_, piece) =>
    `${condition} and source_time >= ${edge(piece)} and source_time < ${edge(piece + 1)}`);
}

/** Rows inserted by the running transaction are numbered above all that were committed before it. */
async function lastRow(connection: DuckDBConnection, table: string): Promise<bigint> {
  const found = await connection.runAndReadAll(`select coalesce(max(rowid), -1)::bigint from ${table}`);
  return found.getRows()[0]?.[0] as bigint;
}

async function transaction(connection: DuckDBConnection, task: () => Promise<void>): Promise<void> {
  await connection.run('begin');
  try {
    await task();
    await connection.run('commit');
  } catch (error) {
    await connection.run('rollback').catch(() => undefined);
    throw error;
  }
}
