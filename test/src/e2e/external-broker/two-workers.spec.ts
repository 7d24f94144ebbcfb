import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, afterEach, describe, expect, it } from '@jest/globals';
import type { ConsumerStats } from '@yanshou/broker-mqtt';
import { DeviceClient, TemporaryMosquitto, hasMosquitto, mosquittoBinary } from '@yanshou/broker-mqtt/testing';
import { TestChild } from '../../platform-under-test/child-process.js';
import { until } from '../../platform-under-test/until.js';

const PROCESS = resolve(import.meta.dirname, '../../../dist/platform-under-test/ingest-worker.process.js');
const DEVICES = 4;
const LONG = 240_000;

type Stats = ConsumerStats & { readonly condition: { readonly kind: string; readonly failure?: { readonly code: string } } };
const stats = (worker: TestChild): Promise<Stats> => worker.ask<Stats>({ ask: 'stats' });
const faultOf = ({ condition }: Stats): string | undefined => condition.failure?.code;
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
    const child = await TestChild.start(PROCESS, [`mqtt://127.0.0.1:${port}`, directory, name, keepalive]);
    closing.unshift(async () => {
      if (child.process.connected) await child.stop();
      rmSync(directory, { recursive: true, force: true });
    });
    await until(async () => (await stats(child)).condition.kind === 'receiving');
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

  describe('over TLS', () => {
    const directory = mkdtempSync(join(tmpdir(), 'yanshou-tls-'));
    afterAll(() => rmSync(directory, { recursive: true, force: true }));
    const openssl = (...words: string[]): void => void execFileSync('openssl', words, { cwd: directory, stdio: 'ignore' });
    const start = async (server: TemporaryMosquitto, host: string, env: Record<string, string>): Promise<TestChild> => {
      const child = await TestChild.start(PROCESS, [`mqtts://${host}:${server.platformPort}`, mkdtempSync(join(directory, 'journal-')), `worker-${host}`], env);
      closing.unshift(() => child.stop());
      return child;
    };

    const certify = (): void => openssl('req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-keyout', 'key.pem', '-out', 'cert.pem', '-subj', '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost');
    const certified = [`certfile ${directory}/cert.pem`, `keyfile ${directory}/key.pem`];

    it('a broker that wants a certificate of ours is not said to show a wrong one', async () => {
      certify();
      const server = await TemporaryMosquitto.start({ lines: ['listener {device} 127.0.0.1', 'allow_anonymous true', 'listener {platform} 127.0.0.1', ...certified, `cafile ${directory}/cert.pem`, 'require_certificate true'] });
      closing.push(() => server.dispose());
      const worker = await start(server, 'localhost', { NODE_EXTRA_CA_CERTS: join(directory, 'cert.pem') });
      // Its alert may be overtaken by the end of the socket: a later attempt has it.
      await until(async () => faultOf(await stats(worker)) === 'broker-wants-certificate');
    }, LONG);

    it('a broker is believed when its certificate is known and names it, and not otherwise', async () => {
      certify();
      const lines = ['listener {device} 127.0.0.1', 'allow_anonymous true', 'listener {platform} 127.0.0.1', ...certified];
      const server = await TemporaryMosquitto.start({ lines });
      closing.push(() => server.dispose());
      const known = { NODE_EXTRA_CA_CERTS: join(directory, 'cert.pem') };
      const [right, stranger, misnamed] = [await start(server, 'localhost', known), await start(server, 'localhost', {}), await start(server, '127.0.0.1', known)];
      await until(async () => (await stats(right)).condition.kind === 'receiving');
      for (const refused of [stranger, misnamed]) {
        const { condition } = await until(async () => {
          const told = await stats(refused);
          return told.condition.kind === 'faulty' && told;
        });
        expect(condition).toMatchObject({ failure: { code: 'broker-certificate' } });
      }
      const client = await DeviceClient.open(server.port);
      closing.unshift(() => client.close());
      await client.publish('yanshou/v1/p1/d1/telemetry', 'over TLS');
      await until(async () => (await journalled(right)).length === 1);
    }, LONG);
  });

  describe('two ingest workers of one group', () => {
    it('share the load, and lose nothing when one is killed', async () => {
      const { port } = await broker();
      const [left, right] = [await worker(port, 'left'), await worker(port, 'right')];
      const devices = await load(port);
      await until(() => devices.acknowledged.length > 200);
      await right.child.kill();
      const before = (await stats(left.child)).received;
      await until(async () => (await stats(left.child)).received > before + 100);
      const again = await worker(port, 'right', right.directory);
      const { length } = devices.acknowledged;
      await until(() => devices.acknowledged.length > Math.max(length + 100, 500));
      await devices.stop();
      const all = async (): Promise<string[]> => [...(await journalled(left.child)), ...(await journalled(again.child))];
      const missing = async (): Promise<string[]> => { const known = new Set(await all()); return devices.acknowledged.filter((payload) => !known.has(payload)); };
      await until(async () => (await missing()).length === 0).catch(() => undefined);
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
      expect(await stats(child)).toMatchObject({ received: 100, acknowledged: 0, openMessages: 100, connects: 1, condition: { kind: 'receiving' } });
      await child.ask({ ask: 'answer' });
      await until(async () => (await stats(child)).acknowledged === 100);
      expect(await journalled(child)).toEqual(Array.from({ length: 100 }, (_, n) => String(n)));
      expect(await stats(child)).toMatchObject({ connects: 1, redelivered: 0 });
    }, LONG);
  });
}
