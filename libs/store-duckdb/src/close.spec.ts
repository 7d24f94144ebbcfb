import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { BatchBuilder } from '@yanshou/store/testing';
import { describe, expect, it } from '@jest/globals';
import { openDuckDbStore } from './index.js';
import { asFailure } from './store-failures.js';

const CHILD = new URL('../dist/testing/close.child.js', import.meta.url).pathname;

describe('closing a store', () => {
  it('waits for reads under way, ends streams, and refuses what comes later', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'store-close-'));
    const store = await openDuckDbStore({ file: join(directory, 'telemetry.db'), temporaryDirectory: join(directory, 'tmp') });
    const builder = new BatchBuilder();
    for (let row = 0; row < 20_000; row += 1) builder.reading({ device: 'd', metric: 'm', at: row * 1e6, value: row });
    await store.commit(builder.build());
    const query = { project: 'p', from: 0, to: 1e15 };
    const stream = store.readings(query)[Symbol.asyncIterator]();
    expect((await stream.next()).done).toBe(false);
    const reads = Array.from({ length: 6 }, (_, n) => store.exportTo(query, 'csv', join(directory, `${n}.csv`)));
    await store.close();
    expect(await Promise.all(reads)).toEqual(Array.from({ length: 6 }, () => 20_000));
    await expect(stream.next()).rejects.toMatchObject({ name: 'Failure', code: 'store-closed' });
    await expect(store.totals()).rejects.toMatchObject({ code: 'store-closed' });
    await expect(store.commit(builder.build())).rejects.toMatchObject({ code: 'store-closed' });
    await rm(directory, { recursive: true, force: true });
  });

  it('ends a compaction at its next step, as if there were no more to do', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'store-close-'));
    const options = { file: join(directory, 'telemetry.db'), temporaryDirectory: join(directory, 'tmp') };
    const store = await openDuckDbStore(options);
    const builder = new BatchBuilder();
    for (let row = 0; row < 1_000; row += 1) builder.reading({ device: 'd', metric: `m${row % 7}`, at: row * 3_600e6, value: row });
    await store.commit(builder.build());
    const compacting = store.compact();
    await store.close();
    expect(await compacting).toBeUndefined();
    await expect(store.compact()).rejects.toMatchObject({ code: 'store-closed' });
    const again = await openDuckDbStore(options);
    expect(await again.totals()).toMatchObject({ stored: 1_000 });
    await again.close();
    await rm(directory, { recursive: true, force: true });
  });

  it.each([10, 60])('does not close a connection under a query: a process that closes after %i ms of exports ends well', async (pause) => {
    const directory = await mkdtemp(join(tmpdir(), 'store-close-'));
    try {
      const { stdout } = await promisify(execFile)(process.execPath, [CHILD, directory, String(pause)], { timeout: 100_000, killSignal: 'SIGKILL' });
      expect(JSON.parse(stdout)).toEqual([150_000, 150_000, 150_000]);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }, 120_000);

  it.each(['Failed to query: connection disconnected', 'connection closed', 'Failed to connect: instance closed'])('is retryable where a dropped instance says %j', (message) => {
    expect(asFailure(new Error(message), 'f')).toMatchObject({ code: 'store-unavailable', retryable: true });
  });
});
