import { join } from 'node:path';
import type { SharedBook } from '@yanshou/store';
import type { Clock } from '@yanshou/telemetry';
import { Failure } from '@yanshou/telemetry';
import { openEmbedded } from './embedded/open-embedded.js';
import type { OpenDatabase } from './embedded/open-embedded.js';
import { migrate } from './migrations/migrate.js';
import { migrations } from './migrations/migrations.js';
import { openPostgres } from './open-postgres.js';
import type { DatabaseLimits } from './postgres/database-limits.js';
import { readPepper } from './pepper.js';
import type { Registry } from './registry.js';
import { SqlRegistry } from './sql-registry.js';

/**
 * Where the registry is. The key of secret hashes is `pepper`, else the one in `pepperFile`, which is made when it is
 * not there; the default for an embedded registry is `pepper` in its directory.
 */
export type RegistryLocation = ({ readonly embeddedDirectory: string } | { readonly databaseUrl: string; readonly limits?: Partial<DatabaseLimits> }) & {
  readonly pepper?: string;
  readonly pepperFile?: string;
};

/** A registry that also keeps what a telemetry store without transactions cannot: a book by name. */
export interface BookKeeper extends Registry {
  /** It is about to be closed: a server that does not answer from now on holds nothing up for longer than its limit for that. */
  hasten(): void;
  projectionBook(name: string): SharedBook;
}

/**
 * Opens the registry and brings its tables forward. Failures: `registry-in-use`, `registry-unreachable`, `registry-silent`, `registry-statement-limit` (retryable),
 * `registry-encoding`, `registry-old-server`, `registry-migration-changed`, `registry-newer-version`, `registry-pepper-missing`, `registry-pepper-damaged`, `registry-not-built`.
 */
export async function openRegistry(location: RegistryLocation, clock: Clock): Promise<BookKeeper> {
  const database = 'databaseUrl' in location ? await openPostgres(location.databaseUrl, location.limits) : await openEmbedded(location.embeddedDirectory);
  return overDatabase(database, () => pepperOf(location), clock);
}

async function overDatabase(database: OpenDatabase, pepper: () => string, clock: Clock): Promise<BookKeeper> {
  try {
    await migrate(database.long, migrations);
    return new SqlRegistry({ ...database, pepper: pepper() }, clock);
  } catch (error) {
    await database.close();
    throw error;
  }
}

function pepperOf(location: RegistryLocation): string {
  if (location.pepper !== undefined) return location.pepper;
  if (location.pepperFile !== undefined) return readPepper(location.pepperFile);
  if ('embeddedDirectory' in location) return readPepper(join(location.embeddedDirectory, 'pepper'));
  throw new Failure('registry-pepper-missing', 'neither a pepper nor a pepper file is given', false, {
    zh: '未指定设备密钥的哈希密钥：请指定其文件。',
    en: 'The key of secret hashes is missing: name its file.',
  });
}
