import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import { MICROS_PER_HOUR, MICROS_PER_MILLISECOND, systemClock } from '@yanshou/telemetry';
import { BALANCED, imbalance } from '../platform-under-test/balance.js';
import { deviceId } from '../platform-under-test/bench-project.js';
import { mountDisk } from '../platform-under-test/mounted-disk.js';
import { notRun } from '../platform-under-test/not-run.js';
import { TestPlatform, scratchDirectory } from '../platform-under-test/test-platform.js';
import { until } from '../platform-under-test/until.js';

const LONG = 240_000;
/** The journal refuses below 1 GiB of room, so a disk that is resized is as good as one that fills, and costs no memory. */
const ROOMY = '1200m';
const TIGHT = '64m';
const SERVER_UNAVAILABLE = 3;
const device = deviceId(0);
const topic = telemetryTopic('bench', device);
const first = Math.floor((systemClock.now() - MICROS_PER_HOUR) / MICROS_PER_MILLISECOND);
const message = (n: number): string => `{"ts":${first - n * 1_000},"values":{"temperature":${n % 100},"mode":"${'x'.repeat(256)}"}}`;
const timeOf = (n: number): number => (first - n * 1_000) * MICROS_PER_MILLISECOND;

interface Ready {
  readonly ready: boolean;
  readonly checks: readonly { readonly name: string; readonly ok: boolean; readonly detail?: string }[];
}

const readyz = async (platform: TestPlatform): Promise<{ status: number; body: Ready }> => {
  const response = await fetch(`${platform.http}/readyz`);
  return { status: response.status, body: (await response.json()) as Ready };
};

/** Sends from `n` on, one after another, until one is not acknowledged or `upTo` is; answers the first that was not. */
async function sendUntilRefused(platform: TestPlatform, n: number, upTo: number): Promise<number> {
  const client = await platform.connect(device);
  try {
    for (let next = n; next <= upTo; next += 1) {
      await client.publishAcknowledged(topic, message(next), (next % 65_535) + 1).catch(() => undefined);
      if (client.closed) return next;
    }
    return upTo + 1;
  } finally {
    client.close();
  }
}

async function expectStoredOnce(platform: TestPlatform, upTo: number): Promise<void> {
  const totals = await platform.settle();
  const { at } = await platform.child.ask<{ at: number[] }>({ ask: 'times', device, metric: 'temperature' });
  expect(at).toEqual(Array.from({ length: upTo }, (_, i) => timeOf(upTo - i)));
  expect(imbalance(totals)).toEqual(BALANCED);
  expect(totals).toMatchObject({ quarantined: 0, rejected: 0, conflicts: 0 });
}

async function expectRefusing(platform: TestPlatform): Promise<void> {
  const { status, body } = await readyz(platform);
  expect([status, body.ready]).toEqual([503, false]);
  expect(body.checks.find(({ name }) => name === 'journal')).toMatchObject({ ok: false, detail: expect.stringMatching(/磁盘已满.*disk full/) });
  const late = await platform.connect(deviceId(1));
  expect(late.connackCode).toBe(SERVER_UNAVAILABLE);
  late.close();
}

describe('the journal has reached YANSHOU_JOURNAL_MAX_BYTES', () => {
  let platform: TestPlatform;

  beforeAll(async () => {
    platform = await TestPlatform.start({ env: { YANSHOU_JOURNAL_MAX_BYTES: '1048576', YANSHOU_DEVICE_BURST: '10000' } });
  }, LONG);
  afterAll(() => platform.dispose());

  it('nothing more is acknowledged and /readyz says so; with more room it goes on, nothing is lost', async () => {
    const refused = await sendUntilRefused(platform, 1, 4_000);
    expect(refused).toBeLessThan(4_000);
    expect(refused).toBeGreaterThan(1_000);
    await expectRefusing(platform);
    await expectStoredOnce(platform, refused - 1);
    expect(await platform.child.stop()).toBe(0);
    platform = await platform.again({ YANSHOU_JOURNAL_MAX_BYTES: '3000000' });
    expect((await readyz(platform)).status).toBe(200);
    expect(await sendUntilRefused(platform, refused, refused + 10)).toBe(refused + 11);
    await expectStoredOnce(platform, refused + 10);
  }, LONG);
});

describe('the disk of the journal runs full', () => {
  const directory = scratchDirectory();
  const disk = mountDisk(join(directory, 'journal'), ROOMY);
  let platform: TestPlatform | undefined;

  afterAll(async () => {
    await platform?.child.stop();
    disk?.unmount();
    await platform?.dispose();
  });

  it('refuses without a restart, and accepts again by itself when there is room', async () => {
    if (disk === undefined) return notRun('fault: full disk of the journal (needs the right to mount a tmpfs)');
    platform = await TestPlatform.start({ directory });
    const running = platform;
    expect(await sendUntilRefused(running, 1, 20)).toBe(21);
    disk.resize(TIGHT);
    await until(async () => (await readyz(running)).status === 503);
    await expectRefusing(running);
    disk.resize(ROOMY);
    await until(async () => (await readyz(running)).status === 200);
    expect(await sendUntilRefused(running, 21, 40)).toBe(41);
    await expectStoredOnce(running, 40);
  }, LONG);

  it('cuts who sends meanwhile, unacknowledged', async () => {
    if (disk === undefined || platform === undefined) return;
    const running = platform;
    const client = await running.connect(device);
    disk.resize(TIGHT);
    await until(async () => (await readyz(running)).status === 503);
    client.publish(topic, message(41), { messageId: 41 });
    await client.whenClosed();
    expect(client.packets.filter(({ cmd }) => cmd === 'puback')).toEqual([]);
    disk.resize(ROOMY);
    await until(async () => (await readyz(running)).status === 200);
    expect(await sendUntilRefused(running, 41, 41)).toBe(42);
    await expectStoredOnce(running, 41);
  }, LONG);
});
