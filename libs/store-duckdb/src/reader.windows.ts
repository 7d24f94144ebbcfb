import type { DuckDBConnection } from '@duckdb/node-api';
import { MICROS_PER_HOUR } from '@yanshou/telemetry';
import { RawWindowFold, WindowDetailFold } from '@yanshou/store';
import type { WindowAggregate, WindowDetail, WindowQuery } from '@yanshou/store';
import { chunkColumns } from './column-reader.js';
import type { Database } from './database.js';
import { windowsFromHours } from './reader.hour-windows.js';
import { originList } from './reader.partials.js';
import { valueAt } from './reader.readings.js';

export interface WindowSeries {
  readonly series: number;
  readonly resolution: number;
}

/** Exact aggregates; from the hour partials where the bounds and the kind of values allow it. */
export function readWindows(database: Database, query: WindowQuery): Promise<WindowAggregate[]> {
  return database.read((connection) => snapshot(connection, async () => {
    const series = await findSeries(connection, query);
    const fold = new RawWindowFold(query.bounds, series?.resolution ?? 1);
    if (!series || query.bounds.length < 2) return fold.windows();
    const quick = query.bounds.every((bound) => bound % MICROS_PER_HOUR === 0)
      ? await windowsFromHours(connection, series, query) : undefined;
    if (quick) return quick;
    await eachReading(connection, { series, query, ordered: false }, (at, value, flags) => fold.add(at, value, flags));
    return fold.windows();
  }));
}

export function readWindowDetails(database: Database, query: WindowQuery): Promise<WindowDetail[]> {
  return database.read((connection) => snapshot(connection, async () => {
    const series = await findSeries(connection, query);
    const fold = new WindowDetailFold(query.bounds, series?.resolution ?? 1);
    if (!series || query.bounds.length < 2) return fold.finish();
    const before = await hoursBefore(connection, series, query);
    const add = (at: number, value: number | string, flags: number): void => fold.add(at, value, flags);
    for (const hour of before) await eachReading(connection, { series, query, ordered: true, hour }, add);
    await eachReading(connection, { series, query, ordered: true }, add);
    return fold.finish();
  }));
}

async function snapshot<T>(connection: DuckDBConnection, task: () => Promise<T>): Promise<T> {
  await connection.run('begin');
  try {
    return await task();
  } finally {
    await connection.run('rollback').catch(() => undefined);
  }
}

async function findSeries(connection: DuckDBConnection, { project, device, metric }: WindowQuery): Promise<WindowSeries | undefined> {
  const found = await connection.runAndReadAll(
    `select s.series, s.resolution from series s join principals p on p.number = s.principal
     where p.project = $1 and p.device = $2 and s.metric = $3`, [project, device, metric]);
  const row = found.getRows()[0] as [number, number] | undefined;
  return row && { series: row[0], resolution: row[1] };
}

/**
 * Hours that hold the last reading and the last number before the first bound, ascending: what is carried in. The
 * hour of the bound itself may hold readings after it only, hence two of each.
 */
async function hoursBefore(connection: DuckDBConnection, { series }: WindowSeries, query: WindowQuery): Promise<number[]> {
  const last = (column: string): string => `(select hour from series_hours where series = $1 and hour * ${MICROS_PER_HOUR} < $2
    and origin in (${originList(query.origins)}) and ${column} > 0 group by hour order by hour desc limit 2)`;
  const found = await connection.runAndReadAll(
    `select distinct hour from (${last('count')} union all ${last('"numeric"')}) order by hour`, [series, query.bounds[0] as number]);
  return found.getRows().map(([hour]) => hour as number);
}

interface RawScan {
  readonly series: WindowSeries;
  readonly query: WindowQuery;
  readonly ordered: boolean;
  /** Only this hour, as far as it lies before the first bound. */
  readonly hour?: number;
}

type EachReading = (at: number, value: number | string, flags: number) => void;

async function eachReading(connection: DuckDBConnection, scan: RawScan, each: EachReading): Promise<void> {
  const { bounds, origins } = scan.query;
  const first = bounds[0] as number;
  const from = scan.hour === undefined ? first : scan.hour * MICROS_PER_HOUR;
  const to = scan.hour === undefined ? (bounds.at(-1) as number) : Math.min(first, from + MICROS_PER_HOUR);
  const result = await connection.stream(
    `select source_time, number, text, flags from readings where series = ${scan.series.series} and source_time >= $1 and source_time < $2
     and ((flags >> 6) & 3) in (${originList(origins)}) ${scan.ordered ? 'order by source_time' : ''}`,
    [from, to].map(BigInt));
  for (let chunk = await result.fetchChunk(); chunk && chunk.rowCount > 0; chunk = await result.fetchChunk()) {
    const { length, columns } = chunkColumns(chunk, 'ldth');
    const [at, number, text, flags] = columns as unknown as readonly [Float64Array, Float64Array, string[], Uint16Array];
    for (let row = 0; row < length; row += 1) each(at[row] as number, valueAt(number, text, flags, row), flags[row] as number);
  }
}
