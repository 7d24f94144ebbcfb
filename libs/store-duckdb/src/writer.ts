import type { DuckDBConnection } from '@duckdb/node-api';
import { LEDGER_COUNTERS, storeGap } from '@yanshou/store';
import type { LedgerDelta, ProjectionBatch } from '@yanshou/store';
import { ColumnWriter } from './column-writer.js';
import type { ColumnSource } from './column-writer.js';
import type { Database } from './database.js';
import { writeRareRows } from './writer.rare-rows.js';
import { storeOfOtherJournal } from './store-failures.js';

interface Cursor {
  readonly journal: string | undefined;
  readonly nextSequence: number;
}

/** Writes batches: everything of one batch and the cursor in one transaction, fsynced when it resolves. */
export class BatchWriter {
  private cursor: Cursor | undefined;
  private readonly readings = new ColumnWriter('readings', ['int32', 'int64', 'int64', 'double', 'text', 'uint16', 'int64', 'int32']);
  private readonly seriesHours = new ColumnWriter('series_hours', [
    'int32', 'int32', 'uint8', 'int32', 'int32', 'double', 'double', 'double', 'int64', 'int32',
    'double', 'double', 'double', 'double', 'int32', 'int32',
  ]);
  private readonly deviceHours = new ColumnWriter('device_hours', ['int32', 'int32', 'uint8', 'int32', 'int32']);
  private readonly ledger = new ColumnWriter('ledger', ['int32', 'int32', ...LEDGER_COUNTERS.map(() => 'int64' as const)]);

  constructor(private readonly database: Database) {}

  commit(batch: ProjectionBatch): Promise<void> {
    return this.database.write(async (connection) => {
      const cursor = (this.cursor ??= await readCursor(connection));
      if (cursor.journal !== undefined && cursor.journal !== batch.journal) throw storeOfOtherJournal(cursor.journal, batch.journal);
      if (batch.nextSequence <= cursor.nextSequence) return;
      if (batch.fromSequence > cursor.nextSequence) throw storeGap(cursor.nextSequence, batch.fromSequence);
      try {
        await this.transaction(connection, batch);
        this.cursor = { journal: batch.journal, nextSequence: batch.nextSequence };
        this.database.appended(batch.readings.length, batch.seriesHours.length, batch.deviceHours.length, batch.ledger.length);
      } catch (error) {
        // Whether the transaction became durable is now for the file to say.
        this.cursor = undefined;
        await connection.run('rollback').catch(() => undefined);
        throw error;
      }
    });
  }

  private async transaction(connection: DuckDBConnection, batch: ProjectionBatch): Promise<void> {
    await connection.run('begin');
    await this.writeColumns(connection, batch);
    await writeRareRows(connection, batch);
    await connection.run('update meta set journal = $1, next_sequence = $2', [batch.journal, BigInt(batch.nextSequence)]);
    await connection.run('commit');
  }

  private async writeColumns(connection: DuckDBConnection, batch: ProjectionBatch): Promise<void> {
    const r = batch.readings;
    await this.readings.append(connection, [r.series, r.at, r.received, r.number, r.text, r.flags, r.sequence, r.via], r.length);
    const h = batch.seriesHours;
    await this.seriesHours.append(connection, [
      h.series, h.hour, h.origin, h.count, h.valid, h.latestAt, h.min, h.max, h.sum, h.numeric,
      h.firstAt, h.firstValue, h.lastAt, h.lastValue, h.low, h.high,
    ], h.length);
    const d = batch.deviceHours;
    await this.deviceHours.append(connection, [d.principal, d.hour, d.origin, d.low, d.high], d.length);
    await this.ledger.append(connection, ledgerColumns(batch.ledger), batch.ledger.length);
  }
}

async function readCursor(connection: DuckDBConnection): Promise<Cursor> {
  const reader = await connection.runAndReadAll('select journal, next_sequence::double from meta');
  const [journal, nextSequence] = reader.getRows()[0] as [string | null, number];
  return { journal: journal ?? undefined, nextSequence };
}

function ledgerColumns(rows: readonly LedgerDelta[]): ColumnSource[] {
  const principal = Int32Array.from(rows, (row) => row.principal);
  const hour = Int32Array.from(rows, (row) => row.hour);
  return [principal, hour, ...LEDGER_COUNTERS.map((counter) => Float64Array.from(rows, (row) => row.counts[counter]))];
}
