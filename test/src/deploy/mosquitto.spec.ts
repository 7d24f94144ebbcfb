import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import { DEFAULT_CONSUMER_LIMITS } from '@yanshou/broker-mqtt';
import { DeviceClient, hasMosquitto, mosquittoBinary } from '@yanshou/broker-mqtt/testing';
import { freePorts } from '@yanshou/telemetry/testing';
import { deviceId } from '../platform-under-test/bench-project.js';
import { receiving } from '../platform-under-test/mosquitto-site.js';
import { TestPlatform, scratchDirectory } from '../platform-under-test/test-platform.js';
import { until } from '../platform-under-test/until.js';
import { COMPOSE, ROOT, repositoryText } from './compose-file.js';

const LONG = 180_000;
const RELOAD_MILLIS = 60_000;
const CONFIGURATION = repositoryText('deploy/mosquitto/mosquitto.conf');
const LARGEST_PACKET = Number(/^max_packet_size (\d+)$/m.exec(CONFIGURATION)?.[1]);
const { maxPayloadBytes, maximumPacketBytes } = DEFAULT_CONSUMER_LIMITS;
/** Of a container alone, or of a machine that is set up by hand: each says it in its own way. */
const PLACE = /^(listener|log_dest|persistence|persistence_location|per_listener_settings)\b/;

const settingsOf = (text: string): string[] => text.split('\n').filter((line) => line !== '' && !line.startsWith('#') && !PLACE.test(line)).sort();

if (!hasMosquitto('the configuration and script of its container')) {
  it('is not run without Mosquitto', () => expect(mosquittoBinary()).toBeUndefined());
} else {
  describe('Mosquitto, as its container runs it', () => {
    const [device, other] = [deviceId(0), deviceId(1)];
    let directory: string;
    let port: number;
    let platform: TestPlatform;
    let broker: ChildProcess;
    let said = '';

    const open = (principal: string): Promise<DeviceClient> =>
      DeviceClient.open(port, { username: `bench/${principal}`, password: platform.secrets[`bench/${principal}`] as string, version: 4 });

    beforeAll(async () => {
      directory = scratchDirectory();
      const files = join(directory, 'files');
      for (const folder of ['files', 'data']) mkdirSync(join(directory, folder));
      const [devices = 0, own = 0] = await freePorts(2);
      port = devices;
      writeFileSync(join(directory, 'mosquitto.conf'), configuration(files, devices, own));
      broker = spawn('/bin/sh', [join(ROOT, 'deploy/mosquitto/run.sh'), join(directory, 'mosquitto.conf'), files], { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, PATH: `/usr/sbin:${process.env.PATH ?? ''}` } });
      broker.stderr?.on('data', (chunk: Buffer) => void (said += chunk.toString()));
      platform = await TestPlatform.start({ env: { MQTT_URL: `mqtt://platform:of-the-platform@127.0.0.1:${own}`, YANSHOU_MOSQUITTO_DIR: files } });
      await receiving(platform);
    }, LONG);
    afterAll(async () => {
      broker.kill('SIGKILL');
      await platform.dispose();
      rmSync(directory, { recursive: true });
    });

    const configuration = (files: string, devices: number, own: number): string =>
      `${process.getuid?.() === 0 ? 'user root\n' : ''}${CONFIGURATION}`
        .replaceAll('/var/lib/yanshou-mosquitto', files).replace('/mosquitto/data/', `${join(directory, 'data')}/`)
        .replace('listener 1883', `listener ${devices} 127.0.0.1`).replace('listener 1884', `listener ${own} 127.0.0.1`);

    it('is started the way that is tested here', () => {
      const { entrypoint, command, volumes } = COMPOSE.services['mosquitto'] ?? {};
      expect(entrypoint).toEqual(['/bin/sh', '/etc/yanshou-mosquitto/run.sh']);
      expect(command).toEqual(['/etc/yanshou-mosquitto/mosquitto.conf', '/var/lib/yanshou-mosquitto']);
      expect(volumes?.map((volume) => volume.split(':')[1])).toEqual(['/etc/yanshou-mosquitto', '/var/lib/yanshou-mosquitto', '/mosquitto/data']);
    });

    it('is documented with the same settings for who sets it up by hand', () => {
      const documented = /^# \/etc\/mosquitto\/conf\.d\/yanshou\.conf\n([^`]+)```/m.exec(repositoryText('docs/operations.md'))?.[1] ?? '';
      expect(settingsOf(documented)).toEqual(settingsOf(CONFIGURATION));
    });

    it('waits for the files of the platform, and lets in whom it registered after it had started', async () => {
      await until(async () => (await open(device)).isAdmitted, RELOAD_MILLIS);
      const client = await open(device);
      expect(await client.publish(telemetryTopic('bench', device), '{"values":{"temperature":1}}')).toBe(0);
      await until(async () => (await platform.settle()).stored === 1, RELOAD_MILLIS);
      client.close();
    }, LONG);

    it('cuts and refuses a device that was revoked, and not its neighbour', async () => {
      await platform.child.ask({ ask: 'revoke', device });
      await until(async () => !(await open(device)).isAdmitted, RELOAD_MILLIS);
      expect((await open(other)).isAdmitted).toBe(true);
    }, LONG);

    it('acknowledges nothing that the platform does not get: what is too long is refused there and on record, what is longer still is cut', async () => {
      expect(LARGEST_PACKET).toBeGreaterThan(maxPayloadBytes);
      expect(LARGEST_PACKET).toBeLessThan(maximumPacketBytes);
      await until(async () => (await open(other)).isAdmitted, RELOAD_MILLIS);
      const client = await open(other);
      const topic = telemetryTopic('bench', other);
      expect(await client.publish(topic, Buffer.alloc(LARGEST_PACKET - 1_000, 'x'))).toBe(0);
      expect(await client.publish(topic, Buffer.alloc(maxPayloadBytes + 1, 'x'))).toBe(0);
      expect(await client.publish(topic, Buffer.alloc(LARGEST_PACKET, 'x'))).toBeUndefined();
      await until(async () => (await refusedByPlatform())['payload-too-large'] === 2, RELOAD_MILLIS);
      expect(await platform.child.stop()).toBe(0);
      platform = await platform.again();
      expect((await platform.settle()).refused).toBe(2);
      expect((await platform.ledger()).filter(({ reasons }) => 'payload-too-large' in reasons).map(({ device: name }) => name)).toEqual([other]);
    }, LONG);

    const refusedByPlatform = async (): Promise<Readonly<Record<string, number>>> =>
      (await platform.child.ask<{ intake: { broker: { refused: Record<string, number> } } }>({ ask: 'status' })).intake.broker.refused;

    it('ends with its broker when it is told to, at once', async () => {
      const gone = new Promise<number | null>((resolve) => void broker.once('exit', resolve));
      broker.kill('SIGTERM');
      expect(await Promise.race([gone, sleep(10_000, 'hangs')])).toBe(0);
      expect(said).toContain('terminating');
    }, LONG);
  });
}
