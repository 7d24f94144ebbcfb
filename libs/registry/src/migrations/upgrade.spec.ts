import { appendFileSync, readFileSync, readdirSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { verifiesSecret } from '@yanshou/access';
import { ManualClock } from '@yanshou/telemetry';
import { sql } from 'kysely';
import type { OpenDatabase } from '../embedded/open-embedded.js';
import { openRegistry } from '../open-registry.js';
import type { BookKeeper, RegistryLocation } from '../open-registry.js';
import { openPostgres } from '../open-postgres.js';
import type { Database } from '../schema.js';
import { BOOK, ENTERED_AT, bookAnswers, bookBatches, registryAnswers } from '../testing/release-content.js';
import { LATER_BOOK, laterAnswers, laterBookAnswers } from '../testing/release-content-later.js';
import { openBlank } from '../testing/open-blank.js';
import { postgresBinaries, startTemporaryPostgres } from '../testing/temporary-postgres.js';
import type { TemporaryPostgres } from '../testing/temporary-postgres.js';
import { migrate } from './migrate.js';
import { migrations } from './migrations.js';

/** What releases have left behind: databases with everything in them (`release-fixture.command.ts`), never changed since. */
const FIXTURES = join(import.meta.dirname, 'fixtures');
const releases = readdirSync(FIXTURES).filter((name) => name.endsWith('.sql')).map((name) => name.slice(0, -'.sql'.length)).sort();

interface Told {
  readonly pepper: string;
  readonly secret: string;
  readonly registry: { readonly revision: number; readonly credentials: readonly { readonly verifier: string }[] };
  /** Of releases that had one. */
  readonly book?: { readonly totals: object };
  /** Of releases with something in every table. */
  readonly later?: object;
  /** Of releases that could write lost hours again. */
  readonly laterBook?: object;
}
const told = (release: string): Told => JSON.parse(readFileSync(join(FIXTURES, `${release}.json`), 'utf8')) as Told;

async function load(release: string, { db }: OpenDatabase): Promise<void> {
  for (const statement of readFileSync(join(FIXTURES, `${release}.sql`), 'utf8').split(/;\n\n/)) if (statement.trim() !== '') await sql.raw(statement).execute(db);
}

/** Everything that statements of a migration can make, as the database describes it. */
async function shapeOf(db: Database): Promise<unknown[]> {
  const described = [
    sql`select table_name, column_name, data_type, is_nullable, column_default, generation_expression, is_identity from information_schema.columns where table_schema = 'public' order by 1, 2`,
    sql`select tablename, indexname, indexdef from pg_indexes where schemaname = 'public' order by 1, 2`,
    sql`select conrelid::regclass::text as relation, conname, pg_get_constraintdef(oid) as definition from pg_constraint where connamespace = 'public'::regnamespace order by 1, 2`,
    sql`select tgrelid::regclass::text as relation, tgname, pg_get_triggerdef(oid) as definition from pg_trigger where not tgisinternal order by 1, 2`,
    sql`select proname, prosrc from pg_proc where pronamespace = 'public'::regnamespace order by 1`,
  ];
  return Promise.all(described.map(async (query) => (await query.execute(db)).rows));
}

interface Kind {
  /** A new, empty database. */
  readonly location: () => Promise<RegistryLocation>;
  readonly open: (location: RegistryLocation) => Promise<OpenDatabase>;
}

function upgrades(name: string, { location, open }: Kind): void {
  const clock = new ManualClock(ENTERED_AT + 1);
  const left = async (release: string): Promise<RegistryLocation> => {
    const place = { ...(await location()), pepper: told(release).pepper };
    const database = await open(place);
    await load(release, database);
    await database.close();
    return place;
  };

  describe(name, () => {
    it.each(releases)('has the tables of a new one after an upgrade from %s', async (release) => {
      const [old, fresh] = [await open(await left(release)), await open(await location())];
      for (const { db } of [old, fresh]) await migrate(db, migrations);
      expect(await shapeOf(old.db)).toEqual(await shapeOf(fresh.db));
      await old.close();
      await fresh.close();
    }, 120_000);

    it.each(releases)('keeps what %s held, and goes on from there', async (release) => {
      const place = await left(release);
      const { registry: answers, book: kept, later, laterBook, secret } = told(release);
      for (let start = 0; start < 2; start += 1) {
        const registry = await openRegistry(place, clock);
        expect(await registryAnswers(registry)).toMatchObject(answers);
        if (later !== undefined) expect(await laterAnswers(registry)).toMatchObject(later);
        if (kept !== undefined) expect(await bookAnswers(registry.projectionBook(BOOK))).toMatchObject(kept);
        if (laterBook !== undefined) expect(await laterBookAnswers(registry.projectionBook(LATER_BOOK))).toMatchObject(laterBook);
        await registry.close();
      }
      expect(verifiesSecret(answers.credentials[0]?.verifier ?? '', secret)).toBe(true);
      await goOn(await openRegistry(place, clock), release);
    }, 120_000);

    it.each(releases.filter((release) => told(release).later !== undefined))('was left something in every table by %s', async (release) => {
      const { db, close } = await open(await left(release));
      const { rows } = await sql<{ name: string }>`select table_name as name from information_schema.tables where table_schema = 'public' order by 1`.execute(db);
      const empty: string[] = [];
      for (const { name } of rows) if ((await sql`select from ${sql.table(name)} limit 1`.execute(db)).rows.length === 0) empty.push(name);
      expect(empty).toEqual([]);
      await close();
    }, 120_000);

    it('is refused by a version that is older, and left as it is', async () => {
      const place = await location();
      const database = await open(place);
      await migrate(database.db, [...migrations, { id: 9_999, name: 'of-tomorrow', statements: ['create table of_tomorrow (n integer)'] }]);
      const shape = await shapeOf(database.db);
      await database.close();
      await expect(openRegistry({ ...place, pepper: 'p' }, clock)).rejects.toMatchObject({
        code: 'registry-newer-version', retryable: false, help: { zh: expect.stringContaining('迁移 9999'), en: expect.stringContaining('of-tomorrow') },
      });
      const after = await open(place);
      expect(await shapeOf(after.db)).toEqual(shape);
      await after.close();
    }, 120_000);
  });
}

async function goOn(registry: BookKeeper, release: string): Promise<void> {
  const { registry: answers, book: kept } = told(release);
  expect((await registry.saveProgramme({ id: 'later', nameZh: '后来', nameEn: 'Later' })).ok).toBe(true);
  expect(await registry.revision()).toBe(answers.revision + 1);
  expect(await registry.saveAssessment({ project: 'p', id: 'a1', from: 1, to: 2, note: 'another', statement: {} })).toMatchObject({ ok: false });
  const book = registry.projectionBook(BOOK);
  const { confirmed } = await book.open();
  const batches = bookBatches(3);
  // A release without books begins one; the others go on behind their last batch.
  for (const [index, batch] of batches.slice(kept === undefined ? 0 : 2).entries()) await book.commit({ ...batch, commit: confirmed + 1 + index });
  expect(await book.totals('p')).toMatchObject({ stored: 15, conflicts: 3, quarantined: 3 });
  expect((await book.state()).nextSequence).toBe(batches[2]?.nextSequence);
  await registry.close();
}

let root: string;
let made = 0;
beforeAll(async () => void (root = await mkdtemp(join(tmpdir(), 'yanshou-upgrade-'))));
afterAll(() => rm(root, { recursive: true, force: true }));

it('has not lost a release', () => expect(releases).toEqual(expect.arrayContaining(['at-0002', 'at-0004', 'at-0015', 'at-0020', 'at-0032'])));

upgrades('the embedded database', {
  location: async () => ({ embeddedDirectory: join(root, `embedded-${(made += 1)}`) }),
  open: (location) => openBlank((location as { embeddedDirectory: string }).embeddedDirectory),
});

const binaries = postgresBinaries();
if (binaries === undefined) {
  if (process.env['CI'] === 'true') throw new Error('PostgreSQL is not installed');
  const notRun = process.env['YANSHOU_TEST_NOT_RUN'];
  if (notRun) appendFileSync(notRun, 'PostgreSQL: upgrades of the registry (apt-get install postgresql)\n');
} else {
  let server: TemporaryPostgres | undefined;
  upgrades('PostgreSQL', {
    location: async () => ({ databaseUrl: await (server ??= await startTemporaryPostgres(binaries)).createDatabase() }),
    open: (location) => openPostgres((location as { databaseUrl: string }).databaseUrl),
  });
  afterAll(() => server?.stop());
}
