import { createServer, request as httpRequest } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { deflateSync, gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from '@jest/globals';
import { CredentialTable, hashSecret } from '@yanshou/access';
import { IngestPath } from '@yanshou/ingest';
import { RecordKind, readJson, readMessage } from '@yanshou/journal';
import { MemoryJournal, MemoryLog } from '@yanshou/journal/testing';
import { ManualClock } from '@yanshou/telemetry';
import { BodyRoom } from './write-body.js';
import { MAX_BODY_BYTES, WriteDoor } from './write-door.js';
import { WriteRates } from './write-rates.js';

const MEBIBYTE = 1024 * 1024;
const RATE = { perSecond: 10, burst: 100 };
const servers: Server[] = [];
const basic = (user: string, password: string): string => `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;

async function setUp(roomBytes = 64 * MEBIBYTE) {
  const log = new MemoryLog();
  const journal = new MemoryJournal(log);
  const credentials = new CredentialTable('pepper');
  credentials.replace([
    { project: 'p', principal: 'd1', kind: 'device', secretHash: hashSecret('pepper', 's1'), revoked: false },
    { project: 'p', principal: 'd2', kind: 'device', secretHash: hashSecret('pepper', 's2'), revoked: false },
  ]);
  const ingest = new IngestPath({ journal, clock: new ManualClock(0), credentials });
  const time = { millis: 0 };
  const errors: unknown[] = [];
  const rates = new WriteRates(() => RATE, () => time.millis);
  const door = new WriteDoor({ ingest, rates, onError: (error) => void errors.push(error) }, new BodyRoom(roomBytes));
  const server = createServer((request, response) => void door.handle(request, response));
  servers.push(server);
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const write = (body: string | Buffer, headers: Record<string, string> = {}, query = ''): Promise<Response> =>
    fetch(`http://127.0.0.1:${port}/${query}`, { method: 'POST', body: typeof body === 'string' ? body : new Uint8Array(body), headers: { authorization: 'Token s1', ...headers } });
  const journalled = (): { principal: string; topic: string; payload: string }[] =>
    log.records.filter(({ kind }) => kind === RecordKind.message).map(({ body }) => readMessage(body)).map(({ principal, topic, payload }) => ({ principal, topic, payload: payload.toString() }));
  return { log, journal, ingest, credentials, time, errors, port, write, journalled };
}

afterEach(() => {
  for (const server of servers.splice(0)) {
    server.close();
    server.closeAllConnections();
  }
});

const answerOf = async (response: Response): Promise<unknown[]> => [response.status, ((await response.json()) as { code: string }).code];

describe('a write', () => {
  it('is journalled as it came and then answered with 204', async () => {
    const { write, journal, journalled } = await setUp();
    journal.hold();
    let status = 0;
    const answer = write('m value=1 1\r\n# c\nm value=2 2\n', {}, '?org=any&bucket=p&precision=ms').then((response) => {
      ({ status } = response);
      return response.text();
    });
    await new Promise((resolve) => void setTimeout(resolve, 50));
    expect([status, journalled()]).toEqual([0, []]);
    journal.release();
    expect([await answer, status]).toEqual(['', 204]);
    expect(journalled()).toEqual([{ principal: 'p/d1', topic: 'yanshou/v1/p/d1/lines/ms', payload: 'm value=1 1\r\n# c\nm value=2 2\n' }]);
  });

  it.each<[string, Record<string, string>, string]>([
    ['a token', { authorization: 'Token s2' }, ''], ['a bearer', { authorization: 'bearer   s2' }, ''],
    ['a password beside any user', { authorization: basic('telegraf', 's2') }, ''], ['a password beside its own name', { authorization: basic('p/d2', 's2') }, ''],
    ['the token as user without a password', { authorization: basic('s2', '') }, ''], ['a pair as a token', { authorization: 'Token telegraf:s2' }, ''],
    ["1.x's query", { authorization: '' }, '?u=telegraf&p=s2'], ["1.x's query without a user", { authorization: '' }, '?p=s2'],
  ])('is of whom the secret is: %s', async (_, headers, query) => {
    const { port, journalled } = await setUp();
    const kept = Object.fromEntries(Object.entries(headers).filter(([, value]) => value !== ''));
    expect((await fetch(`http://127.0.0.1:${port}/${query}`, { method: 'POST', body: 'm value=1', headers: kept })).status).toBe(204);
    expect(journalled()[0]?.principal).toBe('p/d2');
  });

  it.each<[string, Record<string, string>]>([
    ['no credential', { authorization: 'none' }], ['an unknown secret', { authorization: 'Token x' }], ["another's name", { authorization: basic('p/d1', 's2') }],
    ['a name alone', { authorization: basic('p/d1', '') }], ['an empty token', { authorization: 'Token ' }], ['broken base64', { authorization: 'Basic ***' }],
  ])('is refused with %s', async (_, headers) => {
    const { write, log } = await setUp();
    const response = await write('m value=1', headers);
    expect(response.headers.get('www-authenticate')).not.toBeNull();
    expect(await answerOf(response)).toEqual([401, 'unauthorized']);
    expect(log.records).toEqual([]);
  });

  it.each<[string, [number, string], { query?: string; headers?: Record<string, string>; body?: string }]>([
    ["another project's bucket", [404, 'not found'], { query: '?bucket=q' }], ['an unknown precision', [400, 'invalid'], { query: '?precision=h' }],
    ['an unknown encoding', [415, 'unsupported media type'], { headers: { 'content-encoding': 'br' } }],
    ['an encoding that is a member of every object', [415, 'unsupported media type'], { headers: { 'content-encoding': 'constructor' } }],
    ['an encoding that is the prototype of every object', [415, 'unsupported media type'], { headers: { 'content-encoding': '__proto__' } }],
    ['a body that is no gzip', [400, 'invalid'], { headers: { 'content-encoding': 'gzip' } }],
    ['a line of more than 256 KiB', [413, 'request too large'], { body: `m a=1\nm ${'x'.repeat(300_000)}=1` }],
  ])('is refused for %s', async (_, expected, { query = '', headers = {}, body = 'm value=1' }) => {
    const { write, journalled } = await setUp();
    expect(await answerOf(await write(body, headers, query))).toEqual(expected);
    expect(journalled()).toEqual([]);
  });

  it('that breaks off in the middle of its gzip is refused', async () => {
    const { write } = await setUp();
    expect(await answerOf(await write(gzipSync('m value=1').subarray(0, -6), { 'content-encoding': 'gzip' }))).toEqual([400, 'invalid']);
  });

  it('of another method is refused', async () => {
    const { port } = await setUp();
    const response = await fetch(`http://127.0.0.1:${port}/`, { headers: { authorization: 'Token s1' } });
    expect([response.status, response.headers.get('allow')]).toEqual([405, 'POST']);
  });

  it.each([['gzip', gzipSync], ['deflate', deflateSync], ['identity', (text: string) => Buffer.from(text)]] as const)('may be in %s', async (encoding, compress) => {
    const { write, journalled } = await setUp();
    expect((await write(compress('m value=1'), { 'content-encoding': encoding })).status).toBe(204);
    expect(journalled()[0]?.payload).toBe('m value=1');
  });

  it('of nothing, or of comments alone, is accepted and leaves nothing', async () => {
    const { write, log } = await setUp();
    expect([(await write('')).status, (await write('# c\n\n')).status]).toEqual([204, 204]);
    expect(log.records).toEqual([]);
  });

  it('of a megabyte becomes messages within the limits that say the same', async () => {
    const { write, journalled } = await setUp();
    const body = Array.from({ length: 30_000 }, (_, n) => `machine_state spindle=${n},load=${n / 7} ${n}\n`).join('');
    expect((await write(gzipSync(body), { 'content-encoding': 'gzip' })).status).toBe(204);
    const payloads = journalled().map(({ payload }) => payload);
    expect(payloads.join('')).toBe(body);
    expect(payloads.length).toBeGreaterThan(4);
    for (const payload of payloads) {
      expect(payload.length).toBeLessThanOrEqual(256 * 1024);
      expect(payload.split('\n').length * 2).toBeLessThanOrEqual(10_002);
    }
  });

  it('that expands beyond the limit is refused without holding it', async () => {
    const { write, log, ingest } = await setUp();
    const bomb = gzipSync(Buffer.alloc(400 * 1024 * 1024, '#'));
    const before = process.memoryUsage().rss;
    expect(await answerOf(await write(bomb, { 'content-encoding': 'gzip' }))).toEqual([413, 'request too large']);
    expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
    await ingest.close();
    expect(log.records.map(({ kind, body }) => [kind, kind === RecordKind.refusals ? readJson(body) : null])).toEqual([
      [RecordKind.refusals, { principal: 'p/d1', reason: 'payload-too-large', minute: 0, count: 1 }],
    ]);
  });

  it('of exactly the limit is accepted, of one byte more is not', async () => {
    const { write } = await setUp();
    const full = Buffer.alloc(MAX_BODY_BYTES, '#\n');
    expect((await write(full)).status).toBe(204);
    expect((await write(Buffer.concat([full, Buffer.from('#')]))).status).toBe(413);
    expect((await write(gzipSync(Buffer.concat([full, Buffer.from('#')])), { 'content-encoding': 'gzip' })).status).toBe(413);
  });

  it('too fast for the device is asked to wait, and nobody else is', async () => {
    const { write, time, ingest, log } = await setUp();
    for (let n = 0; n < RATE.burst; n += 1) expect((await write('m value=1')).status).toBe(204);
    const refused = await write('m value=1');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([429, '1']);
    expect((await write('m value=1', { authorization: 'Token s2' })).status).toBe(204);
    time.millis = 1_000;
    expect((await write('m value=1')).status).toBe(204);
    await ingest.close();
    expect(log.records.filter(({ kind }) => kind === RecordKind.refusals).map(({ body }) => readJson(body))).toEqual([{ principal: 'p/d1', reason: 'over-rate', minute: 0, count: 1 }]);
  });

  it('the journal refuses is to be sent again', async () => {
    const { write, journal, log } = await setUp();
    journal.setCondition({ kind: 'full', freeBytes: 0 });
    const refused = await write('m value=1');
    expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '10']);
    journal.setCondition({ kind: 'ok' });
    expect((await write('m value=1')).status).toBe(204);
    expect(log.records).toHaveLength(1);
  });

  it('that the journal refuses after it was let in is to be sent again too', async () => {
    const { port, journal, log } = await setUp();
    const { request, answered } = open(port);
    request.write('m value=1\n');
    await new Promise((resolve) => void setTimeout(resolve, 30));
    journal.setCondition({ kind: 'full', freeBytes: 0 });
    request.end('m value=2\n');
    expect((await answered).statusCode).toBe(503);
    expect(log.records).toEqual([]);
  });

  it('whose secret is revoked while its body comes in is refused', async () => {
    const { port, credentials, log } = await setUp();
    const { request, answered } = open(port);
    request.write('m value=1\n');
    await new Promise((resolve) => void setTimeout(resolve, 30));
    credentials.revoke('p/d1');
    request.end();
    expect((await answered).statusCode).toBe(401);
    expect(log.records).toEqual([]);
  });

  it('that breaks off leaves nothing behind, in the journal or in memory', async () => {
    const { port, write, log, errors } = await setUp(MEBIBYTE);
    for (let n = 0; n < 5; n += 1) {
      const { request, answered } = open(port);
      answered.catch(() => undefined);
      request.write(Buffer.alloc(700_000, 'm value=1\n'));
      await new Promise((resolve) => void setTimeout(resolve, 30));
      request.destroy();
      await until(async () => (await write(Buffer.alloc(700_000, '#\n'))).status === 204);
    }
    expect([log.records, errors]).toEqual([[], []]);
  });

  it('beyond the memory for all writes together is asked to wait', async () => {
    const { port, write } = await setUp(MEBIBYTE);
    const { request, answered } = open(port);
    request.write(Buffer.alloc(700_000, '#\n'));
    await until(async () => (await write(Buffer.alloc(700_000, '#\n'))).status === 503);
    expect((await write(Buffer.alloc(100_000, '#\n'))).status).toBe(204);
    request.end();
    expect((await answered).statusCode).toBe(204);
    expect((await write(Buffer.alloc(700_000, '#\n'))).status).toBe(204);
  });
});

/** A request whose body is sent bit by bit. */
function open(port: number): { request: ReturnType<typeof httpRequest>; answered: Promise<IncomingMessage> } {
  const request = httpRequest({ port, host: '127.0.0.1', method: 'POST', headers: { authorization: 'Token s1' } });
  const answered = new Promise<IncomingMessage>((resolve, reject) => {
    request.once('response', (response) => {
      response.resume();
      resolve(response);
    });
    request.once('error', reject);
  });
  return { request, answered };
}

async function until(holds: () => Promise<boolean>): Promise<void> {
  for (let tries = 0; tries < 3_000; tries += 1) {
    if (await holds()) return;
    await new Promise((resolve) => void setTimeout(resolve, 20));
  }
  throw new Error('did not come about');
}
