import { MemoryBook } from '@yanshou/store/testing';
import { BatchBuilder } from '@yanshou/store/testing/batches';
import { describe, expect, it } from '@jest/globals';
import { checkBookMarks, openFigureWriter, openInfluxStore } from './index.js';
import type { InfluxStore } from './index.js';
import { withInflux } from './testing/with-influx.js';

const START = 1_769_889_600_000_000;
const OTHER = { code: 'store-of-other-book', retryable: false, help: { en: expect.stringContaining('new prefix') } };

withInflux('databases of a book', (influx) => {
  let prefixes = 0;
  const newPrefix = (): string => `m${(prefixes += 1)}`;
  const settings = (prefix: string) => ({ url: influx().url, prefix });
  const open = async (prefix: string, book: MemoryBook, marked = true): Promise<InfluxStore> =>
    openInfluxStore({ settings: settings(prefix), book, ...(marked ? { identity: await book.identity() } : {}) });

  /** Commits ten readings, the next ones of `source` where it is given. */
  const write = async (prefix: string, book: MemoryBook, { marked = true, source = new BatchBuilder(), at = START } = {}): Promise<void> => {
    const store = await open(prefix, book, marked);
    try {
      for (let n = 0; n < 10; n += 1) source.reading({ project: 'p', device: 'd', metric: 'm', at: at + n, value: n });
      await store.commit(source.build());
    } finally {
      await store.close();
    }
  };
  const check = async (prefix: string, ...books: readonly MemoryBook[]): Promise<void> => checkBookMarks(settings(prefix), await Promise.all(books.map((book) => book.identity())));
  const points = async (prefix: string): Promise<number> => {
    const { results } = (await influx().query('SELECT count(flags) FROM sample', `${prefix}_p`)) as { results: { series?: { values: number[][] }[] }[] };
    return results[0]?.series?.[0]?.values[0]?.[1] ?? 0;
  };

  describe('a prefix whose databases hold the readings of another book', () => {
    it('is refused before anything is written, to a platform that starts', async () => {
      const [prefix, first, second] = [newPrefix(), new MemoryBook(), new MemoryBook()];
      await write(prefix, first);
      await expect(check(prefix, second)).rejects.toMatchObject(OTHER);
      await expect(check(prefix, second)).rejects.toThrow(`${prefix}_p holds readings of another book (memory)`);
      await check(prefix, second, first);
      await check(newPrefix(), second);
    });

    it('is not refused for what another prefix has that begins like it', async () => {
      const prefix = newPrefix();
      await write(`${prefix}_2`, new MemoryBook('influxdb:two'));
      await check(prefix, new MemoryBook('influxdb:one'));
      await write(prefix, new MemoryBook('influxdb:one#00'));
      await expect(check(prefix, new MemoryBook('influxdb:one'))).rejects.toMatchObject(OTHER);
    });

    it('gets no reading of a batch, and the cursor stays', async () => {
      const [prefix, first, second] = [newPrefix(), new MemoryBook(), new MemoryBook()];
      await write(prefix, first);
      await expect(write(prefix, second)).rejects.toMatchObject(OTHER);
      expect([await points(prefix), (await second.state()).nextSequence]).toEqual([10, 0]);
    });

    it('is known by its readings where an older version left no mark', async () => {
      const [prefix, second] = [newPrefix(), new MemoryBook()];
      await write(prefix, new MemoryBook(), { marked: false });
      await expect(write(prefix, second)).rejects.toMatchObject(OTHER);
      expect((await second.state()).nextSequence).toBe(0);
    });
  });

  describe('a prefix of the same book', () => {
    it('stays open to it, also where an older version left no mark', async () => {
      const [prefix, book, source] = [newPrefix(), new MemoryBook(), new BatchBuilder()];
      await write(prefix, book, { marked: false, source });
      await write(prefix, book, { source, at: START + 100 });
      expect(await points(prefix)).toBe(20);
      await check(prefix, book);
      await expect(check(prefix, new MemoryBook())).rejects.toMatchObject(OTHER);
      await write(prefix, book, { source, at: START + 200 });
      expect(await points(prefix)).toBe(30);
    });

    it('may have databases of figures beside those of readings', async () => {
      const [prefix, book] = [newPrefix(), new MemoryBook()];
      const figures = openFigureWriter(settings(prefix));
      await figures.writePlatform({ instance: 'one', roles: 'all', journalFreeBytes: null, at: START, totals: await book.totals('p'), pendingWarning: 1, lagSeconds: 0, acknowledgementP99: null, diskFreeShare: null, alarms: 0, faults: 0 });
      figures.close();
      await write(prefix, book);
      await check(prefix, book);
    });
  });

  it('is looked at when it is written to, while its server is away at the start', async () => {
    await checkBookMarks({ url: 'http://127.0.0.1:9', prefix: 'away' }, [await new MemoryBook().identity()]);
  });
});
