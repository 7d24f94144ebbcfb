import type { DuckDBConnection } from '@duckdb/node-api';
import type { DeviceHourDeltas, SeriesActivity, SeriesHourDeltas } from '@yanshou/store';
import type { OriginCode } from '@yanshou/telemetry';
import { readColumns, readSizedColumns } from './column-reader.js';
import type { Columns } from './column-reader.js';
import type { Database } from './database.js';

export interface HourRange {
  readonly project: string;
  readonly fromHour: number;
  readonly toHour: number;
  readonly origins: readonly OriginCode[];
}

/** Origin codes as an SQL list; anything that is no code matches nothing. */
export const originList = (origins: readonly OriginCode[]): string =>
  origins.filter((origin) => Number.isInteger(origin) && origin >= 0 && origin < 256).join(',') || '255';

const inRange = (range: HourRange): string =>
  `h.hour >= $2 and h.hour < $3 and h.origin in (${originList(range.origins)})`;
const values = (range: HourRange): [string, number, number] => [range.project, range.fromHour, range.toHour];

/** From so many hours on rows are counted before they are read: a year of 2 000 devices would be in memory twice. */
const COUNTED_HOURS = 1_000;

export async function readDeviceHours(database: Database, range: HourRange): Promise<DeviceHourDeltas> {
  const rows = `from device_hours h where h.principal in (select number from principals where project = $1) and ${inRange(range)}`;
  const select = `select h.principal, h.hour, h.origin, h.low, h.high ${rows}`;
  const { length, columns } = await database.read(async (connection) =>
    range.toHour - range.fromHour > COUNTED_HOURS
      ? readCounted(connection, { select, count: `select count(*) ${rows}`, values: values(range), kinds: 'iibii' })
      : readColumns(await connection.stream(select, values(range)), 'iibii'));
  const [principal, hour, origin, low, high] = columns as [Int32Array, Int32Array, Uint8Array, Int32Array, Int32Array];
  return { length, principal, hour, origin, low, high };
}

interface CountedRead {
  readonly select: string;
  readonly count: string;
  readonly values: [string, number, number];
  readonly kinds: string;
}

/** One transaction sees the same rows when it counts and when it reads. */
async function readCounted(connection: DuckDBConnection, { select, count, values: bound, kinds }: CountedRead): Promise<Columns> {
  await connection.run('begin transaction');
  try {
    const counted = await readColumns(await connection.run(count, bound), 'l');
    return await readSizedColumns(await connection.stream(select, bound), kinds, (counted.columns[0] as Float64Array)[0] as number);
  } finally {
    await connection.run('commit');
  }
}

export async function readSeriesHours(database: Database, range: HourRange): Promise<SeriesHourDeltas> {
  const { length, columns } = await database.read(async (connection) => readColumns(
    await connection.stream(
      `select h.series, h.hour, h.origin, h.count, h.valid, h.latest_at, h.min, h.max, h.sum, h."numeric",
         h.first_at, h.first_value, h.last_at, h.last_value, h.low, h.high
       from series_hours h
       where h.series in (select s.series from series s join principals p on p.number = s.principal where p.project = $1)
         and ${inRange(range)}`,
      values(range),
    ), 'iibiidddliddddii'));
  const [series, hour, origin, count, valid, latestAt, min, max, sum, numeric, firstAt, firstValue, lastAt, lastValue, low, high] =
    columns as [Int32Array, Int32Array, Uint8Array, Int32Array, Int32Array, ...Float64Array[]] as unknown as readonly [
      Int32Array, Int32Array, Uint8Array, Int32Array, Int32Array, Float64Array, Float64Array, Float64Array, Float64Array,
      Int32Array, Float64Array, Float64Array, Float64Array, Float64Array, Int32Array, Int32Array,
    ];
  return { length, series, hour, origin, count, valid, latestAt, min, max, sum, numeric, firstAt, firstValue, lastAt, lastValue, low, high };
}

export async function readActivity(database: Database, range: HourRange): Promise<SeriesActivity[]> {
  const { length, columns } = await database.read(async (connection) => readColumns(
    await connection.run(
      `select s.series, s.principal, s.metric, s.resolution, s.unused::utinyint, p.device,
         sum(h.valid)::double, sum(h.count)::double
       from series_hours h join series s on s.series = h.series join principals p on p.number = s.principal
       where p.project = $1 and ${inRange(range)} group by all order by s.series`,
      values(range),
    ), 'iitdbtdd'));
  const [series, principal, metric, resolution, unused, device, valid, count] = columns as unknown as readonly [
    Int32Array, Int32Array, string[], Float64Array, Uint8Array, string[], Float64Array, Float64Array,
  ];
  return Array.from({ length }, (_, row) => ({
    series: {
      series: series[row] as number, principal: principal[row] as number, metric: metric[row] as string,
      resolution: resolution[row] as number, unused: unused[row] === 1,
    },
    device: device[row] as string,
    valid: valid[row] as number,
    count: count[row] as number,
  }));
}
