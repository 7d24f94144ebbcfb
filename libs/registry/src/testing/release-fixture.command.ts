import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ManualClock } from '@yanshou/telemetry';
import { SqlBook } from '../book/sql-book.js';
import { migrate } from '../migrations/migrate.js';
import { migrations } from '../migrations/migrations.js';
import { openPostgres } from '../open-postgres.js';
import { SqlRegistry } from '../sql-registry.js';
import { BOOK, ENTERED_AT, bookAnswers, enterBook, enterContent, registryAnswers } from './release-content.js';
import { LATER_BOOK, enterLater, enterLaterBook, laterAnswers, laterBookAnswers } from './release-content-later.js';
import { postgresBinaries, startTemporaryPostgres } from './temporary-postgres.js';

const PEPPER = 'pepper-of-the-fixture';
const BOOKS_SINCE = 3;
const LEASES_SINCE = 4;
/** From here on there is something in every table. */
const EVERYTHING_SINCE = 15;
const REPROJECTIONS_SINCE = 30;

/**
 * Keeps what a release leaves behind, for the upgrade test of later ones: `node dist/testing/release-fixture.command.js`
 * writes src/migrations/fixtures/at-NNNN.sql and .json, NNNN being the last migration. To be run once, at the release;
 * the files are never changed afterwards. Needs PostgreSQL.
 */
async function main(last: number): Promise<void> {
  const binaries = postgresBinaries();
  if (binaries === undefined) throw new Error('PostgreSQL is not installed');
  const server = await startTemporaryPostgres(binaries);
  try {
    const url = await server.createDatabase();
    const answers = await enter(url, last);
    const file = resolve(import.meta.dirname, '../../src/migrations/fixtures', `at-${String(last).padStart(4, '0')}`);
    writeFileSync(`${file}.sql`, dump(binaries, url));
    writeFileSync(`${file}.json`, `${JSON.stringify(answers, null, 1)}\n`);
  } finally {
    await server.stop();
  }
}

async function enter(url: string, last: number): Promise<object> {
  const database = await openPostgres(url);
  await migrate(database.db, migrations.filter(({ id }) => id <= last));
  const registry = new SqlRegistry({ db: database.db, pepper: PEPPER, close: () => database.close() }, new ManualClock(ENTERED_AT));
  const secret = await enterContent(registry);
  const book = new SqlBook(database.db, BOOK);
  if (last >= BOOKS_SINCE) await enterBook(book);
  if (last >= LEASES_SINCE) await registry.holdPartitions('projector-1', ['journal-1'], 1_000);
  const laterBook = new SqlBook(database.db, LATER_BOOK);
  if (last >= EVERYTHING_SINCE) {
    await enterLater(registry, last);
    await enterLaterBook(laterBook, last);
  }
  const answers = {
    pepper: PEPPER, secret, registry: await registryAnswers(registry), ...(last >= BOOKS_SINCE && { book: await bookAnswers(book) }), ...(last >= EVERYTHING_SINCE && { later: await laterAnswers(registry) }),
    ...(last >= REPROJECTIONS_SINCE && { laterBook: await laterBookAnswers(laterBook) }),
  };
  await registry.close();
  return answers;
}

/** Statements apart by empty lines, without what is psql's or the session's. */
function dump(binaries: string, url: string): string {
  const text = execFileSync(join(binaries, 'pg_dump'), ['--inserts', '--no-owner', '--no-privileges', url], { encoding: 'utf8' });
  return text.split('\n').filter((line) => !/^(--|\\|SET |SELECT pg_catalog\.set_config)/.test(line)).join('\n')
    .replace(/;\n(?=INSERT)/g, ';\n\n').replace(/\n{3,}/g, '\n\n').trimStart();
}

await main(Number(process.argv[2] ?? migrations.at(-1)?.id));
