import { MemoryBook, collectReadings } from '@yanshou/store/testing';
import { BatchBuilder } from '@yanshou/store/testing/batches';
import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_SECOND, systemClock } from '@yanshou/telemetry';
import type { Clock, Failure } from '@yanshou/telemetry';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openInfluxStore } from './index.js';
import type { InfluxStore } from './index.js';
import { ServerClock } from './server-clock.js';
import { startDatedProxy } from './testing/dated-proxy.js';
import type { DatedProxy } from './testing/dated-proxy.js';
import { withInflux } from './testing/with-influx.js';

const HOUR_MILLIS = 3_600_000;
const ALL = { project: 'p', from: 0, to: 4e15 };

describe('what an answer tells of the server\'s clock', () => {
  const MIDNIGHT = Date.parse('2026-11-26T00:00:00Z') * 1_000;
  const aheadOf = (date: string, asked: number, answered: number): number | undefined =>
    new ServerClock({ served: { date, asked: MIDNIGHT + asked, answered: MIDNIGHT + answered }, ask: () => Promise.reject(new Error('is not asked')) }, () => undefined).ahead();
  const S = MICROS_PER_SECOND;

  it.each<[string, number, number, number | undefined]>([
    // Whole seconds: within one of them, or within the time that the answer took, nothing is told.
    ['Thu, 26 Nov 2026 00:00:00 GMT', 1, 0.9 * S, 0], ['Thu, 26 Nov 2026 00:00:05 GMT', 1, 9 * S, 0],
    ['Thu, 26 Nov 2026 00:02:00 GMT', 1, 2 * S, 118 * S], ['Wed, 25 Nov 2026 23:58:00 GMT', 2 * S, 3 * S, -121 * S], ['yesterday', 1, S, undefined],
  ])('%s, asked at %d µs and answered at %d: %d µs ahead', (date, asked, answered, ahead) => {
    expect(aheadOf(date, asked, answered)).toBe(ahead);
  });

  it('is nothing before an answer', () => {
    expect(new ServerClock({ served: undefined, ask: () => Promise.reject(new Error('away')) }, () => undefined).ahead()).toBeUndefined();
  });
});

withInflux('the clock of the server', (influx) => {
  describe('the clock of the server', () => {
    let prefixes = 0;
    let proxy: DatedProxy;
    let store: InfluxStore;
    let book: MemoryBook;
    let builder: BatchBuilder;
    let warnings: Failure[];
    beforeEach(async () => {
      proxy = await startDatedProxy(influx().url);
      prefixes += 1;
      [book, builder, warnings] = [new MemoryBook(), new BatchBuilder(), []];
    });
    afterEach(async () => {
      await store.close();
      await proxy.stop();
    });
    const open = async (retentionDays?: number, clock: Clock = systemClock): Promise<void> => {
      const settings = { url: proxy.url, prefix: `c${prefixes}`, ...(retentionDays === undefined ? {} : { retentionDays }) };
      store = await openInfluxStore({ settings, book, clock, onWarning: (failure) => warnings.push(failure) });
    };
    const codes = (): string[] => warnings.splice(0).map(({ code }) => code);
    /** A batch of a reading that is so old, by the clock of this machine. */
    const batchOf = (age: number) => {
      builder.reading({ device: 'd', metric: 'm', at: Math.floor((systemClock.now() - age) / 1e6) * 1e6, value: Math.round(age / MICROS_PER_HOUR), received: systemClock.now() });
      return builder.build();
    };
    const ages = async (): Promise<number[]> => ((await collectReadings(store.readings(ALL))) as number[][]).map((row) => row[4] as number).sort((a, b) => a - b);

    describe('alone', () => {
      it('is not spoken of while it is right', async () => {
        await open();
        await store.commit(batchOf(0));
        await store.compact();
        expect([codes(), Math.abs(store.clockAhead() ?? NaN) < 60]).toEqual([[], true]);
      });

      it.each([[3.5 * HOUR_MILLIS, /快 3 小时 (29|30) 分/, /3 h (29|30) min ahead of/], [-49.5 * HOUR_MILLIS, /慢 2 天 1 小时/, /2 d 1 h behind/], [90_000, /快 1 分 \d+ 秒/, /1 min \d+ s ahead of/]])(
        '%d ms off is told once at the start, with direction and what to do, and nothing is lost', async (ahead, zh, en) => {
          proxy.ahead = ahead;
          await open();
          expect(warnings.map(({ code, help }) => [code, help])).toEqual([['store-clock-apart', { zh: expect.stringMatching(zh), en: expect.stringMatching(en) }]]);
          expect(warnings[0]?.help).toEqual({ zh: expect.stringMatching(/NTP.*timedatectl/), en: expect.stringMatching(/NTP.*timedatectl/) });
          await store.commit(batchOf(40 * MICROS_PER_DAY));
          await store.commit(batchOf(0));
          await store.compact();
          expect([await ages(), (await book.totals()).stored, warnings.length]).toEqual([[0, 960], 2, 1]);
          expect(Math.abs((store.clockAhead() as number) - ahead / 1_000)).toBeLessThan(60);
        });

      it('is told when it comes apart while running, within the hour though nothing is written, and again after it was right', async () => {
        await open();
        for (let round = 0; round < 2; round += 1) {
          proxy.ahead = 2 * HOUR_MILLIS;
          await store.compact();
          expect(codes()).toEqual(['store-clock-apart']);
          proxy.ahead = 0;
          await store.compact();
          expect(codes()).toEqual([]);
        }
        proxy.ahead = -HOUR_MILLIS;
        await store.commit(batchOf(0));
        expect(codes()).toEqual(['store-clock-apart']);
      });

      it('may be right and ours wrong: that is told in the same way', async () => {
        await open(undefined, { now: () => systemClock.now() + 5 * MICROS_PER_HOUR, monotonicMillis: () => systemClock.monotonicMillis() });
        expect(warnings.map(({ help }) => help.en)).toEqual([expect.stringMatching(/(4 h 59 min|5 h 0 min) behind/)]);
      });
    });

    describe('with a retention, a server that is ahead', () => {
      it('by more than an hour holds what it would drop too early, until it is right', async () => {
        proxy.ahead = 3 * HOUR_MILLIS;
        await open(7);
        await store.commit(batchOf(5 * MICROS_PER_DAY));
        const batch = batchOf(7 * MICROS_PER_DAY - 3 * MICROS_PER_HOUR);
        for (let attempt = 0; attempt < 2; attempt += 1) {
          await expect(store.commit(batch)).rejects.toMatchObject({ code: 'store-clock-ahead', retryable: true, help: { zh: expect.stringContaining('写入暂停'), en: expect.stringContaining('Writing waits') } });
        }
        expect([(await book.totals()).stored, (await book.totals()).rejected, await ages()]).toEqual([1, 0, [120]]);
        proxy.ahead = 0;
        await store.commit(batch);
        expect([(await book.totals()).stored, await ages(), codes()]).toEqual([2, [120, 165], ['store-clock-apart']]);
      });

      it('is asked for its time though there is nothing else to ask it', async () => {
        proxy.ahead = 3 * HOUR_MILLIS;
        await open(7);
        const batch = batchOf(7 * MICROS_PER_DAY - 3 * MICROS_PER_HOUR);
        await expect(store.commit(batch)).rejects.toMatchObject({ code: 'store-clock-ahead' });
        proxy.ahead = 0;
        await store.commit(batch);
        expect(await ages()).toEqual([165]);
      });

      it('really drops it: the point that is held is one that it refuses', async () => {
        // Ours is three hours behind: to us the server is that much ahead, and it acts by it.
        let behind = 3 * MICROS_PER_HOUR;
        await open(7, { now: () => systemClock.now() - behind, monotonicMillis: () => systemClock.monotonicMillis() });
        await store.commit(batchOf(0));
        const held = batchOf(7 * MICROS_PER_DAY + MICROS_PER_HOUR);
        await expect(store.commit(held)).rejects.toMatchObject({ code: 'store-clock-ahead' });
        const refused = await influx().write(`c${prefixes}_p`, `sample v=1 ${Math.floor((systemClock.now() - 7 * MICROS_PER_DAY - MICROS_PER_HOUR) / 1e6)}000000000`);
        expect(refused).toBe(400);
        // By the right time it is older than what is kept: it counts, as if it had been stored and had gone.
        behind = 0;
        await store.commit(held);
        expect([(await book.totals()).stored, await ages()]).toEqual([2, [0]]);
      });

      it('by less than that is not waited for: what goes within the hour by its clock counts and is not written', async () => {
        proxy.ahead = 0.5 * HOUR_MILLIS;
        await open(7);
        await store.commit(batchOf(7 * MICROS_PER_DAY - 1.2 * MICROS_PER_HOUR));
        await store.commit(batchOf(7 * MICROS_PER_DAY - 2 * MICROS_PER_HOUR));
        expect([(await book.totals()).stored, await ages()]).toEqual([2, [166]]);
      });

      it('does not make the newest reading look lost', async () => {
        await open(7);
        await store.commit(batchOf(7 * MICROS_PER_DAY - 3 * MICROS_PER_HOUR));
        proxy.ahead = 3 * HOUR_MILLIS;
        await influx().query('DROP SERIES FROM "sample"', `c${prefixes}_p`);
        await store.close();
        // Gone by the server's clock: not a reading that it has lost.
        await open(7);
        expect(codes()).toEqual(['store-clock-apart']);
      });

      it('holds nothing when it is behind', async () => {
        proxy.ahead = -30 * HOUR_MILLIS;
        await open(7);
        await store.commit(batchOf(7 * MICROS_PER_DAY - 3 * MICROS_PER_HOUR));
        expect(await ages()).toEqual([165]);
      });
    });
  });
});
