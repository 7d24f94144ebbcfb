import { appendFileSync, existsSync } from 'node:fs';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { FoldKind } from '@yanshou/store';
import { sql } from 'kysely';
import type { OpenDatabase } from '../embedded/open-embedded.js';
import { migrate } from '../migrations/migrate.js';
import { migrations } from '../migrations/migrations.js';
import { openPostgres } from '../open-postgres.js';
import { SqlBook } from '../book/sql-book.js';
import { startFreezableProxy } from '../testing/freezable-proxy.js';
import type { FreezableProxy } from '../testing/freezable-proxy.js';
import { postgresBinaries, startTemporaryPostgres } from '../testing/temporary-postgres.js';
import type { TemporaryPostgres } from '../testing/temporary-postgres.js';
import type { DatabaseLimits } from './database-limits.js';

const binaries = postgresBinaries();
/** Longer than any of these waits, so that what ends earlier was not waited for. */
const FOR_EVER = 600;
const KIND: FoldKind = { project: 'p', form: 'f', unit: 'day', metric: 'm' };
const LIMITS: DatabaseLimits = { connectSeconds: 20, statementSeconds: 1.5, readSeconds: 4, longSeconds: 20, closeSeconds: 0.5 };

if (binaries === undefined) {
  if (process.env.CI === 'true') throw new Error('PostgreSQL is not installed');
  if (process.env.YANSHOU_TEST_NOT_RUN !== undefined) appendFileSync(process.env.YANSHOU_TEST_NOT_RUN, 'PostgreSQL: its silence (apt-get install postgresql)\n');
  it('is not run without PostgreSQL', () => expect(existsSync('/usr/lib/postgresql')).toBe(false));
} else {
  describe('a PostgreSQL that does not answer', () => {
    let server: TemporaryPostgres;
    let proxy: FreezableProxy;
    let url: string;
    let database: OpenDatabase | undefined;
    beforeAll(async () => void (server = await startTemporaryPostgres(binaries)), 180_000);
    beforeEach(async () => {
      const direct = new URL(await server.createDatabase());
      proxy = await startFreezableProxy(Number(direct.port));
      direct.port = String(proxy.port);
      url = direct.href;
    });
    afterEach(async () => {
      proxy.thaw();
      await database?.close().catch(() => undefined);
      database = undefined;
      await proxy.stop();
    });
    afterAll(() => server.stop());
    const open = async (limits: Partial<DatabaseLimits> = {}): Promise<OpenDatabase> => {
      database = await openPostgres(url, { ...LIMITS, ...limits });
      return database;
    };
    const sleep = (seconds: number) => sql`select pg_sleep(${seconds})`;
    const isUp = async (of: OpenDatabase): Promise<unknown> => (await sql<{ one: number }>`select 1 as one`.execute(of.db)).rows[0];

    it('and accepts connections all the same is not waited for when it is opened', async () => {
      proxy.freeze();
      await expect(openPostgres(url, { ...LIMITS, connectSeconds: 0.5 })).rejects.toMatchObject({ code: 'registry-unreachable', retryable: true, help: { zh: expect.any(String), en: expect.any(String) } });
    });

    it('ends a statement at its limit and says so; nothing is stored, and the connection serves again', async () => {
      const { db } = await open();
      await sql`create table kept (id integer primary key)`.execute(db);
      const held = db.transaction().execute(async (trx) => {
        await sql`insert into kept values (1)`.execute(trx);
        await expect(sql`insert into kept values (1)`.execute(db)).rejects.toMatchObject({ code: 'registry-statement-limit', retryable: true, help: { zh: expect.stringContaining('锁'), en: expect.stringContaining('lock') } });
      });
      await held;
      expect((await sql`select id from kept`.execute(db)).rows).toEqual([{ id: 1 }]);
    });

    it('lets a long statement go on where it may: large reads of a book, and longer still migrations; each names its own limit', async () => {
      const { db, reads, long } = await open();
      const named = (setting: string) => ({ code: 'registry-statement-limit', help: { zh: expect.stringContaining(setting), en: expect.stringContaining(setting) } });
      await expect(sleep(3).execute(db)).rejects.toMatchObject(named('YANSHOU_DATABASE_STATEMENT_SECONDS'));
      expect((await sleep(2.5).execute(reads)).rows).toHaveLength(1);
      const slow = migrate(long, [{ id: 1, name: 'slow', statements: ['select pg_sleep(5)'] }]);
      await expect(sleep(FOR_EVER).execute(reads)).rejects.toMatchObject(named('YANSHOU_DATABASE_READ_SECONDS'));
      await slow;
    });

    it('keeps small reads and pieces of a book waiting for no large ones; a large one more waits until one is done', async () => {
      const connectSeconds = 5;
      const { db, reads, long } = await open({ connectSeconds, statementSeconds: 60, readSeconds: 60, longSeconds: 60 });
      await migrate(long, migrations);
      const book = new SqlBook(db, 'b', { reads, long });
      let large: Promise<unknown> = Promise.resolve();
      await db.transaction().execute(async (trx) => {
        await sql`select pg_advisory_xact_lock(7)`.execute(trx);
        const held = Array.from({ length: 4 }, () => sql`select pg_advisory_xact_lock(7)`.execute(reads));
        large = Promise.all([...held, book.deviceHours('p', 0, 1, [0]), book.keptFolds({ ...KIND, from: 0, to: 1 })]);
        await sleep(connectSeconds + 1).execute(trx);
        expect(await book.foldCursor('p')).toBe(0);
        expect(await book.dirtyHours('p')).toBeUndefined();
        await book.keepFolds(KIND, [{ from: 0, to: 1, sequence: 0, body: new Uint8Array([1]) }]);
        await book.compact();
      });
      expect(await large).toHaveLength(6);
    });

    it('is given up by all connections within the limit for one, also by those that wait long for a free one', async () => {
      const { reads, long } = await open({ connectSeconds: 3, readSeconds: FOR_EVER, longSeconds: FOR_EVER });
      proxy.freeze();
      for (const one of [reads, long]) await expect(sleep(0).execute(one)).rejects.toMatchObject({ code: 'registry-unreachable' });
    });

    it('is cut off in the middle of a transaction, whose rollback waits for nothing; a new connection serves when it is back', async () => {
      const database = await open();
      const held = database.db.transaction().execute(async (trx) => {
        await sql`select 1`.execute(trx);
        proxy.freeze();
        await sql`select 2`.execute(trx);
      });
      await expect(held).rejects.toMatchObject({ code: 'registry-silent', retryable: true, help: { zh: expect.any(String), en: expect.any(String) } });
      proxy.thaw();
      expect(await isUp(database)).toEqual({ one: 1 });
    });

    it('is a fault of the book that the projection retries', async () => {
      const { db } = await open();
      const book = new SqlBook(db, 'b');
      proxy.freeze();
      await expect(book.totals('p')).rejects.toMatchObject({ name: 'Failure', code: 'book-unavailable', retryable: true });
    });

    it('holds up no close: what is in hand has the time of closing, and what comes after has none', async () => {
      const database = await open({ statementSeconds: FOR_EVER, longSeconds: FOR_EVER, connectSeconds: FOR_EVER });
      await isUp(database);
      proxy.freeze();
      const before = [sleep(0).execute(database.db), sleep(0).execute(database.long)].map((one) => expect(one).rejects.toMatchObject({ code: 'registry-silent' }));
      database.hasten();
      await Promise.all(before);
      await expect(sleep(0).execute(database.db)).rejects.toMatchObject({ code: 'registry-silent' });
      await database.close();
    });

    it('but answers, is not hurried: what takes less than the time of closing is done', async () => {
      const database = await open({ closeSeconds: 20, statementSeconds: FOR_EVER });
      const asked = sleep(0.5).execute(database.db);
      database.hasten();
      expect((await asked).rows).toHaveLength(1);
      const late = sleep(0.5).execute(database.db);
      await expect(Promise.all([late, isUp(database)])).resolves.toHaveLength(2);
    });
  });
}
