import type { DuckDBConnection } from '@duckdb/node-api';

export async function transaction(connection: DuckDBConnection, task: () => Promise<void>): Promise<void> {
  await connection.run('begin');
  try {
    await task();
    await connection.run('commit');
  } catch (error) {
    await connection.run('rollback').catch(() => undefined);
    throw error;
  }
}
