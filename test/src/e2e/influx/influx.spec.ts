import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import type { TemporaryInflux } from '@yanshou/store-influx/testing';
import { withInflux } from '@yanshou/store-influx/testing/with-influx';
import { MICROS_PER_DAY, systemClock } from '@yanshou/telemetry';
import { BALANCED, imbalance } from '../../platform-under-test/balance.js';
import { GATEWAY, deviceId } from '../../platform-under-test/bench-project.js';
import { PersistentSender } from '../../platform-under-test/persistent-sender.js';
import { TestPlatform } from '../../platform-under-test/test-platform.js';
import { until } from '../../platform-under-test/until.js';

const [first, second] = [deviceId(0), deviceId(1)];
const YESTERDAY = Math.floor(systemClock.now() / MICROS_PER_DAY) * 86_400_000 - 12 * 3_600_000;

const environment = (influx: TemporaryInflux, prefix: string): Record<string, string> =>
  ({ YANSHOU_STORE: 'influxdb', INFLUX_URL: influx.url, INFLUX_DATABASE: prefix });

/** What a test compares of a platform; the indicators byte for byte. */
async function everything(platform: TestPlatform): Promise<{ readonly totals: unknown; readonly indicators: string; readonly others: unknown }> {
  const totals = await platform.settle();
  const { rows } = await platform.child.ask<{ rows: readonly { readonly platformCoverage: number }[] }>({ ask: 'indicators' });
  expect(rows.map(({ platformCoverage }) => platformCoverage)).toEqual(rows.map(() => 1));
  const others = { readings: await platform.readings(), ledger: await platform.ledger(), quarantine: await platform.quarantine() };
  return { totals, indicators: JSON.stringify(rows), others };
}

/** Two devices and a gateway, with all kinds of values, repetitions, a contradiction, late and bad ones. */
async function send(platform: TestPlatform): Promise<void> {
  const device = await platform.connect(first);
  const gateway = await platform.connect(GATEWAY, { clientId: 'gateway' });
  let packet = 0;
  const publish = (payload: unknown): Promise<unknown> => device.publishAcknowledged(telemetryTopic('bench', first), typeof payload === 'string' ? payload : JSON.stringify(payload), (packet += 1));
  for (let minute = 0; minute < 90; minute += 1) {
    await publish({ ts: YESTERDAY + minute * 60_000, values: { temperature: 20 + minute / 3, pressure: minute * 0.001, running: minute % 2 === 0, mode: minute % 3 === 0 ? 'ACTIVE' : '空闲 "idle"' } });
  }
  await publish({ ts: YESTERDAY, values: { temperature: 20 } });
  await publish({ ts: YESTERDAY, values: { temperature: 21 } });
  await publish({ ts: YESTERDAY + 1, values: { temperature: 9_999, pressure: 1 } });
  await publish({ values: { temperature: 33.25 } });
  await publish('{"ts":');
  const children = { [first]: [{ ts: YESTERDAY - 60_000, values: { temperature: 1e-7 } }], [second]: [{ ts: YESTERDAY, values: { pressure: 0.1 + 0.2 }, quality: { pressure: 'D' } }, { ts: YESTERDAY + 5, values: { mode: null } }] };
  await gateway.publishAcknowledged(`yanshou/v1/bench/${GATEWAY}/gateway/telemetry`, JSON.stringify(children), 1);
  device.close();
  gateway.close();
}

withInflux('platform on InfluxDB', (influx) => {
  describe('a platform on InfluxDB', () => {
    const running: TestPlatform[] = [];
    const started = async (platform: Promise<TestPlatform>): Promise<TestPlatform> => {
      const one = await platform;
      running.push(one);
      return one;
    };
    afterAll(async () => {
      for (const platform of running) await platform.dispose();
    });

    it('answers as one on DuckDB does, byte for byte, whichever of them projects the journal', async () => {
      const platform = await started(TestPlatform.start({ env: environment(influx(), 'e2e') }));
      await send(platform);
      const onInflux = await everything(platform);
      expect(onInflux.totals).toMatchObject({ messages: 96, quarantined: 1, stored: 364, duplicates: 1, conflicts: 1, rejected: 1 });
      for (const { counts } of await platform.ledger()) expect(imbalance(counts)).toEqual(BALANCED);
      await platform.child.stop();
      const onDuckDb = await started(platform.again({ YANSHOU_STORE: 'duckdb', INFLUX_URL: '', INFLUX_DATABASE: '' }));
      expect(await everything(onDuckDb)).toEqual(onInflux);
      await onDuckDb.child.stop();
      const back = await started(onDuckDb.again(environment(influx(), 'e2e')));
      expect(await everything(back)).toEqual(onInflux);
      await back.child.stop();
      const anew = await started(back.again(environment(influx(), 'e2e_anew')));
      expect(await everything(anew)).toEqual(onInflux);
    }, 400_000);

    it('goes on acknowledging while InfluxDB is away, says so, and has every reading once when it is back', async () => {
      const platform = await started(TestPlatform.start({ env: environment(influx(), 'away') }));
      const senders = [0, 1].map((index) => new PersistentSender({ project: 'bench', device: deviceId(index), secret: platform.secrets[`bench/${deviceId(index)}`] as string, qos: 1, firstMillis: YESTERDAY }));
      for (const sender of senders) await sender.connect(platform.mqttPort);
      const acknowledged = (): number => senders.reduce((sum, sender) => sum + sender.acknowledged.size, 0);
      await until(() => acknowledged() > 500);
      await influx().kill();
      const before = acknowledged();
      await until(() => acknowledged() > before + 500);
      await until(async () => (await (await fetch(`${platform.http}/readyz`)).text()).includes('InfluxDB'));
      await influx().start();
      await sleep(300);
      await influx().kill();
      await sleep(300);
      await influx().start();
      for (const sender of senders) await sender.drain();
      const totals = await platform.settle();
      for (const [index, sender] of senders.entries()) {
        const { at } = await platform.child.ask<{ at: number[] }>({ ask: 'times', device: deviceId(index), metric: 'temperature' });
        expect(new Set(at).size).toBe(at.length);
        const stored = new Set(at.map((time) => time / 1_000));
        expect([...sender.acknowledged].filter((millis) => !stored.has(millis))).toEqual([]);
        sender.close();
      }
      expect(totals.stored + totals.duplicates).toBe(totals.received);
      await until(async () => (await fetch(`${platform.http}/readyz`)).status === 200);
    }, 400_000);

    it('starts without InfluxDB, takes messages, and writes them when it comes', async () => {
      await influx().kill();
      const platform = await started(TestPlatform.start({ env: environment(influx(), 'late') }));
      const client = await platform.connect(first);
      await client.publishAcknowledged(telemetryTopic('bench', first), JSON.stringify({ ts: YESTERDAY, values: { temperature: 4.5 } }), 1);
      client.close();
      await influx().start();
      expect(await platform.settle()).toMatchObject({ messages: 1, stored: 1 });
      expect(await platform.readings()).toMatchObject([{ device: first, metric: 'temperature', at: YESTERDAY * 1_000, value: 4.5 }]);
    }, 180_000);
  });
});
