import { deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { linesTopic } from '@yanshou/access';
import { SERVER_STAMPED, systemClock } from '@yanshou/telemetry';
import { BALANCED, imbalance } from '../platform-under-test/balance.js';
import { GATEWAY, deviceId } from '../platform-under-test/bench-project.js';
import { TestPlatform } from '../platform-under-test/test-platform.js';
import { undocumentedAnswer } from '../platform-under-test/undocumented.js';
import { until } from '../platform-under-test/until.js';

const [first, second, third] = [deviceId(0), deviceId(1), deviceId(2)];
const NOW = Math.floor(systemClock.now() / 1_000_000);
const BURST = 20;
const COMMENT = '# nothing\n';
const asBytes = (text: string): Uint8Array<ArrayBuffer> => new TextEncoder().encode(text);
const ENCODERS: Readonly<Record<string, (text: string) => Uint8Array<ArrayBuffer>>> = {
  'gzip': (text) => gzipSync(text), 'x-gzip': (text) => gzipSync(text), 'deflate': (text) => deflateSync(text), 'identity': asBytes,
};
/** By the names of the document's security schemes. */
const CREDENTIALS: Readonly<Record<string, (secret: string) => { readonly query?: string; readonly headers?: Readonly<Record<string, string>> }>> = {
  deviceToken: (secret) => ({ headers: { authorization: `Token ${secret}` } }), deviceBearer: (secret) => ({ headers: { authorization: `Bearer ${secret}` } }),
  deviceBasic: (secret) => ({ headers: { authorization: `Basic ${btoa(`any:${secret}`)}` } }), deviceQuery: (secret) => ({ query: `?u=any&p=${encodeURIComponent(secret)}` }),
};

describe('line protocol', () => {
  let platform: TestPlatform;

  beforeAll(async () => {
    platform = await TestPlatform.start({ projects: ['east', 'west'], devices: 4, env: { YANSHOU_DEVICE_RATE: '1', YANSHOU_DEVICE_BURST: String(BURST) } });
  }, 180_000);
  afterAll(() => platform.dispose());

  const secret = (principal: string): string => platform.secrets[`east/${principal}`] as string;
  const write = (principal: string, body: string | Uint8Array<ArrayBuffer>, query = '', headers: Record<string, string> = {}): Promise<Response> =>
    fetch(`${platform.http}/api/v2/write?org=any&precision=s${query}`, { method: 'POST', body, headers: { authorization: `Token ${secret(principal)}`, ...headers } });
  const values = async (device: string): Promise<unknown[]> => (await platform.readings({ project: 'east', device })).map(({ metric, at, value }) => [metric, at / 1_000_000, value]);

  it('written as Telegraf writes it is answered with 204 and stored', async () => {
    const batch = `press,host=edge-1 temperature=21.5,running=true,mode="auto" ${NOW}\ntemperature,host=edge-1 value=22 ${NOW + 1}\ntelemetry pressure=101i,mode="hand" ${NOW + 1}\n`;
    const response = await write(first, gzipSync(batch), '&bucket=east', { 'content-encoding': 'gzip', 'content-type': 'text/plain; charset=utf-8', 'user-agent': 'Telegraf/1.30' });
    expect(await undocumentedAnswer('writeLines', response)).toEqual([]);
    expect([response.status, await response.text()]).toEqual([204, '']);
    expect(imbalance(await platform.settle('east'))).toEqual(BALANCED);
    expect(await values(first)).toEqual([['mode', NOW + 1, 'hand'], ['pressure', NOW + 1, 101], ['temperature', NOW + 1, 22]]);
    // The class knows no metric of the name press.temperature: held with its line, and said so.
    expect((await platform.quarantine('east')).map(({ code, field, topic }) => [code, field, topic])).toEqual(
      ['temperature', 'running', 'mode'].map((field) => ['unknown-metric', `line 1: press.${field}`, linesTopic('east', first, 's')]));
  });

  it("of a gateway is stored as its children's", async () => {
    expect((await write(GATEWAY, `temperature,device=${second} value=7 ${NOW}\ntemperature,device=${third} value=8 ${NOW}`)).status).toBe(204);
    await platform.settle('east');
    expect(await values(second)).toEqual([['temperature', NOW, 7]]);
    expect(await values(third)).toEqual([]);
    expect((await platform.quarantine('east')).at(-1)).toMatchObject({ code: 'child-not-bound', field: `line 2 ${third}` });
  });

  it('keeps what can be read beside what cannot, also over MQTT', async () => {
    const before = (await platform.quarantine('east')).length;
    const client = await platform.connect(third, { project: 'east' });
    await client.publishAcknowledged(linesTopic('east', third, 'ms'), `temperature value=1 ${NOW}000\nwhat?\ntemperature value=2`, 1);
    client.close();
    expect(imbalance(await platform.settle('east'))).toEqual(BALANCED);
    const stored = await platform.readings({ project: 'east', device: third });
    expect(stored.map(({ value, flags }) => [value, (flags & SERVER_STAMPED) !== 0])).toEqual([[1, false], [2, true]]);
    expect((await platform.quarantine('east')).slice(before).map(({ code, field, payload }) => [code, field, payload.split('\n').length])).toEqual([['malformed-line', 'line 2', 3]]);
  });

  it('may be in every documented unit of time and encoding, its secret shown in every documented way', async () => {
    const { paths } = (await (await fetch(`${platform.http}/api/openapi.json`)).json()) as { paths: Record<string, { post: { parameters: { name: string; schema: { enum?: string[] } }[]; security: Record<string, unknown>[] } } | undefined> };
    const { parameters = [], security = [] } = paths['/api/v2/write']?.post ?? {};
    const choices = (name: string): readonly string[] => parameters.find((parameter) => parameter.name === name)?.schema.enum ?? [];
    expect([choices('content-encoding'), security.flatMap(Object.keys)]).toEqual([Object.keys(ENCODERS), Object.keys(CREDENTIALS)]);
    // Comments alone: nothing comes of them, and they cost no rate.
    const answers = [
      ...choices('precision').map((precision) => fetch(`${platform.http}/api/v2/write?precision=${precision}`, { method: 'POST', body: COMMENT, headers: { authorization: `Token ${secret(third)}` } })),
      ...Object.entries(ENCODERS).map(([encoding, encode]) => write(third, encode(COMMENT), '', { 'content-encoding': encoding })),
      ...Object.values(CREDENTIALS).map((shown) => {
        const { query = '', headers = {} } = shown(secret(third));
        return fetch(`${platform.http}/api/v2/write${query}`, { method: 'POST', body: COMMENT, headers });
      }),
    ];
    expect(answers).toHaveLength(12);
    for (const answer of answers) expect((await answer).status).toBe(204);
  });

  it('sent twice is stored once', async () => {
    const before = await platform.settle('east');
    for (let n = 0; n < 2; n += 1) expect((await write(first, `telemetry pressure=${500} ${NOW + 2}`)).status).toBe(204);
    const after = await platform.settle('east');
    expect([after.stored - before.stored, after.duplicates - before.duplicates]).toEqual([1, 1]);
  });

  it.each<[string, number, () => Promise<Response>]>([
    ['an unknown token', 401, () => write(first, 'temperature value=1', '', { authorization: 'Token nonsense' })],
    ['no token', 401, () => fetch(`${platform.http}/api/v2/write`, { method: 'POST', body: 'temperature value=1' })],
    ["another project's bucket", 404, () => write(first, 'temperature value=1', '&bucket=west')],
    ['an unknown precision', 400, () => fetch(`${platform.http}/api/v2/write?precision=h`, { method: 'POST', body: 'm value=1', headers: { authorization: `Bearer ${secret(first)}` } })],
    ['a body that is no gzip', 400, () => write(first, 'temperature value=1', '', { 'content-encoding': 'gzip' })],
    ['a body that expands to 200 MB', 413, () => write(first, gzipSync(Buffer.alloc(200_000_000, '\n')), '', { 'content-encoding': 'gzip' })],
    ['an unknown encoding', 415, () => write(first, 'temperature value=1', '', { 'content-encoding': 'br' })],
    ['reading instead of writing', 405, () => fetch(`${platform.http}/api/v2/write`)],
  ])('is refused for %s, in words a client shows, and leaves nothing', async (_, status, send) => {
    const { messages } = await platform.settle('east');
    const response = await send();
    // What only another method gets is no answer of the operation.
    if (status !== 405) expect(await undocumentedAnswer('writeLines', response)).toEqual([]);
    const { code, message } = (await response.json()) as { code: string; message: string };
    expect([response.status, typeof code]).toEqual([status, 'string']);
    expect(message).toMatch(/\p{Script=Han}.* \/ [ -~]+$/u);
    expect((await platform.settle('east')).messages).toBe(messages);
  });

  it('takes a form type, which curl names unasked, as what it is', async () => {
    const response = await write(second, `telemetry pressure=3 ${NOW}`, '', { 'content-type': 'application/x-www-form-urlencoded' });
    expect(response.status).toBe(204);
    await platform.settle('east');
    expect(await values(second)).toEqual([['pressure', NOW, 3], ['temperature', NOW, 7]]);
  });

  it('too fast is told when to come again', async () => {
    const device = deviceId(3);
    const statuses: number[] = [];
    let last: Response | undefined;
    for (let n = 0; n <= BURST + 2; n += 1) {
      last = await write(device, `telemetry pressure=${n} ${NOW + n}`);
      statuses.push(last.status);
    }
    expect(new Set(statuses)).toEqual(new Set([204, 429]));
    expect(statuses.indexOf(429)).toBeGreaterThanOrEqual(BURST);
    expect(Number(last?.headers.get('retry-after'))).toBeGreaterThanOrEqual(1);
    expect(await undocumentedAnswer('writeLines', last as Response)).toEqual([]);
    await platform.settle('east');
    expect(await values(device)).toHaveLength(statuses.filter((status) => status === 204).length);
  });

  it('of a revoked device is refused', async () => {
    expect((await write(second, `telemetry pressure=4 ${NOW + 1}`)).status).toBe(204);
    await platform.child.ask({ ask: 'revoke', project: 'east', device: second });
    await until(async () => (await write(second, `telemetry pressure=5 ${NOW + 2}`)).status === 401);
  });
});
