import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { telemetryTopic } from '@yanshou/access';
import { DeviceClient, hasMosquitto, mosquittoBinary } from '@yanshou/broker-mqtt/testing';
import { deviceId } from '../platform-under-test/bench-project.js';
import { receiving } from '../platform-under-test/mosquitto-site.js';
import { TestPlatform, scratchDirectory } from '../platform-under-test/test-platform.js';
import { until } from '../platform-under-test/until.js';
import { COMPOSE, ROOT, repositoryText } from './compose-file.js';
import { freePorts } from './free-ports.js';

const LONG = 180_000;
const RELOAD_MILLIS = 20_000;

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
      `${process.getuid?.() === 0 ? 'user root\n' : ''}${repositoryText('deploy/mosquitto/mosquitto.conf')}`
        .replaceAll('/var/lib/yanshou-mosquitto', files).replace('/mosquitto/data/', `${join(directory, 'data')}/`)
        .replace('listener 1883', `listener ${devices} 127.0.0.1`).replace('listener 1884', `listener ${own} 127.0.0.1`);

    it('is started the way that is tested here', () => {
      const { entrypoint, command, volumes } = COMPOSE.services['mosquitto'] ?? {};
      expect(entrypoint).toEqual(['/bin/sh', '/etc/yanshou-mosquitto/run.sh']);
      expect(command).toEqual(['/etc/yanshou-mosquitto/mosquitto.conf', '/var/lib/yanshou-mosquitto']);
      expect(volumes?.map((volume) => volume.split(':')[1])).toEqual(['/etc/yanshou-mosquitto', '/var/lib/yanshou-mosquitto', '/mosquitto/data']);
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

    it('ends with its broker when it is told to, at once', async () => {
      const gone = new Promise<number | null>((resolve) => void broker.once('exit', resolve));
      broker.kill('SIGTERM');
      expect(await Promise.race([gone, sleep(10_000, 'hangs')])).toBe(0);
      expect(said).toContain('terminating');
    }, LONG);
  });
}
