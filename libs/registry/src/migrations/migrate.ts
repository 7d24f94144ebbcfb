import { Failure } from '@yanshou/telemetry';
import { sql } from 'kysely';
import type { Database, Trx } from '../schema.js';
import { migrationChecksum } from './migration.js';
import type { Migration } from './migration.js';

const ADVISORY_LOCK = 7_215_002_025;

/**
 * Brings the database forward: each migration once, all or none, one process at a time (advisory lock). Throws Failure
 * `registry-migration-changed` when an applied migration is not the one known here, or is newer than this version.
 */
export async function migrate(db: Database, migrations: readonly Migration[]): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(ADVISORY_LOCK)})`.execute(trx);
    await sql`create table if not exists schema_migrations (id integer primary key, name text not null, checksum text not null)`.execute(trx);
    const applied = await trx.selectFrom('schema_migrations').selectAll().orderBy('id').execute();
    const known = new Map(migrations.map((migration) => [migration.id, migration]));
    for (const { id, name, checksum } of applied) {
      const migration = known.get(id);
      if (migration === undefined || migrationChecksum(migration) !== checksum) throw migrationChanged(id, name);
    }
    // By id and not from the last on: numbers may reach a database in another order than they were given out in.
    const done = new Set(applied.map(({ id }) => id));
    for (const migration of [...migrations].sort((a, b) => a.id - b.id)) if (!done.has(migration.id)) await apply(trx, migration);
  });
}

async function apply(trx: Trx, migration: Migration): Promise<void> {
  for (const statement of migration.statements) await sql.raw(statement).execute(trx);
  await trx.insertInto('schema_migrations').values({ id: migration.id, name: migration.name, checksum: migrationChecksum(migration) }).execute();
}

const migrationChanged = (id: number, name: string): Failure =>
  new Failure('registry-migration-changed', `migration ${id} (${name}) of the database is not the one of this version`, false, {
    zh: `数据库的迁移 ${id}（${name}）与本版本不一致：请使用创建该数据库的版本或更新的版本。`,
    en: `Migration ${id} (${name}) of the database is not the one of this version: use the version that made the database, or a newer one.`,
  });
