import { MemoryBook, storeContract } from '@yanshou/store/testing';
import { describe, expect, it } from '@jest/globals';
import type { TelemetryStore } from '@yanshou/store';
import { InfluxView, openInfluxStore } from './index.js';
import { influx2Behaviour } from './testing/influx-2-behaviour.js';
import { withInflux, withInflux2 } from './testing/with-influx.js';

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

  /** Committed by the store, answered by a view that shares nothing with it but the book and the server. */
  storeContract('InfluxDB 1.x, read by another process', {
    histories: 2,
    harness: async () => {
      const book = new MemoryBook();
      const settings = { url: influx().url, prefix: `t${(stores += 1)}` };
      const open = async (): Promise<TelemetryStore> => {
        const [store, view] = [await openInfluxStore({ settings, book }), new InfluxView({ settings, book })];
        const writer: Pick<TelemetryStore, 'state' | 'commit' | 'existing' | 'compact' | 'close'> = {
          state: () => store.state(), commit: (batch) => store.commit(batch), existing: (keys) => store.existing(keys), compact: () => store.compact(),
          close: async () => {
            await view.close();
            await store.close();
          },
        };
        return new Proxy(view as unknown as TelemetryStore, { get: (target, name) => {
          const member: unknown = Reflect.get(name in writer ? writer : target, name);
          return typeof member === 'function' ? (member as (...args: unknown[]) => unknown).bind(name in writer ? writer : target) : member;
        } });
      };
      return { open, reopen: async (store) => {
        await store.close();
        return open();
      } };
    },
  });

  describe('an InfluxDB store', () => {
    it('is of a set of data that has the same name for whoever reads it, and another under another book', async () => {
      const [settings, book] = [{ url: influx().url, prefix: 'v' }, new MemoryBook()];
      const [store, view, other] = [await openInfluxStore({ settings, book }), new InfluxView({ settings, book }), new InfluxView({ settings, book: new MemoryBook() })];
      const [name, same, another] = await Promise.all([store, view, other].map((one) => one.dataSet()));
      expect([name === same, name === another]).toEqual([true, false]);
      await Promise.all([store.close(), view.close(), other.close()]);
    });

    it('says which server it found', async () => {
      const store = await openInfluxStore({ settings: { url: influx().url, prefix: 'v' }, book: new MemoryBook() });
      expect(await store.server()).toMatchObject({ generation: 1, core: false, version: expect.stringMatching(/^1\./) });
      await store.close();
    });
  });
});

withInflux2((influx) => {
  let stores = 0;
  storeContract('InfluxDB 2.7', {
    histories: 5,
    harness: async () => {
      const book = new MemoryBook();
      const { url, token, org } = influx();
      const prefix = `t${(stores += 1)}`;
      const open = () => openInfluxStore({ settings: { url, prefix, token, org }, book });
      return { open, reopen: async (store) => {
        await store.close();
        return open();
      } };
    },
  });
  influx2Behaviour(influx);
});
