import type { DuckDBAppender, DuckDBConnection } from '@duckdb/node-api';
import type { ProjectionBatch } from '@yanshou/store';

type RowWriter<T> = (appender: DuckDBAppender, row: T) => void;

/** Rows that most batches have none or few of: written value by value. */
export async function writeRareRows(connection: DuckDBConnection, batch: ProjectionBatch): Promise<void> {
  await append(connection, 'principals', batch.principals, (to, row) => {
    to.appendInteger(row.number);
    to.appendVarchar(row.project);
    to.appendVarchar(row.device);
  });
  await append(connection, 'series', batch.series, (to, row) => {
    to.appendInteger(row.series);
    to.appendInteger(row.principal);
    to.appendVarchar(row.metric);
    to.appendDouble(row.resolution);
    to.appendBoolean(row.unused);
  });
  await append(connection, 'simulated', batch.simulatedPrincipals, (to, principal) => to.appendInteger(principal));
  await append(connection, 'resolved', batch.resolved, (to, sequence) => to.appendBigInt(BigInt(sequence)));
  await append(connection, 'platform_minutes', batch.platformMinutes, (to, minute) => to.appendBigInt(BigInt(minute)));
  await writeConflicts(connection, batch);
  await writeReasons(connection, batch);
  await writeQuarantine(connection, batch);
  await writeGaps(connection, batch);
  await append(connection, 'lost_sessions', batch.lostSessions, (to, row) => {
    to.appendBigInt(BigInt(row.from));
    to.appendBigInt(BigInt(row.to));
    to.appendBigInt(BigInt(batch.nextSequence));
  });
  await append(connection, 'dirty_hours', batch.dirtyHours, (to, row) => {
    to.appendVarchar(row.project);
    to.appendInteger(row.hour);
    to.appendUTinyInt(row.causes);
    to.appendBigInt(BigInt(batch.nextSequence));
  });
}

const writeGaps = (connection: DuckDBConnection, batch: ProjectionBatch): Promise<void> =>
  append(connection, 'declared_gaps', batch.gaps, (to, row) => {
    for (const value of [row.fromSequence, row.toSequence, row.declaredAt, row.lostBytes, row.lastReceived, row.nextReceived]) {
      if (value === null) to.appendNull();
      else to.appendBigInt(BigInt(value));
    }
    for (const text of [row.cause, row.reason, row.file]) to.appendVarchar(text);
  });

const writeConflicts = (connection: DuckDBConnection, batch: ProjectionBatch): Promise<void> =>
  append(connection, 'conflicts', batch.conflicts, (to, row) => {
    to.appendInteger(row.series);
    to.appendBigInt(BigInt(row.at));
    to.appendBigInt(BigInt(row.received));
    to.appendBigInt(BigInt(row.sequence));
    to.appendDouble(typeof row.value === 'number' ? row.value + 0 : NaN);
    to.appendVarchar(typeof row.value === 'number' ? '' : row.value);
    to.appendUSmallInt(row.flags);
  });

function writeReasons(connection: DuckDBConnection, batch: ProjectionBatch): Promise<void> {
  const reasons = batch.ledger.flatMap(({ principal, hour, reasons }) =>
    reasons.size === 0 ? [] : [...reasons].map(([code, count]) => ({ principal, hour, code, count })));
  return append(connection, 'ledger_reasons', reasons, (to, row) => {
    to.appendInteger(row.principal);
    to.appendInteger(row.hour);
    to.appendVarchar(row.code);
    to.appendBigInt(BigInt(row.count));
  });
}

const writeQuarantine = (connection: DuckDBConnection, batch: ProjectionBatch): Promise<void> =>
  append(connection, 'quarantine', batch.quarantine, (to, row) => {
    to.appendBigInt(BigInt(row.sequence));
    to.appendInteger(row.part);
    to.appendVarchar(row.level);
    to.appendInteger(row.principal);
    to.appendVarchar(row.topic);
    to.appendBigInt(BigInt(row.received));
    to.appendVarchar(row.code);
    to.appendVarchar(row.field);
    to.appendVarchar(row.hint);
    to.appendBlob(row.payload);
  });

async function append<T>(connection: DuckDBConnection, table: string, rows: readonly T[], write: RowWriter<T>): Promise<void> {
  if (rows.length === 0) return;
  const appender = await connection.createAppender(table);
  try {
    for (const row of rows) {
      write(appender, row);
      appender.endRow();
    }
  } finally {
    appender.closeSync();
  }
}
