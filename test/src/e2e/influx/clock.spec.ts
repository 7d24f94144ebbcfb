import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import { startDatedProxy } from '@yanshou/store-influx/testing';
import type { DatedProxy } from '@yanshou/store-influx/testing';
import { withInflux } from '@yanshou/store-influx/testing/with-influx';
import { deviceId } from '../../platform-under-test/bench-project.js';
import { TestPlatform } from '../../platform-under-test/test-platform.js';
import { until } from '../../platform-under-test/until.js';

const LONG = 90_000;

withInflux('a server whose clock is off', (influx) => {
  describe('a platform whose InfluxDB has the wrong time', () => {
    let proxy: DatedProxy;
    let platform: TestPlatform;
    let packet = 0;
    const publish = async (): Promise<void> => {
      const client = await platform.connect(deviceId(0), { clientId: `c${(packet += 1)}` });
      await client.publishAcknowledged(telemetryTopic('bench', deviceId(0)), `{"values":{"temperature":${packet}}}`, packet);
      client.close();
    };
    const alarms = async (): Promise<readonly { readonly alarm: string; readonly detailZh: string }[]> =>
      ((await (await fetch(`${platform.http}/readyz`, { headers: { connection: 'close' } })).json()) as { alarms: { alarm: string; detailZh: string }[] }).alarms;

    beforeAll(async () => {
      proxy = await startDatedProxy(influx().url);
      proxy.ahead = 3 * 3_600_000;
      platform = await TestPlatform.start({ logged: true, env: { YANSHOU_STORE: 'influxdb', INFLUX_URL: proxy.url, INFLUX_DATABASE: 'clock', YANSHOU_LOG_LEVEL: 'info', YANSHOU_ALARM_HOLD_SECONDS: '1' } });
    }, 180_000);
    afterAll(async () => {
      await platform.dispose();
      await proxy.stop();
    });

    it('says so with direction and what to do, stores everything meanwhile, and ends the alarm once it is right', async () => {
      await publish();
      expect((await platform.settle()).stored).toBe(1);
      const raised = await until(async () => {
        const told = await alarms();
        return told.some(({ alarm }) => alarm === 'store-clock') && told;
      }, LONG);
      expect(raised).toEqual([expect.objectContaining({ alarm: 'store-clock', detailZh: expect.stringMatching(/InfluxDB 服务器时钟.*timedatectl/) })]);
      // What is written to the log comes by another way than the answer of HTTP, and may come later.
      const told = await until(() => {
        const lines = platform.log().filter(({ code }) => code === 'store-clock-apart');
        return lines.length > 0 && lines;
      }, LONG);
      expect(told.map(({ help }) => help)).toEqual([{ zh: expect.stringMatching(/快 (2 小时 59|3 小时 0) 分/), en: expect.stringMatching(/(2 h 59|3 h 0) min ahead/) }]);
      proxy.ahead = 0;
      await publish();
      expect((await platform.settle()).stored).toBe(2);
      await until(async () => (await alarms()).length === 0, LONG);
    }, 240_000);
  });
});
