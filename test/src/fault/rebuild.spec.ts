import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import { MICROS_PER_HOUR, MICROS_PER_MILLISECOND, systemClock } from '@yanshou/telemetry';
import { BALANCED, imbalance } from '../platform-under-test/balance.js';
import { deviceId } from '../platform-under-test/bench-project.js';
import { PersistentSender } from '../platform-under-test/persistent-sender.js';
import { Product } from '../platform-under-test/product.js';
import { TestPlatform } from '../platform-under-test/test-platform.js';

const LONG = 240_000;
const LOAD_MILLIS = 500;
const LONGEST_STOP_MILLIS = 5_000;
const UNLIMITED = { YANSHOU_DEVICE_RATE: '100000', YANSHOU_DEVICE_BURST: '100000' } as const;
const hourAgo = (): number => Math.floor((systemClock.now() - MICROS_PER_HOUR) / MICROS_PER_MILLISECOND);

describe('the store is a replay of the journal', () => {
  let platform: TestPlatform;

  beforeAll(async () => {
    platform = await TestPlatform.start();
    const device = deviceId(0);
    const [client, first] = [await platform.connect(device), hourAgo()];
    for (let n = 1; n <= 40; n += 1) {
      const values = n % 10 === 0 ? '"vibration":1,"temperature":null' : `"temperature":${n / 4},"running":${n % 2 === 0},"mode":"M${n}"`;
      const ts = n % 7 === 0 ? first : first + n;
      await client.publishAcknowledged(telemetryTopic('bench', device), n % 13 === 0 ? '{' : `{"ts":${ts},"values":{${values}}}`, n);
    }
    client.close();
  }, LONG);
  afterAll(() => platform.dispose());

  it('without its store the platform comes back with the same totals, readings, ledger and quarantine', async () => {
    const seen = async () => ({ totals: await platform.settle(), readings: await platform.readings(), ledger: await platform.ledger(), quarantine: await platform.quarantine() });
    const before = await seen();
    expect(before.totals).toMatchObject({ messages: 40, quarantined: 3, rejected: 4, gaps: 4 });
    expect(before.totals.conflicts).toBeGreaterThan(0);
    await platform.child.stop();
    rmSync(join(platform.directory, 'store'), { recursive: true });
    platform = await platform.again();
    expect(await seen()).toEqual(before);
    expect(imbalance(before.totals)).toEqual(BALANCED);
  }, LONG);
});

describe('SIGTERM while devices send', () => {
  let platform: TestPlatform;

  beforeAll(async () => {
    platform = await TestPlatform.start({ env: UNLIMITED });
  }, LONG);
  afterAll(() => platform.dispose());

  it('ends within 5 s with 0, and what was acknowledged is stored', async () => {
    await platform.child.stop();
    const secrets = JSON.parse(readFileSync(join(platform.directory, 'test-credentials.json'), 'utf8')) as Record<string, string>;
    const product = await Product.start(platform.directory, UNLIMITED);
    const senders = ([1, 2, 1] as const).map((qos, index) => {
      const device = deviceId(index);
      return new PersistentSender({ project: 'bench', device, secret: secrets[`bench/${device}`] as string, qos, firstMillis: hourAgo() });
    });
    await Promise.all(senders.map((sender) => sender.connect(product.mqttPort)));
    await sleep(LOAD_MILLIS);
    const since = systemClock.monotonicMillis();
    const { status } = await product.terminate();
    expect(status).toBe(0);
    expect(systemClock.monotonicMillis() - since).toBeLessThan(LONGEST_STOP_MILLIS);
    platform = await platform.again();
    await platform.settle();
    for (const [index, sender] of senders.entries()) {
      expect(sender.acknowledged.size).toBeGreaterThan(0);
      const { at } = await platform.child.ask<{ at: number[] }>({ ask: 'times', device: deviceId(index), metric: 'temperature' });
      const stored = new Set(at.map((micros) => micros / MICROS_PER_MILLISECOND));
      expect([...sender.acknowledged].filter((millis) => !stored.has(millis))).toEqual([]);
    }
  }, LONG);
});
