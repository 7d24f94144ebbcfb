import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { openBlank } from '../testing/open-blank.js';
import { migrate } from './migrate.js';
import type { Migration } from './migration.js';

const table = (id: number): Migration => ({ id, name: `table-${id}`, statements: [`create table t${id} (n integer)`] });

it('makes up for a number that was given out before the last one and comes after it', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'yanshou-migrate-'));
  const database = await openBlank(join(directory, 'registry'));
  try {
    await migrate(database.db, [table(1), table(4)]);
    await migrate(database.db, [table(4), table(3), table(1)]);
    await migrate(database.db, [table(1), table(3), table(4)]);
    const applied = await database.db.selectFrom('schema_migrations').select('id').orderBy('id').execute();
    expect(applied.map(({ id }) => id)).toEqual([1, 3, 4]);
    const changed = migrate(database.db, [table(1), { ...table(3), statements: ['select 1'] }, table(4)]);
    await expect(changed).rejects.toMatchObject({ code: 'registry-migration-changed' });
  } finally {
    await database.close();
    await rm(directory, { recursive: true, force: true });
  }
}, 120_000);
