import type { DuckDBConnection } from '@duckdb/node-api';
import { MICROS_PER_HOUR, MICROS_PER_MILLISECOND, hourOf } from '@yanshou/telemetry';
import type { Micros } from '@yanshou/telemetry';
import { lastRow, ranges } from './compact.step.js';
import { ROW_GROUP } from './database.js';
import type { Database } from './database.js';
import { transaction } from './transaction.js';

/** Unsorted rows from which a month is sorted: a share that slows reading, or a row group's worth. */
const UNSORTED_SHARE = 0.05;
const UNSORTED_ROWS = 122_880;

/**
 * Sorts what has to be: piece by piece of a month, each slice by slice. `settle` writes out what a piece has left in
 * memory: each row group that loses rows holds a block there until it is empty and checkpointed.
 */
export async function sortMonths(database: Database, now: Micros, settle: () => Promise<unknown>): Promise<boolean> {
  const found = await database.read((connection) => connection.runAndReadAll(
    `select m.month, m.rows - coalesce(s.rows, 0), m.rows from
       (select datediff('month', timestamp '1970-01-01', make_timestamp(hour::bigint * ${MICROS_PER_HOUR})) as month,
          sum(count)::double as rows from series_hours group by month) m
       left join sorted_months s on s.month = m.month order by m.month`));
  let changed = false;
  for (const [month, unsorted, rows] of found.getRows().map((row) => row.map(Number)) as [number, number, number][]) {
    if (startOf(month + 1) > now || unsorted <= Math.min(rows * UNSORTED_SHARE, UNSORTED_ROWS)) continue;
    await sortMonth(database, month, settle);
    changed = true;
  }
  return changed;
}

const startOf = (month: number): Micros => Date.UTC(1970, month, 1) * MICROS_PER_MILLISECOND;

/** A crash or a close in between leaves whole slices, and the month to be sorted again. */
async function sortMonth(database: Database, month: number, settle: () => Promise<unknown>): Promise<void> {
  let rows = 0;
  for (const hours of await piecesOf(database, month)) {
    for (const slice of await slicesOf(database, hours)) {
      rows += await database.read((connection) => sortSlice(connection, slice));
      database.appended(ROW_GROUP);
    }
    await settle();
  }
  await database.read((connection) => transaction(connection, async () => {
    await connection.run(`delete from sorted_months where month = ${month}`);
    await connection.run(`insert into sorted_months values (${month}, ${rows})`);
  }));
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

/** Rows whose row groups may hold blocks at a time (20 MB), and rows sorted at a time: bounds for a month of any size. */
const ROWS_PER_PIECE = 10_000_000;
const ROWS_PER_SLICE = 1_000_000;

interface Hours {
  readonly first: number;
  readonly next: number;
}

async function piecesOf(database: Database, month: number): Promise<readonly Hours[]> {
  const [from, to] = [hourOf(startOf(month)), hourOf(startOf(month + 1))];
  return ranges(await countsBy(database, 'hour', { first: from, next: to }), ROWS_PER_PIECE, to);
}

/** Conditions that cut a piece, in the order of series and time, into slices of about ROWS_PER_SLICE rows. */
async function slicesOf(database: Database, hours: Hours): Promise<string[]> {
  const bounds = [hours.first, hours.next].map((hour) => hour * MICROS_PER_HOUR) as [Micros, Micros];
  const counts = await countsBy(database, 'series', hours);
  return ranges(counts, ROWS_PER_SLICE, 2 ** 31).flatMap(({ first, next, rows }) =>
    timeSlices(`series >= ${first} and series < ${next}`, Math.max(1, Math.ceil(rows / ROWS_PER_SLICE)), bounds));
}

async function countsBy(database: Database, key: 'hour' | 'series', { first, next }: Hours): Promise<[number, number][]> {
  const found = await database.read((connection) => connection.runAndReadAll(
    `select ${key}, sum(count)::double from series_hours where hour >= ${first} and hour < ${next} group by ${key} order by ${key}`));
  return found.getRows() as [number, number][];
}

/** Only a slice that is one series can hold more than its share: it is cut by time, which is its order. */
function timeSlices(condition: string, pieces: number, [from, to]: readonly [Micros, Micros]): string[] {
  const edge = (piece: number): Micros => from + Math.round(((to - from) / pieces) * piece);
  return Array.from({ length: pieces }, (_, piece) =>
    `${condition} and source_time >= ${edge(piece)} and source_time < ${edge(piece + 1)}`);
}
