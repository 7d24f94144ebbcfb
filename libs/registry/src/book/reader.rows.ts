import type { ConflictRow, DeclaredGapRow, DirtyCursor, DirtyHours, LedgerRow, LostSession, QuarantineQuery, QuarantineRow, ReadingQuery } from '@yanshou/store';
import { LOST_SESSION, lostSessionsIn, outermostGaps } from '@yanshou/store';
import { MICROS_PER_HOUR, hourOf } from '@yanshou/telemetry';
import type { Micros } from '@yanshou/telemetry';
import { sql } from 'kysely';
import type { Database } from '../schema.js';
import { LEDGER_SUMS, countsOf } from './ledger-columns.js';

type Big = string | number;

export async function readLedger(db: Database, book: number, project: string, { from, to }: { readonly from: Micros; readonly to: Micros }): Promise<LedgerRow[]> {
  const range = sql`p.book = ${book} and p.project = ${project} and l.hour >= ${hourOf(from)} and l.hour < ${Math.ceil(to / MICROS_PER_HOUR)}`;
  return db.transaction().setIsolationLevel('repeatable read').execute(async (trx) => {
    const counted = await sql<{ device: string; hour: number } & Record<string, number>>`
      select p.device, l.hour, ${sql.raw(LEDGER_SUMS)} from book_principals p join book_ledger l on l.book = p.book and l.principal = p.number
      where ${range} group by p.device, l.hour order by p.device collate "C", l.hour`.execute(trx);
    const given = await sql<{ device: string; hour: number; code: string; count: Big }>`
      select p.device, l.hour, l.code, l.count from book_principals p join book_ledger_reasons l on l.book = p.book and l.principal = p.number
      where ${range} and l.count <> 0 order by l.code`.execute(trx);
    const reasons = new Map<string, Record<string, number>>();
    for (const { device, hour, code, count } of given.rows) reasons.set(`${hour}/${device}`, { ...reasons.get(`${hour}/${device}`), [code]: Number(count) });
    return counted.rows.map((row) => ({ device: row.device, hour: row.hour, counts: countsOf(row), reasons: reasons.get(`${row.hour}/${row.device}`) ?? {} }));
  });
}

type QuarantineSelected = Omit<QuarantineRow, 'sequence' | 'received' | 'payload'> & { readonly sequence: Big; readonly received: Big; readonly payload: Uint8Array };

/** The messages of a page are whole: the last one may carry the page over its limit. */
export async function readQuarantine(db: Database, book: number, { project, after, limit }: QuarantineQuery): Promise<QuarantineRow[]> {
  const { rows } = await sql<QuarantineSelected>`
    with held as (
      select q.sequence, q.part from book_quarantine q join book_principals p on p.book = q.book and p.number = q.principal
      where q.book = ${book} and p.project = ${project} and q.sequence > ${after}),
    page as (select * from held where sequence <= (select max(sequence) from (select sequence from held order by sequence, part limit ${limit}) as first))
    select q.sequence, q.part, q.level, q.principal, q.topic, q.received, q.code, q.field, q.hint, q.payload
    from page join book_quarantine q on q.book = ${book} and q.sequence = page.sequence and q.part = page.part order by q.sequence, q.part`.execute(db);
  return rows.map(({ sequence, received, payload, ...row }) => ({ ...row, sequence: Number(sequence), received: Number(received), payload: Buffer.from(payload) }));
}

export async function readConflicts(db: Database, book: number, { project, device, metric, from, to }: ReadingQuery): Promise<ConflictRow[]> {
  const { rows } = await sql<{ series: number; at: Big; received: Big; sequence: Big; number: number | null; text: string | null; flags: number }>`
    select c.series, c.at, c.received, c.sequence, c.number, c.text, c.flags
    from book_principals p join book_series s on s.book = p.book and s.principal = p.number join book_conflicts c on c.book = s.book and c.series = s.series
    where p.book = ${book} and p.project = ${project} and (${device ?? null}::text is null or p.device = ${device ?? null})
      and (${metric ?? null}::text is null or s.metric = ${metric ?? null}) and c.at >= ${Math.ceil(from)} and c.at < ${Math.ceil(to)}
    order by p.device collate "C", s.metric collate "C", c.at, c.sequence`.execute(db);
  return rows.map(({ series, at, received, sequence, number, text, flags }) => ({
    series, at: Number(at), received: Number(received), sequence: Number(sequence), value: text ?? number ?? 0, flags,
  }));
}

export async function readMinutes(db: Database, book: number, fromMinute: number, toMinute: number): Promise<number[]> {
  const { rows } = await sql<{ minute: Big }>`select minute from book_minutes where book = ${book} and minute >= ${fromMinute} and minute < ${toMinute} order by minute`.execute(db);
  return rows.map(({ minute }) => Number(minute));
}

export async function readGaps(db: Database, book: number): Promise<DeclaredGapRow[]> {
  const { rows } = await sql<Record<string, Big | null> & { cause: string; reason: string; file: string }>`
    select from_sequence, to_sequence, declared_at, lost_bytes, last_received, next_received, cause, reason, file from book_gaps where book = ${book}`.execute(db);
  const known = (value: Big | null | undefined): number | null => (value === null || value === undefined ? null : Number(value));
  return outermostGaps(rows.map((row) => ({
    fromSequence: Number(row['from_sequence']), toSequence: Number(row['to_sequence']), declaredAt: Number(row['declared_at']), lostBytes: known(row['lost_bytes']),
    lastReceived: known(row['last_received']), nextReceived: known(row['next_received']), cause: row.cause, reason: row.reason, file: row.file,
  })));
}

export async function readLostSessions(db: Database, book: number, from: Micros, to: Micros): Promise<LostSession[]> {
  const { rows } = await sql<{ from_at: Big; to_at: Big }>`select from_at, to_at from book_lost_sessions where book = ${book}`.execute(db);
  return lostSessionsIn(rows.map((row) => ({ from: Number(row.from_at), to: Number(row.to_at) })), from, to);
}

/** One statement, so of one moment. */
export async function readDirtyHours(db: Database, book: number, project: string, after: DirtyCursor | undefined): Promise<DirtyHours | undefined> {
  const { rows } = await sql<{ hour: number; causes: number; sequence: Big; journal: string }>`
    with touched as (
      select hour, causes, sequence from book_dirty_hours where book = ${book} and project = ${project}
      union all select generate_series(from_at / ${MICROS_PER_HOUR}::bigint, (to_at - 1) / ${MICROS_PER_HOUR}::bigint)::integer, ${LOST_SESSION}::integer, sequence from book_lost_sessions where book = ${book})
    select d.hour, bit_or(d.causes) as causes, max(d.sequence) as sequence, b.journal from books b, touched d
    where b.id = ${book} and (d.sequence > ${after?.sequence ?? 0} or b.journal is distinct from ${after?.journal ?? ''})
    group by d.hour, b.journal order by d.hour`.execute(db);
  const [first] = rows;
  if (first === undefined) return undefined;
  const sequence = rows.reduce((highest, row) => Math.max(highest, Number(row.sequence)), 0);
  return { cursor: { journal: first.journal, sequence }, hours: rows.map(({ hour, causes }) => ({ hour, causes })) };
}
