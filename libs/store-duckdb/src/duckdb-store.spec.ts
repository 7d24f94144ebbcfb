import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { storeContract } from '@yanshou/store/testing';
import { openDuckDbStore } from './index.js';

storeContract('DuckDB', {
  histories: 5,
  harness: async (directory) => {
    await mkdir(directory, { recursive: true });
    const open = () => openDuckDbStore({ file: join(directory, 'telemetry.db'), temporaryDirectory: join(directory, 'tmp') });
    return {
      open,
      reopen: async (store) => {
        await store.close();
        return open();
      },
    };
  },
});
