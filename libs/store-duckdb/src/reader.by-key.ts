import type { DuckDBConnection } from '@duckdb/node-api';
import type { FoundReadings, ReadingKeys } from '@yanshou/store';
import { ColumnWriter } from './column-writer.js';
import { readColumns } from './column-reader.js';
import type { Columns } from './column-reader.js';
import type { Database } from './database.js';

/** Stored values of keys in any order. */
export async function findExisting(database: Database, keys: ReadingKeys): Promise<FoundReadings> {
  if (keys.series.length === 0) return { length: 0, index: new Int32Array(0), number: new Float64Array(0), text: [] };
  const { length, columns } = await database.read((connection) => rowsByKey(connection, keys, 'r.number, r.text', 'dt'));
  const [index, number, text] = columns as unknown as readonly [Int32Array, Float64Array, string[]];
  return { length, index, number, text };
}

/**
 * Selected columns of the readings with these keys; the first column is the key's index. The keys join as a table
 * of their own, so that the engine prunes row groups by the keys' series and times before it reads any value.
 */
export async function rowsByKey(connection: DuckDBConnection, keys: ReadingKeys, select: string, kinds: string): Promise<Columns> {
  await connection.run('create or replace temporary table wanted(index integer, series integer, source_time bigint)');
  const index = Int32Array.from(keys.series, (_, row) => row);
  await new ColumnWriter('wanted', ['int32', 'int32', 'int64']).append(connection, [index, keys.series, keys.at], keys.series.length);
  const { least, greatest } = extent(keys.at);
  const found = await connection.run(
    `select k.index, ${select} from wanted k join readings r on r.series = k.series and r.source_time = k.source_time
     where r.source_time between $1 and $2`,
    [BigInt(least), BigInt(greatest)],
  );
  return readColumns(found, `i${kinds}`);
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
