import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { BatchBuilder } from '@yanshou/store/testing';
import { openDuckDbStore } from './index.js';

const ENTRY = new URL('../dist/index.js', import.meta.url).href;

describe('one store file, one holder', () => {
  let directory: string;
  let file: string;
  const open = (path = file) => openDuckDbStore({ file: path, temporaryDirectory: join(directory, 'tmp') });

  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'store-lock-'));
    file = join(directory, 'telemetry.db');
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  it('refuses a second open in this thread, also by another name, and loses nothing', async () => {
    const store = await open();
    const link = join(directory, 'alias.db');
    symlinkSync(file, link);
    await expect(open()).rejects.toMatchObject({ name: 'Failure', code: 'store-locked', retryable: false });
    await expect(open(link)).rejects.toMatchObject({ code: 'store-locked' });
    const builder = new BatchBuilder();
    builder.reading({ device: 'd', metric: 'm', at: 1e15, value: 1 });
    await store.commit(builder.build());
    await store.close();
    const again = await open(link);
    expect(await again.totals()).toMatchObject({ stored: 1 });
    await again.close();
    expect(readdirSync(directory).filter((name) => name.includes('.lock'))).toEqual([]);
  });

  it('refuses an open in another thread, and takes over from a thread that ended without closing', async () => {
    const script = `
      import { parentPort, workerData } from 'node:worker_threads';
      const { openDuckDbStore } = await import(workerData.entry);
      try { globalThis.kept = await openDuckDbStore(workerData.options); parentPort.postMessage('open'); }
      catch (error) { parentPort.postMessage(error.code); }
      setInterval(() => {}, 1000);`;
    const start = () => new Worker(new URL(`data:text/javascript,${encodeURIComponent(script)}`), {
      workerData: { entry: ENTRY, options: { file, temporaryDirectory: join(directory, 'tmp') } },
    });
    const holder = start();
    expect(await once(holder, 'message')).toEqual(['open']);
    const second = start();
    expect(await once(second, 'message')).toEqual(['store-locked']);
    await expect(open()).rejects.toMatchObject({ code: 'store-locked' });
    await second.terminate();
    await holder.terminate();
    const store = await open();
    await store.close();
  });

  it('takes over a lock of a dead process, a reused process number and a torn file, but not of a live process', async () => {
    const lock = `${file}.lock`;
    const holder = (pid: number, started: string) => JSON.stringify({ pid, started, thread: 0, descriptor: 99_999 });
    for (const stale of [holder(2 ** 22 - 1, ''), holder(process.ppid, 'another start'), holder(process.pid, ''), '{"pi']) {
      writeFileSync(lock, stale);
      await (await open()).close();
    }
  });

  it('says what is wrong with a file that is no store', async () => {
    writeFileSync(file, 'this is certainly no database, but it is long enough to be looked at'.repeat(100));
    await expect(open()).rejects.toMatchObject({ name: 'Failure', code: 'store-damaged', retryable: false });
  });
});
