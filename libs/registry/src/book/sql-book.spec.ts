import { appendFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { sql } from 'kysely';
import { SAMPLE_START, bookContract } from '@yanshou/store/testing';
import { BatchBuilder } from '@yanshou/store/testing/batches';
import { openEmbedded } from '../embedded/open-embedded.js';
import type { OpenDatabase } from '../embedded/open-embedded.js';
import { migrate } from '../migrations/migrate.js';
import { migrations } from '../migrations/migrations.js';
import { openPostgres } from '../open-postgres.js';
import { postgresBinaries, startTemporaryPostgres } from '../testing/temporary-postgres.js';
import type { TemporaryPostgres } from '../testing/temporary-postgres.js';
import { PartitionRepository } from '../partition.repository.js';
import { BookHolds } from './book-holds.js';
import { SqlBook } from './sql-book.js';

let names = 0;

function books(name: string, open: () => Promise<OpenDatabase>): void {
  describe(name, () => {
    let database: OpenDatabase;
    beforeAll(async () => {
      database = await open();
      await migrate(database.db, migrations);
    }, 120_000);
    afterAll(() => database.close());

    bookContract(name, async () => {
      const own = `book-${(names += 1)}`;
      const book = () => new SqlBook(database.db, own);
      return { book: book(), reopen: async () => book(), end: async () => undefined };
    });

    it('writes no more when another has opened the book', async () => {
      const [mine, other] = [new SqlBook(database.db, 'shared'), new SqlBook(database.db, 'shared')];
      const { confirmed } = await mine.open();
      await other.open();
      const builder = new BatchBuilder();
      builder.reading({ device: 'd', metric: 'm', at: SAMPLE_START, value: 1 });
      const { readings: _, ...batch } = builder.build();
      await expect(mine.commit({ ...batch, commit: confirmed + 1 })).rejects.toMatchObject({ code: 'book-taken', retryable: false });
      await other.commit({ ...batch, commit: confirmed + 2 });
      expect(await mine.totals()).toMatchObject({ stored: 1 });
    });
  });
}

/** What only several processes need: each has a pool of its own. */
function sharedBooks(createDatabase: () => Promise<string>): void {
  describe('a book that processes share', () => {
    let [here, there]: OpenDatabase[] = [];
    beforeAll(async () => {
      const url = await createDatabase();
      [here, there] = [await openPostgres(url), await openPostgres(url)];
      await migrate(here.db, migrations);
    }, 120_000);
    afterAll(async () => {
      await Promise.all([here?.close(), there?.close()]);
    });
    const two = (): [SqlBook, SqlBook] => {
      const name = `shared-${(names += 1)}`;
      return [new SqlBook((here as OpenDatabase).db, name), new SqlBook((there as OpenDatabase).db, name)];
    };
    const oneReading = (commit: number) => {
      const builder = new BatchBuilder();
      builder.reading({ device: 'd', metric: 'm', at: SAMPLE_START, value: 1 });
      const { readings: _, ...batch } = builder.build();
      return { ...batch, commit };
    };

    it('keeps commits waiting while somebody holds it, and lets them through afterwards', async () => {
      const [writer, reader] = two();
      const { confirmed } = await writer.open();
      const hold = await reader.hold();
      let committed = false;
      const commit = writer.commit(oneReading(confirmed + 1)).then(() => void (committed = true));
      // A second hold does not wait for the first, nor for the commit that does.
      await reader.release(await reader.hold());
      expect([committed, (await reader.totals()).stored]).toEqual([false, 0]);
      await reader.release(hold);
      await commit;
      expect((await reader.view({ project: 'p' })).cursor.confirmed).toBe(confirmed + 1);
      await reader.release(hold);
    });

    it('tells a reader whose hold was cut off that commits went on', async () => {
      const [writer, reader] = two();
      const { confirmed } = await writer.open();
      const hold = await reader.hold();
      await sql`select pg_terminate_backend(pid) from pg_stat_activity where state = 'idle in transaction'`.execute((here as OpenDatabase).db);
      await writer.commit(oneReading(confirmed + 1));
      await expect(reader.release(hold)).rejects.toMatchObject({ code: 'book-hold-lost', retryable: true, help: { zh: expect.any(String), en: expect.stringContaining('discarded') } });
    });

    it('ends a hold that was forgotten, and says so to who remembers it late', async () => {
      const [writer] = two();
      const { confirmed } = await writer.open();
      const { rows: [book] } = await sql<{ id: number }>`select max(id) as id from books`.execute((here as OpenDatabase).db);
      const holds = new BookHolds((there as OpenDatabase).db, '500ms');
      const hold = await holds.begin((book as { id: number }).id);
      await writer.commit(oneReading(confirmed + 1));
      await expect(holds.end(hold)).rejects.toMatchObject({ code: 'book-hold-lost' });
    });

    it('carries questions to whoever projects, one for a project at a time', async () => {
      const [projector, asker] = two();
      const id = await asker.askForReplay('p');
      expect(await asker.askForReplay('p')).toBe(id);
      expect(await projector.openReplays()).toEqual([{ id, project: 'p' }]);
      expect(await asker.replayAnswer(id)).toBeUndefined();
      await projector.answerReplay(id, { kind: 'done', tried: 3, resolved: 2 });
      await projector.answerReplay(id, { kind: 'failed', why: 'too late' });
      expect([await asker.replayAnswer(id), await projector.openReplays()]).toEqual([{ kind: 'done', tried: 3, resolved: 2 }, []]);
      expect(await asker.askForReplay('p')).toBeGreaterThan(id);
    });

    it('carries requests for lost hours to whoever projects, one for a project at a time, and keeps what became of them', async () => {
      const [projector, asker] = two();
      const hours = { project: 'p', fromHour: 5, toHour: 7 };
      const first = await asker.askForReprojection(hours, 'admin');
      expect(first).toEqual({ ...hours, id: expect.any(Number), askedBy: 'admin', askedAt: expect.any(Number) });
      expect(await asker.askForReprojection({ project: 'p', fromHour: 1, toHour: 2 }, 'another')).toEqual(first);
      expect(await projector.openReprojections()).toEqual([first]);
      const progress = { missing: 3, restored: 1, read: { from: 1, at: 4, until: 9 } };
      await projector.tellReprojection(first.id, progress);
      const done = { kind: 'done', missing: 3, restored: 3, refused: 0, unfound: 0 } as const;
      await projector.answerReprojection(first.id, done);
      await projector.answerReprojection(first.id, { kind: 'failed', why: 'too late' });
      await projector.tellReprojection(first.id, { ...progress, restored: 0 });
      const second = await asker.askForReprojection({ project: 'p', fromHour: 1, toHour: 2 }, 'another');
      expect([await asker.reprojections('p'), await asker.reprojections('q'), await projector.openReprojections()]).toEqual([[second, { ...first, progress, answer: done }], [], [second]]);
    });

    it('tells where the journal ends', async () => {
      const [projector, asker] = two();
      expect(await asker.head()).toBeUndefined();
      await projector.reportHead(7, 7);
      await projector.reportHead(9, 8);
      expect(await asker.head()).toEqual({ nextSequence: 9, messagesUntil: 8, ageMillis: expect.any(Number) });
    });

    it('is opened by the holder of the lease alone', async () => {
      const [one, other] = two();
      const leases = new PartitionRepository((here as OpenDatabase).db);
      const { leases: [old] } = await leases.holdPartitions('one', ['partition'], 1);
      await new Promise((resolve) => setTimeout(resolve, 5));
      const { leases: [lease] } = await leases.holdPartitions('other', ['partition'], 60_000);
      const { confirmed } = await other.open(lease);
      await expect(one.open(old)).rejects.toMatchObject({ code: 'book-lease-lost', retryable: true });
      await other.commit(oneReading(confirmed + 1));
    });
  });
}

let root: string;
beforeAll(async () => void (root = await mkdtemp(join(tmpdir(), 'yanshou-book-'))));
afterAll(() => rm(root, { recursive: true, force: true }));
books('the embedded database', () => openEmbedded(join(root, 'embedded')));

const binaries = postgresBinaries();
if (binaries === undefined) {
  if (process.env['CI'] === 'true') throw new Error('PostgreSQL is not installed');
  const file = process.env['YANSHOU_TEST_NOT_RUN'];
  if (file) appendFileSync(file, 'PostgreSQL: projection book contract (apt-get install postgresql)\n');
} else {
  let server: TemporaryPostgres | undefined;
  books('PostgreSQL', async () => openPostgres(await (server = await startTemporaryPostgres(binaries)).createDatabase()));
  sharedBooks(async () => (server ??= await startTemporaryPostgres(binaries)).createDatabase());
  afterAll(() => server?.stop());

  describe('a book whose database has gone', () => {
    it('says that it is worth another try', async () => {
      const gone = await startTemporaryPostgres(binaries);
      const database = await openPostgres(await gone.createDatabase());
      await migrate(database.db, migrations);
      const book = new SqlBook(database.db, 'b');
      await book.open();
      await gone.stop();
      await expect(book.state()).rejects.toMatchObject({ name: 'Failure', code: 'book-unavailable', retryable: true });
      await database.close();
    }, 120_000);
  });
}
