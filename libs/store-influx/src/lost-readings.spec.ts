import type { BookBatch, ProjectionBatch, ProjectionBook } from '@yanshou/store';
import { RESTORED_READINGS } from '@yanshou/store';
import { MemoryBook, collectReadings } from '@yanshou/store/testing';
import { BatchBuilder } from '@yanshou/store/testing/batches';
import { Failure, MICROS_PER_DAY, MICROS_PER_HOUR, ManualClock, hourOf, systemClock } from '@yanshou/telemetry';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openInfluxStore } from './index.js';
import type { InfluxLimits, InfluxSettings, InfluxStore } from './index.js';
import { startFaultyProxy } from './testing/faulty-proxy.js';
import { tearLogs } from './testing/tear-logs.js';
import { withInflux } from './testing/with-influx.js';

const HOUR = hourOf(1_769_889_600_000_000);
const ALL = { project: 'p', from: 0, to: 4e15 };
const LONG = 180_000;

withInflux('what a server has lost', (influx) => {
  let prefixes = 0;
  let prefix: string;
  let kept: MemoryBook;
  let book: ProjectionBook;
  let builder: BatchBuilder;
  let store: InfluxStore;
  let warnings: string[];
  const open = async (limits: Partial<InfluxLimits> = {}, more: Partial<InfluxSettings> & { readonly clock?: ManualClock } = {}): Promise<void> => {
    const { clock, ...settings } = more;
    store = await openInfluxStore({ settings: { url: influx().url, prefix, ...settings }, book, limits, onWarning: ({ code }) => warnings.push(code), ...(clock && { clock }) });
  };
  beforeEach(() => {
    [prefix, kept, builder, warnings] = [`l${(prefixes += 1)}`, new MemoryBook(), new BatchBuilder(), []];
    book = kept;
  });
  afterEach(() => store.close());

  /** A hundred readings of one device in an hour of source time. */
  const batchOf = (hour: number, from = 0, device = 'd'): ProjectionBatch => {
    for (let n = from; n < from + 100; n += 1) builder.reading({ device, metric: 'm', at: hour * MICROS_PER_HOUR + n, value: n });
    return builder.build();
  };
  const restart = async (): Promise<void> => {
    await influx().kill();
    await influx().start();
  };
  /** From here on, until the next start, the server loses with it what it stores. */
  const tear = async (): Promise<void> => {
    await influx().kill();
    await tearLogs(influx().directory, `${prefix}_p`);
    await influx().start();
  };
  const pointsIn = async (): Promise<number> => {
    const { results } = (await influx().query('SELECT count(flags) FROM sample', `${prefix}_p`)) as { results: { series?: { values: number[][] }[] }[] };
    return results[0]?.series?.[0]?.values[0]?.[1] ?? 0;
  };
  const restoredHours = async (): Promise<number[]> => ((await store.dirtyHours('p'))?.hours ?? []).filter(({ causes }) => (causes & RESTORED_READINGS) !== 0).map(({ hour }) => hour);

  describe('hours whose readings are written again', () => {
    it('are told with the next batch, and no others: what was folded of the hole counts no more', async () => {
      await open();
      await store.commit(batchOf(HOUR));
      await tear();
      await store.commit(batchOf(HOUR + 1));
      await restart();
      expect(await pointsIn()).toBe(100);
      const kind = { project: 'p', form: 'f', unit: 'day', metric: 'm' } as const;
      const fold = (hour: number) => ({ from: hour * MICROS_PER_HOUR, to: (hour + 1) * MICROS_PER_HOUR, sequence: 0, body: Buffer.from('made of the hole') });
      const sequence = await store.foldCursor();
      await kept.keepFolds(kind, [fold(HOUR), fold(HOUR + 1)].map((one) => ({ ...one, sequence })));
      await store.commit(batchOf(HOUR + 2));
      expect([await pointsIn(), await restoredHours()]).toEqual([300, [HOUR + 1]]);
      expect((await store.keptFolds({ ...kind, from: 0, to: 4e15 })).map(({ from }) => from / MICROS_PER_HOUR)).toEqual([HOUR]);
      await store.commit(batchOf(HOUR + 3));
      expect((await store.dirtyHours('p', { journal: 'journal-1', sequence: 301 }))?.hours ?? []).toEqual([]);
    }, LONG);

    it('are none where a server was started again and has everything', async () => {
      await open();
      await store.commit(batchOf(HOUR));
      await restart();
      await store.commit(batchOf(HOUR + 1));
      expect([await restoredHours(), warnings]).toEqual([[], []]);
      await store.close();
      expect((await kept.open()).restoring).toEqual([]);
      await open();
    }, LONG);

    it('are told after a crash between the writing and the batch: then nothing is missing that would show them', async () => {
      let fault = false;
      book = new Proxy(kept, { get: (target, name) => (name === 'commit' && fault ? () => Promise.reject(cutOff()) : (Reflect.get(target, name) as unknown)) });
      await open();
      await store.commit(batchOf(HOUR));
      await tear();
      await store.commit(batchOf(HOUR + 1));
      await restart();
      fault = true;
      const third = batchOf(HOUR + 2);
      await expect(store.commit(third)).rejects.toMatchObject({ code: 'book-unavailable' });
      await store.close();
      fault = false;
      await open();
      expect(await restoredHours()).toEqual([]);
      await store.commit(third);
      // What may have been missing was noted before it was known what was.
      expect(await restoredHours()).toEqual([HOUR, HOUR + 1]);
      await store.close();
      expect((await kept.open()).restoring).toEqual([]);
      await open();
    }, LONG);

    it('are told once more by the next batch where the book may have had this one before they were known', async () => {
      let isDeaf = false;
      const deaf = async (batch: BookBatch): Promise<void> => {
        await kept.commit(batch);
        if (isDeaf) throw cutOff();
      };
      book = new Proxy(kept, { get: (target, name) => (name === 'commit' ? deaf : (Reflect.get(target, name) as unknown)) });
      await open();
      await store.commit(batchOf(HOUR));
      await tear();
      await store.commit(batchOf(HOUR + 1));
      isDeaf = true;
      const third = batchOf(HOUR + 2);
      await expect(store.commit(third)).rejects.toMatchObject({ code: 'book-unavailable' });
      isDeaf = false;
      await restart();
      await store.commit(third);
      expect(await restoredHours()).toEqual([]);
      await store.commit(batchOf(HOUR + 3));
      expect([await pointsIn(), await restoredHours()]).toEqual([400, [HOUR + 1, HOUR + 2]]);
    }, LONG);
  });

  describe('a loss that the newest readings do not show', () => {
    it('is made good where it was in an older shard, as soon as the server has been started again', async () => {
      const old = HOUR - 60 * 24;
      await open();
      await store.commit(batchOf(HOUR));
      await store.commit(batchOf(old, 0, 'e'));
      await tear();
      await store.commit(batchOf(old + 1));
      await restart();
      expect(await pointsIn()).toBe(200);
      await store.commit(batchOf(HOUR, 100));
      expect([await pointsIn(), await restoredHours(), warnings]).toEqual([400, [old + 1], []]);
    }, LONG);

    it('is told where more was lost than is kept to be sent again, and not where it was not', async () => {
      await open({ recentBytes: 20_000 });
      await store.commit(batchOf(HOUR));
      await restart();
      for (let hour = 1; hour < 4; hour += 1) await store.commit(batchOf(HOUR + hour));
      expect(warnings).toEqual([]);
      await tear();
      for (let hour = 4; hour < 8; hour += 1) await store.commit(batchOf(HOUR + hour));
      await restart();
      await store.commit(batchOf(HOUR + 8));
      expect([await pointsIn() < 900, warnings]).toEqual([true, ['store-data-missing']]);
    }, LONG);

    it('is told where the server, cold after its start, could not be looked at before the next attempt, and once', async () => {
      const proxy = await startFaultyProxy(influx().url);
      try {
        await open({ recentBytes: 20_000 }, { url: proxy.url });
        await store.commit(batchOf(HOUR));
        await tear();
        for (let hour = 1; hour < 5; hour += 1) await store.commit(batchOf(HOUR + hour));
        await influx().kill();
        const next = batchOf(HOUR + 5);
        await expect(store.commit(next)).rejects.toMatchObject({ code: 'store-unavailable' });
        await influx().start();
        proxy.fails = (asked) => asked.includes('"batch" = ');
        await expect(store.commit(next)).rejects.toMatchObject({ code: 'store-unavailable' });
        proxy.fails = () => false;
        await store.commit(next);
        expect(warnings).toEqual(['store-data-missing']);
        // Who has acknowledged it does not hear of it again when the server seems to have been started once more.
        const last = batchOf(HOUR + 6);
        proxy.fails = (asked) => asked.startsWith('/write');
        await expect(store.commit(last)).rejects.toMatchObject({ code: 'store-unavailable' });
        proxy.fails = (asked) => asked.includes('SHOW DIAGNOSTICS');
        await store.commit(last);
        expect(warnings).toHaveLength(1);
      } finally {
        await proxy.stop();
      }
    }, LONG);

    it('is told where it began before this process did', async () => {
      await open();
      await store.commit(batchOf(HOUR));
      await tear();
      await store.commit(batchOf(HOUR + 1));
      await store.close();
      await open();
      await store.commit(batchOf(HOUR + 2));
      await restart();
      await store.commit(batchOf(HOUR + 3));
      expect([await pointsIn(), warnings]).toEqual([300, ['store-data-missing']]);
      await restart();
      await store.commit(batchOf(HOUR + 4));
      expect(warnings).toHaveLength(1);
    }, LONG);

    it('is told once of a series that has been silent since', async () => {
      await open();
      await store.commit(batchOf(HOUR));
      await tear();
      await store.commit(batchOf(HOUR, 0, 'silent'));
      await store.close();
      await restart();
      await open();
      for (let look = 0; look < 2; look += 1) await store.compact();
      expect(warnings).toEqual(['store-data-missing']);
    }, LONG);
  });

  describe('what is kept to be sent again and is older than the server keeps', () => {
    it('holds nothing: the server drops it and takes the rest', async () => {
      const now = Math.floor(systemClock.now() / 1e6) * 1e6;
      const clock = new ManualClock(now);
      await open({}, { retentionDays: 3, clock });
      const sample = (days: number): void => void builder.reading({ device: 'd', metric: 'm', at: now - days * MICROS_PER_DAY, value: days, received: now });
      [2.5, 1].forEach(sample);
      await store.commit(builder.build());
      // A day later, for all that the store can see.
      clock.advance(MICROS_PER_DAY);
      await influx().query(`ALTER RETENTION POLICY autogen ON "${prefix}_p" DURATION 2d SHARD DURATION 1d`);
      await restart();
      sample(0);
      await store.commit(builder.build());
      expect(((await collectReadings(store.readings({ ...ALL, from: now - 2 * MICROS_PER_DAY }))) as number[][]).map((row) => row[4])).toEqual([1, 0]);
    }, LONG);

    it.each([
      ['a contradicting reading', (at: number) => void builder.conflict({ device: 'd', metric: 'm', at, value: 7, received: at })],
      ['the note of what a shape stands for', (at: number) => builder.message([...Array(40).keys()].map((n) => ({ device: 'many', metric: `metric-of-a-long-name-${n}`, at, value: n, received: at })) as unknown as Parameters<BatchBuilder['message']>[0])],
    ])('holds nothing where it is %s, in a request of its own', async (_, old) => {
      const now = Math.floor(systemClock.now() / 1e6) * 1e6;
      const clock = new ManualClock(now);
      await open({ linesPerRequest: 1 }, { retentionDays: 3, clock });
      old(now - 2.5 * MICROS_PER_DAY);
      builder.reading({ device: 'd', metric: 'm', at: now - MICROS_PER_DAY, value: 1, received: now });
      await store.commit(builder.build());
      clock.advance(MICROS_PER_DAY);
      await influx().query(`ALTER RETENTION POLICY autogen ON "${prefix}_p" DURATION 2d SHARD DURATION 1d`);
      await restart();
      builder.reading({ device: 'd', metric: 'm', at: now, value: 0, received: now });
      await store.commit(builder.build());
      expect((await collectReadings(store.readings({ ...ALL, from: now - 2 * MICROS_PER_DAY }))).length).toBe(2);
    }, LONG);
  });
});

const cutOff = (): Failure => new Failure('book-unavailable', 'cut off', true, { zh: '', en: '' });
