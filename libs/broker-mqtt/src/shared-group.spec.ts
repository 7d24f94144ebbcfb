import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { secretVerifier } from '@yanshou/access';
import { mosquittoFiles } from './mosquitto-files.js';
import { DeviceClient } from './testing/device-client.js';
import { startConsumer } from './testing/recording-consumer.js';
import type { ConsumerWorld, ConsumerWorldOptions } from './testing/recording-consumer.js';
import { hasMosquitto } from './testing/require-mosquitto.js';
import { TemporaryMosquitto, mosquittoBinary } from './testing/temporary-mosquitto.js';
import { until } from './testing/until.js';

const FORMER = '$share/yanshou/yanshou/v1/+/+/telemetry';
/** What a device may try, as its project's rules refuse it all the same. */
const THEFTS: readonly [string, string][] = [
  ['in the group of earlier versions', FORMER],
  ['in a group with a name that it guessed', '$share/yanshou-0123456789abcdef0123456789abcdef/yanshou/v1/+/+/telemetry'],
  ['in a group that is named by a wildcard', '$share/+/yanshou/v1/+/+/telemetry'],
  ['without a group', 'yanshou/v1/+/+/telemetry'],
];
const numbers = (count: number): string[] => Array.from({ length: count }, (_, index) => String(index));
const secretOf = (name: string): string => `secret of ${name}`;

if (!hasMosquitto('the group in which workers share')) {
  it('is not run without Mosquitto', () => expect(mosquittoBinary()).toBeUndefined());
} else {
  describe('at a real Mosquitto, which lets everybody into any group, and gives messages to who may not read them', () => {
    let server: TemporaryMosquitto;
    const opened: (() => Promise<unknown> | void)[] = [];

    beforeEach(async () => {
      server = await TemporaryMosquitto.start({
        files: ['passwords', 'access'],
        lines: ['allow_anonymous false', 'password_file {directory}/passwords', 'acl_file {directory}/access', 'listener {device} 127.0.0.1', 'use_username_as_clientid true', 'listener {platform} 127.0.0.1'],
      });
      const rows = ['d1', 'd2'].map((principal) => ({ project: 'p1', principal, kind: 'device' as const, secretHash: principal, revoked: false, verifier: secretVerifier(secretOf(`p1/${principal}`)), issuedAt: 1 }));
      const { passwords, access } = mosquittoFiles(rows, { username: 'platform', verifier: secretVerifier('of-the-platform') });
      writeFileSync(join(server.directory, 'passwords'), passwords);
      writeFileSync(join(server.directory, 'access'), access);
      await server.end();
      await server.run();
    });
    afterEach(async () => {
      for (const close of opened.splice(0)) await close();
      await server.dispose();
    });

    const consumer = async (options: ConsumerWorldOptions = {}): Promise<ConsumerWorld> => {
      const world = startConsumer(server.platformPort, {}, { username: 'platform', password: 'of-the-platform', ...options });
      opened.unshift(() => world.consumer.close());
      await until(() => world.consumer.condition().kind === 'receiving', 'receiving');
      return world;
    };
    const device = async (principal: string, options: Parameters<typeof DeviceClient.open>[1] = {}): Promise<DeviceClient> => {
      const client = await DeviceClient.open(server.port, { username: `p1/${principal}`, password: secretOf(`p1/${principal}`), ...options });
      opened.unshift(() => client.close());
      expect(client.isAdmitted).toBe(true);
      return client;
    };
    const publish = async (payloads: readonly string[]): Promise<void> => {
      const client = await device('d2');
      for (const payload of payloads) expect(await client.publish('yanshou/v1/p1/d2/telemetry', payload)).toBe(0);
    };

    it.each(THEFTS)('the platform gets everything while a device subscribes %s', async (_where, filter) => {
      const world = await consumer();
      const thief = await device('d1');
      await thief.subscribe(filter);
      await publish(numbers(40));
      await until(() => world.handler.messages.length === 40, 'everything');
      expect(world.handler.payloads()).toEqual(numbers(40));
      expect(thief.received()).toEqual([]);
    });

    it.each(THEFTS)('… and when that device has gone offline, and its session is kept: %s', async (_where, filter) => {
      const world = await consumer();
      const thief = await device('d1', { version: 4, clean: false });
      await thief.subscribe(filter);
      thief.close();
      await publish(numbers(40));
      await until(() => world.handler.messages.length === 40, 'everything');
      expect(world.handler.payloads()).toEqual(numbers(40));
    });

    it('a session that was in the group of earlier versions is taken out of it: nothing comes twice, and what it held comes', async () => {
      const before = await DeviceClient.open(server.platformPort, { username: 'platform', password: 'of-the-platform', clientId: 'worker-1', version: 4, clean: false });
      await before.subscribe(FORMER);
      before.close();
      await publish(['held']);
      const world = await consumer();
      await publish(numbers(40));
      await until(() => world.handler.messages.length >= 41, 'everything');
      await world.consumer.close();
      expect(world.handler.payloads()).toEqual(['held', ...numbers(40)]);
    });

    it('so is one that is taken over from a worker that is gone', async () => {
      const before = await DeviceClient.open(server.platformPort, { username: 'platform', password: 'of-the-platform', clientId: 'gone', version: 4, clean: false });
      await before.subscribe(FORMER);
      before.close();
      await publish(['held']);
      const world = await consumer();
      // As long as it is not ended, nothing new must come to it.
      const outcome = await world.consumer.takeOver({ clientId: 'gone', mayEnd: async () => { await publish(numbers(10)); return true; } });
      expect(outcome).toEqual({ kind: 'drained', messages: 1 });
      await until(() => world.handler.messages.length >= 11, 'everything');
      expect(world.handler.messages.filter(({ session }) => session === 'gone').map(({ payload }) => payload.toString())).toEqual(['held']);
    });
  });
}
