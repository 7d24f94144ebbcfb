import { Kysely, PostgresDialect } from 'kysely';
import type { OpenDatabase } from './embedded/open-embedded.js';
import { DATABASE_LIMITS } from './postgres/database-limits.js';
import type { DatabaseLimits } from './postgres/database-limits.js';
import { LimitedPool } from './postgres/limited-pool.js';
import type { Schema } from './schema.js';

const MILLIS = 1_000;
const [CONNECTIONS, LONG_CONNECTIONS] = [8, 4];

/**
 * Opens PostgreSQL, with connections of their own for what may take long. Throws Failure `registry-unreachable` or
 * `registry-silent` (both retryable) when it does not answer in time.
 */
export async function openPostgres(databaseUrl: string, given: Partial<DatabaseLimits> = {}): Promise<OpenDatabase> {
  const limits = { ...DATABASE_LIMITS, ...given };
  const poolOf = (max: number, statementSeconds: number): LimitedPool =>
    new LimitedPool({ connectionString: databaseUrl, max, connectionTimeoutMillis: limits.connectSeconds * MILLIS }, { statementSeconds, closeSeconds: limits.closeSeconds });
  const pools = [poolOf(CONNECTIONS, limits.statementSeconds), poolOf(LONG_CONNECTIONS, limits.longSeconds)] as const;
  try {
    await greet(pools[0]);
  } catch (error) {
    await Promise.all(pools.map((pool) => pool.end()));
    throw error;
  }
  const [db, long] = pools.map((pool) => new Kysely<Schema>({ dialect: new PostgresDialect({ pool }) })) as [Kysely<Schema>, Kysely<Schema>];
  const hasten = (): void => pools.forEach((pool) => pool.hasten());
  return { db, long, hasten, close: async () => void (await Promise.all([db.destroy(), long.destroy()])) };
}

async function greet(pool: LimitedPool): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('select 1', []);
  } finally {
    client.release();
  }
}
