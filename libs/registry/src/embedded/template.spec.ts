import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from '@jest/globals';
import { migrations } from '../migrations/migrations.js';
import { openEmbedded } from './open-embedded.js';

it('a new database has the tables of this version, and none that a first start would have to make', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'yanshou-template-'));
  const database = await openEmbedded(join(directory, 'registry'));
  try {
    const applied = await database.db.selectFrom('schema_migrations').select('id').orderBy('id').execute();
    expect(applied.map(({ id }) => id)).toEqual(migrations.map(({ id }) => id).sort((a, b) => a - b));
  } finally {
    await database.close();
    await rm(directory, { recursive: true, force: true });
  }
}, 120_000);
