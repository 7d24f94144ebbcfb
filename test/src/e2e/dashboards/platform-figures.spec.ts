import { afterAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import { platformDatabase, programmeDatabase } from '@yanshou/store-influx';
import { withInflux } from '@yanshou/store-influx/testing/with-influx';
import { systemClock } from '@yanshou/telemetry';
import { deviceId } from '../../platform-under-test/bench-project.js';
import { TestPlatform } from '../../platform-under-test/test-platform.js';
import { filledColumns } from './grafana-query.js';

withInflux('a platform that feeds dashboards', (influx) => {
  describe('a platform on InfluxDB', () => {
    const settings = { prefix: 'fed' };
    let platform: TestPlatform | undefined;
    afterAll(() => platform?.dispose());
    const columns = (database: string, measurement: string): Promise<Map<string, number>> =>
      filledColumns((query) => influx().query(query, database), `SELECT * FROM "${measurement}"`);
    const firstOf = async (database: string, query: string): Promise<unknown> => {
      const { results } = (await influx().query(query, database)) as { results: readonly { series?: readonly { values: unknown[][] }[] }[] };
      return results[0]?.series?.[0]?.values[0]?.[1];
    };

    it('writes its figures beside the readings, fails alone while InfluxDB is away, and goes on when it is back', async () => {
      platform = await TestPlatform.start({ env: { YANSHOU_STORE: 'influxdb', INFLUX_URL: influx().url, INFLUX_DATABASE: settings.prefix } });
      const client = await platform.connect(deviceId(0));
      const publish = (packet: number): Promise<unknown> =>
        client.publishAcknowledged(telemetryTopic('bench', deviceId(0)), JSON.stringify({ ts: systemClock.now() / 1_000 - packet, values: { temperature: packet } }), packet);
      await publish(1);
      await platform.settle();
      await platform.child.ask({ ask: 'figures' });
      const programme = programmeDatabase(settings, 'P2');
      for (const database of ['fed_bench', programme]) {
        expect((await columns(database, 'project')).get('live')).toBe(1);
        expect((await columns(database, 'indicator')).get('target')).toBeGreaterThan(0);
        expect(await firstOf(database, 'SELECT sum("stored") FROM "ledger"')).toBe(1);
      }
      expect((await columns('fed_bench', 'sample')).get('sequence')).toBe(1);
      expect(await filledColumns((query) => influx().query(query, programme), 'SELECT * FROM "sample"')).toEqual(new Map());
      expect(await firstOf(platformDatabase(settings), 'SELECT last("acknowledged") FROM "platform"')).toBe(1);

      await influx().kill();
      await expect(platform.child.ask({ ask: 'figures' })).rejects.toThrow(/InfluxDB/);
      await publish(2);
      await influx().start();
      await platform.settle();
      await platform.child.ask({ ask: 'figures' });
      expect(await firstOf('fed_bench', 'SELECT sum("stored") FROM "ledger"')).toBe(2);
      expect(await firstOf(platformDatabase(settings), 'SELECT last("acknowledged") FROM "platform"')).toBe(2);
      client.close();
    }, 400_000);
  });
});
