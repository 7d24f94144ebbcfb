import type { BookBatch, ConflictRow, QuarantineRow } from '@yanshou/store';
import { sql } from 'kysely';
import type { Trx } from '../schema.js';
import { deviceHourRows, latestRows, ledgerRows, reasonRows, seriesHourRows } from './delta-rows.js';
import { LEDGER_COLUMNS } from './ledger-columns.js';

const ROWS_PER_STATEMENT = 5_000;
/** Payloads go as text within JSON: few at a time. */
const PAYLOADS_PER_STATEMENT = 100;

interface Target {
  readonly table: string;
  /** Column names with their types, as the rows have them. */
  readonly columns: string;
  /** What is selected of them, where it is not all as it is. */
  readonly select?: string;
  readonly conflict?: string;
  readonly perStatement?: number;
}

const adding = (...columns: readonly string[]): string => columns.map((column) => `${column} = t.${column} + excluded.${column}`).join(', ');

const PRINCIPALS: Target = { table: 'book_principals', columns: 'number integer, project text, device text', conflict: 'do nothing' };
const SERIES: Target = { table: 'book_series', columns: 'series integer, principal integer, metric text, resolution double precision, unused boolean', conflict: 'do nothing' };
const SERIES_HOURS: Target = {
  table: 'book_series_hours',
  columns: `series integer, hour integer, origin smallint, count bigint, valid bigint, latest_at double precision, min double precision, max double precision,
    sum numeric, numeric_count bigint, first_at double precision, first_value double precision, last_at double precision, last_value double precision, low integer, high integer`,
  conflict: `(book, series, hour, origin) do update set ${adding('count', 'valid', 'sum', 'numeric_count')},
    latest_at = greatest(t.latest_at, excluded.latest_at), min = least(t.min, excluded.min), max = greatest(t.max, excluded.max),
    first_value = case when t.first_at is null or excluded.first_at < t.first_at then excluded.first_value else t.first_value end,
    first_at = least(t.first_at, excluded.first_at),
    last_value = case when t.last_at is null or excluded.last_at > t.last_at then excluded.last_value else t.last_value end,
    last_at = greatest(t.last_at, excluded.last_at), low = t.low | excluded.low, high = t.high | excluded.high`,
};
const DEVICE_HOURS: Target = {
  table: 'book_device_hours', columns: 'principal integer, hour integer, origin smallint, low integer, high integer',
  conflict: '(book, principal, hour, origin) do update set low = t.low | excluded.low, high = t.high | excluded.high',
};
const LEDGER: Target = {
  table: 'book_ledger', columns: `principal integer, hour integer, ${LEDGER_COLUMNS.map((column) => `${column} bigint`).join(', ')}`,
  conflict: `(book, principal, hour) do update set ${adding(...LEDGER_COLUMNS)}`,
};
const REASONS: Target = {
  table: 'book_ledger_reasons', columns: 'principal integer, hour integer, code text, count bigint',
  conflict: `(book, principal, hour, code) do update set ${adding('count')}`,
};
const MINUTES: Target = { table: 'book_minutes', columns: 'minute bigint', conflict: 'do nothing' };
const GAPS: Target = {
  table: 'book_gaps',
  columns: `from_sequence bigint, to_sequence bigint, declared_at bigint, lost_bytes bigint, last_received bigint, next_received bigint, cause text, reason text, file text`,
};
const LOST_SESSIONS: Target = {
  table: 'book_lost_sessions', columns: 'from_at bigint, to_at bigint, sequence bigint',
  conflict: '(book, from_at, to_at) do update set sequence = greatest(t.sequence, excluded.sequence)',
};
const DIRTY_HOURS: Target = {
  table: 'book_dirty_hours', columns: 'project text, hour integer, causes integer, sequence bigint',
  conflict: '(book, project, hour) do update set causes = t.causes | excluded.causes, sequence = greatest(t.sequence, excluded.sequence)',
};
const CONFLICTS: Target = {
  table: 'book_conflicts', columns: 'series integer, at bigint, received bigint, sequence bigint, number double precision, text text, flags integer',
};
const QUARANTINE: Target = {
  table: 'book_quarantine', perStatement: PAYLOADS_PER_STATEMENT,
  columns: `sequence bigint, part integer, level text, principal integer, topic text, received bigint, code text, field text, hint text, payload text`,
  select: `r.sequence, r.part, r.level, r.principal, r.topic, r.received, r.code, r.field, r.hint, decode(r.payload, 'hex')`,
};

/** Everything of a batch in the caller's transaction. Rows travel as one JSON value: the same for every driver. */
export async function writeBatch(trx: Trx, book: number, batch: BookBatch): Promise<void> {
  await put(trx, book, PRINCIPALS, batch.principals);
  await put(trx, book, SERIES, batch.series);
  await put(trx, book, SERIES_HOURS, seriesHourRows(batch.seriesHours));
  await raiseHighest(trx, book, latestRows(batch.seriesHours));
  await put(trx, book, DEVICE_HOURS, deviceHourRows(batch.deviceHours));
  await put(trx, book, LEDGER, ledgerRows(batch.ledger));
  await put(trx, book, REASONS, reasonRows(batch.ledger));
  await put(trx, book, CONFLICTS, batch.conflicts.map(conflictRow));
  await put(trx, book, MINUTES, [...new Set(batch.platformMinutes)].map((minute) => ({ minute })));
  await put(trx, book, GAPS, batch.gaps.map((gap) => ({
    from_sequence: gap.fromSequence, to_sequence: gap.toSequence, declared_at: gap.declaredAt, lost_bytes: gap.lostBytes,
    last_received: gap.lastReceived, next_received: gap.nextReceived, cause: plain(gap.cause), reason: plain(gap.reason), file: plain(gap.file),
  })));
  await put(trx, book, LOST_SESSIONS, lostSessionRows(batch));
  await put(trx, book, DIRTY_HOURS, batch.dirtyHours.map((row) => ({ ...row, sequence: batch.nextSequence })));
  await mark(trx, book, batch.simulatedPrincipals);
  await writeQuarantine(trx, book, batch);
}

async function put(trx: Trx, book: number, target: Target, rows: readonly object[]): Promise<void> {
  const { table, columns, select = 'r.*', conflict, perStatement = ROWS_PER_STATEMENT } = target;
  const names = columns.split(',').map((column) => column.trim().split(' ')[0]).join(', ');
  const otherwise = conflict === undefined ? '' : `on conflict ${conflict}`;
  for (let from = 0; from < rows.length; from += perStatement) {
    const json = JSON.stringify(rows.slice(from, from + perStatement));
    await sql`insert into ${sql.raw(`${table} as t (book, ${names})`)} select ${sql.lit(book)}, ${sql.raw(select)}
      from json_to_recordset(${json}::json) as ${sql.raw(`r(${columns}) ${otherwise}`)}`.execute(trx);
  }
}

async function raiseHighest(trx: Trx, book: number, rows: readonly object[]): Promise<void> {
  if (rows.length === 0) return;
  await sql`update book_series s set highest = r.at from json_to_recordset(${JSON.stringify(rows)}::json) as r(series integer, at double precision)
    where s.book = ${sql.lit(book)} and s.series = r.series and (s.highest is null or s.highest < r.at)`.execute(trx);
}

async function mark(trx: Trx, book: number, simulated: readonly number[]): Promise<void> {
  if (simulated.length === 0) return;
  await sql`update book_principals set simulated = true where book = ${sql.lit(book)} and number in (${sql.join(simulated)})`.execute(trx);
}

/** A row that the store adds to a message which leaves quarantine with this batch stays. */
async function writeQuarantine(trx: Trx, book: number, { quarantine, resolved }: BookBatch): Promise<void> {
  if (resolved.length > 0) await sql`delete from book_quarantine where book = ${sql.lit(book)} and sequence in (${sql.join(resolved)})`.execute(trx);
  const left = new Set(resolved);
  const rows = quarantine.filter(({ sequence, code }) => !left.has(sequence) || code === 'store-refused');
  await put(trx, book, QUARANTINE, rows.map(quarantineRow));
}

/** Each once: a statement cannot change the same row twice. */
const lostSessionRows = ({ lostSessions, nextSequence }: BookBatch): readonly object[] =>
  [...new Map(lostSessions.map(({ from, to }) => [`${from} ${to}`, { from_at: from, to_at: to, sequence: nextSequence }])).values()];

const quarantineRow = ({ payload, topic, field, hint, ...row }: QuarantineRow): object =>
  ({ ...row, topic: plain(topic), field: plain(field), hint: plain(hint), payload: Buffer.from(payload).toString('hex') });

const conflictRow = ({ value, ...row }: ConflictRow): object =>
  typeof value === 'number' ? { ...row, number: value + 0, text: null } : { ...row, number: null, text: value };

/** PostgreSQL takes neither NUL nor half a surrogate pair. */
const plain = (text: string): string => Buffer.from(text).toString().replaceAll('\0', '\ufffd');
