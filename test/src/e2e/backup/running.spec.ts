import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { RecordKind } from '@yanshou/journal';
import { readAll } from '@yanshou/journal/testing';
import { openSegmentReader } from '@yanshou/journal-segments';
import { MICROS_PER_HOUR, MICROS_PER_MILLISECOND, systemClock } from '@yanshou/telemetry';
import { backUp, handOverSecrets, restore } from '../../platform-under-test/backups.js';
import { BALANCED, imbalance } from '../../platform-under-test/balance.js';
import { deviceId } from '../../platform-under-test/bench-project.js';
import { PersistentSender } from '../../platform-under-test/persistent-sender.js';
import { JOURNAL_TOOL, Product } from '../../platform-under-test/product.js';
import { RawClient } from '../../platform-under-test/raw-client.js';
import { TestPlatform, scratchDirectory } from '../../platform-under-test/test-platform.js';
import { until } from '../../platform-under-test/until.js';

const LONG = 300_000;
const LOAD_MILLIS = 1_000;
const CHANGES = 10;
const CHANGE_MILLIS = 200;
const QOS = [1, 2, 1] as const;

describe('a backup of a platform that runs, while devices send and its registry changes', () => {
  let platform: TestPlatform;
  let restored: TestPlatform;
  let scratch: string;
  let senders: PersistentSender[];
  /** What each device had been acknowledged when the backup began. */
  let promised: ReadonlySet<number>[];
  let issued: string;
  let stderr: string;

  /** Changes while the backup begins: it has to wait for a moment without. */
  const changeTheRegistry = async (): Promise<void> => {
    for (let n = 0; n < CHANGES; n += 1) {
      await platform.child.ask({ ask: 'issue', device: deviceId(2) });
      await sleep(CHANGE_MILLIS);
    }
  };

  beforeAll(async () => {
    scratch = scratchDirectory();
    platform = await TestPlatform.start({ env: { YANSHOU_DEVICE_RATE: '100000', YANSHOU_DEVICE_BURST: '100000' } });
    const firstMillis = Math.floor((systemClock.now() - MICROS_PER_HOUR) / MICROS_PER_MILLISECOND);
    senders = QOS.map((qos, index) => {
      const device = deviceId(index);
      return new PersistentSender({ project: 'bench', device, secret: platform.secrets[`bench/${device}`] as string, qos, firstMillis, restMillis: 5 });
    });
    await Promise.all(senders.map((sender) => sender.connect(platform.mqttPort)));
    await sleep(LOAD_MILLIS);
    issued = (await platform.child.ask<{ value: { secret: string } }>({ ask: 'issue', device: deviceId(3) })).value.secret;
    promised = senders.map(({ acknowledged }) => new Set(acknowledged));
    const [made] = await Promise.all([backUp(platform.directory, join(scratch, 'backup')), changeTheRegistry()]);
    expect(made).toMatchObject({ status: 0, stdout: expect.stringContaining(join(scratch, 'backup')) });
    stderr = made.stderr;
    senders.forEach((sender) => sender.close());
    await platform.child.kill();
    expect(await restore(join(scratch, 'backup'), join(scratch, 'data'))).toMatchObject({ status: 0 });
    handOverSecrets(platform.directory, join(scratch, 'data'));
    restored = await TestPlatform.start({ directory: join(scratch, 'data') });
  }, LONG);
  afterAll(async () => {
    await restored.dispose();
    await platform.dispose();
    rmSync(scratch, { recursive: true });
  });

  it('tells how far it is and what it left out', () => {
    expect(stderr).toMatch(/^registry {2}\d+ 个文件 files/m);
    expect(stderr).toMatch(/^journal {2}\d+ 个文件 files/m);
    expect(stderr).toContain('test-credentials.json');
  });

  it('has everything that had been acknowledged when it began, exactly once', async () => {
    const totals = await restored.settle();
    expect(imbalance(totals)).toEqual(BALANCED);
    for (const [index, wanted] of promised.entries()) {
      const { at } = await restored.child.ask<{ at: number[] }>({ ask: 'times', device: deviceId(index), metric: 'temperature' });
      const millis = at.map((micros) => micros / MICROS_PER_MILLISECOND);
      expect(wanted.size).toBeGreaterThan(100);
      expect([...wanted].filter((each) => !new Set(millis).has(each)).slice(0, 5)).toEqual([]);
      expect(new Set(millis).size).toBe(millis.length);
    }
  }, LONG);

  it('lets devices publish again, with the secret that was issued just before it too', async () => {
    const client = await RawClient.open(restored.mqttPort, { username: `bench/${deviceId(3)}`, password: issued, clientId: 'again' });
    expect(client.connackCode).toBe(0);
    client.close();
    const known = await restored.connect(deviceId(0));
    const before = (await restored.settle()).stored;
    await known.publishAcknowledged(`yanshou/v1/bench/${deviceId(0)}/telemetry`, '{"values":{"temperature":1}}', 1);
    known.close();
    expect((await restored.settle()).stored).toBe(before + 1);
  }, LONG);

  it('has a journal and a registry of one moment: the restored platform goes on journalling changes where it was', async () => {
    await restored.child.ask({ ask: 'issue', device: deviceId(2) });
    const changes = () => restored.child.ask<{ revision: number; pending: number }>({ ask: 'changes' });
    const { revision } = await until(async () => {
      const told = await changes();
      return told.pending === 0 && told;
    });
    expect(await journalled(join(restored.directory, 'journal'))).toEqual(Array.from({ length: revision }, (_, index) => index + 1));
    await restored.child.stop();
    expect((await Product.run(JOURNAL_TOOL, ['check'], { YANSHOU_DATA_DIR: restored.directory })).status).toBe(0);
  }, LONG);
});

/** Ids of the registry's changes in the journal, in its order. */
async function journalled(directory: string): Promise<number[]> {
  const reader = await openSegmentReader(directory);
  const ids: number[] = [];
  for (const { kind, body } of await readAll(reader)) if (kind === RecordKind.registryChange) ids.push((JSON.parse(Buffer.from(body).toString()) as { id: number }).id);
  await reader.close();
  return ids;
}
