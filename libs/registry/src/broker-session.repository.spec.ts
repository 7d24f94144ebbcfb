import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { BrokerSessionRepository } from './broker-session.repository.js';
import { openEmbedded } from './embedded/open-embedded.js';
import type { OpenDatabase } from './embedded/open-embedded.js';
import { migrate } from './migrations/migrate.js';
import { migrations } from './migrations/migrations.js';

const HERE = 'broker:8883';
const THERE = 'broker:1883';
const AT_ONCE = { goneMillis: 0, leaseMillis: 600_000, isAnywhere: true };

describe('a session that waited for longer than a broker keeps one', () => {
  let directory: string;
  let database: OpenDatabase;
  let sessions: BrokerSessionRepository;
  beforeAll(async () => {
    directory = await mkdtemp(join(tmpdir(), 'yanshou-sessions-'));
    database = await openEmbedded(directory);
    await migrate(database.db, migrations);
    sessions = new BrokerSessionRepository(database.db);
  }, 180_000);
  afterAll(async () => {
    await database.close();
    await rm(directory, { recursive: true, force: true });
  });
  const goneFor = async (clientId: string, broker: string, days: number): Promise<void> => {
    await sql`insert into broker_sessions (client_id, broker, instance, owner, owner_until) values (${clientId}, ${broker}, ${clientId}, 'a', clock_timestamp() - ${days} * interval '1 day')`.execute(database.db);
  };

  it('is named no longer, and is looked for under its own address alone, where what it held can be told as lost', async () => {
    await goneFor('late', THERE, 31);
    await goneFor('waiting', THERE, 29);
    await goneFor('own', HERE, 31);
    expect((await sessions.gone()).map(({ clientId, broker }) => [clientId, broker])).toEqual([['waiting', THERE]]);
    expect(await sessions.take(HERE, 's', AT_ONCE)).toMatchObject({ clientId: 'own', broker: HERE });
    expect(await sessions.take(HERE, 's', AT_ONCE)).toMatchObject({ clientId: 'waiting', broker: THERE });
    expect(await sessions.take(HERE, 's', AT_ONCE)).toBeUndefined();
  });
});
