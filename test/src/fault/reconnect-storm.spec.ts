import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import { systemClock } from '@yanshou/telemetry';
import { deviceId } from '../platform-under-test/bench-project.js';
import type { RawClient } from '../platform-under-test/raw-client.js';
import { TestPlatform } from '../platform-under-test/test-platform.js';

const DEVICES = 50;
const CONNECTIONS = 10_000;
const AT_A_TIME = 100;

describe('ten thousand reconnections', () => {
  let platform: TestPlatform;
  beforeAll(async () => { platform = await TestPlatform.start({ devices: DEVICES }); }, 180_000);
  afterAll(() => platform.dispose());

  it('are all let in while a connected device goes on being acknowledged', async () => {
    const steady = await platform.connect(deviceId(0));
    let storming = true;
    const waits = acknowledgementWaits(steady, () => storming);
    let left = CONNECTIONS;
    const codes = new Map<number | undefined, number>();
    const reconnect = async (worker: number): Promise<void> => {
      // Every device but the steady one; three of its connections may be open at a time.
      const device = deviceId(1 + (worker % (DEVICES - 1)));
      while (left > 0) {
        left -= 1;
        const client = await platform.connect(device, { clientId: `storm-${worker}` });
        codes.set(client.connackCode, (codes.get(client.connackCode) ?? 0) + 1);
        client.send({ cmd: 'disconnect' });
        client.socket.end();
        await client.whenClosed();
      }
    };
    await Promise.all(Array.from({ length: AT_A_TIME }, (_, worker) => reconnect(worker)));
    storming = false;
    expect(codes).toEqual(new Map([[0, CONNECTIONS]]));
    const measured = await waits;
    expect(measured.length).toBeGreaterThan(20);
    expect(Math.max(...measured)).toBeLessThan(2_000);
    steady.close();
  }, 240_000);
});

/** Milliseconds from each message to its PUBACK, one after another. */
async function acknowledgementWaits(client: RawClient, goOn: () => boolean): Promise<number[]> {
  const waits: number[] = [];
  for (let id = 1; goOn(); id += 1) {
    const from = systemClock.monotonicMillis();
    await client.publishAcknowledged(telemetryTopic('bench', deviceId(0)), `{"values":{"temperature":${id % 100}}}`, id);
    waits.push(systemClock.monotonicMillis() - from);
    await sleep(50);
  }
  return waits;
}
