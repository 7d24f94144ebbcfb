import type { LostReadings, ProjectionBatch } from '@yanshou/store';
import { RESTORED_READINGS } from '@yanshou/store';
import { MemoryBook, collectReadings } from '@yanshou/store/testing';
import { BatchBuilder } from '@yanshou/store/testing/batches';
import { MICROS_PER_HOUR, ReadingColumns, hourOf } from '@yanshou/telemetry';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { openInfluxStore } from './index.js';
import type { InfluxStore } from './index.js';
import { withInflux } from './testing/with-influx.js';

const HOUR = hourOf(1_769_889_600_000_000);
const ALL = { project: 'p', from: 0, to: 4e15 };

withInflux('readings that are written again', (influx) => {
  let prefixes = 0;
  let prefix: string;
  let book: MemoryBook;
  let builder: BatchBuilder;
  let store: InfluxStore;
  const open = async (): Promise<void> => {
    store = await openInfluxStore({ settings: { url: influx().url, prefix }, book });
  };
  beforeEach(async () => {
    [prefix, book, builder] = [`r${(prefixes += 1)}`, new MemoryBook(), new BatchBuilder()];
    await open();
  });
  afterEach(() => store.close());

  const batchOf = (hour: number): ProjectionBatch => {
    for (let n = 0; n < 10; n += 1) builder.reading({ device: 'd', metric: 'm', at: hour * MICROS_PER_HOUR + n, value: n });
    return builder.build();
  };
  /** The readings of a batch, and a contradiction beside them. */
  const lostOf = ({ readings }: ProjectionBatch): LostReadings => {
    const columns = new ReadingColumns();
    for (let row = 0; row < readings.length; row += 1) {
      columns.push(readings.series[row] as number, readings.at[row] as number, readings.number[row] as number, readings.flags[row] as number, { received: readings.received[row] as number, sequence: readings.sequence[row] as number, via: readings.via[row] as number });
    }
    const [series, at] = [readings.series[0] as number, readings.at[0] as number];
    return { readings: columns, conflicts: [{ series, at, received: at, sequence: 77, value: 5, flags: 0 }] };
  };
  const dropped = async (): Promise<void> => {
    for (const measurement of ['sample', 'conflict']) await influx().query(`DROP MEASUREMENT "${measurement}"`, `${prefix}_p`);
  };
  const restoredHours = async (): Promise<number[]> => ((await store.dirtyHours('p'))?.hours ?? []).filter(({ causes }) => (causes & RESTORED_READINGS) !== 0).map(({ hour }) => hour);

  describe('a store that is given what its server lost', () => {
    it('answers with it from the next batch on, which tells the hours, and counts nothing', async () => {
      const first = batchOf(HOUR);
      const lost = lostOf(first);
      await store.commit(first);
      const [before, totals] = [await collectReadings(store.readings(ALL)), await store.totals('p')];
      await dropped();
      expect(await collectReadings(store.readings(ALL))).toEqual([]);
      const { refused, visibleAbove } = await store.restore(lost);
      expect([refused, visibleAbove, await collectReadings(store.readings(ALL)), await restoredHours()]).toEqual([0, first.nextSequence, [], []]);
      await store.commit(batchOf(HOUR + 1));
      expect(await collectReadings(store.readings({ ...ALL, to: (HOUR + 1) * MICROS_PER_HOUR }))).toEqual(before);
      expect([await restoredHours(), (await store.totals('p')).stored]).toEqual([[HOUR], totals.stored + 10]);
      const { results } = (await influx().query('SELECT count(*) FROM conflict', `${prefix}_p`)) as { results: { series?: unknown[] }[] };
      expect(results[0]?.series).toHaveLength(1);
      await store.commit(batchOf(HOUR + 2));
      expect((await store.dirtyHours('p', { journal: 'journal-1', sequence: first.nextSequence + 10 }))?.hours ?? []).toEqual([]);
    }, 120_000);

    it('shows none of it after a crash before that batch: it is given again, and told then', async () => {
      const first = batchOf(HOUR);
      const lost = lostOf(first);
      await store.commit(first);
      await dropped();
      await store.restore(lost);
      await store.close();
      await open();
      await store.commit(batchOf(HOUR + 1));
      expect(await collectReadings(store.readings(ALL))).toHaveLength(10);
      await store.restore(lost);
      await store.commit(batchOf(HOUR + 2));
      expect([(await collectReadings(store.readings(ALL))).length, await restoredHours()]).toEqual([30, [HOUR]]);
    }, 120_000);

    it('takes nothing while its server is away, and the same again when it is back', async () => {
      const first = batchOf(HOUR);
      await store.commit(first);
      await influx().kill();
      await expect(store.restore(lostOf(first))).rejects.toMatchObject({ code: 'store-unavailable', retryable: true });
      await influx().start();
      expect(await store.restore(lostOf(first))).toMatchObject({ refused: 0 });
      await store.commit(batchOf(HOUR + 1));
      expect(await collectReadings(store.readings(ALL))).toHaveLength(20);
    }, 120_000);
  });
});
