import { MemoryBook, collectReadings } from '@yanshou/store/testing';
import { BatchBuilder } from '@yanshou/store/testing/batches';
import { MICROS_PER_DAY, MICROS_PER_HOUR, systemClock } from '@yanshou/telemetry';
import { afterEach, describe, expect, it } from '@jest/globals';
import { openInfluxStore } from './index.js';
import type { InfluxStore } from './index.js';
import { withInflux } from './testing/with-influx.js';

const NOW = Math.floor(systemClock.now() / 1e6) * 1e6;
const ALL = { project: 'p', from: 0, to: 4e15 };

withInflux('retention', (influx) => {
  let prefixes = 0;
  let prefix: string;
  let book: MemoryBook;
  let store: InfluxStore;
  let warnings: string[];
  const open = async (retentionDays?: number): Promise<void> => {
    warnings = [];
    store = await openInfluxStore({ settings: { url: influx().url, prefix, ...(retentionDays === undefined ? {} : { retentionDays }) }, book, onWarning: ({ code }) => warnings.push(code) });
  };
  const begin = (retentionDays?: number): Promise<void> => {
    prefix = `r${(prefixes += 1)}`;
    book = new MemoryBook();
    builder = new BatchBuilder();
    return open(retentionDays);
  };
  let builder: BatchBuilder;
  /** A batch of readings that are so many days old. */
  const batchOf = (...days: readonly number[]) => {
    for (const age of days) builder.reading({ device: 'd', metric: 'm', at: NOW - age * MICROS_PER_DAY, value: age, received: NOW });
    return builder.build();
  };
  const policy = async (): Promise<unknown> => {
    const { results } = (await influx().query(`SHOW RETENTION POLICIES ON "${prefix}_p"`)) as { results: { series: { values: unknown[][] }[] }[] };
    return results[0]?.series[0]?.values.map((row) => row.slice(0, 3));
  };
  const alter = (duration: string): Promise<unknown> => influx().query(`ALTER RETENTION POLICY autogen ON "${prefix}_p" DURATION ${duration} SHARD DURATION 1d`);
  const ages = async (): Promise<number[]> => ((await collectReadings(store.readings(ALL))) as number[][]).map((row) => row[4] as number).reverse();
  afterEach(() => store.close());

  describe('a database that is made', () => {
    it('keeps everything for ever', async () => {
      await begin();
      await store.commit(batchOf(5_000, 0));
      expect([await policy(), await ages()]).toEqual([[['autogen', '0s', '720h0m0s']], [0, 5_000]]);
    });

    it.each([[7, '168h0m0s', '168h0m0s'], [4_000, '96000h0m0s', '720h0m0s']])('keeps %d days where that is asked for', async (days, duration, shard) => {
      await begin(days);
      expect(await store.commit(batchOf(days + 1, days - MICROS_PER_HOUR / MICROS_PER_DAY / 2, 1))).toEqual([0, 1]);
      expect(await policy()).toEqual([['autogen', duration, shard]]);
      // What is older would be dropped, or go within the hour: it counts, as it does once it has gone.
      expect(await ages()).toEqual([1]);
      expect(await book.totals()).toMatchObject({ stored: 3, rejected: 0 });
      // Hourly partials are kept for ever: what rests on them does not change when readings go.
      expect((await store.seriesHours('p', 0, 1e6, [0])).count.reduce((sum, count) => sum + count, 0)).toBe(3);
      await store.compact();
      expect(warnings).toEqual([]);
    });
  });

  describe('a database that keeps less', () => {
    it('is not written to until it keeps everything, and nothing is quarantined', async () => {
      await begin();
      await influx().query(`CREATE DATABASE "${prefix}_p" WITH DURATION 30d`);
      const batch = batchOf(100, 1);
      for (let attempt = 0; attempt < 2; attempt += 1) {
        await expect(store.commit(batch)).rejects.toMatchObject({ code: 'store-retention-short', retryable: true, help: { zh: expect.stringContaining(`${prefix}_p 只保留 30 天`), en: expect.stringContaining('DURATION INF') } });
      }
      expect([(await book.state()).nextSequence, (await book.totals()).rejected]).toEqual([0, 0]);
      await alter('INF');
      await store.commit(batch);
      expect([await ages(), warnings]).toEqual([[1, 100], []]);
    });

    it('is good enough where no more is asked for', async () => {
      await begin(30);
      await influx().query(`CREATE DATABASE "${prefix}_p" WITH DURATION 31d`);
      await store.commit(batchOf(1));
      expect(await ages()).toEqual([1]);
    });

    it('is told at the start, and found out within the hour while running', async () => {
      await begin();
      await store.commit(batchOf(1));
      await alter('60d');
      await store.commit(batchOf(0.5));
      await store.compact();
      const batch = batchOf(0);
      await expect(store.commit(batch)).rejects.toMatchObject({ code: 'store-retention-short' });
      await store.close();
      await open();
      expect(warnings).toEqual(['store-retention-short']);
      await alter('INF');
      await store.commit(batch);
      expect(await ages()).toEqual([0, 0.5, 1]);
    });
  });

  describe('a reading that is older than the database keeps', () => {
    it('holds everything: it is the retention that is wrong, not the reading', async () => {
      await begin();
      await store.commit(batchOf(0));
      await alter('2d');
      const batch = batchOf(100, 1);
      for (let attempt = 0; attempt < 2; attempt += 1) await expect(store.commit(batch)).rejects.toMatchObject({ code: 'store-beyond-retention', retryable: true });
      expect([await book.quarantine({ project: 'p', after: 0, limit: 9 }), (await book.totals()).stored]).toEqual([[], 1]);
      await alter('INF');
      await store.commit(batch);
      expect(await ages()).toEqual([0, 1, 100]);
    });
  });
});
