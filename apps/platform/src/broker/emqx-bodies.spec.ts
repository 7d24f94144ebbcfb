import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { CredentialTable, hashSecret } from '@yanshou/access';
import { ManualClock } from '@yanshou/telemetry';
import { BrokerDoor } from './broker-door.js';

/**
 * As documented: docs.emqx.com, "Use HTTP Service" of authentication and of authorization (5.8): a POST whose body is the
 * template as JSON, placeholders filled in; the answer has to be `application/json`; a status other than 200 and 204 means
 * "ignore". The bodies are those that docs/operations.md tells operators to write.
 */
const HOCON = /```hocon\n([^`]+)```/.exec(readFileSync(join(import.meta.dirname, '../../../../docs/operations.md'), 'utf8'))?.[1] ?? '';
const bodyOf = (what: string): Readonly<Record<string, string>> => {
  const [, fields = ''] = new RegExp(`/broker/${what}"[^]*?body \\{([^]*?)\\}\\s*\\n`).exec(HOCON) ?? [];
  return Object.fromEntries([...fields.matchAll(/(\w+) = "([^"]*)"/g)].map(([, key = '', template = '']) => [key, template]));
};
const filled = (template: Readonly<Record<string, string>>, client: Readonly<Record<string, string>>): Record<string, string> =>
  Object.fromEntries(Object.entries(template).map(([key, text]) => [key, text.replaceAll(/\$\{(\w+)\}/g, (_all, name: string) => client[name] ?? 'undefined')]));

describe('EMQX, with the bodies that the manual gives it', () => {
  const credentials = new CredentialTable('pepper');
  let server: Server;
  beforeAll(async () => {
    credentials.replace([{ project: 'p1', principal: 'd1', kind: 'device', secretHash: hashSecret('pepper', 's1'), revoked: false }]);
    const door = new BrokerDoor({ credentials, secret: 'BROKER-SECRET', group: 'group', grantSeconds: 60, clock: new ManualClock(0), log: { warn: () => undefined }, platform: { username: 'platform', password: 'secret' }, ingest: { refused: () => undefined } });
    server = createServer((request, response) => void door.handle(request.url?.split('/').at(-1) ?? '', request, response));
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => void server.close());

  const ask = async (what: string, client: Readonly<Record<string, string>>): Promise<unknown> => {
    const [, authorization = ''] = /authorization = "([^"]+)"/.exec(HOCON) ?? [];
    const response = await fetch(`http://127.0.0.1:${String((server.address() as AddressInfo).port)}/broker/${what}`, {
      method: 'POST', headers: { 'content-type': 'application/json', authorization }, body: JSON.stringify(filled(bodyOf(what), client)),
    });
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/json']);
    return ((await response.json()) as { result?: unknown }).result;
  };

  it('shows who connects, and what it does, and nothing else', () => {
    expect(bodyOf('authenticate')).toEqual({ username: '${username}', password: '${password}', clientid: '${clientid}', cert_common_name: '${cert_common_name}' });
    expect(bodyOf('authorize')).toEqual({ username: '${username}', clientid: '${clientid}', action: '${action}', topic: '${topic}' });
  });

  it('is told who may connect', async () => {
    expect(await ask('authenticate', { username: 'p1/d1', password: 's1', clientid: 'p1/d1' })).toBe('allow');
    expect(await ask('authenticate', { username: 'p1/d1', password: 's1', clientid: 'sensor-7' })).toBe('deny');
    expect(await ask('authenticate', { username: 'p1/d1', password: 's2', clientid: 'p1/d1' })).toBe('deny');
    expect(await ask('authenticate', { username: 'p1/d1', clientid: 'p1/d1', cert_common_name: 'p1/d1' })).toBe('allow');
    expect(await ask('authenticate', { username: 'platform', password: 'secret', clientid: 'yanshou-7' })).toBe('allow');
  });

  it('is told what a client may, of shared subscriptions by their filter', async () => {
    const device = { username: 'p1/d1', clientid: 'p1/d1' };
    expect(await ask('authorize', { ...device, action: 'publish', topic: 'yanshou/v1/p1/d1/telemetry' })).toBe('allow');
    expect(await ask('authorize', { ...device, action: 'subscribe', topic: 'yanshou/v1/+/+/telemetry' })).toBe('deny');
    expect(await ask('authorize', { username: 'platform', clientid: 'yanshou-7', action: 'subscribe', topic: 'yanshou/v1/+/+/telemetry' })).toBe('allow');
  });
});
