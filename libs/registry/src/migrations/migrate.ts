import { Failure } from '@yanshou/telemetry';
import { sql } from 'kysely';
import type { Database, Trx } from '../schema.js';
import { migrationChecksum } from './migration.js';
import type { Migration } from './migration.js';

const ADVISORY_LOCK = 7_215_002_025;

/**
 * Brings the database forward: each migration once, all or none, one process at a time (advisory lock). Throws Failure
 * `registry-newer-version` when a newer version has been here, `registry-migration-changed` when an applied migration is not
 * the one known here. Nothing is changed then.
 */
export async function migrate(db: Database, migrations: readonly Migration[]): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await sql`select pg_advisory_xact_lock(${sql.lit(ADVISORY_LOCK)})`.execute(trx);
    await sql`create table if not exists schema_migrations (id integer primary key, name text not null, checksum text not null)`.execute(trx);
    const applied = await trx.selectFrom('schema_migrations').selectAll().orderBy('id').execute();
    const known = new Map(migrations.map((migration) => [migration.id, migration]));
    for (const { id, name, checksum } of applied) {
      const migration = known.get(id);
      if (migration === undefined) throw newerDatabase(id, name);
      if (migrationChecksum(migration) !== checksum) throw migrationChanged(id, name);
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

const newerDatabase = (id: number, name: string): Failure =>
  new Failure('registry-newer-version', `the database has migration ${id} (${name}), which this version does not know`, false, {
    zh: `数据库已由更新版本的平台升级（迁移 ${id}，${name}），本版本不能使用：请换回该版本或更新的版本；数据未改动。`,
    en: `The database has been upgraded by a newer version of the platform (migration ${id}, ${name}), and this one cannot use it: run that version or a newer one. Nothing was changed.`,
  });

const migrationChanged = (id: number, name: string): Failure =>
  new Failure('registry-migration-changed', `migration ${id} (${name}) of the database is not the one of this version`, false, {
    zh: `数据库的迁移 ${id}（${name}）与本版本不一致：请使用创建该数据库的版本或更新的版本。`,
    en: `Migration ${id} (${name}) of the database is not the one of this version: use the version that made the database, or a newer one.`,
  });
