import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { Aedes } from 'aedes';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readiness } from '../../platform-under-test/mosquitto-site.js';
import { TestPlatform } from '../../platform-under-test/test-platform.js';
import { until } from '../../platform-under-test/until.js';

describe('MQTT_URL of a broker that speaks 3.1.1 only', () => {
  let platform: TestPlatform;
  let server: Server;
  const sockets = new Set<Socket>();

  beforeAll(async () => {
    const broker = await Aedes.createBroker();
    server = createServer((socket) => {
      sockets.add(socket);
      broker.handle(socket);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    platform = await TestPlatform.start({ env: { MQTT_URL: `mqtt://platform:a-secret-word@127.0.0.1:${(server.address() as AddressInfo).port}` } });
  }, 180_000);
  afterAll(async () => {
    await platform.dispose();
    for (const socket of sockets) socket.destroy();
    server.close();
  });

  it('is named with what it lacks, in both languages and without the password, while everything else serves', async () => {
    const { check, ready } = await until(async () => {
      const told = await readiness(platform);
      const found = told.checks.find(({ name }) => name === 'broker');
      return found?.detail?.includes('MQTT 5') === true && { check: found, ready: told.ready };
    });
    expect([check.ok, ready]).toEqual([false, false]);
    expect(check.detail).toMatch(/不支持 MQTT 5.*does not speak MQTT 5/);
    expect(check.detail).not.toContain('a-secret-word');
    expect((await fetch(`${platform.http}/healthz`)).status).toBe(200);
    expect(await platform.settle()).toMatchObject({ messages: 0 });
  });
});
