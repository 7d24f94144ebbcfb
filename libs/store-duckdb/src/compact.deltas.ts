import type { DuckDBConnection } from '@duckdb/node-api';
import { lastRow, ranges } from './compact.step.js';
import { ROW_GROUP } from './database.js';
import type { Database } from './database.js';
import { transaction } from './transaction.js';
import { LEDGER_COLUMNS } from './reader.state.js';

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

/** Late data of a day that goes on for a year is merged with every other hour. */
const DIRTY_HOURS: DeltaTable = { table: 'dirty_hours', key: ['project', 'hour'], merged: 'bit_or(causes), max(sequence)', fits: 'true' };

/** Rows rewritten in one transaction, unless one hour holds more: bounds its memory and its time. */
const ROWS_PER_STEP = 500_000;

export async function mergeDeltas(database: Database, openHour: number): Promise<boolean> {
  let changed = false;
  for (const delta of [SERIES_HOURS, DEVICE_HOURS, LEDGER, REASONS, DIRTY_HOURS]) {
    const counts = await database.read(async (connection) => {
      const found = await connection.runAndReadAll(
        `select hour, count(*)::double from ${delta.table} where hour < $1 group by hour order by hour`, [openHour]);
      return found.getRows() as [number, number][];
    });
    for (const { first, next } of ranges(counts, ROWS_PER_STEP, openHour)) {
      const merged = await database.read((connection) => mergeStep(connection, delta, `hour >= ${first} and hour < ${next}`));
      if (merged) database.appended(ROW_GROUP);
      changed = merged || changed;
    }
  }
  return changed;
}

async function mergeStep(connection: DuckDBConnection, delta: DeltaTable, range: string): Promise<boolean> {
  const key = delta.key.join(', ');
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
