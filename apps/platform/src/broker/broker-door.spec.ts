import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { CONSUMED_FILTERS, CredentialTable, decideAtBroker, hashSecret } from '@yanshou/access';
import type { AccessAction } from '@yanshou/access';
import { ManualClock } from '@yanshou/telemetry';
import type { PlatformLogger } from '../runtime/logger.js';
import { BrokerDoor } from './broker-door.js';

const SECRET = 'a-secret-of-the-broker';
const refusals: string[] = [];
const told: Record<string, unknown>[] = [];
const log = { warn: (line: Record<string, unknown>) => void told.push(line) } as unknown as PlatformLogger;
const credentials = new CredentialTable('pepper');
let server: Server;

const ask = async (what: string, body: unknown, { authorization = `Bearer ${SECRET}`, method = 'POST' } = {}): Promise<[number, unknown]> => {
  const response = await fetch(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/${what}`, {
    method, headers: { authorization, 'content-type': 'application/json' }, ...(method === 'GET' ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
  });
  const text = await response.text();
  return [response.status, text === '' ? undefined : JSON.parse(text)];
};
const NOW = 1_800_000_000_000_000;
const clock = new ManualClock(NOW);
const ALLOW = [200, expect.objectContaining({ result: 'allow', is_superuser: false })];
const DENY = [200, { result: 'deny', is_superuser: false }];

beforeAll(async () => {
  const door = new BrokerDoor({
    credentials, secret: SECRET, group: 'group', grantSeconds: 3_600, clock, log, platform: { username: 'platform', password: 'of-the-platform' },
    ingest: { refused: ({ project, principal }, code) => void refusals.push(`${project}/${principal} ${code}`) },
  });
  server = createServer((request, response) => void door.handle(request.url?.slice(1) ?? '', request, response));
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
});
afterAll(() => void server.close());
beforeEach(() => {
  refusals.length = 0;
  told.length = 0;
  credentials.replace([{ project: 'p1', principal: 'd1', kind: 'device', secretHash: hashSecret('pepper', 's1'), revoked: false }]);
});

describe('who a client is', () => {
  it.each([
    ['its name and secret', { username: 'p1/d1', password: 's1', clientid: 'p1/d1' }, ALLOW],
    ['its secret as user name, no password', { username: 's1', password: '', clientid: 'p1/d1/first' }, ALLOW],
    ['the same, as EMQX writes what is not there', { username: 's1', password: 'undefined', clientid: 'p1/d1', cert_common_name: 'undefined' }, ALLOW],
    ['a verified certificate', { username: 'undefined', password: 'undefined', clientid: 'p1/d1', cert_common_name: 'p1/d1' }, ALLOW],
    ['a wrong secret', { username: 'p1/d1', password: 's2', clientid: 'p1/d1' }, DENY],
    ["another's name", { username: 'p1/d2', password: 's1', clientid: 'p1/d2' }, DENY],
    ['nothing', { clientid: 'x' }, DENY],
    ['its name without a secret', { username: 'p1/d1', password: '', clientid: 'p1/d1' }, DENY],
    ['texts that are none', { username: { $gt: '' }, password: ['s1'] }, DENY],
    ['a client id that is another device\'s', { username: 'p1/d1', password: 's1', clientid: 'p1/d2' }, DENY],
    ['one that begins like its own', { username: 'p1/d1', password: 's1', clientid: 'p1/d10' }, DENY],
    ['one of the platform\'s', { username: 'p1/d1', password: 's1', clientid: 'yanshou-1' }, DENY],
    ['none', { username: 'p1/d1', password: 's1' }, DENY],
    ["the platform's own user with a device's client id", { username: 'platform', password: 'of-the-platform', clientid: 'p1/d1' }, DENY],
    ["the platform's own", { username: 'platform', password: 'of-the-platform', clientid: 'yanshou-1' }, ALLOW],
    ["the platform's name and a wrong password", { username: 'platform', password: 'x', clientid: 'yanshou-1' }, DENY],
    ["the platform's name alone", { username: 'platform', clientid: 'yanshou-1' }, DENY],
  ])('%s', async (_what, body, answer) => expect(await ask('authenticate', body)).toEqual(answer));

  it('says what a device may do without asking again, and for how long; the platform is never cut', async () => {
    const [, device] = await ask('authenticate', { username: 'p1/d1', password: 's1', clientid: 'p1/d1' });
    const { acl = [], expire_at: until } = device as { acl?: { action: AccessAction; topic: string }[]; expire_at?: number };
    expect(until).toBe(NOW / 1_000_000 + 3_600);
    expect(acl.map(({ action, topic }) => [action, topic])).toContainEqual(['publish', 'yanshou/v1/p1/d1/telemetry']);
    for (const { action, topic } of acl) expect([topic, decideAtBroker({ project: 'p1', principal: 'd1', kind: 'device' }, action, topic).allowed]).toEqual([topic, true]);
    const [, platform] = await ask('authenticate', { username: 'platform', password: 'of-the-platform', clientid: 'yanshou-1' });
    expect(platform).toEqual({ result: 'allow', is_superuser: false, acl: CONSUMED_FILTERS.map((filter) => ({ permission: 'allow', action: 'subscribe', topic: `eq ${filter}` })) });
  });

  it('refused for its client id alone, that is told with what it has to be, once a second, and never the client id itself', async () => {
    clock.advance(1_000_000);
    const secretAsName = { username: 's1', password: '', clientid: 's1' };
    for (let time = 0; time < 3; time += 1) expect(await ask('authenticate', secretAsName)).toEqual(DENY);
    clock.advance(1_000_000);
    await ask('authenticate', { username: 'platform', password: 'of-the-platform', clientid: 'platform' });
    expect(told).toEqual([
      { kind: 'refused', code: 'client-id', principal: 'p1/d1', suppressed: expect.any(Number), help: { zh: expect.stringContaining('p1/d1/'), en: expect.stringContaining('p1/d1/') } },
      { kind: 'refused', code: 'client-id', principal: 'MQTT_URL', suppressed: 2, help: { zh: expect.stringContaining('yanshou-'), en: expect.stringContaining('yanshou-') } },
    ]);
    expect(JSON.stringify(told)).not.toContain('s1');
  });

  it('refused for a wrong secret, nothing is told, whatever its client id', async () => {
    clock.advance(1_000_000);
    for (const username of ['p1/d1', 'platform']) await ask('authenticate', { username, password: 'x', clientid: 'another' });
    expect(told).toEqual([]);
  });

  it('a platform without a password at the broker is nobody', async () => {
    const door = new BrokerDoor({ credentials, secret: SECRET, group: 'group', grantSeconds: 3_600, clock, log, platform: { username: 'platform' }, ingest: { refused: () => undefined } });
    const other = createServer((request, response) => void door.handle('authenticate', request, response));
    await new Promise<void>((resolve) => void other.listen(0, '127.0.0.1', resolve));
    const response = await fetch(`http://127.0.0.1:${String((other.address() as AddressInfo).port)}`, { method: 'POST', headers: { authorization: `Bearer ${SECRET}` }, body: '{"username":"platform","password":"","clientid":"yanshou-1"}' });
    expect(await response.json()).toMatchObject({ result: 'deny' });
    other.close();
  });
});

describe('what it may', () => {
  it.each([
    [{ username: 'p1/d1', action: 'publish', topic: 'yanshou/v1/p1/d1/telemetry' }, 'allow', []],
    [{ username: 's1', action: 'publish', topic: 'yanshou/v1/p1/d1/telemetry' }, 'allow', []],
    [{ username: 'p1/d1', action: 'publish', topic: 'yanshou/v1/p1/d2/telemetry' }, 'deny', ['p1/d1 foreign-topic']],
    [{ username: 'p1/d1', action: 'subscribe', topic: 'yanshou/v1/p1/d1/command/#' }, 'allow', []],
    [{ username: 'p1/d1', action: 'receive', topic: 'yanshou/v1/p1/d1/receipt' }, 'deny', []],
    [{ username: 'p1/d9', action: 'publish', topic: 'yanshou/v1/p1/d9/telemetry' }, 'deny', []],
    [{ username: 'platform', action: 'subscribe', topic: '$share/group/yanshou/v1/+/+/telemetry' }, 'allow', []],
    [{ username: 'platform', action: 'subscribe', topic: '$share/yanshou/yanshou/v1/+/+/telemetry' }, 'deny', []],
    [{ username: 'p1/d1', action: 'subscribe', topic: '$share/group/yanshou/v1/+/+/telemetry' }, 'deny', ['p1/d1 foreign-topic']],
    [{ username: 'p1/d1', action: 'subscribe', topic: 'yanshou/v1/+/+/telemetry' }, 'deny', ['p1/d1 foreign-topic']],
    [{ username: 'platform', action: 'subscribe', topic: 'yanshou/v1/+/+/lines/ms' }, 'allow', []],
    [{ username: 'platform', action: 'subscribe', topic: '#' }, 'deny', []],
    [{ username: 'platform', action: 'publish', topic: 'yanshou/v1/p1/d1/telemetry' }, 'deny', []],
    [{ username: 'p1/d1', topic: 7 }, 'deny', []],
  ])('%j: %s', async (body, result, counted) => {
    expect(await ask('authorize', body)).toEqual([200, { result }]);
    expect(refusals).toEqual(counted);
  });

  it('nothing any more once its secret is revoked', async () => {
    const body = { username: 'p1/d1', action: 'publish', topic: 'yanshou/v1/p1/d1/telemetry' };
    credentials.revoke('p1/d1');
    expect([await ask('authenticate', { username: 'p1/d1', password: 's1' }), await ask('authorize', body)]).toEqual([DENY, [200, { result: 'deny' }]]);
  });
});

describe('who may ask', () => {
  it.each([['nobody', ''], ['whoever guesses', 'Bearer x'], ['the secret in another scheme', `Basic ${SECRET}`]])('not %s', async (_what, authorization) =>
    expect(await ask('authenticate', { username: 'p1/d1', password: 's1' }, { authorization })).toEqual([401, undefined]));

  it.each([['no JSON', 'x', 400], ['a list', '[]', 400], ['too much', `{"username":"${'x'.repeat(20_000)}"}`, 400]])('and not with %s', async (_what, body, status) =>
    expect((await ask('authenticate', body))[0]).toBe(status));

  it('only by POST', async () => expect((await ask('authenticate', undefined, { method: 'GET' }))[0]).toBe(405));
});
