import { appendFileSync, existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import { postgresBinaries, startTemporaryPostgres } from '@yanshou/registry/testing';
import type { TemporaryPostgres } from '@yanshou/registry/testing';
import { withInflux } from '@yanshou/store-influx/testing/with-influx';
import type { ApiClient } from '../../platform-under-test/api-client.js';
import { deviceId } from '../../platform-under-test/bench-project.js';
import { startWithAdministrator } from '../../platform-under-test/people.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { until } from '../../platform-under-test/until.js';

interface Ready {
  readonly ready: boolean;
  readonly checks: readonly { readonly name: string; readonly state: string; readonly code?: string; readonly detailZh?: string; readonly detailEn?: string }[];
  readonly alarms: readonly { readonly alarm: string; readonly since: string; readonly value: number; readonly limit: number; readonly detailZh: string; readonly detailEn: string }[];
}

const LONG = 90_000;
const QUICK_ALARMS = { YANSHOU_ALARM_REGISTRY_SECONDS: '3', YANSHOU_ALARM_FAULT_SECONDS: '2', YANSHOU_ALARM_HOLD_SECONDS: '1' };

function dependencyTests(binaries: string): void {
  withInflux('readiness of a platform on InfluxDB and PostgreSQL', (influx) => {
    describe('a platform on PostgreSQL and InfluxDB says which of them is away', () => {
      let postgres: TemporaryPostgres;
      let platform: TestPlatform;
      let admin: ApiClient;
      let packet = 0;
      const ready = async (): Promise<Ready & { status: number }> => {
        const response = await fetch(`${platform.http}/readyz`, { headers: { connection: 'close' } });
        return { status: response.status, ...((await response.json()) as Ready) };
      };
      const downOf = ({ checks }: Ready): string[] => checks.filter(({ state }) => state === 'down').map(({ name }) => name);
      /** What /readyz says at the moment at which these are down. */
      const isDown = (...names: string[]): Promise<Ready & { status: number }> => until(async () => {
        const told = await ready();
        return downOf(told).join() === names.join() && told;
      }, LONG);
      const alarms = async (): Promise<string[]> => (await ready()).alarms.map(({ alarm }) => alarm);
      const check = async (name: string) => (await ready()).checks.find((one) => one.name === name);
      const publish = async (): Promise<void> => {
        const client = await platform.connect(deviceId(0), { clientId: `c${(packet += 1)}` });
        await client.publishAcknowledged(telemetryTopic('bench', deviceId(0)), `{"values":{"temperature":${packet}}}`, packet);
        client.close();
      };

      beforeAll(async () => {
        postgres = await startTemporaryPostgres(binaries);
        const env = { YANSHOU_STORE: 'influxdb', INFLUX_URL: influx().url, INFLUX_DATABASE: 'ready', DATABASE_URL: await postgres.createDatabase(), YANSHOU_LOG_LEVEL: 'info', ...QUICK_ALARMS };
        ({ platform, admin } = await startWithAdministrator({ logged: true, env }));
        await publish();
      }, 180_000);
      afterAll(async () => {
        await platform.dispose();
        await postgres.stop();
      });

      it('at first none', async () => {
        const { status, checks, alarms: standing } = await isDown();
        expect([status, standing]).toEqual([200, []]);
        expect(checks.map(({ name, state }) => [name, state])).toEqual(['journal', 'projection', 'store', 'registry', 'broker', 'disk'].map((name) => [name, 'up']));
      });

      it('then InfluxDB: by name, with code and what to do, while devices are acknowledged; an alarm is raised and ends', async () => {
        await influx().kill();
        await publish();
        const away = await isDown('store');
        expect([away.status, away.checks.find(({ name }) => name === 'store')]).toEqual([503, expect.objectContaining({ code: 'store-unavailable', detailZh: expect.stringMatching(/InfluxDB.*\p{Script=Han}/u), detailEn: expect.stringContaining('InfluxDB') })]);
        const standing = await until(async () => (await ready()).alarms.find(({ alarm }) => alarm === 'telemetry-fault'), LONG);
        expect(standing).toMatchObject({ limit: 2, unit: 's', detailEn: expect.stringContaining('/readyz'), since: expect.stringMatching(/^\d{4}-/) });
        expect((await admin.call('listAlarms')).items.find(({ id }) => id === 'telemetry-fault')).toMatchObject({ raised: true, side: 'above', limit: 2 });
        expect(await (await fetch(`${platform.http}/metrics`)).text()).toContain('yanshou_alarm{alarm="telemetry-fault"} 1');
        await influx().start();
        await until(async () => {
          const { status, alarms: standing } = await ready();
          return status === 200 && standing.every(({ alarm }) => alarm !== 'telemetry-fault');
        }, LONG);
        // What is written to the log comes by another way than the answer of HTTP, and may come later.
        const told = await until(() => {
          const lines = platform.log().filter(({ alarm }) => alarm === 'telemetry-fault');
          return lines.length > 1 && lines;
        });
        expect(told.map(({ msg, level }) => [msg, level])).toEqual([['alarm raised', 50], ['alarm cleared', 30]]);
        expect(told[0]).toMatchObject({ code: 'alarm-telemetry-fault', help: { zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.stringContaining('journal') } });
      }, 240_000);

      it('then a database that was dropped: a warning that stays, though writing goes on, until somebody acknowledges it', async () => {
        await influx().query('DROP DATABASE "ready_bench"');
        await publish();
        await until(async () => (await alarms()).includes('store-data-missing'), LONG);
        await publish();
        await platform.settle();
        expect([(await ready()).status, await check('store')]).toEqual([200, expect.objectContaining({ state: 'warning', code: 'store-data-missing', detailZh: expect.stringMatching(/\p{Script=Han}/u), detailEn: expect.stringMatching(/[a-z]{2}/) })]);
        expect((await admin.call('listAlarms')).items.find(({ id }) => id === 'store-data-missing')).toMatchObject({ raised: true, detailEn: expect.stringContaining('store-data-missing.json') });
        expect(await (await fetch(`${platform.http}/metrics`)).text()).toContain('yanshou_alarm{alarm="store-data-missing"} 1');
        expect(platform.log().filter(({ code }) => code === 'store-data-missing')).toHaveLength(1);
        rmSync(join(platform.directory, 'store-data-missing.json'));
        await until(async () => !(await alarms()).includes('store-data-missing'), LONG);
        expect(await check('store')).toEqual({ name: 'store', ok: true, state: 'up' });
      }, 240_000);

      it('then PostgreSQL', async () => {
        await postgres.halt();
        await publish();
        // The book of the projection is in PostgreSQL too: it waits as well.
        const away = await until(async () => {
          const told = await ready();
          return downOf(told).includes('registry') && told.checks;
        }, LONG);
        expect(['store', 'registry'].map((wanted) => away.find(({ name }) => name === wanted))).toEqual([{ name: 'store', ok: true, state: 'up' }, expect.objectContaining({ code: 'registry-unreachable', detailEn: expect.stringMatching(/registry.*in force.*PostgreSQL/) })]);
        await until(async () => (await alarms()).includes('registry-stale'), LONG);
        await postgres.start();
        await isDown();
        await until(async () => (await alarms()).length === 0, LONG);
        expect((await platform.settle()).stored).toBe(packet);
      }, 240_000);
    });
  });
}

const binaries = postgresBinaries();
if (binaries === undefined) {
  if (process.env.CI === 'true') throw new Error('PostgreSQL is not installed');
  if (process.env.YANSHOU_TEST_NOT_RUN !== undefined) appendFileSync(process.env.YANSHOU_TEST_NOT_RUN, 'PostgreSQL: readiness (apt-get install postgresql)\n');
  it('is not run without PostgreSQL', () => expect(existsSync('/usr/lib/postgresql')).toBe(false));
} else dependencyTests(binaries);
