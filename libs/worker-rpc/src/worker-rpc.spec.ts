import { MessageChannel, Worker } from 'node:worker_threads';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { transform } from '@swc/core';
import { client, on, READ_AHEAD, serve, transfer } from './index.js';

interface Api {
  add(left: number, right: number): number;
  negate(values: Float64Array): Promise<Float64Array>;
  reverse(bytes: Buffer): Promise<Buffer>;
  fail(): Promise<never>;
  count(to: number): AsyncIterable<number>;
  produced(): Promise<{ produced: number; closed: boolean }>;
  brokenCount(): AsyncIterable<number>;
  announce(text: string): void;
  hang(): Promise<never>;
  crash(): Promise<never>;
  exit(): Promise<never>;
}

const WORKER = `
import { parentPort } from 'node:worker_threads';
import { emit, serve, transfer } from './index.js';
let produced = 0;
let closed = false;
class Api {
  add(left, right) { return left + right; }
  async negate(values) { const out = values.map((v) => -v); return transfer(out, [out.buffer]); }
  async reverse(bytes) { if (!Buffer.isBuffer(bytes)) throw new Error('no Buffer'); return Buffer.from(bytes).reverse(); }
  async fail() { throw Object.assign(new RangeError('out of it'), { code: 'too-far', retryable: true, help: { zh: '重试', en: 'again' } }); }
  async *count(to) { try { for (let n = 0; n < to; n += 1) { produced = n + 1; yield n; } } finally { closed = true; } }
  async produced() { return { produced, closed }; }
  async *brokenCount() { yield 1; throw Object.assign(new Error('source broke'), { code: 'broken' }); }
  announce(text) { emit(parentPort, 'said', { text }); }
  hang() { return new Promise(() => undefined); }
  async crash() { setImmediate(() => { throw new Error('planned crash'); }); return new Promise(() => undefined); }
  async exit() { process.exit(3); }
}
serve(parentPort, new Api());
`;

let directory: string;
const workers: Worker[] = [];

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'yanshou-rpc-'));
  await writeFile(join(directory, 'package.json'), '{"type":"module"}');
  const source = new URL('./', import.meta.url);
  for (const file of await readdir(source)) {
    if (!file.endsWith('.ts') || file.endsWith('.spec.ts')) continue;
    const { code } = await transform(await readFile(new URL(file, source), 'utf8'), { jsc: { target: 'es2022', parser: { syntax: 'typescript' } }, module: { type: 'es6' } });
    await writeFile(join(directory, file.replace(/\.ts$/, '.js')), code);
  }
  await writeFile(join(directory, 'worker.mjs'), WORKER);
});

afterAll(async () => {
  await Promise.all(workers.map((worker) => worker.terminate()));
  await rm(directory, { recursive: true, force: true });
});

function start(): Worker {
  const worker = new Worker(pathToFileURL(join(directory, 'worker.mjs')), { stderr: true });
  workers.push(worker);
  return worker;
}

describe('calls to a worker thread', () => {
  it('answers many calls at once, each with its own result', async () => {
    const api = client<Api>(start());
    const sums = await Promise.all(Array.from({ length: 500 }, (_, n) => api.add(n, 1)));
    expect(sums).toEqual(Array.from({ length: 500 }, (_, n) => n + 1));
  });

  it('passes typed arrays, moved when told so, and Buffers as Buffers', async () => {
    const api = client<Api>(start());
    const values = Float64Array.of(1, -2.5, Number.MAX_VALUE);
    expect([...(await api.negate(transfer(values, [values.buffer as ArrayBuffer])))]).toEqual([-1, 2.5, -Number.MAX_VALUE]);
    expect(values.byteLength).toBe(0);
    const reversed = await api.reverse(Buffer.from('abc'));
    expect(Buffer.isBuffer(reversed)).toBe(true);
    expect(reversed.toString()).toBe('cba');
  });

  it('keeps name, code, message, retryable and help of an error', async () => {
    const api = client<Api>(start());
    const error: unknown = await api.fail().catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ name: 'RangeError', message: 'out of it', code: 'too-far', retryable: true, help: { zh: '重试', en: 'again' } });
  });

  it('refuses what is no method of the api, and what cannot be cloned', async () => {
    const api = client<Api & { missing(): void; valueOf(): object; hash(value: unknown): void }>(start());
    await expect(api.missing()).rejects.toMatchObject({ code: 'rpc-no-such-method' });
    await expect(api.valueOf()).rejects.toMatchObject({ code: 'rpc-no-such-method' });
    await expect(api.hash(() => undefined)).rejects.toThrow(/clone/);
    await expect(api.add(1, 2)).resolves.toBe(3);
  });

  it('delivers events in order until the listener is taken off', async () => {
    const worker = start();
    const api = client<Api>(worker);
    const heard: string[] = [];
    const off = on<{ text: string }>(worker, 'said', (payload) => void heard.push(payload.text));
    for (const text of ['a', 'b', 'c']) await api.announce(text);
    off();
    await api.announce('d');
    expect(heard).toEqual(['a', 'b', 'c']);
  });
});

describe('streams', () => {
  it('delivers every item in order', async () => {
    const api = client<Api>(start());
    const seen: number[] = [];
    for await (const item of api.count(1_000)) seen.push(item);
    expect(seen).toEqual(Array.from({ length: 1_000 }, (_, n) => n));
  });

  it('reads ahead no further than its bound and closes the source when the reader leaves', async () => {
    const api = client<Api>(start());
    for await (const item of api.count(1_000_000)) {
      if (item < 9) continue;
      // Ten items taken: the source may be at most the read-ahead beyond them.
      expect((await api.produced()).produced).toBeLessThanOrEqual(10 + READ_AHEAD);
      break;
    }
    expect((await api.produced()).closed).toBe(true);
  });

  it('passes on the error of the source after the items before it', async () => {
    const seen: number[] = [];
    const read = async (): Promise<void> => {
      for await (const item of client<Api>(start()).brokenCount()) seen.push(item);
    };
    await expect(read()).rejects.toMatchObject({ code: 'broken' });
    expect(seen).toEqual([1]);
  });
});

describe('a worker that goes away', () => {
  it.each(['exit', 'crash'] as const)('rejects pending and later calls after %s', async (way) => {
    const api = client<Api>(start());
    const pending = api.hang().catch((thrown: unknown) => thrown);
    await expect(api[way]()).rejects.toMatchObject({ code: 'worker-exited', retryable: false });
    await expect(pending).resolves.toMatchObject({ code: 'worker-exited' });
    await expect(api.add(1, 1)).rejects.toMatchObject({ code: 'worker-exited' });
  });

  it('ends an open stream with the same error', async () => {
    const worker = start();
    const stream = (await client<Api>(worker).count(1_000_000))[Symbol.asyncIterator]();
    await stream.next();
    await worker.terminate();
    const drain = async (): Promise<void> => {
      while (!(await stream.next()).done);
    };
    await expect(drain()).rejects.toMatchObject({ code: 'worker-exited' });
  });

  it('rejects pending calls when a message port is closed', async () => {
    const { port1, port2 } = new MessageChannel();
    const stop = serve(port1, { hang: () => new Promise(() => undefined), one: () => 1 });
    const api = client<Api & { one(): number }>(port2);
    await expect(api.one()).resolves.toBe(1);
    const pending = api.hang();
    port1.close();
    await expect(pending).rejects.toMatchObject({ code: 'worker-exited' });
    stop();
  });
});
