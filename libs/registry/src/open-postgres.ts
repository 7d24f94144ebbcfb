import { Kysely, PostgresDialect } from 'kysely';
import type { OpenDatabase } from './embedded/open-embedded.js';
import { DATABASE_LIMITS } from './postgres/database-limits.js';
import type { DatabaseLimits } from './postgres/database-limits.js';
import { LimitedPool } from './postgres/limited-pool.js';
import type { PoolLimits } from './postgres/limited-pool.js';
import { refuseUnsuitable } from './postgres/suitable-database.js';
import type { Database, Schema } from './schema.js';

/** As many at most, made when they are needed. */
const [CONNECTIONS, READ_CONNECTIONS, LONG_CONNECTIONS] = [8, 4, 2];

/**
 * Opens PostgreSQL, with connections of their own for what reads much and for what may take long: nothing small waits for them. Throws Failure `registry-unreachable` or
 * `registry-silent` (both retryable) when it does not answer in time, `registry-encoding` or `registry-old-server` where it
 * cannot hold a registry.
 */
export async function openPostgres(databaseUrl: string, given: Partial<DatabaseLimits> = {}): Promise<OpenDatabase> {
  const limits = { ...DATABASE_LIMITS, ...given };
  const poolOf = (max: number, own: Pick<PoolLimits, 'waitSeconds' | 'statementSeconds' | 'setting'>): LimitedPool =>
    new LimitedPool({ connectionString: databaseUrl, max }, { connectSeconds: limits.connectSeconds, closeSeconds: limits.closeSeconds, ...own });
  const pools = [
    poolOf(CONNECTIONS, { waitSeconds: limits.connectSeconds, statementSeconds: limits.statementSeconds, setting: 'YANSHOU_DATABASE_STATEMENT_SECONDS' }),
    poolOf(READ_CONNECTIONS, { waitSeconds: limits.readSeconds, statementSeconds: limits.readSeconds, setting: 'YANSHOU_DATABASE_READ_SECONDS' }),
    poolOf(LONG_CONNECTIONS, { waitSeconds: limits.longSeconds, statementSeconds: limits.longSeconds, setting: 'YANSHOU_DATABASE_LONG_SECONDS' }),
  ] as const;
  try {
    await greet(pools[0]);
  } catch (error) {
    await Promise.all(pools.map((pool) => pool.end()));
    throw error;
  }
  const [db, reads, long] = pools.map((pool) => new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })) as [Database, Database, Database];
  const hasten = (): void => pools.forEach((pool) => pool.hasten());
  return { db, reads, long, hasten, close: async () => void (await Promise.all([db, reads, long].map((one) => one.destroy()))) };
}

async function greet(pool: LimitedPool): Promise<void> {
  const client = await pool.connect();
  try {
    await refuseUnsuitable(client);
  } finally {
    client.release();
  }
}

/** Resolves when PostgreSQL answers to these credentials; nothing is changed there. Failures: those of `openPostgres`. */
export async function reachPostgres(databaseUrl: string, given: Partial<DatabaseLimits> = {}): Promise<void> {
  const { close } = await openPostgres(databaseUrl, given);
  await close();
}
