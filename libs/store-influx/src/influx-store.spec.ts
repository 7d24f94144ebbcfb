import { MemoryBook, storeContract } from '@yanshou/store/testing';
import { describe, expect, it } from '@jest/globals';
import { openInfluxStore } from './index.js';
import { withInflux } from './testing/with-influx.js';

withInflux('the store contract', (influx) => {
  let stores = 0;
  storeContract('InfluxDB 1.x', {
    histories: 5,
    harness: async () => {
      const book = new MemoryBook();
      const prefix = `t${(stores += 1)}`;
      const open = () => openInfluxStore({ settings: { url: influx().url, prefix }, book });
      return {
        open,
        reopen: async (store) => {
          await store.close();
          return open();
        },
      };
    },
  });

  describe('an InfluxDB store', () => {
    it('says which server it found', async () => {
      const store = await openInfluxStore({ settings: { url: influx().url, prefix: 'v' }, book: new MemoryBook() });
      expect(await store.server()).toMatchObject({ generation: 1, core: false, version: expect.stringMatching(/^1\./) });
      await store.close();
    });
  });
});
