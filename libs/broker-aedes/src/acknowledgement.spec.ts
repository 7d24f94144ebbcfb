import { describe, expect, it } from '@jest/globals';
import { Failure } from '@yanshou/telemetry';
import { generate } from 'mqtt-packet';
import { RecordingHandler } from './testing/recording-handler.js';
import { connectPacket, pause, publishPacket, RawClient, until } from './testing/raw-client.js';
import { withBroker } from './testing/with-broker.js';

const TOPIC = 'yanshou/v1/p1/d1/telemetry';
const fault = new Failure('journal-full', 'full', true, { zh: '', en: '' });

describe('acknowledgement', () => {
  it.each([[1, 'puback'], [2, 'pubrec']] as const)('of QoS %i comes after the commit and not before', (qos, cmd) =>
    withBroker({}, async ({ handler, port }) => {
      handler.isHolding = true;
      const client = await RawClient.connected(port, 'p1/d1');
      client.publish(TOPIC, { qos, messageId: 9 });
      await until(() => handler.holding === 1, 'accept');
      await pause(100);
      expect(client.packets).toEqual([]);
      handler.answer();
      expect(await client.next(cmd)).toMatchObject({ messageId: 9 });
    }));

  it('tells when each message was let in, once its acknowledgement is on its way; QoS 0 owes none', async () => {
    const told: number[] = [];
    await withBroker({ onAcknowledged: (letInAt) => told.push(letInAt) }, async ({ handler, port }) => {
      handler.isHolding = true;
      const client = await RawClient.connected(port, 'p1/d1');
      const before = performance.now();
      client.publish(TOPIC, { qos: 0, messageId: 0 });
      client.publish(TOPIC, { qos: 1, messageId: 1 });
      client.publish(TOPIC, { qos: 2, messageId: 2 });
      client.publish(TOPIC, { qos: 1, messageId: 3 });
      await until(() => handler.holding === 4, 'accept');
      const between = performance.now();
      handler.answer(3);
      expect(told).toHaveLength(2);
      for (const letInAt of told) expect([letInAt >= before, letInAt <= between]).toEqual([true, true]);
      handler.answer(1, fault);
      expect(told).toHaveLength(2);
      await client.whenClosed();
    });
  });

  it('is not given, and the connection closed, when the journal refuses', () =>
    withBroker({}, async ({ handler, port, broker }) => {
      handler.isHolding = true;
      const client = await RawClient.connected(port, 'p1/d1');
      for (let messageId = 1; messageId <= 3; messageId += 1) client.publish(TOPIC, { messageId });
      await until(() => handler.holding === 3, 'accept');
      handler.answer(1);
      handler.answer(2, fault);
      await client.whenClosed();
      expect(client.packets).toMatchObject([{ cmd: 'puback', messageId: 1 }]);
      expect(broker.stats().acknowledged).toBe(1);
    }));

  it('keeps the order over 20 000 messages, and nothing is lost or doubled', () =>
    withBroker({}, async ({ handler, port, broker }) => {
      const client = await RawClient.connected(port, 'p1/d1');
      const frames: Buffer[] = [];
      for (let messageId = 1; messageId <= 20_000; messageId += 1) frames.push(generate(publishPacket(TOPIC, { messageId, payload: String(messageId) })));
      client.sendBytes(Buffer.concat(frames));
      await until(() => client.packets.length === 20_000, '20 000 acknowledgements');
      expect(client.packets.every((packet, index) => packet.cmd === 'puback' && packet.messageId === index + 1)).toBe(true);
      expect(handler.payloads().every((payload, index) => payload === String(index + 1))).toBe(true);
      expect(broker.stats()).toMatchObject({ received: 20_000, acknowledged: 20_000, connections: 1 });
    }));

  it('bounds what is inside while the commit is held, and then goes on', () =>
    withBroker({ limits: { windowMessages: 50 } }, async ({ handler, port }) => {
      handler.isHolding = true;
      const client = await RawClient.connected(port, 'p1/d1');
      const frames = Array.from({ length: 20_000 }, (_, index) => generate(publishPacket(TOPIC, { messageId: index + 1, payload: 'x'.repeat(50) })));
      client.sendBytes(Buffer.concat(frames));
      await until(() => handler.holding === 50, 'window');
      await pause(200);
      expect(handler.holding).toBe(50);
      handler.answer(10);
      await until(() => handler.messages.length === 60, 'ten more');
      await pause(50);
      expect(handler.messages).toHaveLength(60);
      handler.isHolding = false;
      handler.answer();
      await until(() => client.count('puback') === 20_000, 'all');
    }));

  it('bounds the bytes inside as well, but lets a single large message in', () =>
    withBroker({ limits: { windowBytes: 10_000 } }, async ({ handler, port }) => {
      handler.isHolding = true;
      const client = await RawClient.connected(port, 'p1/d1');
      for (let messageId = 1; messageId <= 5; messageId += 1) client.publish(TOPIC, { messageId, payload: Buffer.alloc(4_000) });
      await until(() => handler.holding === 2, 'two');
      await pause(50);
      expect(handler.holding).toBe(2);
      handler.isHolding = false;
      handler.answer();
      client.publish(TOPIC, { messageId: 6, payload: Buffer.alloc(200_000, 'x') });
      await until(() => client.count('puback') === 6, 'six');
      expect(handler.messages[5]?.payload.equals(Buffer.alloc(200_000, 'x'))).toBe(true);
    }));

  it('passes what arrives byte by byte, whole and unchanged', () =>
    withBroker({}, async ({ handler, port }) => {
      const client = await RawClient.connected(port, 'p1/d1');
      const bytes = Buffer.concat([1, 2, 3].map((messageId) => generate(publishPacket(TOPIC, { messageId, payload: `m${String(messageId)}` }))));
      for (const byte of bytes) {
        client.sendBytes(Buffer.from([byte]));
        await pause(0);
      }
      await until(() => client.count('puback') === 3, 'three');
      expect(handler.payloads()).toEqual(['m1', 'm2', 'm3']);
    }));

  it('passes what comes cut at any place', () =>
    withBroker({}, async ({ handler, port }) => {
      const client = await RawClient.connected(port, 'p1/d1');
      const payload = 'y'.repeat(300);
      const bytes = Buffer.concat([1, 2, 3, 4].map((messageId) => generate(publishPacket(TOPIC, { messageId, payload }))));
      for (let cut = 1; cut < 400; cut += 13) {
        client.sendBytes(bytes.subarray(0, cut));
        await pause(1);
        client.sendBytes(bytes.subarray(cut));
        await pause(1);
      }
      const rounds = Math.ceil(399 / 13);
      await until(() => client.count('puback') === 4 * rounds, 'all rounds');
      expect(new Set(handler.payloads())).toEqual(new Set([payload]));
    }));

  it('serves what was sent before DISCONNECT or before the end of the stream', () =>
    withBroker({}, async ({ handler, port }) => {
      handler.isHolding = true;
      const leaving = await RawClient.connected(port, 'p1/d1');
      leaving.publish(TOPIC, { messageId: 1 });
      leaving.send({ cmd: 'disconnect' });
      const ending = await RawClient.connected(port, 'p1/d2');
      ending.publish('yanshou/v1/p1/d2/telemetry', { messageId: 2 });
      ending.socket.end();
      await until(() => handler.holding === 2, 'both inside');
      await pause(50);
      handler.answer();
      expect(await leaving.next('puback')).toMatchObject({ messageId: 1 });
      expect(await ending.next('puback')).toMatchObject({ messageId: 2 });
      await Promise.all([leaving.whenClosed(), ending.whenClosed()]);
    }));

  it('holds back what follows CONNECT until it is answered', () =>
    withBroker({}, async ({ handler, port }) => {
      const client = await RawClient.open(port);
      const frames = Array.from({ length: 200 }, (_, index) => generate(publishPacket(TOPIC, { messageId: index + 1 })));
      const connecting = client.connect('p1/d1');
      client.sendBytes(Buffer.concat(frames));
      expect(await connecting).toBe(0);
      await until(() => client.count('puback') === 200, 'all');
      expect(handler.messages).toHaveLength(200);
    }));
});

describe('QoS 2', () => {
  it('passes both copies of a packet to the handler, and its release', () =>
    withBroker({}, async ({ handler, port }) => {
      handler.isHolding = true;
      const client = await RawClient.connected(port, 'p1/d1');
      client.publish(TOPIC, { qos: 2, messageId: 5 });
      client.publish(TOPIC, { qos: 2, messageId: 5, dup: true });
      await until(() => handler.holding === 2, 'both');
      handler.answer();
      await client.next('pubrec');
      await client.next('pubrec');
      client.send({ cmd: 'pubrel', messageId: 5 });
      expect(await client.next('pubcomp')).toMatchObject({ messageId: 5 });
      expect(handler.releases).toEqual([{ principal: 'd1', packetId: 5, session: 'p1/d1/c1' }]);
      client.publish(TOPIC, { qos: 2, messageId: 5 });
      await until(() => handler.messages.length === 3, 'the id again');
      handler.answer();
      await client.next('pubrec');
    }));
});

describe('a handler that misbehaves', () => {
  class Rude extends RecordingHandler {
    override accept(message: Parameters<RecordingHandler['accept']>[0], done: (error: Failure | null) => void): void {
      super.accept(message, () => undefined);
      const kind = message.payload.toString();
      if (kind === 'throws') throw new Error('thrown');
      if (kind === 'rejects') return Promise.reject(new Error('rejected')) as unknown as void;
      done(null);
      if (kind === 'twice') done(null);
      if (kind === 'twice') done(fault);
    }
  }

  it.each(['throws', 'rejects'])('and %s costs that connection, unacknowledged', (kind) =>
    withBroker({ handler: new Rude() }, async ({ port }) => {
      const other = await RawClient.connected(port, 'p1/d2');
      const client = await RawClient.connected(port, 'p1/d1');
      client.publish(TOPIC, { payload: kind });
      await client.whenClosed();
      expect(client.packets).toEqual([]);
      other.publish('yanshou/v1/p1/d2/telemetry', { messageId: 3 });
      expect(await other.next('puback')).toMatchObject({ messageId: 3 });
    }));

  it('and answers twice is heard once', () =>
    withBroker({ handler: new Rude() }, async ({ port, broker }) => {
      const client = await RawClient.connected(port, 'p1/d1');
      client.publish(TOPIC, { payload: 'twice', messageId: 1 });
      client.publish(TOPIC, { payload: 'well', messageId: 2 });
      await until(() => client.count('puback') === 2, 'two');
      await pause(50);
      expect(client.packets).toMatchObject([{ messageId: 1 }, { messageId: 2 }]);
      expect(broker.stats().acknowledged).toBe(2);
    }));

  it('and fails everywhere else never ends the process', async () => {
    const failing = new RecordingHandler();
    const boom = (): never => {
      throw new Error('boom');
    };
    failing.released = boom;
    failing.refused = boom;
    await withBroker({ handler: failing, log: boom }, async ({ port }) => {
      const client = await RawClient.connected(port, 'p1/d1');
      client.send({ cmd: 'pubrel', messageId: 5 });
      await client.next('pubcomp');
      client.publish('yanshou/v1/p1/d2/telemetry');
      await client.whenClosed();
      failing.authenticate = boom;
      const second = await RawClient.open(port);
      second.send(connectPacket('p1/d1'));
      await second.whenClosed();
    });
  });
});
