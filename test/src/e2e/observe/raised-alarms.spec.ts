import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import { withInflux } from '@yanshou/store-influx/testing/with-influx';
import { ApiClient } from '../../platform-under-test/api-client.js';
import { deviceId } from '../../platform-under-test/bench-project.js';
import { mountDisk } from '../../platform-under-test/mounted-disk.js';
import type { MountedDisk } from '../../platform-under-test/mounted-disk.js';
import { notRun } from '../../platform-under-test/not-run.js';
import { ADMINISTRATOR, startWithAdministrator } from '../../platform-under-test/people.js';
import { scratchDirectory } from '../../platform-under-test/test-platform.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { until } from '../../platform-under-test/until.js';

const LONG = 90_000;
const MEBIBYTE = 1024 * 1024;
const DISK_MEBIBYTES = 16;
/** A tenth of what the journal may take is some hundred messages, and nothing is refused. */
const JOURNAL = { YANSHOU_JOURNAL_MAX_BYTES: '1048576', YANSHOU_ALARM_JOURNAL_FREE_SHARE: '0.9' };
/** Of the disk: that of the data directory has more than that free, or the journal refuses. */
const LIMITS = { YANSHOU_ALARM_LAG_SECONDS: '3', YANSHOU_ALARM_QUARANTINE_SHARE: '0.2', YANSHOU_ALARM_DISK_FREE_SHARE: '0.03', YANSHOU_ALARM_HOLD_SECONDS: '1' };

withInflux('alarms of lag, quarantine and disks', (influx) => {
  describe('an alarm is seen in /readyz, /metrics, the log and the API while it stands, and then no more', () => {
    let platform: TestPlatform;
    let admin: ApiClient;
    let directory: string;
    let disk: MountedDisk | undefined;
    let packet = 0;
    const shared = (): string => join(directory, 'shared');

    beforeAll(async () => {
      directory = scratchDirectory();
      disk = mountDisk(shared(), `${DISK_MEBIBYTES}m`);
      const env = { YANSHOU_STORE: 'influxdb', INFLUX_URL: influx().url, INFLUX_DATABASE: 'raised', YANSHOU_SHARED_DIR: shared(), YANSHOU_LOG_LEVEL: 'info', YANSHOU_DEVICE_RATE: '100000', YANSHOU_DEVICE_BURST: '100000', ...LIMITS, ...JOURNAL };
      ({ platform, admin } = await startWithAdministrator({ directory: join(directory, 'data'), logged: true, env }));
    }, 180_000);
    afterAll(async () => {
      await platform.dispose();
      disk?.unmount();
      rmSync(directory, { recursive: true, force: true });
    });

    async function publish(count: number, payload: string): Promise<void> {
      const client = await platform.connect(deviceId(0));
      for (let sent = 0; sent < count; sent += 1) await client.publishAcknowledged(telemetryTopic('bench', deviceId(0)), payload, (packet = (packet % 60_000) + 1));
      client.close();
    }

    const standing = async (): Promise<{ readonly alarm: string; readonly detailZh: string; readonly detailEn: string }[]> => ((await (await fetch(`${platform.http}/readyz`, { headers: { connection: 'close' } })).json()) as { alarms: never[] }).alarms;
    const stands = async (id: string): Promise<boolean> => (await standing()).some(({ alarm }) => alarm === id);
    const told = (id: string): unknown[] => platform.log().filter(({ alarm }) => alarm === id).map(({ msg, level, code }) => [msg, level, code]);
    const elsewhere = async (id: string): Promise<readonly unknown[]> => [
      (await admin.call('listAlarms')).items.find((alarm) => alarm.id === id)?.raised,
      (await (await fetch(`${platform.http}/metrics`)).text()).includes(`yanshou_alarm{alarm="${id}"} 1`),
    ];

    async function expectRaised(id: string): Promise<void> {
      const found = await until(async () => (await standing()).find(({ alarm }) => alarm === id), LONG);
      expect(found).toMatchObject({ detailZh: expect.stringMatching(/\p{Script=Han}/u), detailEn: expect.stringMatching(/limit [<>]/) });
      // What is written to the log comes by another way than the answers of HTTP, and may come later.
      await until(() => told(id).length > 0);
      expect([await elsewhere(id), told(id)]).toEqual([[true, true], [['alarm raised', 50, `alarm-${id}`]]]);
    }

    async function expectCleared(id: string): Promise<void> {
      await until(async () => !(await stands(id)), LONG);
      await until(() => told(id).length > 1);
      expect([await elsewhere(id), told(id)]).toEqual([[false, false], [['alarm raised', 50, `alarm-${id}`], ['alarm cleared', 30, undefined]]]);
    }

    it('quarantine: too large a share of the messages, until enough good ones have come', async () => {
      await publish(40, '{"values":');
      await expectRaised('quarantine-share');
      await publish(400, '{"values":{"temperature":1}}');
      await expectCleared('quarantine-share');
    }, 240_000);

    it('lag: what waits while InfluxDB is away, until it is projected', async () => {
      await influx().kill();
      await publish(3, '{"values":{"temperature":2}}');
      await expectRaised('projection-lag');
      await influx().start();
      await expectCleared('projection-lag');
    }, 240_000);

    it('disk: that of the shared folder, by name, until there is room', async () => {
      if (disk === undefined) return notRun('alarm: the disk of the shared folder (needs the right to mount a tmpfs)');
      const file = join(shared(), 'large');
      writeFileSync(file, Buffer.alloc(Math.floor(0.985 * DISK_MEBIBYTES * MEBIBYTE)));
      await expectRaised('disk-space');
      expect((await standing()).find(({ alarm }) => alarm === 'disk-space')?.detailZh).toContain(shared());
      const { checks, ready } = (await (await fetch(`${platform.http}/readyz`)).json()) as { ready: boolean; checks: { name: string; state: string; code?: string }[] };
      expect([ready, checks.filter(({ state }) => state !== 'up').map(({ name, state, code }) => [name, state, code])]).toEqual([true, [['shared-disk', 'warning', 'disk-low']]]);
      rmSync(file);
      await expectCleared('disk-space');
    }, 240_000);

    it('journal: little left of what it may take, until it may take more', async () => {
      await publish(2_000, '{"values":{"temperature":3}}');
      await expectRaised('journal-space');
      await platform.child.stop();
      platform = await platform.again({ YANSHOU_JOURNAL_MAX_BYTES: '400000000' });
      admin = await new ApiClient(platform.http).logIn(ADMINISTRATOR.username, ADMINISTRATOR.password);
      await until(async () => (await (await fetch(`${platform.http}/metrics`)).text()).includes('yanshou_alarm{alarm="journal-space"} 0'), LONG);
      expect([await stands('journal-space'), await elsewhere('journal-space')]).toEqual([false, [false, false]]);
    }, 240_000);
  });
});
