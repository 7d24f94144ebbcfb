import { describe, expect, it } from '@jest/globals';
import { generate } from 'mqtt-packet';
import type { PublishRate } from './broker-options.js';
import { pause, publishPacket, RawClient, until } from './testing/raw-client.js';
import { withBroker } from './testing/with-broker.js';

const topicOf = (device: string, rest = 'telemetry'): string => `yanshou/v1/p1/${device}/${rest}`;
const frames = (device: string, count: number, payload = 'x'): Buffer =>
  Buffer.concat(Array.from({ length: count }, (_, index) => generate(publishPacket(topicOf(device), { messageId: index + 1, payload }))));

describe('the rate of a device', () => {
  it('delays what is over it and loses nothing', () =>
    withBroker({ rateOf: () => ({ perSecond: 200, burst: 200 }) }, async ({ port, handler, broker }) => {
      const client = await RawClient.connected(port, 'p1/d1');
      const from = performance.now();
      client.sendBytes(frames('d1', 400));
      await until(() => client.count('puback') > 0, 'the first');
      const first = performance.now();
      await until(() => client.count('puback') >= 200, 'the burst');
      const burst = performance.now() - first;
      await until(() => client.count('puback') === 400, 'all');
      const all = performance.now() - from;
      expect(all).toBeGreaterThan(900);
      expect(burst).toBeLessThan(all / 3);
      expect(handler.messages.map(({ packetId }) => packetId)).toEqual(Array.from({ length: 400 }, (_, index) => index + 1));
      expect(broker.stats().refused).toEqual({});
    }));

  it('is one for all its connections and does not begin anew with a new one', () =>
    withBroker({ rateOf: () => ({ perSecond: 10, burst: 20 }) }, async ({ port, handler }) => {
      const from = performance.now();
      for (let round = 0; round < 3; round += 1) {
        const client = await RawClient.connected(port, 'p1/d1', { clientId: String(round) });
        client.sendBytes(frames('d1', 20));
        await pause(50);
        client.end();
      }
      expect(handler.messages.length).toBeGreaterThanOrEqual(20);
      expect(handler.messages.length).toBeLessThanOrEqual(20 + Math.ceil((10 * (performance.now() - from)) / 1_000));
    }));

  it('is read again for open connections within a second, however slow it was', () => {
    let isChanged = false;
    const rateOf = ({ principal }: { readonly principal: string }): PublishRate => {
      const isFast = (principal === 'd1') === isChanged;
      return isFast ? { perSecond: 1_000, burst: 20 } : { perSecond: 0.01, burst: 3 };
    };
    return withBroker({ rateOf }, async ({ port }) => {
      const raised = await RawClient.connected(port, 'p1/d1');
      const lowered = await RawClient.connected(port, 'p1/d2');
      raised.sendBytes(frames('d1', 100));
      lowered.sendBytes(frames('d2', 1));
      await until(() => raised.count('puback') === 3 && lowered.count('puback') === 1, 'the bursts');
      isChanged = true;
      await until(() => raised.count('puback') === 100, 'the rest');
      lowered.sendBytes(frames('d2', 20));
      await until(() => lowered.count('puback') === 4, 'the new burst');
      await pause(100);
      expect(lowered.count('puback')).toBe(4);
    });
  });

  it('is not felt by others while one device floods', () =>
    withBroker({ rateOf: () => ({ perSecond: 50, burst: 100 }) }, async ({ port, broker }) => {
      const flood = await RawClient.connected(port, 'p1/d1');
      const began = performance.now();
      flood.sendBytes(frames('d1', 20_000, 'x'.repeat(200)));
      const other = await RawClient.connected(port, 'p1/d2');
      const latencies: number[] = [];
      for (let messageId = 1; messageId <= 40; messageId += 1) {
        const from = performance.now();
        other.publish(topicOf('d2'), { messageId });
        await other.next('puback');
        latencies.push(performance.now() - from);
      }
      // Behind the flood it would be minutes.
      expect(latencies.sort((a, b) => a - b)[20]).toBeLessThan(500);
      expect(flood.isClosed).toBe(false);
      expect(broker.stats().received).toBeLessThanOrEqual(100 + 40 + Math.ceil((50 * (performance.now() - began)) / 1_000));
    }));

  it('ends a flood that presses on without a pause, and says why', () =>
    withBroker({ rateOf: () => ({ perSecond: 50, burst: 10 }), limits: { floodMillis: 500 } }, async ({ port, handler }) => {
      const flood = await RawClient.connected(port, 'p1/d1');
      flood.sendBytes(frames('d1', 20_000));
      const backlog = await RawClient.connected(port, 'p1/d2');
      backlog.sendBytes(frames('d2', 20));
      await flood.whenClosed();
      expect(handler.refusals).toEqual([{ principal: 'd1', code: 'over-rate' }]);
      await until(() => backlog.count('puback') === 20, 'the backlog');
      await pause(700);
      expect(backlog.isClosed).toBe(false);
    }));
});

describe('keepalive', () => {
  it('ends the silent, keeps who pings, also while a commit is held', () =>
    withBroker({}, async ({ port, handler, broker }) => {
      const silent = await RawClient.connected(port, 'p1/d1', { keepalive: 1 });
      const pinging = await RawClient.connected(port, 'p1/d2', { keepalive: 1 });
      const forever = await RawClient.connected(port, 'p1/d3', { keepalive: 0 });
      handler.isHolding = true;
      pinging.publish(topicOf('d2'), { messageId: 4 });
      for (let round = 0; round < 5; round += 1) {
        pinging.send({ cmd: 'pingreq' });
        await pause(500);
      }
      await silent.whenClosed();
      expect(pinging.count('pingresp')).toBe(5);
      expect([pinging.isClosed, forever.isClosed]).toEqual([false, false]);
      expect(broker.stats().refused).toEqual({ keepalive: 1 });
      handler.answer();
      expect(await pinging.next('puback')).toMatchObject({ messageId: 4 });
    }));

  it('does not count the time in which the broker does not read', () =>
    withBroker({ limits: { windowMessages: 2 } }, async ({ port, handler }) => {
      handler.isHolding = true;
      const client = await RawClient.connected(port, 'p1/d1', { keepalive: 1 });
      client.sendBytes(frames('d1', 5));
      await pause(2_200);
      expect(client.isClosed).toBe(false);
      handler.isHolding = false;
      handler.answer();
      await until(() => client.count('puback') === 5, 'all');
    }));
});

describe('a slow reader', () => {
  it('is cut at its bound and delays nobody', () =>
    withBroker({ limits: { maxQueuedBytes: 256 * 1024 } }, async ({ port, broker }) => {
      const slow = await RawClient.connected(port, 'p1/d1');
      slow.send({ cmd: 'subscribe', messageId: 1, subscriptions: [{ topic: topicOf('d1', 'command/#'), qos: 0 }] });
      await slow.next('suback');
      slow.socket.pause();
      const other = await RawClient.connected(port, 'p1/d2');
      const before = process.memoryUsage().rss;
      const payload = Buffer.alloc(64 * 1024);
      for (let round = 0; round < 400 && broker.stats().connections === 2; round += 1) {
        broker.publish(topicOf('d1', 'command/x'), payload);
        if (round % 10 === 0) {
          other.publish(topicOf('d2'), { messageId: round + 1 });
          await other.next('puback');
        }
      }
      await until(() => broker.stats().connections === 1, 'cut');
      expect(broker.stats().refused).toEqual({ 'slow-reader': 1 });
      expect(process.memoryUsage().rss - before).toBeLessThan(64 * 1024 * 1024);
    }));
});

describe('closing', () => {
  it('drains the acknowledgements that are owed and takes in no more', () =>
    withBroker({}, async ({ port, handler, broker }) => {
      handler.isHolding = true;
      const client = await RawClient.connected(port, 'p1/d1');
      client.sendBytes(frames('d1', 10));
      await until(() => handler.holding === 10, 'inside');
      const closed = broker.close();
      client.publish(topicOf('d1'), { messageId: 11 });
      await pause(100);
      handler.answer();
      await closed;
      await client.whenClosed();
      expect(client.count('puback')).toBe(10);
      expect(handler.messages).toHaveLength(10);
      await expect(RawClient.open(port)).rejects.toThrow('ECONNREFUSED');
    }));

  it('does not wait for ever', () =>
    withBroker({}, async ({ port, handler, broker }) => {
      handler.isHolding = true;
      const client = await RawClient.connected(port, 'p1/d1');
      client.publish(topicOf('d1'));
      await until(() => handler.holding === 1, 'inside');
      const from = performance.now();
      await broker.close();
      expect(performance.now() - from).toBeLessThan(30_000);
      expect(client.count('puback')).toBe(0);
    }));

  it('names a port that is taken', () =>
    withBroker({}, async ({ port }) => {
      await expect(withBroker({ listen: { port } }, () => Promise.resolve())).rejects.toMatchObject({ code: 'broker-listen' });
    }));
});
