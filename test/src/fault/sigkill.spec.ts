import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { MICROS_PER_HOUR, MICROS_PER_MILLISECOND, systemClock } from '@yanshou/telemetry';
import { BALANCED, imbalance } from '../platform-under-test/balance.js';
import { deviceId } from '../platform-under-test/bench-project.js';
import { PersistentSender } from '../platform-under-test/persistent-sender.js';
import { seeded, testSeed } from '../platform-under-test/seeded.js';
import { TestPlatform } from '../platform-under-test/test-platform.js';

const KILLS = 20;
const LONGEST_RUN_MILLIS = 400;
const seed = testSeed(systemClock.now() % 1_000_000);
const QOS = [1, 1, 2, 2] as const;

describe(`SIGKILL while devices send (YANSHOU_TEST_SEED=${seed})`, () => {
  let platform: TestPlatform;
  let senders: PersistentSender[];

  beforeAll(async () => {
    // As fast as they are acknowledged: the rate limit is not what is tested here.
    platform = await TestPlatform.start({ env: { YANSHOU_DEVICE_RATE: '100000', YANSHOU_DEVICE_BURST: '100000' } });
    const firstMillis = Math.floor((systemClock.now() - MICROS_PER_HOUR) / MICROS_PER_MILLISECOND);
    senders = QOS.map((qos, index) => {
      const device = deviceId(index);
      return new PersistentSender({ project: 'bench', device, secret: platform.secrets[`bench/${device}`] as string, qos, firstMillis });
    });
  }, 180_000);
  afterAll(async () => {
    senders.forEach((sender) => sender.close());
    await platform.dispose();
  });

  it(`after ${KILLS} of them every acknowledged message is stored exactly once`, async () => {
    const random = seeded(seed);
    for (let kill = 0; kill < KILLS; kill += 1) {
      await Promise.all(senders.map((sender) => sender.connect(platform.mqttPort)));
      await sleep(random() * LONGEST_RUN_MILLIS);
      await platform.child.kill();
      platform = await platform.again();
    }
    await Promise.all(senders.map((sender) => sender.connect(platform.mqttPort)));
    await Promise.all(senders.map((sender) => sender.drain()));
    await platform.settle();
    for (const [index, sender] of senders.entries()) {
      expect(sender.acknowledged.size).toBe(sender.sent);
      const { at } = await platform.child.ask<{ at: number[] }>({ ask: 'times', device: deviceId(index), metric: 'temperature' });
      expect(differences(at.map((micros) => micros / MICROS_PER_MILLISECOND), sender.acknowledged)).toEqual({ missing: [], twice: [], neverSent: [] });
    }
  }, 400_000);

  it('what was sent again is counted, not stored; QoS 2 messages came once each', async () => {
    const totals = await platform.settle();
    const sent = senders.reduce((sum, sender) => sum + sender.sent, 0);
    expect(imbalance(totals)).toEqual(BALANCED);
    expect(totals).toMatchObject({ stored: sent, duplicates: totals.messages - sent, conflicts: 0, quarantined: 0, rejected: 0 });
    const rows = await platform.ledger();
    for (const [index, qos] of QOS.entries()) {
      if (qos !== 2) continue;
      const messages = rows.filter(({ device }) => device === deviceId(index)).reduce((sum, { counts }) => sum + counts.messages, 0);
      expect(messages).toBe(senders[index]?.sent);
    }
  });
});

function differences(stored: readonly number[], acknowledged: ReadonlySet<number>) {
  const once = new Set(stored);
  return {
    missing: [...acknowledged].filter((millis) => !once.has(millis)).slice(0, 5),
    twice: stored.filter((millis, index) => stored[index - 1] === millis).slice(0, 5),
    neverSent: stored.filter((millis) => !acknowledged.has(millis)).slice(0, 5),
  };
}
