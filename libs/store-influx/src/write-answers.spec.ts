import { setTimeout as sleep } from 'node:timers/promises';
import { MemoryBook } from '@yanshou/store/testing';
import { BatchBuilder } from '@yanshou/store/testing/batches';
import type { ProjectionBatch } from '@yanshou/store';
import { afterEach, describe, expect, it } from '@jest/globals';
import { openInfluxStore } from './index.js';
import type { InfluxLimits, InfluxStore } from './index.js';
import { isOnThisMachine } from './influx-settings.js';
import { startFakeInflux } from './testing/fake-influx.js';
import type { FakeAnswer, FakeInflux } from './testing/fake-influx.js';

const START = 1_769_889_600_000_000;
const PING: FakeAnswer = { status: 204, headers: { 'x-influxdb-version': '1.6.7', 'x-influxdb-build': 'OSS' } };
const STORED: FakeAnswer = { status: 204 };
/** Long enough for three attempts on a busy machine. */
const PAUSE_MILLIS = 2_000;
const PARTIAL = (dropped: number): FakeAnswer => ({ status: 400, body: { error: `partial write: field type conflict: input field "n.m" on measurement "sample" is type float, already exists as type integer dropped=${dropped}` } });

let fake: FakeInflux;
let store: InfluxStore;
afterEach(async () => {
  await store.close();
  await fake.stop();
});

/** A store on a 1.x server whose /write answers by `write`, and a batch of so many readings. */
async function on(write: (lines: readonly string[], nth: number) => FakeAnswer, { readings = 4, answerMillis = 20_000, ...limits }: { readings?: number; answerMillis?: number } & Partial<InfluxLimits> = {}): Promise<{ book: MemoryBook; batch: ProjectionBatch }> {
  let writes = 0;
  fake = await startFakeInflux(({ path, body }) => {
    if (path === '/ping') return PING;
    if (path.startsWith('/write')) return write(body.split('\n'), (writes += 1));
    return { status: 200, body: { results: [{ statement_id: 0 }] } };
  });
  const book = new MemoryBook();
  store = await openInfluxStore({ settings: { url: fake.url, prefix: 'f', username: 'u', password: 'p' }, book, limits: { answerMillis, writeMillis: answerMillis, longestPauseMillis: 400, ...limits } });
  const builder = new BatchBuilder();
  for (let n = 0; n < readings; n += 1) builder.reading({ device: 'd', metric: 'm', at: START + n * 1e6, value: n });
  return { book, batch: builder.build() };
}

describe('an answer to a write that is worth another try', () => {
  it.each<[string, FakeAnswer, string]>([
    ['401', { status: 401, body: { error: 'authorization failed' } }, 'store-access-refused'],
    ['403', { status: 403, body: { error: '"u" user is not authorized to write' } }, 'store-access-refused'],
    ['404', { status: 404, body: { error: 'database not found: "f_p"' } }, 'store-target-missing'],
    ['429', { status: 429, body: 'slow down', headers: { 'retry-after': '0' } }, 'store-busy'],
    ['500', { status: 500, body: { error: 'engine: write /wal: no space left on device' } }, 'store-disk'],
    ['a full disk told as a partial write', { status: 400, body: { error: 'partial write: write /var/lib/influxdb/data/x/_series/07/0000: no space left on device dropped=4' } }, 'store-disk'],
    ['a disk that has become read-only', { status: 400, body: { error: 'partial write: open /var/lib/influxdb/wal/x/_00002.wal: read-only file system dropped=4' } }, 'store-disk'],
    ['a server that is at fault', { status: 500, body: { error: 'timeout' } }, 'store-unavailable'],
    ['503', { status: 503, body: 'unavailable' }, 'store-unavailable'],
    ['a page that is no 204', { status: 200, body: '<html>log in</html>' }, 'store-unavailable'],
    ['a cut connection', 'cut', 'store-unavailable'],
    ['none at all', 'silent', 'store-unavailable'],
    ['a 400 of a proxy', { status: 400, body: 'Bad Request' }, 'store-request-refused'],
    ['a limit of the server', { status: 400, body: { error: 'partial write: max-series-per-database limit exceeded: (1) dropped=4' } }, 'store-limit-reached'],
  ])('%s leaves the cursor and loses nothing', async (_what, answer, code) => {
    // Only who is silent is to be given up soon: another may take its time on a busy machine.
    const { book, batch } = await on((_lines, nth) => (nth <= 2 ? answer : STORED), { answerMillis: answer === 'silent' ? 500 : 20_000 });
    for (let attempt = 0; attempt < 2; attempt += 1) {
      await expect(store.commit(batch)).rejects.toMatchObject({ name: 'Failure', code, retryable: true, help: { zh: expect.any(String), en: expect.any(String) } });
      expect([(await book.state()).nextSequence, (await book.totals()).stored]).toEqual([0, 0]);
    }
    await store.commit(batch);
    expect([(await book.state()).nextSequence, (await book.totals()).stored, (await book.totals()).rejected]).toEqual([5, 4, 0]);
    const sent = fake.requests.filter(({ path }) => path.startsWith('/write'));
    expect(sent.at(-1)?.body.split('\n')).toHaveLength(4);
    expect(new Set(sent.map(({ body }) => body)).size).toBe(1);
  });

  it('makes a database anew that has gone', async () => {
    const { batch } = await on((_lines, nth) => (nth === 1 ? { status: 404, body: { error: 'database not found: "f_p"' } } : STORED));
    await store.commit(batch).catch(() => undefined);
    await store.commit(batch);
    expect(fake.requests.filter(({ body }) => body.includes('CREATE+DATABASE'))).toHaveLength(2);
  });

  it('writes to a database that an administrator made, though it may make none', async () => {
    fake = await startFakeInflux(({ path }) => (path === '/ping' ? PING : path === '/query' ? { status: 403, body: { error: 'error authorizing query: u not authorized to execute statement' } } : STORED));
    const book = new MemoryBook();
    store = await openInfluxStore({ settings: { url: fake.url, prefix: 'f' }, book });
    const builder = new BatchBuilder();
    builder.reading({ device: 'd', metric: 'm', at: START, value: 1 });
    await store.commit(builder.build());
    expect(await book.totals()).toMatchObject({ stored: 1 });
  });

  it('leaves a server alone as long as it asks, up to a bound, and holds up nobody meanwhile', async () => {
    const { batch, book } = await on((_lines, nth) => (nth === 1 ? { status: 429, headers: { 'retry-after': '3600' } } : STORED), { longestPauseMillis: PAUSE_MILLIS });
    const before = performance.now();
    for (let attempt = 0; attempt < 3; attempt += 1) await expect(store.commit(batch)).rejects.toMatchObject({ code: 'store-busy', retryable: true });
    expect(performance.now() - before).toBeLessThan(PAUSE_MILLIS);
    expect(fake.requests.filter(({ path }) => path.startsWith('/write'))).toHaveLength(1);
    await sleep(PAUSE_MILLIS);
    await store.commit(batch);
    expect(await book.totals()).toMatchObject({ stored: 4 });
  });

  it('is refused when nobody listens', async () => {
    const { batch, book } = await on(() => STORED);
    await fake.stop();
    await expect(store.commit(batch)).rejects.toMatchObject({ code: 'store-unavailable', retryable: true });
    expect((await book.state()).nextSequence).toBe(0);
  });
});

describe('a server that is away at the start', () => {
  it('is a warning, and is written to when it is back', async () => {
    let away = true;
    fake = await startFakeInflux(({ path }) => (away ? 'cut' : path === '/ping' ? PING : path === '/query' ? { status: 200, body: { results: [{ statement_id: 0 }] } } : STORED));
    const warnings: string[] = [];
    const book = new MemoryBook();
    store = await openInfluxStore({ settings: { url: fake.url, prefix: 'f' }, book, onWarning: ({ code }) => warnings.push(code) });
    expect(warnings).toEqual(['store-unavailable']);
    const builder = new BatchBuilder();
    builder.reading({ device: 'd', metric: 'm', at: START, value: 1 });
    const batch = builder.build();
    await expect(store.commit(batch)).rejects.toMatchObject({ code: 'store-unavailable', retryable: true });
    away = false;
    await store.commit(batch);
    expect(await book.totals()).toMatchObject({ stored: 1 });
  });
});

describe('lines that the server will not have', () => {
  it('are found and quarantined with its reason, the rest stored', async () => {
    const stored = new Set<string>();
    const poison = (line: string): boolean => line.includes('n.m=637,');
    const { book, batch } = await on((lines) => {
      for (const line of lines) if (!poison(line)) stored.add(line);
      return lines.some(poison) ? PARTIAL(1) : STORED;
    }, { readings: 1_000 });
    expect(await store.commit(batch)).toEqual([637]);
    expect(stored.size).toBe(999);
    expect(await book.totals()).toMatchObject({ messages: 1_000, received: 1_000, stored: 999, rejected: 1 });
    const [row, ...others] = await book.quarantine({ project: 'p', after: 0, limit: 10 });
    expect(others).toEqual([]);
    expect(row).toMatchObject({ sequence: 638, level: 'reading', code: 'store-refused', field: 'm', hint: expect.stringContaining('field type conflict') });
    expect(row?.payload.toString()).toMatch(/^sample,device=d,shape=n\.m n\.m=637,/);
    expect(fake.requests.length).toBeLessThan(30);
  });

  it('cost one request when the server says that it dropped all of them', async () => {
    const { book, batch } = await on((lines) => PARTIAL(lines.length));
    expect(await store.commit(batch)).toEqual([0, 1, 2, 3]);
    expect(await book.totals()).toMatchObject({ stored: 0, rejected: 4 });
    expect(fake.requests.filter(({ path }) => path.startsWith('/write'))).toHaveLength(1);
  });

  it('leave no trace in minutes, sums and latest times', async () => {
    const { book, batch } = await on((lines) => (lines.some((line) => line.includes('n.m=3,')) ? PARTIAL(lines.length === 1 ? 1 : 0) : STORED));
    await store.commit(batch);
    const hours = await book.seriesHours('p', 0, 1e6, [0]);
    expect([hours.length, hours.count[0], hours.sum[0], hours.max[0], hours.lastValue[0], hours.latestAt[0]]).toEqual([1, 3, 3_000, 2, 2, START + 2e6]);
    expect((await book.state()).series[0]?.highest).toBe(START + 2e6);
  });

  it('take their minute with them when nothing else fills it', async () => {
    const { book } = await on((lines) => (lines.some((line) => line.includes('n.bad=7,')) ? PARTIAL(lines.length === 1 ? 1 : 0) : STORED));
    const builder = new BatchBuilder();
    for (const [minute, value] of [[0, 1], [1, 7], [2, 2], [2, 7]] as const) {
      builder.reading({ device: 'd', metric: value === 7 ? 'bad' : 'good', at: START + minute * 60e6, value });
    }
    await store.commit(builder.build());
    const hours = await book.deviceHours('p', 0, 1e6, [0]);
    expect([hours.length, hours.low[0]]).toEqual([1, 0b101]);
  });

  it('are halved when a request is too large, and one that is too large by itself is quarantined', async () => {
    const { book, batch } = await on((lines) => {
      const bytes = lines.join('\n').length;
      return bytes > 400 || lines.some((line) => line.includes('n.m=5,')) ? { status: 413, body: { error: 'Request Entity Too Large' } } : STORED;
    }, { readings: 16 });
    await store.commit(batch);
    expect(await book.totals()).toMatchObject({ stored: 15, rejected: 1 });
    expect((await book.quarantine({ project: 'p', after: 0, limit: 10 })).map(({ sequence, hint }) => [sequence, hint])).toEqual([[6, 'Request Entity Too Large']]);
  });
});

describe('what is sent to a 1.x server', () => {
  it.each([[undefined, undefined], [true, 'gzip']])('is compressed where bytes cost something (compress: %s)', async (compress, encoding) => {
    const { batch, book } = await on(() => STORED, { readings: 50, ...(compress === undefined ? {} : { compress }) });
    await store.commit(batch);
    const writes = fake.requests.filter(({ path }) => path.startsWith('/write'));
    expect(writes.map(({ headers, body }) => [headers['content-encoding'], body.split('\n').length])).toEqual([[encoding, 50]]);
    expect(await book.totals()).toMatchObject({ stored: 50 });
  });

  it.each([['http://localhost:8086', true], ['http://127.0.0.1', true], ['http://[::1]:8086', true], ['http://influxdb:8086', false], ['https://10.0.0.5', false], ['http://127.example.org', false]])('%s is on this machine: %s', (url, here) => {
    expect(isOnThisMachine({ url })).toBe(here);
  });

  it('goes out a few requests at a time, each line in one of them', async () => {
    const { batch, book } = await on(() => STORED, { readings: 1_000, linesPerRequest: 30, requestsInFlight: 4 });
    await store.commit(batch);
    const lines = fake.requests.filter(({ path }) => path.startsWith('/write')).flatMap(({ body }) => body.split('\n'));
    expect([lines.length, new Set(lines).size]).toEqual([1_000, 1_000]);
    expect(await book.totals()).toMatchObject({ stored: 1_000 });
  });

  it('names user and database, and binds no value into the text of a query', async () => {
    const { batch } = await on(() => STORED);
    await store.commit(batch);
    const [ping, create, kept, write] = fake.requests.filter(({ body }) => !body.includes('DIAGNOSTICS'));
    expect([ping?.path, create?.path, kept?.path, write?.path]).toEqual(['/ping', '/query', '/query', '/write?db=f_p&precision=ns']);
    expect(new URLSearchParams(kept?.body).get('q')).toBe('SHOW RETENTION POLICIES ON $v0');
    expect(write?.headers.authorization).toBe(`Basic ${Buffer.from('u:p').toString('base64')}`);
    expect(new URLSearchParams(create?.body).get('q')).toBe('CREATE DATABASE $v0 WITH DURATION INF SHARD DURATION 30d');
    expect(JSON.parse(new URLSearchParams(create?.body).get('params') ?? '')).toEqual({ v0: { identifier: 'f_p' } });
    expect(write?.body.split('\n')[1]).toBe('sample,device=d,shape=n.m n.m=1,flags=0i,received=1769889601000000i,sequence=2i,batch=2i 1769889601000000000');
  });
});
