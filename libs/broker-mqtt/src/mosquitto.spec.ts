import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { CutProxy } from './testing/cut-proxy.js';
import { DeviceClient } from './testing/device-client.js';
import { NoteInMemory, startConsumer } from './testing/recording-consumer.js';
import type { ConsumerWorld } from './testing/recording-consumer.js';
import { hasMosquitto } from './testing/require-mosquitto.js';
import { TemporaryMosquitto, mosquittoBinary } from './testing/temporary-mosquitto.js';
import { until } from './testing/until.js';

const TOPIC = 'yanshou/v1/p1/d1/telemetry';
const opened: (() => Promise<unknown> | void)[] = [];
const keep = <T>(part: T, close: (part: T) => Promise<unknown> | void): T => {
  opened.unshift(() => close(part));
  return part;
};

const mosquitto = async (...options: Parameters<typeof TemporaryMosquitto.start>) => keep(await TemporaryMosquitto.start(...options), (server) => server.dispose());
const device = async (port: number) => keep(await DeviceClient.open(port), (client) => client.close());
const receiving = ({ consumer }: ConsumerWorld): Promise<void> => until(() => consumer.condition().kind === 'receiving', 'receiving');

async function consumer(...options: Parameters<typeof startConsumer>): Promise<ConsumerWorld> {
  const world = keep(startConsumer(...options), ({ consumer: one }) => one.close());
  await receiving(world);
  return world;
}

const faults = ({ events }: ConsumerWorld): string[] => events.flatMap((event) => (event.kind === 'fault' ? [event.failure.code] : []));
const numbers = (count: number, from = 0): string[] => Array.from({ length: count }, (_, index) => String(from + index));

afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

if (!hasMosquitto('the consumer of an external broker')) {
  it('is not run without Mosquitto', () => expect(mosquittoBinary()).toBeUndefined());
} else {
  describe('with a real Mosquitto', () => {
    it('a device\'s QoS 2 message arrives once, at QoS 1, with its retain flag', async () => {
      const server = await mosquitto();
      const world = await consumer(server.port);
      const client = await device(server.port);
      expect(await client.publish(TOPIC, 'two', { qos: 2 })).toBe(0);
      expect(await client.publish('yanshou/v1/p1/d1/state', 'online', { retain: true })).toBe(0);
      await until(() => world.handler.messages.length === 2, 'both');
      expect(world.handler.messages.map(({ topic, qos, retain }) => [topic, qos, retain])).toEqual([[TOPIC, 1, false], ['yanshou/v1/p1/d1/state', 1, true]]);
    });

    it('acknowledgements held for three keepalives close nothing, and no more than the receive maximum is open', async () => {
      const server = await mosquitto();
      const world = await consumer(server.port, { keepaliveSeconds: 2, receiveMaximum: 50 });
      world.handler.isHolding = true;
      const client = await device(server.port);
      await Promise.all(numbers(200).map((payload) => client.publish(TOPIC, payload)));
      await sleep(6_000);
      expect(world.handler.messages).toHaveLength(50);
      expect(faults(world)).toEqual([]);
      expect(world.consumer.stats()).toMatchObject({ connects: 1, openMessages: 50 });
      world.handler.isHolding = false;
      world.handler.answer();
      await until(() => world.handler.messages.length === 200, 'all');
      expect(world.handler.payloads()).toEqual(numbers(200));
      expect(world.consumer.stats().redelivered).toBe(0);
    });

    it('what was open when the connection broke is delivered again, and what came meanwhile too', async () => {
      const server = await mosquitto();
      const proxy = keep(await CutProxy.start(server.port), (one) => one.stop());
      const world = await consumer(proxy.port);
      world.handler.isHolding = true;
      const client = await device(server.port);
      for (const payload of numbers(20)) await client.publish(TOPIC, payload);
      await until(() => world.handler.held.length === 20, 'held');
      world.handler.answer(5);
      // The broker has the acknowledgements when it answers a later packet; a pause is enough on one machine, if it is a long one.
      await sleep(1_000);
      proxy.cut();
      world.handler.isHolding = false;
      await client.publish(TOPIC, 'meanwhile');
      await until(() => world.consumer.stats().connects === 2, 'again');
      await until(() => world.handler.messages.length >= 36, 'again');
      await sleep(100);
      expect(world.handler.payloads().slice(20)).toEqual([...numbers(15, 5), 'meanwhile']);
      expect(world.consumer.stats()).toMatchObject({ redelivered: 15, sessionsLost: 0 });
    });

    it('a restart without persistence loses the session: subscribed to anew, and the possible gap reported', async () => {
      const server = await mosquitto();
      const world = await consumer(server.port);
      await server.kill();
      await until(() => world.consumer.condition().kind === 'faulty', 'noticed');
      await server.run();
      await receiving(world);
      expect(world.handler.gaps).toHaveLength(1);
      const client = await device(server.port);
      await client.publish(TOPIC, 'after');
      await until(() => world.handler.messages.length === 1, 'subscribed anew');
      expect(faults(world)).toEqual(['broker-unreachable']);
    });

    it('an orderly restart with persistence keeps session and messages: no gap', async () => {
      const server = await mosquitto({ persistence: true });
      const memory = new NoteInMemory();
      const first = await consumer(server.port, {}, { memory });
      await first.consumer.close();
      const client = await device(server.port);
      for (const payload of numbers(30)) await client.publish(TOPIC, payload);
      await server.end();
      await server.run();
      const second = await consumer(server.port, {}, { memory });
      await until(() => second.handler.messages.length === 30, 'kept');
      expect(second.handler.payloads()).toEqual(numbers(30));
      expect(second.handler.gaps).toEqual([]);
    });

    it('one that stands still is left, and taken up again when it goes on', async () => {
      const server = await mosquitto();
      const world = await consumer(server.port, { keepaliveSeconds: 1 });
      const goOn = server.freeze();
      await until(() => world.consumer.condition().kind === 'faulty', 'left');
      expect(faults(world)).toEqual(['broker-silent']);
      goOn();
      await receiving(world);
    });
  });
}
