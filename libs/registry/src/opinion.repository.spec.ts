import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { ManualClock } from '@yanshou/telemetry';
import { sql } from 'kysely';
import { openEmbedded } from './embedded/open-embedded.js';
import type { OpenDatabase } from './embedded/open-embedded.js';
import { migrate } from './migrations/migrate.js';
import { migrations } from './migrations/migrations.js';
import { SqlRegistry } from './sql-registry.js';
import { opinionAfter } from './testing/opinions-contract.js';
import { project } from './testing/registry-contract.js';

let root: string;
let database: OpenDatabase;
const [first, second] = [opinionAfter(undefined), opinionAfter(opinionAfter(undefined))];
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'yanshou-opinions-'));
  database = await openEmbedded(join(root, 'database'));
  await migrate(database.db, migrations);
  const registry = new SqlRegistry({ ...database, pepper: 'p' }, new ManualClock(1));
  await registry.saveProject(project('p'));
  await registry.saveAssessment({ project: 'p', id: 'a1', from: 0, to: 1, note: '', statement: {} });
  for (const one of [first, second]) await registry.addOpinion(one, { who: 'wang' });
}, 180_000);
afterAll(async () => {
  await database.close();
  await rm(root, { recursive: true, force: true });
});

/** Whoever has the password of the database, and goes past the registry. */
describe('the table of opinions', () => {
  const put = (key: string, state: unknown) => sql`insert into audit_opinions (key, state, revision) values (${key}, ${JSON.stringify(state)}::jsonb, 1)`.execute(database.db);

  it.each([
    ['is not changed', "update audit_opinions set state = state || '{\"conclusion\":\"agrees\"}' where key = 'p/a1/000001'"], ['is not emptied', "delete from audit_opinions where key = 'p/a1/000002'"],
  ])('%s', async (_, statement) => {
    await expect(sql.raw(statement).execute(database.db)).rejects.toMatchObject({ code: 'YS001' });
  });

  it.each([
    ['takes none that leaves one out', { ...opinionAfter(second), number: 4 }], ['takes none that follows on another', { ...opinionAfter(second), previous: first.previous }],
    ['takes none that follows on an earlier one', { ...opinionAfter(first), number: 3 }], ['takes no second first one', { ...opinionAfter(second), number: 1, previous: null }],
  ])('%s', async (_, state) => {
    await expect(put('p/a1/000009', state)).rejects.toMatchObject({ code: expect.stringMatching(/YS001|23505/) });
  });

  it('takes what follows', async () => {
    await put('p/a1/000003', opinionAfter(second));
    expect((await sql`select number from audit_opinions order by 1`.execute(database.db)).rows).toEqual([1, 2, 3].map((number) => ({ number })));
  });
});
