import { appendFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { SAMPLE_START, bookContract } from '@yanshou/store/testing';
import { BatchBuilder } from '@yanshou/store/testing/batches';
import { openEmbedded } from '../embedded/open-embedded.js';
import type { OpenDatabase } from '../embedded/open-embedded.js';
import { migrate } from '../migrations/migrate.js';
import { migrations } from '../migrations/migrations.js';
import { openPostgres } from '../open-postgres.js';
import { postgresBinaries, startTemporaryPostgres } from '../testing/temporary-postgres.js';
import type { TemporaryPostgres } from '../testing/temporary-postgres.js';
import { SqlBook } from './sql-book.js';

let names = 0;

function books(name: string, open: () => Promise<OpenDatabase>): void {
  describe(name, () => {
    let database: OpenDatabase;
    beforeAll(async () => {
      database = await open();
      await migrate(database.db, migrations);
    }, 60_000);
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
    }, 60_000);
  });
}
