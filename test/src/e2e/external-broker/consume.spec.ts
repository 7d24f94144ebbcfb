import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { gatewayTopic, linesTopic, stateTopic, telemetryTopic } from '@yanshou/access';
import { DeviceClient, TemporaryMosquitto, hasMosquitto, mosquittoBinary } from '@yanshou/broker-mqtt/testing';
import { RecordKind, readJson } from '@yanshou/journal';
import { openSegmentReader } from '@yanshou/journal-segments';
import { MICROS_PER_HOUR, MICROS_PER_MILLISECOND, systemClock } from '@yanshou/telemetry';
import { BALANCED, imbalance } from '../../platform-under-test/balance.js';
import { GATEWAY, deviceId } from '../../platform-under-test/bench-project.js';
import { MosquittoSite, brokerCheck, readiness, receiving } from '../../platform-under-test/mosquitto-site.js';
import { PersistentSender } from '../../platform-under-test/persistent-sender.js';
import { TestPlatform } from '../../platform-under-test/test-platform.js';
import { until } from '../../platform-under-test/until.js';

const [first, second] = [deviceId(0), deviceId(1)];
const hourAgo = Math.floor((systemClock.now() - MICROS_PER_HOUR) / MICROS_PER_MILLISECOND);
const LONG = 240_000;
const ADMIN_PASSWORD = 'a-password-of-the-tests';

const secretOf = (platform: TestPlatform, principal: string): string => platform.secrets[`bench/${principal}`] as string;
const device = (site: MosquittoSite, platform: TestPlatform, principal: string): Promise<DeviceClient> =>
  DeviceClient.open(site.port, { username: `bench/${principal}`, password: secretOf(platform, principal) });
const senders = (platform: TestPlatform, firstMillis: number, qos: 1 | 2 = 1): PersistentSender[] =>
  [0, 1, 2, 3].map((index) => new PersistentSender({ project: 'bench', device: deviceId(index), secret: secretOf(platform, deviceId(index)), qos, firstMillis, window: 4, restMillis: 5 }));

/** Times of the stored readings of the device, milliseconds. */
async function stored(platform: TestPlatform, principal: string): Promise<number[]> {
  const { at } = await platform.child.ask<{ at: number[] }>({ ask: 'times', device: principal, metric: 'temperature' });
  return at.map((micros) => micros / MICROS_PER_MILLISECOND);
}

/** What the journal holds of one kind. */
async function onRecord({ directory }: TestPlatform, wanted: number): Promise<unknown[]> {
  const reader = await openSegmentReader(join(directory, 'journal'));
  const found: unknown[] = [];
  for (;;) {
    const records = await reader.read({ maxRecords: 10_000, maxBytes: 1e8, waitMillis: 0 });
    if (records.length === 0) break;
    for (const { kind, body } of records) if (kind === wanted) found.push(readJson(body));
  }
  await reader.close();
  return found;
}

/** Resolves when every message that the broker acknowledged to these senders is stored; fails with how many are missing. */
async function expectAllStored(platform: TestPlatform, all: readonly PersistentSender[]): Promise<void> {
  const missing = async (): Promise<number> => {
    await platform.settle();
    let count = 0;
    for (const [index, sender] of all.entries()) {
      const times = await stored(platform, deviceId(index));
      const known = new Set(times);
      expect(times).toHaveLength(known.size);
      count += [...sender.acknowledged].filter((millis) => !known.has(millis)).length;
    }
    return count;
  };
  let left = await missing();
  for (let tries = 0; left > 0 && tries < 40; tries += 1) {
    await sleep(250);
    left = await missing();
  }
  expect(left).toBe(0);
}

if (!hasMosquitto('a platform on an external broker')) {
  it('is not run without Mosquitto', () => expect(mosquittoBinary()).toBeUndefined());
} else {
  describe('a platform on a real Mosquitto', () => {
    let site: MosquittoSite;
    let platform: TestPlatform;

    beforeAll(async () => {
      site = await MosquittoSite.start();
      platform = await site.platform({ env: { YANSHOU_ADMIN_PASSWORD: ADMIN_PASSWORD } });
    }, LONG);
    afterAll(async () => {
      await platform.dispose();
      await site.dispose();
    });

    it('opens no MQTT port of its own, and says where its promise starts', async () => {
      expect(platform.mqttPort).toBe(0);
      const { ready, promise } = await readiness(platform);
      expect(ready).toBe(true);
      expect(promise.en).toContain('our promise starts at our acknowledgement to that broker');
      expect(promise.zh).toContain('平台对该 broker 的确认开始');
      const metrics = await (await fetch(`${platform.http}/metrics`)).text();
      expect(metrics).toContain('yanshou_broker_receiving 1');
      expect((await onRecord(platform, RecordKind.heartbeat)).length).toBeGreaterThan(0);
    });

    it('takes what devices and gateways publish, end to end, whatever the QoS', async () => {
      const client = await device(site, platform, first);
      const gateway = await device(site, platform, GATEWAY);
      const reading = (ts: number, temperature: number): string => JSON.stringify({ ts, values: { temperature } });
      expect(await client.publish(telemetryTopic('bench', first), reading(hourAgo, 1))).toBe(0);
      expect(await client.publish(telemetryTopic('bench', first), reading(hourAgo + 1, 2), { qos: 2 })).toBe(0);
      client.publishUnacknowledged(telemetryTopic('bench', first), reading(hourAgo + 3, 5));
      expect(await client.publish(linesTopic('bench', first, 'ms'), `telemetry temperature=3 ${hourAgo + 2}`)).toBe(0);
      await until(async () => /^yanshou_acknowledgement_seconds_count [1-9]/m.test(await (await fetch(`${platform.http}/metrics`)).text()));
      expect(await client.publish(stateTopic('bench', first), 'online', { retain: true })).toBe(0);
      expect(await gateway.publish(gatewayTopic('bench', GATEWAY), JSON.stringify({ [second]: [{ ts: hourAgo, values: { temperature: 4 } }] }))).toBe(0);
      await until(async () => (await platform.settle()).messages === 6);
      const rows = (await platform.readings({ metric: 'temperature' })).map(({ device: of, at, value }) => [of, at / MICROS_PER_MILLISECOND - hourAgo, value]);
      expect(rows).toEqual([[first, 0, 1], [first, 1, 2], [first, 2, 3], [first, 3, 5], [second, 0, 4]]);
      const totals = await platform.settle();
      expect(imbalance(totals)).toEqual(BALANCED);
      expect(totals).toMatchObject({ quarantined: 0, rejected: 0 });
      [client, gateway].forEach((one) => one.close());
    });

    it('bad content is quarantined with its reason, as with the embedded broker', async () => {
      const client = await device(site, platform, first);
      expect(await client.publish(telemetryTopic('bench', first), '{"values":')).toBe(0);
      const [row] = await until(async () => {
        const rows = await platform.quarantine();
        return rows.length === 1 && rows;
      });
      expect(row).toMatchObject({ code: 'malformed-json', payload: '{"values":' });
      client.close();
    });

    it('its statements name the promise', async () => {
      const { from, to } = { from: new Date((hourAgo - 48 * 3_600_000)).toISOString(), to: new Date(hourAgo).toISOString() };
      const call = async (method: string, path: string, body: unknown, cookie = ''): Promise<Response> =>
        fetch(`${platform.http}/api/v1${path}`, { method, headers: { 'content-type': 'application/json', origin: platform.http, cookie }, body: JSON.stringify(body) });
      const session = await call('POST', '/session', { username: 'admin', password: ADMIN_PASSWORD });
      const cookie = session.headers.get('set-cookie')?.split(';', 1)[0] ?? '';
      const made = await call('POST', '/projects/bench/assessments', { from, to, note: '' }, cookie);
      expect(await made.json()).toMatchObject({ statement: { promise: (await readiness(platform)).promise } });
    });

    it('a revoked secret is refused after the reload, its connection ended, and everybody else stays', async () => {
      const [revoked, stays] = [await device(site, platform, second), await device(site, platform, first)];
      await platform.child.ask({ ask: 'revoke', device: second });
      await until(() => revoked.isClosed);
      expect((await device(site, platform, second)).isAdmitted).toBe(false);
      expect(await stays.publish(stateTopic('bench', first), 'online')).toBe(0);
      stays.close();
    });
  });

  describe('faults under load', () => {
    let site: MosquittoSite;
    let platform: TestPlatform;

    beforeAll(async () => {
      site = await MosquittoSite.start({ persistence: true });
      platform = await site.platform({ env: { YANSHOU_ALARM_FAULT_SECONDS: '1', YANSHOU_ALARM_HOLD_SECONDS: '1' } });
    }, LONG);
    afterAll(async () => {
      await platform.dispose();
      await site.dispose();
    });

    it('a platform that is killed loses nothing that the broker still held', async () => {
      const all = senders(platform, hourAgo);
      await Promise.all(all.map((sender) => sender.connect(site.port)));
      for (let kill = 0; kill < 3; kill += 1) {
        await sleep(400);
        await platform.child.kill();
        await sleep(200);
        platform = await platform.again();
        await receiving(platform);
      }
      await Promise.all(all.map((sender) => sender.drain()));
      all.forEach((sender) => sender.close());
      expect(all.reduce((sum, sender) => sum + sender.acknowledged.size, 0)).toBeGreaterThan(1_000);
      await expectAllStored(platform, all);
      expect(imbalance(await platform.settle())).toEqual(BALANCED);
      expect((await brokerCheck(platform))?.detail).toBeUndefined();
    }, LONG);

    it('a broker that is restarted in order, with persistence, loses nothing either', async () => {
      const all = senders(platform, hourAgo + 600_000);
      await Promise.all(all.map((sender) => sender.connect(site.port)));
      await sleep(400);
      await site.mosquitto.end();
      // Between two attempts it says that it is trying.
      await until(async () => /连不上.*cannot be reached/.test((await brokerCheck(platform))?.detail ?? ''));
      expect((await fetch(`${platform.http}/readyz`)).status).toBe(503);
      const alarms = async (): Promise<string> => (await readiness(platform)).alarms.map(({ alarm }) => alarm).join();
      await until(async () => (await alarms()) === 'broker-lost', 60_000);
      await site.mosquitto.run();
      await receiving(platform, 60_000);
      await until(async () => (await alarms()) === '', 60_000);
      await Promise.all(all.map((sender) => sender.connect(site.port)));
      await sleep(500);
      await Promise.all(all.map((sender) => sender.drain()));
      all.forEach((sender) => sender.close());
      await expectAllStored(platform, all);
      expect((await brokerCheck(platform))?.detail).toBeUndefined();
    }, LONG);
  });

  describe('a broker that cannot serve', () => {
    /** A platform on that broker: it starts all the same, and says in one line why nothing comes. */
    const reasonOn = async (url: string): Promise<string> => {
      const platform = await TestPlatform.start({ env: { MQTT_URL: url } });
      try {
        const detail = await until(async () => {
          const { detail: told = '正在连接' } = (await brokerCheck(platform)) ?? {};
          return !told.includes('正在连接') && told;
        });
        expect((await fetch(`${platform.http}/readyz`)).status).toBe(503);
        // A minute in which no device could reach us is none of the platform's.
        expect(await onRecord(platform, RecordKind.heartbeat)).toEqual([]);
        return detail;
      } finally {
        await platform.dispose();
      }
    };

    it('because it speaks 3.1.1 only', async () => {
      const old = await TestPlatform.start();
      try {
        expect(await reasonOn(`mqtt://127.0.0.1:${old.mqttPort}`)).toMatch(/不支持 MQTT 5.*does not speak MQTT 5/);
      } finally {
        await old.dispose();
      }
    }, LONG);

    it('because it refuses our credentials, which are not shown', async () => {
      const site = await MosquittoSite.start();
      try {
        const reason = await reasonOn(`mqtt://nobody:not-to-be-shown@127.0.0.1:${site.port}`);
        expect(reason).toMatch(/拒绝了 MQTT_URL.*refuses the user name or password/);
        expect(reason).not.toContain('not-to-be-shown');
      } finally {
        await site.dispose();
      }
    }, LONG);
  });

  describe('a broker that lets everybody publish anything', () => {
    it('cannot stop the platform: what names nobody known is quarantined or counted, the rest is stored', async () => {
      const server = await TemporaryMosquitto.start();
      const platform = await TestPlatform.start({ env: { MQTT_URL: `mqtt://127.0.0.1:${server.port}` } });
      try {
        await receiving(platform);
        const client = await DeviceClient.open(server.port);
        const reading = (n: number): string => JSON.stringify({ ts: hourAgo + n, values: { temperature: n } });
        await client.publish(telemetryTopic('nowhere', 'ghost'), reading(1));
        await client.publish(telemetryTopic('bench', 'ghost'), reading(2));
        await client.publish('yanshou/v1/no project/ghost/telemetry', reading(3));
        await client.publish(telemetryTopic('bench', first), Buffer.alloc(300_000, 'x'));
        await client.publish(telemetryTopic('bench', first), reading(4));
        client.close();
        await until(async () => (await platform.settle()).stored === 1);
        expect((await platform.quarantine()).map(({ code }) => code)).toEqual(['unknown-device']);
        expect(imbalance(await platform.settle())).toEqual(BALANCED);
        const { intake: { broker } } = await platform.child.ask<{ intake: { broker: { refused: unknown; acknowledged: number } } }>({ ask: 'status' });
        expect(broker).toMatchObject({ acknowledged: 3, refused: { 'foreign-topic': 1, 'payload-too-large': 1 } });
        expect((await readiness(platform)).ready).toBe(true);
      } finally {
        await platform.dispose();
        await server.dispose();
      }
    }, LONG);
  });

  describe('a broker that forgets', () => {
    it('is subscribed to anew, and the possible gap is told, counted and on record; what is sent again arrives', async () => {
      const site = await MosquittoSite.start();
      const platform = await site.platform();
      try {
        const all = senders(platform, hourAgo);
        await Promise.all(all.map((sender) => sender.connect(site.port)));
        await sleep(500);
        await site.mosquitto.kill();
        await until(async () => (await brokerCheck(platform))?.ok === false);
        await site.mosquitto.run();
        await receiving(platform);
        expect(await onRecord(platform, RecordKind.brokerSessionLost)).toEqual([{ broker: `127.0.0.1:${site.mosquitto.platformPort}`, from: expect.any(Number), to: expect.any(Number) }]);
        const detail = (await brokerCheck(platform))?.detail;
        expect(detail).toMatch(/丢失了平台的会话.*may not have been delivered/);
        expect(await (await fetch(`${platform.http}/metrics`)).text()).toContain('yanshou_broker_sessions_lost_total 1');
        await Promise.all(all.map((sender) => sender.connect(site.port)));
        const before = all.map((sender) => sender.acknowledged.size);
        await sleep(500);
        await Promise.all(all.map((sender) => sender.drain()));
        all.forEach((sender, index) => {
          sender.close();
          expect(sender.acknowledged.size).toBeGreaterThan(before[index] as number);
        });
        const lately = async (): Promise<boolean> => {
          await platform.settle();
          for (const [index, sender] of all.entries()) {
            const last = Math.max(...sender.acknowledged);
            if (!(await stored(platform, deviceId(index))).includes(last)) return false;
          }
          return true;
        };
        await until(lately);
        expect(imbalance(await platform.settle())).toEqual(BALANCED);
      } finally {
        await platform.dispose();
        await site.dispose();
      }
    }, LONG);
  });
}
