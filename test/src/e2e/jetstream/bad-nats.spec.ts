import { join } from 'node:path';
import { rmSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { RecordKind, readMessage } from '@yanshou/journal';
import type { JournalRecord } from '@yanshou/journal';
import { openJetStreamReader, partitionOf } from '@yanshou/journal-jetstream';
import { NatsServers, natsInstalled } from '@yanshou/journal-jetstream/testing';
import { readAll } from '@yanshou/journal/testing';
import { withInflux } from '@yanshou/store-influx/testing/with-influx';
import { MICROS_PER_SECOND, systemClock } from '@yanshou/telemetry';
import { deviceId } from '../../platform-under-test/bench-project.js';
import { PersistentSender } from '../../platform-under-test/persistent-sender.js';
import { MAIN, Product } from '../../platform-under-test/product.js';
import { RawClient } from '../../platform-under-test/raw-client.js';
import { ScaleSite, hasSiteServers } from '../../platform-under-test/scale-site.js';
import { scratchDirectory } from '../../platform-under-test/test-platform.js';
import { until } from '../../platform-under-test/until.js';

const EX_IOERR = 74;
const EX_CONFIG = 78;
const PROJECT = 'bad-nats';
const DEVICE = deviceId(0);
/** A heartbeat falls due every twenty seconds: longer than that, or none would have been. */
const OUTAGE_MILLIS = 25_000;
/** The servers may be silent that long before it counts. */
const NOTICED_MICROS = 10 * MICROS_PER_SECOND;

interface Check {
  readonly name: string;
  readonly state: string;
  readonly code?: string;
  readonly detailZh?: string;
}

if (natsInstalled('a platform with bad NATS servers')) describe('a platform whose NATS has no JetStream', () => {
  const closing: (() => unknown)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0).reverse()) await close();
  });

  const start = async (url: string) => {
    const directory = scratchDirectory();
    closing.push(() => rmSync(directory, { recursive: true }));
    const { status, stdout, stderr } = await Product.run(MAIN, [], {
      YANSHOU_HTTP_PORT: '0', YANSHOU_MQTT_PORT: '0', YANSHOU_ROLES: 'ingest', YANSHOU_DATA_DIR: join(directory, 'data'), YANSHOU_SHARED_DIR: join(directory, 'shared'),
      YANSHOU_STORE: 'influxdb', INFLUX_URL: 'http://127.0.0.1:1', INFLUX_DATABASE: 'x', DATABASE_URL: 'postgres://nobody@127.0.0.1:1/x', NATS_URL: url,
    });
    return { status, stdout, line: stderr.trim(), count: stderr.trim().split('\n').length };
  };

  it('ends with 74 and one line that says to enable it', async () => {
    const servers = await NatsServers.start(1, { jetStream: false });
    closing.push(() => servers.stop());
    const { line, ...rest } = await start(servers.url);
    expect(rest).toEqual({ status: EX_IOERR, stdout: '', count: 1 });
    expect(line).toMatch(/未启用 JetStream.*has no JetStream: enable/);
  }, 120_000);

  it('ends with 74 where nobody answers, and with 78 and the name of the setting where NATS_URL cannot be read', async () => {
    const servers = await NatsServers.start(1);
    await servers.stop();
    expect(await start(servers.url)).toMatchObject({ status: EX_IOERR, count: 1, line: expect.stringMatching(/NATS_URL/) });
    expect(await start('nats://u:p%zz@h')).toMatchObject({ status: EX_CONFIG, count: 1, line: expect.stringMatching(/NATS_URL="…"/) });
  }, 120_000);
});

if (hasSiteServers('JetStream that vanishes under a receiver')) withInflux('JetStream that vanishes', (influx) => {
  describe('a receiver whose JetStream vanishes', () => {
    let site: ScaleSite | undefined;
    afterEach(() => site?.close());

    it('acknowledges nothing and lets nobody in, says so, claims none of the time, and goes on with nothing lost', async () => {
      site = await ScaleSite.open({ influx: influx(), projects: [PROJECT], devices: 2, nats: true });
      const receiver = await site.start('ingest');
      const journal = async (): Promise<Check | undefined> => ((await (await fetch(`${receiver.http}/readyz`)).json()) as { checks: Check[] }).checks.find(({ name }) => name === 'journal');
      const sender = new PersistentSender({ project: PROJECT, device: DEVICE, secret: site.secretOf(PROJECT, DEVICE), qos: 1, firstMillis: 1_700_000_000_000, window: 5, restMillis: 20 });
      await sender.connect(receiver.mqttPort);
      await until(() => sender.acknowledged.size > 50, 60_000);

      const names = site.nats.members.map(({ name }) => name);
      for (const name of names) await site.nats.kill(name);
      const began = systemClock.now();
      for (const name of names) await site.nats.launch(name, { jetStream: false });
      const down = await until(async () => {
        const told = await journal();
        return told?.state === 'down' && told;
      });
      expect(down).toMatchObject({ code: 'journal-unreachable', detailZh: expect.stringMatching(/NATS/) });
      const acknowledged = sender.acknowledged.size;
      const other = deviceId(1);
      const late = await RawClient.open(receiver.mqttPort, { username: `${PROJECT}/${other}`, password: site.secretOf(PROJECT, other), clientId: other });
      expect(late.connackCode).toBe(3);
      await sleep(OUTAGE_MILLIS);
      expect([sender.acknowledged.size, receiver.child.process.exitCode]).toEqual([acknowledged, null]);
      // Once a heartbeat was due in every stream it is not one of them that is silent, but the servers.
      await until(async () => (await journal())?.detailZh?.startsWith('NATS 服务器无应答') === true, 60_000);
      const ended = systemClock.now();
      for (const name of names) {
        await site.nats.kill(name);
        await site.nats.launch(name);
      }
      if (!sender.isConnected) await until(() => sender.connect(receiver.mqttPort).then(() => true, () => false), 60_000);
      await until(() => sender.acknowledged.size > acknowledged + 50, 90_000);
      await until(async () => (await journal())?.state === 'up', 60_000);
      await sender.drain();

      const records = await recordsOf(site.nats);
      const stored = records.filter(({ kind }) => kind === RecordKind.message).map(({ body }) => (JSON.parse(readMessage(body).payload.toString()) as { ts: number }).ts);
      for (const millis of sender.acknowledged) expect(stored).toContain(millis);
      const beats = records.filter(({ kind }) => kind === RecordKind.heartbeat).map(({ at }) => at);
      expect(beats.length).toBeGreaterThan(0);
      expect(beats.filter((at) => at > began + NOTICED_MICROS && at < ended)).toEqual([]);
      sender.close();
    }, 400_000);
  });
});

async function recordsOf(servers: NatsServers): Promise<JournalRecord[]> {
  const connection = await servers.connect();
  const reader = await openJetStreamReader({ connection, partition: partitionOf(PROJECT) });
  const records = await readAll(reader);
  await reader.close();
  await connection.close();
  return records;
}
