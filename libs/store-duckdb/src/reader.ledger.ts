import { MICROS_PER_HOUR, hourOf } from '@yanshou/telemetry';
import type { Micros, RejectionCode } from '@yanshou/telemetry';
import { LOST_SESSION, lostSessionsIn, outermostGaps } from '@yanshou/store';
import type { DeclaredGapRow, DirtyCursor, DirtyHours, LedgerRow, LostSession, QuarantineQuery, QuarantineRow } from '@yanshou/store';
import { readColumns } from './column-reader.js';
import type { Database } from './database.js';
import { LEDGER_COLUMNS, countsAt } from './reader.state.js';

const OF_PROJECT = `join principals p on p.number = l.principal where p.project = $1 and l.hour >= $2 and l.hour < $3`;

export async function readLedger(database: Database, project: string, from: Micros, to: Micros): Promise<LedgerRow[]> {
  const range = [project, hourOf(from), Math.ceil(to / MICROS_PER_HOUR)];
  const sums = LEDGER_COLUMNS.map((column) => `sum(l.${column})::double`).join(', ');
  return database.read(async (connection) => {
    await connection.run('begin');
    try {
      const counted = await connection.run(
        `select p.device, l.hour, ${sums} from ledger l ${OF_PROJECT} group by p.device, l.hour order by p.device, l.hour`, range);
      const { length, columns } = await readColumns(counted, `ti${'d'.repeat(LEDGER_COLUMNS.length)}`);
      const given = await connection.run(
        `select p.device, l.hour, l.code, sum(l.count)::double as count from ledger_reasons l ${OF_PROJECT}
         group by p.device, l.hour, l.code having count <> 0 order by l.code`, range);
      const reasons = reasonsByHour((await readColumns(given, 'titd')).columns as unknown as ReasonColumns);
      const [device, hour, ...counts] = columns as unknown as readonly [string[], Int32Array, ...Float64Array[]];
      return Array.from({ length }, (_, row) => ({
        device: device[row] as string, hour: hour[row] as number, counts: countsAt(counts, row),
        reasons: reasons.get(`${hour[row]}/${device[row]}`) ?? {},
      }));
    } finally {
      await connection.run('rollback').catch(() => undefined);
    }
  });
}

type ReasonColumns = readonly [string[], Int32Array, string[], Float64Array];

function reasonsByHour([device, hour, code, count]: ReasonColumns): Map<string, Record<string, number>> {
  const found = new Map<string, Record<string, number>>();
  device.forEach((name, row) => {
    const key = `${hour[row]}/${name}`;
    const reasons = found.get(key) ?? {};
    found.set(key, reasons);
    reasons[code[row] as string] = count[row] as number;
  });
  return found;
}

/** The messages of a page are whole: the last one may carry the page over its limit. Only the page's payloads are read. */
export async function readQuarantine(database: Database, query: QuarantineQuery): Promise<QuarantineRow[]> {
  const reader = await database.read((connection) => connection.runAndReadAll(
    `with open_entries as (
       select q.sequence, q.part from quarantine q join principals p on p.number = q.principal
       where p.project = $1 and q.sequence > $2 and q.sequence not in (select sequence from resolved)),
     page as (
       select * from open_entries where sequence <= (select max(sequence) from (select sequence from open_entries order by sequence, part limit $3)))
     select sequence::double, part, level, principal, topic, received::double, code, field, hint, payload
     from quarantine join page using (sequence, part) order by sequence, part`,
    [query.project, BigInt(query.after), query.limit],
  ));
  type Row = [number, number, QuarantineRow['level'], number, string, number, RejectionCode, string, string, { readonly bytes: Uint8Array }];
  return (reader.getRows() as unknown as Row[]).map(([sequence, part, level, principal, topic, received, code, field, hint, payload]) => ({
    sequence, part, level, principal, topic, received, code, field, hint, payload: Buffer.from(payload.bytes),
  }));
}

export async function readPlatformMinutes(database: Database, fromMinute: number, toMinute: number): Promise<number[]> {
  const { columns } = await database.read(async (connection) => readColumns(await connection.run(
    'select distinct minute from platform_minutes where minute >= $1 and minute < $2 order by minute',
    [fromMinute, toMinute]), 'l'));
  return Array.from(columns[0] as Float64Array);
}

export async function readDeclaredGaps(database: Database): Promise<DeclaredGapRow[]> {
  const numbers = ['from_sequence', 'to_sequence', 'declared_at', 'lost_bytes', 'last_received', 'next_received'].map((column) => `${column}::double`);
  const reader = await database.read((connection) => connection.runAndReadAll(`select ${numbers.join(', ')}, cause, reason, file from declared_gaps`));
  type Row = [number, number, number, number | null, number | null, number | null, string, string, string];
  const rows = (reader.getRows() as Row[]).map(([fromSequence, toSequence, declaredAt, lostBytes, lastReceived, nextReceived, cause, reason, file]) =>
    ({ fromSequence, toSequence, lostBytes, lastReceived, nextReceived, declaredAt, cause, reason, file }));
  return outermostGaps(rows);
}

export async function readLostSessions(database: Database, from: Micros, to: Micros): Promise<LostSession[]> {
  const { length, columns } = await database.read(async (connection) => readColumns(await connection.run('select from_at, to_at from lost_sessions'), 'll'));
  const [begins, ends] = columns as [Float64Array, Float64Array];
  return lostSessionsIn(Array.from({ length }, (_, row) => ({ from: begins[row] as number, to: ends[row] as number })), from, to);
}

/** One statement, so of one moment. */
export async function readDirtyHours(database: Database, project: string, after: DirtyCursor | undefined): Promise<DirtyHours | undefined> {
  const { length, columns } = await database.read(async (connection) => readColumns(await connection.run(
    `with touched as (
       select hour, causes::integer as causes, sequence from dirty_hours where project = $1
       union all select unnest(range(from_at // ${MICROS_PER_HOUR}, (to_at - 1) // ${MICROS_PER_HOUR} + 1))::integer, ${LOST_SESSION}, sequence from lost_sessions)
     select d.hour, bit_or(d.causes), max(d.sequence)::double, m.journal from touched d, meta m
     where d.sequence > $2 or m.journal is distinct from $3 group by d.hour, m.journal order by d.hour`,
    [project, after?.sequence ?? 0, after?.journal ?? '']), 'iidt'));
  const [hour, causes, sequence, journal] = columns as [Int32Array, Int32Array, Float64Array, string[]];
  if (length === 0) return undefined;
  return {
    cursor: { journal: journal[0] as string, sequence: sequence.subarray(0, length).reduce((a, b) => Math.max(a, b)) },
    hours: Array.from({ length }, (_, row) => ({ hour: hour[row] as number, causes: causes[row] as number })),
  };
}
