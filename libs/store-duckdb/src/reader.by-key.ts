import type { DuckDBConnection } from '@duckdb/node-api';
import { MICROS_PER_DAY } from '@yanshou/telemetry';
import type { FoundReadings, ReadingKeys } from '@yanshou/store';
import { ColumnWriter } from './column-writer.js';
import { concatenated, readColumns } from './column-reader.js';
import type { Columns } from './column-reader.js';
import type { Database } from './database.js';

/** Stored values of keys in any order. */
export async function findExisting(database: Database, keys: ReadingKeys): Promise<FoundReadings> {
  if (keys.series.length === 0) return { length: 0, index: new Int32Array(0), number: new Float64Array(0), text: [] };
  const { length, columns } = await database.read((connection) => rowsByKey(connection, keys, 'r.number, r.text', 'dt'));
  const [index, number, text] = columns as unknown as readonly [Int32Array, Float64Array, string[]];
  return { length, index, number, text };
}

/** Keys this close together are joined: pruning by time leaves little to read (figures in docs/adr/0004). */
const NEAR = 2 * MICROS_PER_DAY;
/** Few keys far apart are looked up one by one, each reading one row group. */
const FEW_KEYS = 512;
const KEYS_PER_STATEMENT = 32;

/** Selected columns of the readings with these keys; the first column is the key's index. */
export async function rowsByKey(connection: DuckDBConnection, keys: ReadingKeys, select: string, kinds: string): Promise<Columns> {
  const { least, greatest } = extent(keys.at);
  if (greatest - least > NEAR && keys.at.length <= FEW_KEYS) return pointLookups(connection, keys, select, `i${kinds}`);
  await writeWanted(connection, keys);
  const found = await connection.run(
    `select k.index, ${select} from wanted k join readings r on r.series = k.series and r.source_time = k.source_time
     where r.source_time between $1 and $2`,
    [BigInt(least), BigInt(greatest)],
  );
  return readColumns(found, `i${kinds}`);
}

async function writeWanted(connection: DuckDBConnection, { series, at }: ReadingKeys): Promise<void> {
  await connection.run('create or replace temporary table wanted(index integer, series integer, source_time bigint)');
  const index = Int32Array.from(series, (_, row) => row);
  await new ColumnWriter('wanted', ['int32', 'int32', 'int64']).append(connection, [index, series, at], series.length);
}

async function pointLookups(connection: DuckDBConnection, { series, at }: ReadingKeys, select: string, kinds: string): Promise<Columns> {
  const parts: Columns[] = [];
  for (let from = 0; from < series.length; from += KEYS_PER_STATEMENT) {
    const points = Array.from(series.subarray(from, from + KEYS_PER_STATEMENT), (number, offset) =>
      `select ${from + offset}::integer, ${select} from readings r where r.series = ${number} and r.source_time = ${BigInt(at[from + offset] as number)}`);
    parts.push(await readColumns(await connection.run(points.join(' union all ')), kinds));
  }
  return concatenated(parts, parts.reduce((rows, part) => rows + part.length, 0));
}

function extent(values: Float64Array): { readonly least: number; readonly greatest: number } {
  let least = Infinity;
  let greatest = -Infinity;
  for (const value of values) {
    if (value < least) least = value;
    if (value > greatest) greatest = value;
  }
  return { least, greatest };
}
