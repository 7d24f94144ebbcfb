import { appendFileSync, existsSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import { postgresBinaries, startFreezableProxy, startTemporaryPostgres } from '@yanshou/registry/testing';
import type { FreezableProxy, TemporaryPostgres } from '@yanshou/registry/testing';
import type { ApiClient } from '../../platform-under-test/api-client.js';
import { deviceId } from '../../platform-under-test/bench-project.js';
import { startWithAdministrator } from '../../platform-under-test/people.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { until } from '../../platform-under-test/until.js';

const LONG = 90_000;

function silenceTests(binaries: string): void {
  describe('a platform whose PostgreSQL accepts and does not answer', () => {
    let postgres: TemporaryPostgres;
    let proxy: FreezableProxy;
    let platform: TestPlatform;
    let admin: ApiClient;
    beforeAll(async () => {
      postgres = await startTemporaryPostgres(binaries);
      const url = new URL(await postgres.createDatabase());
      proxy = await startFreezableProxy(Number(url.port));
      url.port = String(proxy.port);
      const env = { DATABASE_URL: url.href, YANSHOU_DATABASE_STATEMENT_SECONDS: '3', YANSHOU_DATABASE_CLOSE_SECONDS: '1', YANSHOU_LOG_LEVEL: 'info' };
      ({ platform, admin } = await startWithAdministrator({ logged: true, env }));
    }, 180_000);
    afterAll(async () => {
      proxy.thaw();
      await platform.dispose();
      await proxy.stop();
      await postgres.stop();
    });

    it('acknowledges devices, answers people with 503 and what to do, and goes on by itself when it is back', async () => {
      proxy.freeze();
      const client = await platform.connect(deviceId(0));
      await client.publishAcknowledged(telemetryTopic('bench', deviceId(0)), '{"values":{"temperature":1}}', 1);
      client.close();
      const asked = await admin.attempt('listProjects');
      expect([asked.status, asked.text]).toEqual([503, expect.stringContaining('PostgreSQL')]);
      proxy.thaw();
      await until(async () => (await fetch(`${platform.http}/readyz`, { headers: { connection: 'close' } })).status === 200, LONG);
      expect((await admin.call('listProjects')).items.map(({ id }) => id)).toEqual(['bench']);
    }, 240_000);

    it('ends within the time of closing, though a request, a timer and the relay wait for it', async () => {
      await platform.child.stop();
      // By these alone what is in hand would be waited for for an hour.
      platform = await platform.again({ YANSHOU_DATABASE_STATEMENT_SECONDS: '3600', YANSHOU_DATABASE_CONNECT_SECONDS: '3600' });
      proxy.freeze();
      const waiting = fetch(`${platform.http}/api/v1/projects`, { headers: admin.credential }).then(() => 'answered', () => 'cut off');
      await until(async () => ((await (await fetch(`${platform.http}/readyz`, { headers: { connection: 'close' } })).json()) as { checks: { name: string; state: string }[] }).checks.some(({ name, state }) => name === 'registry' && state === 'down'), LONG);
      expect(await platform.child.stop()).toBe(0);
      expect(['answered', 'cut off']).toContain(await waiting);
    }, 240_000);
  });
}

const binaries = postgresBinaries();
if (binaries === undefined) {
  if (process.env.CI === 'true') throw new Error('PostgreSQL is not installed');
  if (process.env.YANSHOU_TEST_NOT_RUN !== undefined) appendFileSync(process.env.YANSHOU_TEST_NOT_RUN, 'PostgreSQL: a platform while it is silent (apt-get install postgresql)\n');
  it('is not run without PostgreSQL', () => expect(existsSync('/usr/lib/postgresql')).toBe(false));
} else silenceTests(binaries);
