import { MemoryBook } from '@yanshou/store/testing';
import { BatchBuilder } from '@yanshou/store/testing/batches';
import type { SampleReading } from '@yanshou/store/testing/batches';
import { describe, expect, it } from '@jest/globals';
import { openInfluxStore } from './index.js';
import { withInflux } from './testing/with-influx.js';

const START = 1_769_889_600_000_000;
const METRICS = Array.from({ length: 8 }, (_, n) => `m${n}`);
/** More readings than are kept to be put in order, and more points than are in two pages. */
const MESSAGES = 45_000;

withInflux('long reads', (influx) => {
  describe('a device with more readings than are kept to be put in order', () => {
    it('is read metric by metric, each reading once and in the order of time', async () => {
      const store = await openInfluxStore({ settings: { url: influx().url, prefix: 'long' }, book: new MemoryBook() });
      const builder = new BatchBuilder();
      for (let n = 0; n < MESSAGES; n += 1) {
        builder.message(METRICS.map((metric, place): SampleReading => ({ device: 'd', metric, at: START + n, value: n * 10 + place })) as [SampleReading, ...SampleReading[]]);
      }
      await store.commit(builder.build());
      const [counts, wrong] = [new Map<string, number>(), [] as unknown[]];
      for await (const { length, metric, at, number } of store.readings({ project: 'p', from: START, to: START + MESSAGES })) {
        for (let row = 0; row < length; row += 1) {
          const name = metric[row] as string;
          const n = counts.get(name) ?? 0;
          counts.set(name, n + 1);
          if (at[row] !== START + n || number[row] !== n * 10 + METRICS.indexOf(name)) wrong.push([name, n, at[row], number[row]]);
        }
      }
      expect(wrong.slice(0, 3)).toEqual([]);
      expect([...counts]).toEqual(METRICS.map((metric) => [metric, MESSAGES]));
      await store.close();
    }, 240_000);
  });
});
