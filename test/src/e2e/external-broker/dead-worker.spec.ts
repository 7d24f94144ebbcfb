import { rmSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { hasMosquitto } from '@yanshou/broker-mqtt/testing';
import { withInflux } from '@yanshou/store-influx/testing/with-influx';
import { MICROS_PER_DAY, formatIsoMicros, systemClock } from '@yanshou/telemetry';
import { ApiClient } from '../../platform-under-test/api-client.js';
import { deviceId } from '../../platform-under-test/bench-project.js';
import { MosquittoSite, receiving } from '../../platform-under-test/mosquitto-site.js';
import { ADMINISTRATOR } from '../../platform-under-test/people.js';
import { PersistentSender } from '../../platform-under-test/persistent-sender.js';
import { ScaleSite, hasSiteServers } from '../../platform-under-test/scale-site.js';
import type { TestPlatform } from '../../platform-under-test/test-platform.js';
import { until } from '../../platform-under-test/until.js';

const PROJECT = 'east';
const DEVICES = 4;
const TODAY = Math.floor(systemClock.now() / MICROS_PER_DAY) * MICROS_PER_DAY;
const FIRST_MILLIS = (TODAY - MICROS_PER_DAY) / 1_000;
/** The survivor has to have received for 45 s, and the dead one to be silent for 30; the rest is this machine's. */
const TAKEN_OVER_MILLIS = 180_000;
const QUICK_ALARM = { YANSHOU_ALARM_FAULT_SECONDS: '20', YANSHOU_ALARM_HOLD_SECONDS: '1' };

if (hasSiteServers('an ingest worker that stays dead') && hasMosquitto('an ingest worker that stays dead')) withInflux('an ingest worker that stays dead', (influx) => {
  describe('two ingest workers behind Mosquitto, one of which dies with its volume', () => {
    let site: ScaleSite;
    let broker: MosquittoSite;
    let [survivor, dead]: TestPlatform[] = [];
    let officer: ApiClient;
    const senders: PersistentSender[] = [];
    const workerNamed = async (instance: string): Promise<TestPlatform> => {
      const { MQTT_URL = '', ...files } = broker.environment;
      const worker = await site.start('ingest', { MQTT_URL, YANSHOU_INSTANCE: instance, ...(instance === 'ingest-1' ? files : {}) });
      await receiving(worker);
      return worker;
    };
    const metric = async (platform: TestPlatform | undefined, name: string): Promise<number> =>
      Number(new RegExp(`^${name} (\\S+)$`, 'm').exec(await (await fetch(`${platform?.http ?? ''}/metrics`)).text())?.[1]);

    beforeAll(async () => {
      [site, broker] = await Promise.all([ScaleSite.open({ influx: influx(), projects: [PROJECT], devices: DEVICES, nats: true }), MosquittoSite.start()]);
      survivor = await workerNamed('ingest-1');
      dead = await workerNamed('ingest-2');
      const rest = await site.start('project,jobs,api', { ...QUICK_ALARM, YANSHOU_INSTANCE: 'rest' });
      officer = await new ApiClient(rest.http).logIn(ADMINISTRATOR.username, ADMINISTRATOR.password);
      await broker.reloaded();
    }, 300_000);
    afterAll(async () => {
      for (const sender of senders) sender.close();
      await site.close();
      await broker.dispose();
    }, 120_000);

    const acknowledged = (): number => senders.reduce((sum, sender) => sum + sender.acknowledged.size, 0);
    async function stored(): Promise<number> {
      const { items } = await officer.call('readLedger', { params: { p: PROJECT }, query: { from: formatIsoMicros(TODAY), to: formatIsoMicros(TODAY + 2 * MICROS_PER_DAY) } });
      return items.reduce((sum, { counts }) => sum + counts.stored, 0);
    }
    const alarm = async () => (await officer.call('listAlarms', {})).items.find(({ id }) => id === 'worker-gone');

    it('an alarm names it, and every message that the broker acknowledged arrives without it', async () => {
      for (let index = 0; index < DEVICES; index += 1) {
        const device = deviceId(index);
        const sender = new PersistentSender({ project: PROJECT, device, secret: site.secretOf(PROJECT, device), qos: 1, firstMillis: FIRST_MILLIS, window: 5, restMillis: 20 });
        senders.push(sender);
        await sender.connect(broker.port);
      }
      await until(() => acknowledged() > 200, 60_000);
      await dead?.child.kill();
      rmSync(dead?.directory ?? '', { recursive: true, force: true });
      const before = acknowledged();
      await until(() => acknowledged() > before + 400, 60_000);
      await Promise.all(senders.map((sender) => sender.drain()));
      // Half of it waits at the broker for the dead one, and nothing else tells.
      expect(await stored()).toBeLessThan(acknowledged());
      const raised = await until(async () => {
        const told = await alarm();
        return told?.raised === true && told;
      }, TAKEN_OVER_MILLIS);
      expect(raised).toMatchObject({ detailZh: expect.stringMatching(/失联 ingest-2 \(yanshou-/), detailEn: expect.stringMatching(/gone: ingest-2 \(yanshou-/) });
      await until(async () => (await stored()) === acknowledged(), TAKEN_OVER_MILLIS);
      await until(async () => (await metric(survivor, 'yanshou_broker_sessions_taken_over_total')) === 1);
      expect(await metric(survivor, 'yanshou_broker_sessions_lost_total')).toBe(0);
    }, 600_000);

    it('the alarm stands until another one has its name, and nothing is parked for the dead one any more', async () => {
      expect(await alarm()).toMatchObject({ raised: true });
      const replacement = await workerNamed('ingest-2');
      await until(async () => (await alarm())?.raised === false, 60_000);
      await Promise.all(senders.map((sender) => sender.connect(broker.port)));
      const before = acknowledged();
      await until(() => acknowledged() > before + 200, 60_000);
      await Promise.all(senders.map((sender) => sender.drain()));
      await until(async () => (await stored()) === acknowledged(), 60_000);
      expect(await metric(replacement, 'yanshou_messages_acknowledged_total')).toBeGreaterThan(50);
    }, 240_000);
  });
});
