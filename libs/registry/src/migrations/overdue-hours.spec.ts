import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { LATE_DATA, OVERDUE_DATA, REPLAYED_QUARANTINE } from '@yanshou/store';
import { sql } from 'kysely';
import { SqlBook } from '../book/sql-book.js';
import type { OpenDatabase } from '../embedded/open-embedded.js';
import { openBlank } from '../testing/open-blank.js';
import { migrate } from './migrate.js';
import { migrations } from './migrations.js';
import { overdueHours } from './0013-overdue-hours.js';

const BOOK = 'data';
const before = migrations.filter(({ id }) => id < overdueHours.id);

let directory: string;
let database: OpenDatabase;
beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'yanshou-overdue-'));
  database = await openBlank(join(directory, 'registry'));
}, 120_000);
afterAll(async () => {
  await database.close();
  await rm(directory, { recursive: true, force: true });
});

/** Hours as the program left them that knew two causes: late, and replayed from quarantine. */
async function leave(hours: Readonly<Record<number, number>>): Promise<void> {
  const { db } = database;
  await sql`insert into books (name, journal) values (${BOOK}, 'journal-1')`.execute(db);
  for (const [hour, causes] of Object.entries(hours)) {
    await sql`insert into book_dirty_hours (book, project, hour, causes, sequence) select id, 'p', ${Number(hour)}, ${causes}, 7 from books`.execute(db);
  }
}

it('looks at every hour that late data touched before as if it were more than a day late, and at no other; hours touched since are as they are said', async () => {
  await migrate(database.db, before);
  await leave({ 1: LATE_DATA, 2: REPLAYED_QUARANTINE, 3: LATE_DATA | REPLAYED_QUARANTINE });
  await migrate(database.db, migrations);
  const book = new SqlBook(database.db, BOOK);
  const upgraded = [
    { hour: 1, causes: LATE_DATA | OVERDUE_DATA }, { hour: 2, causes: REPLAYED_QUARANTINE }, { hour: 3, causes: LATE_DATA | REPLAYED_QUARANTINE | OVERDUE_DATA },
  ];
  expect(await book.dirtyHours('p')).toEqual({ cursor: { journal: 'journal-1', sequence: 7 }, hours: upgraded });

  // Once and no more: another start does not touch what came since.
  await sql`insert into book_dirty_hours (book, project, hour, causes, sequence) select id, 'p', 4, ${LATE_DATA}, 8 from books`.execute(database.db);
  await migrate(database.db, migrations);
  expect((await book.dirtyHours('p'))?.hours).toEqual([...upgraded, { hour: 4, causes: LATE_DATA }]);
}, 120_000);
