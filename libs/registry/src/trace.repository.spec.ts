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
import type { Database } from './schema.js';
import { project } from './testing/registry-contract.js';
import { MOST_BATCHES } from './trace-desk.js';

const NOW = 1_800_000_000_000_000;
const draft = (id: string) => ({ id, product: '黄瓜种子', base: 'base', quantity: 1, unit: 'kg', producedAt: NOW });

let queries = 0;
const counted = (db: Database): Database => db.withPlugin({
  transformQuery: ({ node }) => ((queries += 1), node),
  transformResult: async ({ result }) => result,
});

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
    const add = (...ids: readonly string[]) => registry.addTrace('p', { batches: ids.map(draft), events: [] }, { who: 'member' });
    expect(await add('last', 'over', 'last')).toMatchObject({ value: { recorded: false, batches: [{ ok: true }, { ok: false, reason: { code: 'invalid', field: 'id' } }, { ok: true, value: { repeated: true } }] } });
    expect(await add('last', 'last')).toMatchObject({ value: { recorded: true, batches: [{ value: { repeated: false } }, { value: { repeated: true } }] } });
    expect(await add('over')).toMatchObject({ value: { recorded: false } });
  }, 180_000);

  it('are entered with their events by as many queries as there are statements, not rows', async () => {
    const registry = new SqlRegistry({ db: counted(database.db), pepper: 'pepper', close: async () => undefined }, new ManualClock(NOW));
    const asked = async (rows: number, of: string): Promise<number> => {
      const batches = Array.from({ length: rows }, (_, index) => draft(`${of}${index}`));
      const events = batches.map(({ id }) => ({ batch: id, id: 'e', step: 'production' as const, at: NOW, place: { site: 'base' }, actor: '某农场' }));
      queries = 0;
      expect(await registry.addTrace('q', { batches, events }, { who: 'member' })).toMatchObject({ value: { recorded: true } });
      return queries;
    };
    await registry.saveProject(project('q'));
    await registry.saveSite('q', { id: 'base', nameZh: '基地', nameEn: 'base' });
    expect(await asked(200, 'many')).toBe(await asked(1, 'one'));
  }, 180_000);
});
