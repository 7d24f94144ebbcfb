import { setTimeout as sleep } from 'node:timers/promises';
import type { ProjectionBatch, ProjectionBook } from '@yanshou/store';
import { MemoryBook, collectReadings } from '@yanshou/store/testing';
import { BatchBuilder } from '@yanshou/store/testing/batches';
import { describe, expect, it } from '@jest/globals';
import { Failure } from '@yanshou/telemetry';
import { openInfluxStore } from './index.js';
import type { InfluxLimits, InfluxStore } from './index.js';
import { tearLogs } from './testing/tear-logs.js';
import type { TemporaryInflux } from './testing/temporary-influx.js';
import { withInflux } from './testing/with-influx.js';

const START = 1_769_889_600_000_000;
const ALL = { project: 'p', from: 0, to: 4e15 };

/** As a projector does: the same batch until the store has it. */
async function persist(store: InfluxStore, batch: ProjectionBatch): Promise<number> {
  for (let failed = 0; ; failed += 1) {
    try {
      await store.commit(batch);
      return failed;
    } catch (error) {
      if (!(error instanceof Failure) || !error.retryable) throw error;
      await sleep(50);
    }
  }
}

/** Points of a measurement in the server, whether they count or not. */
async function pointsIn(influx: TemporaryInflux, database: string, measurement = 'sample'): Promise<number> {
  const { results } = (await influx.query(`SELECT count(flags) FROM ${measurement}`, database)) as { results: { series?: { values: number[][] }[] }[] };
  return results[0]?.series?.[0]?.values[0]?.[1] ?? 0;
}

withInflux('faults of the store', (influx) => {
  let prefixes = 0;
  const open = async (book: ProjectionBook = new MemoryBook(), prefix = `x${(prefixes += 1)}`, limits: Partial<InfluxLimits> = {}) =>
    ({ book, prefix, store: await openInfluxStore({ settings: { url: influx().url, prefix }, book, limits }) });

  describe('a server of 1.x', () => {
    it('stores 999 of 1 000 lines and gives its reason for the other', async () => {
      const { store, book, prefix } = await open();
      await influx().query(`CREATE DATABASE ${prefix}_p`);
      expect(await influx().write(`${prefix}_p`, `sample,device=other,shape=t.m t.m=1i ${START}000`)).toBe(204);
      const builder = new BatchBuilder();
      for (let n = 0; n < 1_000; n += 1) builder.reading({ device: 'd', metric: 'm', at: START + n, value: n === 333 ? 'a text' : n });
      await store.commit(builder.build());
      expect(await book.totals('p')).toMatchObject({ received: 1_000, stored: 999, rejected: 1 });
      expect(await collectReadings(store.readings(ALL))).toHaveLength(999);
      const rows = await book.quarantine({ project: 'p', after: 0, limit: 10 });
      expect(rows.map(({ sequence, code, hint }) => [sequence, code, hint])).toEqual([[334, 'store-refused', expect.stringMatching(/field type conflict.*"t\.m"/)]]);
      expect((await store.ledger('p', 0, 4e15)).map(({ reasons }) => reasons)).toEqual([{ 'store-refused': 1 }]);
      await store.close();
    });

    it('quarantines of a message only the reading that it refuses', async () => {
      const { store, book, prefix } = await open();
      await influx().query(`CREATE DATABASE ${prefix}_p`);
      expect(await influx().write(`${prefix}_p`, `sample,device=other,shape=t.b t.b=1i ${START}000`)).toBe(204);
      const builder = new BatchBuilder();
      for (let n = 0; n < 9; n += 1) builder.message([{ device: 'd', metric: 'a', at: START + n, value: n }, { device: 'd', metric: 'b', at: START + n, value: n % 4 === 0 ? 'text' : n }, { device: 'd', metric: 'c', at: START + n, value: true }]);
      await store.commit(builder.build());
      expect(await book.totals('p')).toMatchObject({ messages: 9, received: 27, stored: 24, rejected: 3 });
      const rows = await book.quarantine({ project: 'p', after: 0, limit: 10 });
      expect(rows.map(({ sequence, field, code, payload }) => [sequence, field, code, payload.toString().split(',flags')[0]])).toEqual([1, 5, 9].map((sequence) => [sequence, 'b', 'store-refused', 'sample,device=d,shape=t.b t.b="text"']));
      const read = (await collectReadings(store.readings(ALL))) as [string, string, number][];
      expect(read.map(([, metric, at]) => `${metric}${at - START}`)).toEqual(['a', 'b', 'c'].flatMap((metric) => Array.from({ length: 9 }, (_, n) => n).filter((n) => metric !== 'b' || n % 4 !== 0).map((n) => `${metric}${n}`)));
      // Twelve points: six of whole messages, three messages in two readings each.
      expect(await pointsIn(influx(), `${prefix}_p`)).toBe(12);
      await store.close();
    });

    it.each([true, false])('takes a batch in many requests to many databases, compressed: %s', async (compress) => {
      const { store, prefix } = await open(new MemoryBook(), `x${(prefixes += 1)}`, { compress, linesPerRequest: 90, requestsInFlight: 3 });
      const builder = new BatchBuilder();
      const projects = Array.from({ length: 9 }, (_, n) => `p${n}`);
      for (let n = 0; n < 4_500; n += 1) builder.reading({ project: projects[n % 9] as string, device: 'd', metric: 'm', at: START + n, value: n });
      await store.commit(builder.build());
      for (const [index, project] of projects.entries()) {
        const rows = (await collectReadings(store.readings({ ...ALL, project }))) as number[][];
        expect(rows.map((row) => row[4])).toEqual(Array.from({ length: 500 }, (_, n) => n * 9 + index));
        expect(await pointsIn(influx(), `${prefix}_${project}`)).toBe(500);
      }
      await store.close();
    });

    it('keeps numbers, booleans and texts of one metric apart', async () => {
      const { store } = await open();
      const builder = new BatchBuilder();
      const values = [1.5, true, 'IDLE', false, -0.1, 'x,y "z" \\', '', 5e-324, 1.7976931348623157e308, 2 ** 53 + 2];
      values.forEach((value, n) => builder.reading({ device: 'd', metric: 'm', at: START + n, value }));
      await store.commit(builder.build());
      const rows = (await collectReadings(store.readings(ALL))) as [string, string, number, number, number, string][];
      expect(rows.map(([, , at, , number, text]) => [at - START, Number.isNaN(number) ? text : number])).toEqual(values.map((value, n) => [n, typeof value === 'boolean' ? Number(value) : value]));
      await store.close();
    });

    it('shows contradicting readings beside the first, the same however often they are written', async () => {
      const { store, prefix } = await open();
      const builder = new BatchBuilder();
      builder.reading({ device: 'd', metric: 'm', at: START, value: 1 });
      const conflicts = [2, 3].map((value) => builder.conflict({ device: 'd', metric: 'm', at: START, value }));
      await store.commit(builder.build());
      expect(await store.conflicts({ ...ALL, device: 'd', metric: 'm' })).toEqual(conflicts);
      expect(((await collectReadings(store.readings(ALL))) as unknown[][]).map((row) => row[4])).toEqual([1]);
      expect([await pointsIn(influx(), `${prefix}_p`), await pointsIn(influx(), `${prefix}_p`, 'conflict')]).toEqual([1, 2]);
      await store.close();
    });
  });

  describe('what was written and never confirmed', () => {
    it('counts nowhere, and what comes in its place is stored once', async () => {
      const kept = new MemoryBook();
      let broken = true;
      const book = new Proxy(kept, {
        get: (target, name) => (name === 'commit' && broken ? () => Promise.reject(new Failure('book-unavailable', 'cut off', true, { zh: '', en: '' })) : (Reflect.get(target, name) as unknown)),
      });
      const { store, prefix } = await open(book);
      const cut = new BatchBuilder();
      for (let n = 0; n < 10; n += 1) cut.reading({ device: 'd', metric: 'm', at: START + n, value: n });
      await expect(store.commit(cut.build())).rejects.toMatchObject({ code: 'book-unavailable' });
      expect(await pointsIn(influx(), `${prefix}_p`)).toBe(10);
      await store.close();
      broken = false;
      // After the restart the journal is cut elsewhere, and one reading is refused by a changed inventory.
      const again = (await open(book, prefix)).store;
      expect(await collectReadings(again.readings(ALL))).toEqual([]);
      const recut = new BatchBuilder();
      for (let n = 0; n < 6; n += 1) if (n !== 2) recut.reading({ device: 'd', metric: 'm', at: START + n, value: n });
      await again.commit(recut.build());
      const known = { series: Int32Array.of(1, 1, 1), at: Float64Array.of(START + 1, START + 2, START + 9) };
      expect(Array.from((await again.existing(known)).index)).toEqual([0]);
      expect(((await collectReadings(again.readings(ALL))) as number[][]).map((row) => row[4])).toEqual([0, 1, 3, 4, 5]);
      expect(await again.windows({ ...ALL, device: 'd', metric: 'm', origins: [0], bounds: Float64Array.of(START, START + 99) })).toMatchObject([{ count: 5 }]);
      await again.close();
    });
  });

  describe('a server that is killed', () => {
    it('has every reading once after it is back, however often it went', async () => {
      const { store, book, prefix } = await open();
      const builder = new BatchBuilder();
      const batches = Array.from({ length: 40 }, (_, batch) => {
        for (let n = 0; n < 500; n += 1) builder.reading({ device: `d${n % 5}`, metric: 'm', at: START + batch * 1e6 + n, value: n / 3 });
        return builder.build();
      });
      let failed = 0;
      for (const [index, batch] of batches.entries()) {
        const persisting = persist(store, batch);
        if (index % 10 === 5) {
          // Sooner and later in the write; the first time before anything can have been answered.
          if (index > 5) await sleep(index / 10);
          await influx().kill();
          await influx().start();
        }
        failed += await persisting;
      }
      expect(failed).toBeGreaterThan(0);
      expect(await pointsIn(influx(), `${prefix}_p`)).toBe(20_000);
      const rows = (await collectReadings(store.readings(ALL))) as unknown[][];
      expect([rows.length, new Set(rows.map((row) => `${String(row[0])}@${String(row[2])}`)).size]).toEqual([20_000, 20_000]);
      expect(await book.totals('p')).toMatchObject({ stored: 20_000 });
      await store.close();
    }, 240_000);

    /** A store whose server lost the tail of its log in one crash, took readings after it, and was killed again. */
    async function tornAndKilled() {
      const { store, prefix } = await open();
      const builder = new BatchBuilder();
      const batch = (from: number): ProjectionBatch => {
        for (let n = from; n < from + 100; n += 1) builder.reading({ device: 'd', metric: 'm', at: START + n, value: n });
        return builder.build();
      };
      await store.commit(batch(0));
      await influx().kill();
      await tearLogs(influx().directory, `${prefix}_p`);
      await influx().start();
      await store.commit(batch(100));
      await influx().kill();
      return { store, prefix, batch };
    }

    it('gets again what it lost while nothing was asked of it, before anything else is written', async () => {
      const { store, prefix, batch } = await tornAndKilled();
      await influx().start();
      expect(await pointsIn(influx(), `${prefix}_p`)).toBe(100);
      // The newest reading is there again after this write, so that nobody would miss those before it.
      await store.commit(batch(200));
      expect(await pointsIn(influx(), `${prefix}_p`)).toBe(300);
      await store.close();
    }, 180_000);

    it('is asked for no key before it has again what it lost: what is delivered once more is counted once', async () => {
      const { store, prefix } = await tornAndKilled();
      const again = { series: Int32Array.from({ length: 200 }, () => 1), at: Float64Array.from({ length: 200 }, (_, n) => START + n) };
      await expect(store.existing(again)).rejects.toMatchObject({ code: 'store-unavailable', retryable: true });
      await influx().start();
      expect(await pointsIn(influx(), `${prefix}_p`)).toBe(100);
      expect(Array.from((await store.existing(again)).number).sort((a, b) => a - b)).toEqual(Array.from({ length: 200 }, (_, n) => n));
      await store.close();
    }, 180_000);

    it('gets again what it lost behind a torn entry of its log, or it is said', async () => {
      const warnings: string[] = [];
      const [book, prefix] = [new MemoryBook(), `x${(prefixes += 1)}`];
      const opened = () => openInfluxStore({ settings: { url: influx().url, prefix }, book, onWarning: ({ code }) => warnings.push(code) });
      const builder = new BatchBuilder();
      const batch = (from: number): ProjectionBatch => {
        for (let n = from; n < from + 100; n += 1) builder.reading({ device: 'd', metric: 'm', at: START + n, value: n });
        return builder.build();
      };
      const store = await opened();
      await store.commit(batch(0));
      await influx().kill();
      await tearLogs(influx().directory, `${prefix}_p`);
      await influx().start();
      await persist(store, batch(100));
      await influx().kill();
      await influx().start();
      // What the server acknowledged last is gone: this is what the guard is for.
      expect(await pointsIn(influx(), `${prefix}_p`)).toBe(100);
      await store.compact();
      expect(await pointsIn(influx(), `${prefix}_p`)).toBe(200);
      await influx().query('DROP MEASUREMENT sample', `${prefix}_p`);
      await influx().kill();
      const third = batch(200);
      await expect(store.commit(third)).rejects.toMatchObject({ code: 'store-unavailable' });
      await influx().start();
      await persist(store, third);
      expect([await pointsIn(influx(), `${prefix}_p`), warnings]).toEqual([300, []]);
      await store.close();
      await influx().query('DROP MEASUREMENT sample', `${prefix}_p`);
      await (await opened()).close();
      expect(warnings).toEqual(['store-data-missing']);
    }, 180_000);
  });
});
