import type { BookCursor, BookView, KnownSeriesRow, LedgerCounts, PrincipalRow, PrincipalTotals, ReadingQuery, SeriesActivity, StoreState } from '@yanshou/store';
import type { OriginCode } from '@yanshou/telemetry';
import { sql } from 'kysely';
import type { Database, Trx } from '../schema.js';
import { LEDGER_SUMS, countsOf } from './ledger-columns.js';

/** Origin codes as a list; none matches nothing. */
export const originList = (origins: readonly OriginCode[]) => sql.raw(origins.filter(Number.isInteger).join(', ') || '-1');

interface SeriesSelected {
  readonly series: number;
  readonly principal: number;
  readonly metric: string;
  readonly resolution: number;
  readonly unused: boolean;
}

type SeriesFound = SeriesSelected & { readonly highest: number | null };

const known = ({ highest, ...row }: SeriesFound): KnownSeriesRow => ({ ...row, highest: highest ?? -Infinity });

type Big = string | number;

/** The cursor and the asked-for numbers of a project, of one moment. */
export function readView(db: Database, book: number, { project, device, metric }: Pick<ReadingQuery, 'project' | 'device' | 'metric'>): Promise<BookView> {
  return db.transaction().setIsolationLevel('repeatable read').execute(async (trx) => {
    const cursor = await readCursor(trx, book);
    const principals = await sql<{ number: number; project: string; device: string }>`
      select number, project, device from book_principals where book = ${book} and project = ${project} order by number`.execute(trx);
    const series = await sql<SeriesFound>`
      select s.series, s.principal, s.metric, s.resolution, s.unused, s.highest
      from book_principals p join book_series s on s.book = p.book and s.principal = p.number
      where p.book = ${book} and p.project = ${project} and (${device ?? null}::text is null or p.device = ${device ?? null})
        and (${metric ?? null}::text is null or s.metric = ${metric ?? null}) order by s.series`.execute(trx);
    return { cursor, principals: principals.rows, series: series.rows.map(known) };
  });
}

async function readCursor(trx: Trx, book: number): Promise<BookCursor> {
  const { rows } = await sql<{ journal: string | null; next_sequence: Big; confirmed: Big; passed_over: readonly number[] }>`
    select journal, next_sequence, confirmed, passed_over from books where id = ${book}`.execute(trx);
  const [{ journal, next_sequence: next, confirmed, passed_over: passedOver } = { journal: null, next_sequence: 0, confirmed: 0, passed_over: [] }] = rows;
  return { journal: journal ?? undefined, nextSequence: Number(next), confirmed: Number(confirmed), passedOver };
}

export function readState(db: Database, book: number): Promise<StoreState> {
  return db.transaction().setIsolationLevel('repeatable read').execute(async (trx) => {
    const cursor = await sql<{ journal: string | null; next_sequence: string | number }>`select journal, next_sequence from books where id = ${book}`.execute(trx);
    const principals = await sql<{ number: number; project: string; device: string; simulated: boolean }>`
      select number, project, device, simulated from book_principals where book = ${book} order by number`.execute(trx);
    const series = await sql<SeriesFound>`
      select series, principal, metric, resolution, unused, highest from book_series where book = ${book} order by series`.execute(trx);
    return {
      journal: cursor.rows[0]?.journal ?? undefined, nextSequence: Number(cursor.rows[0]?.next_sequence ?? 0),
      principals: principals.rows.map(({ number, project, device }) => ({ number, project, device })),
      series: series.rows.map(known),
      simulatedPrincipals: principals.rows.filter(({ simulated }) => simulated).map(({ number }) => number),
    };
  });
}

export async function readTotals(db: Database, book: number, project: string | undefined): Promise<LedgerCounts> {
  const where = project === undefined ? sql``
    : sql`and l.principal in (select number from book_principals where book = ${book} and project = ${project})`;
  const { rows } = await sql<Record<string, number>>`select ${sql.raw(LEDGER_SUMS)} from book_ledger l where l.book = ${book} ${where}`.execute(db);
  return countsOf(rows[0] ?? {});
}

export async function readTotalsByPrincipal(db: Database, book: number, project: string): Promise<PrincipalTotals[]> {
  const { rows } = await sql<{ number: number; device: string; last_hour: number | null } & Record<string, number>>`
    select p.number, p.device, max(l.hour) filter (where l.messages + l.received + l.gaps > 0) as last_hour, ${sql.raw(LEDGER_SUMS)}
    from book_principals p join book_ledger l on l.book = p.book and l.principal = p.number
    where p.book = ${book} and p.project = ${project} group by p.number, p.device order by p.number`.execute(db);
  return rows.map((row) => ({ principal: { number: row.number, project, device: row.device }, counts: countsOf(row), lastHour: row.last_hour }));
}

export interface HourRange {
  readonly fromHour: number;
  readonly toHour: number;
  readonly origins: readonly OriginCode[];
}

export async function readActivity(db: Database, book: number, project: string, { fromHour, toHour, origins }: HourRange): Promise<SeriesActivity[]> {
  const { rows } = await sql<SeriesSelected & { device: string; valid: number; count: number }>`
    select s.series, s.principal, s.metric, s.resolution, s.unused, p.device, sum(h.valid)::double precision as valid, sum(h.count)::double precision as count
    from book_principals p join book_series s on s.book = p.book and s.principal = p.number
      join book_series_hours h on h.book = s.book and h.series = s.series
    where p.book = ${book} and p.project = ${project} and h.hour >= ${fromHour} and h.hour < ${toHour} and h.origin in (${originList(origins)})
    group by s.series, s.principal, s.metric, s.resolution, s.unused, p.device order by s.series`.execute(db);
  return rows.map(({ device, valid, count, ...series }) => ({ series, device, valid, count }));
}

export async function readPrincipals(db: Database, book: number, project: string): Promise<PrincipalRow[]> {
  const { rows } = await sql<PrincipalRow>`select number, project, device from book_principals where book = ${book} and project = ${project} order by number`.execute(db);
  return rows;
}
