import { randomUUID } from 'node:crypto';
import { rename, rm } from 'node:fs/promises';
import { resolve } from 'node:path';
import { ORIGINS, QUALITY_LETTERS, VALUE_TYPES } from '@yanshou/telemetry';
import type { ReadingQuery } from '@yanshou/store';
import type { Database } from './database.js';
import { selectSeries, seriesRelation } from './reader.readings.js';

const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
const list = (names: readonly string[]): string => `[${names.map(quoted).join(',')}]`;

const time = (column: string, format: 'csv' | 'parquet'): string => format === 'parquet'
  ? `make_timestamp(r.${column})` : `strftime(make_timestamp(r.${column}), '%Y-%m-%dT%H:%M:%S.%fZ')`;

const selection = (series: Int32Array, query: ReadingQuery, format: 'csv' | 'parquet'): string => `
  select p.project, p.device, s.metric, ${time('source_time', format)} as "at", ${time('received', format)} as received,
    case when (r.flags & 3) = 2 then null else r.number end as value_number,
    case when (r.flags & 3) = 2 then r.text end as value_text,
    ${list(QUALITY_LETTERS)}[((r.flags >> 2) & 15) + 1] as quality, ${list(ORIGINS)}[((r.flags >> 6) & 3) + 1] as origin,
    (r.flags & 256) <> 0 as late, (r.flags & 512) <> 0 as server_stamped, r.sequence, coalesce(g.device, '') as via,
    ${list(VALUE_TYPES)}[(r.flags & 3) + 1] as kind, (r.flags & 1024) <> 0 as unused
  from readings r join ${seriesRelation(series)} k on k.series = r.series join series s on s.series = r.series
    join principals p on p.number = s.principal left join principals g on g.number = r.via and r.via <> 0
  where r.source_time >= ${BigInt(query.from)} and r.source_time < ${BigInt(query.to)}
  order by k.place, r.source_time, r.sequence`;

/** Rows that a reader must hold in memory at a time. */
const ROW_GROUP = 122_880;

/**
 * Rows in the order of device and metric (both by code point, as DuckDB compares UTF-8) and time: verifiers of bundles
 * rely on it. Writes beside the target and renames: a reader of `path` never sees half a file.
 */
export async function exportReadings(database: Database, query: ReadingQuery, format: 'csv' | 'parquet', path: string): Promise<number> {
  const part = `${resolve(path)}.${randomUUID()}.part`;
  const options = format === 'csv' ? 'format csv, header true' : `format parquet, compression zstd, row_group_size ${ROW_GROUP}`;
  try {
    const written = await database.read(async (connection) => {
      const { series } = await selectSeries(connection, query);
      const result = await connection.runAndReadAll(`copy (${selection(series, query, format)}) to ${quoted(part)} (${options})`);
      return Number(result.getRows()[0]?.[0]);
    });
    await rename(part, path);
    return written;
  } catch (error) {
    await rm(part, { force: true });
    throw error;
  }
}
