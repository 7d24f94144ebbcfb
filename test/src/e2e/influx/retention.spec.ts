import { afterAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import { withInflux } from '@yanshou/store-influx/testing/with-influx';
import { MICROS_PER_DAY, systemClock } from '@yanshou/telemetry';
import { deviceId } from '../../platform-under-test/bench-project.js';
import { TestPlatform } from '../../platform-under-test/test-platform.js';
import { until } from '../../platform-under-test/until.js';

const device = deviceId(0);
const MONTHS_AGO = Math.floor((systemClock.now() - 100 * MICROS_PER_DAY) / 1_000);

withInflux('retention of InfluxDB', (influx) => {
  describe('a platform whose InfluxDB does not keep what contracts need', () => {
    let platform: TestPlatform;
    const running: TestPlatform[] = [];
    const environment = (more: Readonly<Record<string, string>> = {}) => ({ YANSHOU_STORE: 'influxdb', INFLUX_URL: influx().url, INFLUX_DATABASE: 'kept', ...more });
    const alter = (duration: string): Promise<unknown> => influx().query(`ALTER RETENTION POLICY autogen ON kept_bench DURATION ${duration} SHARD DURATION 1d`);
    const send = async (messages: readonly unknown[]): Promise<void> => {
      const client = await platform.connect(device);
      for (const [index, message] of messages.entries()) await client.publishAcknowledged(telemetryTopic('bench', device), JSON.stringify(message), index + 1);
      client.close();
    };
    const readyz = async (): Promise<string> => {
      const answer = await fetch(`${platform.http}/readyz`);
      return `${answer.status} ${await answer.text()}`;
    };
    const started = async (starting: Promise<TestPlatform>): Promise<TestPlatform> => {
      const one = await starting;
      running.push(one);
      return one;
    };
    afterAll(async () => {
      for (const one of running) await one.dispose();
    });

    it('acknowledges, holds, says so, and stores everything once it is kept for ever again', async () => {
      platform = await started(TestPlatform.start({ env: environment() }));
      await send([{ ts: MONTHS_AGO, values: { temperature: 1 } }]);
      expect(await platform.settle()).toMatchObject({ stored: 1 });
      await alter('3d');
      await send([{ ts: MONTHS_AGO - 40 * 86_400_000, values: { temperature: 2 } }]);
      await until(async () => /^503 .*保留期/.test(await readyz()), 30_000);
      await alter('INF');
      expect(await platform.settle()).toMatchObject({ messages: 2, stored: 2, rejected: 0, quarantined: 0 });
      expect(await platform.readings()).toHaveLength(2);
      await until(async () => (await readyz()).startsWith('200'));
    }, 180_000);

    it('does not start with a setting that is shorter than a contract, and does when that is confirmed', async () => {
      await platform.child.stop();
      await expect(platform.again({ YANSHOU_RETENTION_DAYS: '30' })).rejects.toThrow('process ended with 78');
      platform = await started(platform.again({ YANSHOU_RETENTION_DAYS: '30', YANSHOU_RETENTION_CONFIRMED_DAYS: '30' }));
      await send([{ values: { temperature: 3 } }]);
      expect(await platform.settle()).toMatchObject({ messages: 3, stored: 3 });
    }, 180_000);
  });
});
