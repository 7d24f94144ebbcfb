import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import { deviceId } from '../platform-under-test/bench-project.js';
import { TestPlatform } from '../platform-under-test/test-platform.js';

/** Prometheus text format 0.0.4: comments of two kinds, and samples `name value`. */
const EXPOSITION = [/^# HELP [a-z_:][a-z0-9_:]* \S.*$/, /^# TYPE [a-z_:][a-z0-9_:]* (counter|gauge|histogram)$/, /^[a-z_:][a-z0-9_:]*(\{[a-z]+="[^"\\]*"(,[a-z]+="[^"\\]*")*\})? -?\d+(\.\d+)?(e[+-]?\d+)?$/];

describe('what HTTP answers without a credential', () => {
  let platform: TestPlatform;

  beforeAll(async () => {
    platform = await TestPlatform.start({ devices: 2 });
  }, 180_000);
  afterAll(() => platform.dispose());

  const get = (path: string): Promise<Response> => fetch(`${platform.http}${path}`);
  const sample = async (name: string): Promise<number> => Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(await (await get('/metrics')).text())?.[1]);

  it('/healthz: the process lives', async () => {
    const response = await get('/healthz');
    expect([response.status, await response.json()]).toEqual([200, { status: 'ok' }]);
  });

  it('/readyz: every dependency, and what an acknowledgement means, in both languages', async () => {
    const response = await get('/readyz');
    const body = (await response.json()) as { ready: boolean; promise: { zh: string; en: string }; checks: { name: string; ok: boolean }[] };
    expect([response.status, body.ready]).toEqual([200, true]);
    expect(body.checks).toEqual(['journal', 'projection', 'store', 'registry', 'broker', 'disk'].map((name) => ({ name, ok: true, state: 'up' })));
    expect(body.promise.zh).toMatch(/fdatasync.*确认/);
    expect(body.promise.en).toMatch(/acknowledged after fdatasync/);
  });

  it('/metrics: well-formed exposition that counts what is acknowledged and connected', async () => {
    const response = await get('/metrics');
    const text = await response.text();
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/plain; version=0.0.4; charset=utf-8']);
    expect(text.endsWith('\n')).toBe(true);
    expect(text.trimEnd().split('\n').filter((line) => !EXPOSITION.some((form) => form.test(line)))).toEqual([]);
    const names = text.split('\n').filter((line) => line.startsWith('# TYPE')).map((line) => line.split(' ')[2]);
    expect(new Set(names).size).toBe(names.length);
    const before = await sample('yanshou_messages_acknowledged_total');
    const client = await platform.connect(deviceId(0));
    await client.publishAcknowledged(telemetryTopic('bench', deviceId(0)), '{"values":{"temperature":1}}', 1);
    expect(await sample('yanshou_messages_acknowledged_total')).toBe(before + 1);
    expect(await sample('yanshou_connections')).toBe(1);
    client.close();
  });

  it('/: the console, as a page', async () => {
    const response = await get('/');
    expect([response.status, response.headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8']);
    expect(await response.text()).toContain('<div id="root">');
  });

  it('the API wants a credential', async () => {
    expect((await get('/api/v1/projects')).status).toBe(401);
  });

  it.each(['/metrics/x', '/healthz/../etc/passwd', '/%00', '/__proto__'])('%s is not there', async (path) => {
    const response = await get(path);
    const text = await response.text();
    expect(response.status).toBe(404);
    expect(text).not.toMatch(/node_modules|\bat .*\.js/);
  });

  it('a method other than GET does nothing', async () => {
    expect((await fetch(`${platform.http}/readyz`, { method: 'POST', body: '{}' })).status).toBe(404);
  });
});
