import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { BatchBuilder } from '@yanshou/store/testing/batches';
import { sql } from 'kysely';
import { openEmbedded } from '../embedded/open-embedded.js';
import { migrate } from '../migrations/migrate.js';
import { migrations } from '../migrations/migrations.js';
import type { Database } from '../schema.js';
import { SqlBook } from './sql-book.js';

const MANUAL = resolve(import.meta.dirname, '../../../../docs/operations.md');

/** The statements with which an operator deletes books of an earlier layout, as they are written down. */
function statementsForOperators(): string[] {
  const [, block = ''] = /```sql\nbegin;\n(create temp table old_books[^`]*)commit;\n```/.exec(readFileSync(MANUAL, 'utf8')) ?? [];
  return block.split(';\n').filter((statement) => statement.trim() !== '');
}

/** A book with something in each of its tables. */
async function writeBook(db: Database, name: string): Promise<SqlBook> {
  const [book, builder] = [new SqlBook(db, name), new BatchBuilder()];
  const { confirmed } = await book.open();
  builder.reading({ device: 'd', metric: 'm', at: 1.7e15, value: 1, late: true });
  builder.conflict({ device: 'd', metric: 'm', at: 1.7e15, value: 2 });
  builder.quarantine({ device: 'd', code: 'malformed-json' });
  builder.platformMinute(3);
  builder.gap(2);
  builder.lostSession(4, 5);
  const { readings: _, ...batch } = builder.build();
  await book.commit({ ...batch, commit: confirmed + 1 });
  await book.announceRestoring([{ project: 'p', hour: 1 }]);
  await book.keepFolds({ project: 'p', form: 'f', unit: 'day', metric: 'm' }, [{ from: 0, to: 1, sequence: 1, body: Buffer.from('f') }]);
  await book.askForReplay('p');
  await book.askForReprojection({ project: 'p', fromHour: 1, toHour: 2 }, 'admin');
  await book.reportHead(5, 5);
  return book;
}

describe('books of an earlier layout', () => {
  it('are deleted by what the manual says, with all that is in them, and no other is', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'books-'));
    const { db, close } = await openEmbedded(directory);
    await migrate(db, migrations);
    for (const name of ['influxdb:ys', 'influxdb:ys#03']) await writeBook(db, name);
    const kept = await writeBook(db, 'influxdb/2:ys');
    const statements = statementsForOperators();
    expect(statements.length).toBeGreaterThan(10);
    await db.transaction().execute(async (trx) => {
      for (const statement of statements) await sql.raw(statement).execute(trx);
    });
    const { rows } = await sql<{ name: string }>`select name from books`.execute(db);
    expect(rows).toEqual([{ name: 'influxdb/2:ys' }]);
    expect(await kept.totals()).toMatchObject({ stored: 1, conflicts: 1, quarantined: 1 });
    await close();
    rmSync(directory, { recursive: true });
  }, 180_000);
});
