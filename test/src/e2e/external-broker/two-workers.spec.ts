import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import type { ConsumerStats } from '@yanshou/broker-mqtt';
import { DeviceClient, TemporaryMosquitto, hasMosquitto, mosquittoBinary } from '@yanshou/broker-mqtt/testing';
import { TestChild } from '../../platform-under-test/child-process.js';
import { until } from '../../platform-under-test/until.js';

const PROCESS = resolve(import.meta.dirname, '../../../dist/platform-under-test/ingest-worker.process.js');
const DEVICES = 4;
const LONG = 60_000;

type Stats = ConsumerStats & { readonly condition: string };
const stats = (worker: TestChild): Promise<Stats> => worker.ask<Stats>({ ask: 'stats' });
const journalled = async (worker: TestChild): Promise<string[]> => (await worker.ask<{ payloads: string[] }>({ ask: 'payloads' })).payloads;

if (!hasMosquitto('two ingest workers of one group')) {
  it('is not run without Mosquitto', () => expect(mosquittoBinary()).toBeUndefined());
} else {
  const closing: (() => Promise<unknown> | void)[] = [];
  afterEach(async () => {
    for (const close of closing.splice(0)) await close();
  });

  const broker = async (): Promise<TemporaryMosquitto> => {
    const server = await TemporaryMosquitto.start();
    closing.push(() => server.dispose());
    return server;
  };
  const worker = async (port: number, name: string, directory = mkdtempSync(join(tmpdir(), 'yanshou-worker-')), keepalive = '30'): Promise<{ child: TestChild; directory: string }> => {
    const child = await TestChild.start(PROCESS, [String(port), directory, name, keepalive]);
    closing.unshift(async () => {
      if (child.process.connected) await child.stop();
      rmSync(directory, { recursive: true, force: true });
    });
    await until(async () => (await stats(child)).condition === 'receiving');
    return { child, directory };
  };

  /** Devices that publish one message after another until told to stop; answers what the broker acknowledged. */
  const load = async (port: number) => {
    const acknowledged: string[] = [];
    const clients = await Promise.all(Array.from({ length: DEVICES }, (_, index) => DeviceClient.open(port, { clientId: `d${index}` })));
    let isOver = false;
    const running = Promise.all(clients.map(async (client, index) => {
      for (let n = 0; !isOver; n += 1) {
        const payload = `${index}-${n}`;
        if ((await client.publish(`yanshou/v1/p1/d${index}/telemetry`, payload)) === 0) acknowledged.push(payload);
        await sleep(1);
      }
      client.close();
    }));
    return { acknowledged, stop: async () => { isOver = true; await running; } };
  };

  describe('two ingest workers of one group', () => {
    it('share the load, and lose nothing when one is killed', async () => {
      const { port } = await broker();
      const [left, right] = [await worker(port, 'left'), await worker(port, 'right')];
      const devices = await load(port);
      await sleep(800);
      await right.child.kill();
      await sleep(800);
      const before = (await stats(left.child)).received;
      await sleep(200);
      expect((await stats(left.child)).received).toBeGreaterThan(before);
      const again = await worker(port, 'right', right.directory);
      await sleep(300);
      await devices.stop();
      const all = async (): Promise<string[]> => [...(await journalled(left.child)), ...(await journalled(again.child))];
      const missing = async (): Promise<string[]> => { const known = new Set(await all()); return devices.acknowledged.filter((payload) => !known.has(payload)); };
      await until(async () => (await missing()).length === 0, 10_000).catch(() => undefined);
      expect(await missing()).toEqual([]);
      const [ofLeft, ofRight] = [await journalled(left.child), await journalled(again.child)];
      expect(devices.acknowledged.length).toBeGreaterThan(500);
      expect(Math.min(ofLeft.length, ofRight.length)).toBeGreaterThan(devices.acknowledged.length / 5);
      // Twice is only what was open when the worker died.
      const twice = ofLeft.length + ofRight.length - new Set([...ofLeft, ...ofRight]).size;
      expect(twice).toBeLessThanOrEqual((await stats(again.child)).redelivered);
    }, LONG);

    it('acknowledgements held for three keepalives close nothing', async () => {
      const { port } = await broker();
      const { child } = await worker(port, 'only', undefined, '2');
      await child.ask({ ask: 'hold' });
      const client = await DeviceClient.open(port);
      closing.unshift(() => client.close());
      for (let n = 0; n < 100; n += 1) await client.publish('yanshou/v1/p1/d1/telemetry', String(n));
      await sleep(6_500);
      expect(await stats(child)).toMatchObject({ received: 100, acknowledged: 0, openMessages: 100, connects: 1, condition: 'receiving' });
      await child.ask({ ask: 'answer' });
      await until(async () => (await stats(child)).acknowledged === 100);
      expect(await journalled(child)).toEqual(Array.from({ length: 100 }, (_, n) => String(n)));
      expect(await stats(child)).toMatchObject({ connects: 1, redelivered: 0 });
    }, LONG);
  });
}
