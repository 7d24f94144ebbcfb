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
import { project } from './testing/registry-contract.js';
import { MOST_BATCHES } from './trace.repository.js';

const NOW = 1_800_000_000_000_000;
const draft = (id: string) => ({ id, product: '黄瓜种子', base: 'base', quantity: 1, unit: 'kg', producedAt: NOW });

describe('batches of a project', () => {
  let directory: string;
  let database: OpenDatabase;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'yanshou-batches-'));
    database = await openEmbedded(directory);
    await migrate(database.db, migrations);
  }, 180_000);
  afterAll(async () => {
    await database.close();
    await rm(directory, { recursive: true, force: true });
  });

  it('are so many and no more; one of them may be sent again', async () => {
    const registry = new SqlRegistry({ db: database.db, pepper: 'pepper', close: async () => undefined }, new ManualClock(NOW));
    await registry.saveProject(project('p'));
    await registry.saveSite('p', { id: 'base', nameZh: '基地', nameEn: 'base' });
    await sql`insert into trace_batches (key, revision, state) select 'p/old' || n, 1, jsonb_build_object('project', 'p', 'id', 'old' || n, 'publicId', 'public' || n)
      from generate_series(2, ${sql.lit(MOST_BATCHES)}) n`.execute(database.db);
    const outcome = await registry.addTrace('p', { batches: [draft('last'), draft('over'), draft('last')], events: [] }, { who: 'member' });
    expect(outcome).toMatchObject({ ok: true, value: { batches: [{ ok: true, value: { repeated: false } }, { ok: false, reason: { code: 'invalid', field: 'id' } }, { ok: true, value: { repeated: true } }] } });
  }, 180_000);
});
