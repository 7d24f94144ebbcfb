import { Failure } from '@yanshou/telemetry';
import { Kysely, PostgresDialect } from 'kysely';
import pg from 'pg';
import type { OpenDatabase } from './embedded/open-embedded.js';
import type { Schema } from './schema.js';

/** Opens PostgreSQL. Throws Failure `registry-unreachable` (retryable) when it does not answer. */
export async function openPostgres(databaseUrl: string): Promise<OpenDatabase> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 8, connectionTimeoutMillis: 10_000 });
  // A connection lost while idle is replaced by the next query; without a listener it would end the process.
  pool.on('error', () => undefined);
  // The pool listens to idle connections only: one lost in the middle of its use would end the process as well. Its query is rejected all the same.
  pool.on('connect', (client) => client.on('error', () => undefined));
  try {
    await pool.query('select 1');
  } catch (cause) {
    await pool.end();
    throw unreachable(cause);
  }
  const db = new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) });
  return { db, close: () => db.destroy() };
}

const unreachable = (cause: unknown): Failure =>
  new Failure('registry-unreachable', 'PostgreSQL does not answer', true, {
    zh: '无法连接 PostgreSQL：请检查 DATABASE_URL、网络和账号。',
    en: 'PostgreSQL cannot be reached: check DATABASE_URL, the network and the account.',
  }, { cause });
