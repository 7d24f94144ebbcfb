import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import { withInflux } from '@yanshou/store-influx/testing/with-influx';
import type { ApiClient } from '../../platform-under-test/api-client.js';
import { deviceId } from '../../platform-under-test/bench-project.js';
import { startWithAdministrator } from '../../platform-under-test/people.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { until } from '../../platform-under-test/until.js';

const LONG = 240_000;
const [before, meanwhile, never] = [0, 1, 2].map((index) => deviceId(index)) as [string, string, string];

withInflux('what was received and is not stored', (influx) => {
  describe('while InfluxDB is away', () => {
    let platform: TestPlatform;
    let admin: ApiClient;
    beforeAll(async () => {
      const env = { YANSHOU_STORE: 'influxdb', INFLUX_URL: influx().url, INFLUX_DATABASE: 'unjudged' };
      ({ platform, admin } = await startWithAdministrator({ devices: 4, env }));
    }, LONG);
    afterAll(() => platform.dispose());

    const publish = async (device: string): Promise<void> => {
      const client = await platform.connect(device);
      await client.publishAcknowledged(telemetryTopic('bench', device), '{"values":{"temperature":21}}', 1);
      client.close();
    };
    const states = async (): Promise<Readonly<Record<string, string>>> => {
      const { items } = await admin.call('listDevices', { params: { p: 'bench' } });
      return Object.fromEntries(items.map(({ id, state }) => [id, state]));
    };
    /** Of all devices at the moment at which one is in that state. */
    const once = (device: string, state: string): Promise<Readonly<Record<string, string>>> => until(async () => {
      const told = await states();
      return told[device] === state && told;
    }, LONG);

    it('no device is called silent or never heard of; a device that is proven live stays so, and all are judged again afterwards', async () => {
      await publish(before);
      await platform.settle();
      const first = await once(before, 'live');
      expect(first[meanwhile]).toBe('never');
      await influx().kill();
      await publish(meanwhile);
      const { [before]: known, ...others } = await once(meanwhile, 'unjudged');
      expect([known, new Set(Object.values(others))]).toEqual(['live', new Set(['unjudged'])]);
      await influx().start();
      expect(await once(meanwhile, 'live')).toMatchObject({ [before]: 'live', [meanwhile]: 'live', [never]: 'never' });
    }, LONG);
  });
});
