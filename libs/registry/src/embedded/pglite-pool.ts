import type { PGlite } from '@electric-sql/pglite';
import type { PostgresPool, PostgresPoolClient, PostgresQueryResult } from 'kysely';

/**
 * A pool of one over the embedded database for Kysely's PostgresDialect. PGlite's own emulation of a `pg` connection
 * loses step after an error of a statement with parameters, so statements go to its query interface instead.
 */
export class PglitePool implements PostgresPool {
  private queue: Promise<void> = Promise.resolve();

  constructor(private readonly lite: PGlite) {}

  async connect(): Promise<PostgresPoolClient> {
    const before = this.queue;
    let release = (): void => undefined;
    this.queue = new Promise((resolve) => (release = resolve));
    await before;
    const query = (text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<unknown>> => this.query(text, parameters);
    return { query: query as PostgresPoolClient['query'], release };
  }

  async end(): Promise<void> {
    await this.queue;
  }

  private async query(text: string, parameters: readonly unknown[]): Promise<PostgresQueryResult<unknown>> {
    const { rows, affectedRows = 0 } = await this.lite.query(text, [...parameters]);
    // Kysely reports the number of changed rows only for these commands.
    const command = /^\s*(?:insert|update|delete)\b/i.test(text) ? 'UPDATE' : 'SELECT';
    return { command, rowCount: affectedRows, rows };
  }
}
