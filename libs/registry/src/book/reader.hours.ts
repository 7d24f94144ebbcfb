import type { DeviceHourDeltas, SeriesHourDeltas } from '@yanshou/store';
import { MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { Micros, OriginCode } from '@yanshou/telemetry';
import { sql } from 'kysely';
import type { RawBuilder } from 'kysely';
import type { Database } from '../schema.js';
import { DEVICE_HOUR, SERIES_HOUR, deviceHoursOf, packed, seriesHoursOf } from './packed-rows.js';
import { originList } from './reader.state.js';
import type { HourRange } from './reader.state.js';

/** Hours in one answer of the database: 2 000 devices are 1.4 million rows a month. */
const HOURS_PER_STATEMENT = 720;

export async function readDeviceHours(db: Database, book: number, project: string, range: HourRange): Promise<DeviceHourDeltas> {
  const principals = sql`h.principal in (select number from book_principals where book = ${book} and project = ${project})`;
  return deviceHoursOf(await readPacked(db, { book, range, table: 'book_device_hours', row: packed(DEVICE_HOUR), where: principals }));
}

export async function readSeriesHours(db: Database, book: number, project: string, range: HourRange): Promise<SeriesHourDeltas> {
  const series = sql`h.series in (select s.series from book_series s join book_principals p on p.book = s.book and p.number = s.principal
    where s.book = ${book} and p.project = ${project})`;
  return seriesHoursOf(await readPacked(db, { book, range, table: 'book_series_hours', row: packed(SERIES_HOUR), where: series }));
}

export async function readHoursOf(db: Database, book: number, series: number, range: HourRange): Promise<SeriesHourDeltas> {
  return seriesHoursOf(await readPacked(db, { book, range, table: 'book_series_hours', row: packed(SERIES_HOUR), where: sql`h.series = ${series}` }));
}

interface PackedQuery {
  readonly book: number;
  readonly table: string;
  readonly row: string;
  readonly where: RawBuilder<unknown>;
  readonly range: HourRange;
}

async function readPacked(db: Database, { book, table, row, where, range }: PackedQuery): Promise<Uint8Array[]> {
  const parts: Uint8Array[] = [];
  const { first, last } = await extent(db, { book, table, range });
  for (let from = first; from <= last; from += HOURS_PER_STATEMENT) {
    const to = Math.min(from + HOURS_PER_STATEMENT, last + 1);
    const { rows } = await sql<{ packed: Uint8Array | null }>`select ${sql.raw(row)} as packed from ${sql.raw(table)} h
      where h.book = ${book} and ${where} and h.hour >= ${from} and h.hour < ${to} and h.origin in (${originList(range.origins)})`.execute(db);
    const found = rows[0]?.packed;
    if (found) parts.push(found);
  }
  return parts;
}

/** The range may be asked for as all of time: what there is bounds the loop. */
async function extent(db: Database, { book, table, range }: Pick<PackedQuery, 'book' | 'table' | 'range'>): Promise<{ readonly first: number; readonly last: number }> {
  if (range.toHour - range.fromHour <= HOURS_PER_STATEMENT) return { first: range.fromHour, last: range.toHour - 1 };
  const { rows } = await sql<{ first: number | null; last: number | null }>`select min(h.hour) as first, max(h.hour) as last from ${sql.raw(table)} h
    where h.book = ${book} and h.hour >= ${range.fromHour} and h.hour < ${range.toHour}`.execute(db);
  return { first: rows[0]?.first ?? 0, last: rows[0]?.last ?? -1 };
}

export async function readLastHoursBefore(db: Database, book: number, series: number, { before, origins }: { readonly before: Micros; readonly origins: readonly OriginCode[] }): Promise<number[]> {
  const lastTwo = (column: string): RawBuilder<unknown> => sql`(select h.hour from book_series_hours h where h.book = ${book} and h.series = ${series}
    and h.hour < ${Math.ceil(before / MICROS_PER_HOUR)} and h.origin in (${originList(origins)}) and ${sql.raw(`h.${column}`)} > 0 group by h.hour order by h.hour desc limit 2)`;
  const { rows } = await sql<{ hour: number }>`select distinct hour from (${lastTwo('count')} union all ${lastTwo('numeric_count')}) as found order by hour`.execute(db);
  return rows.map(({ hour }) => hour);
}
