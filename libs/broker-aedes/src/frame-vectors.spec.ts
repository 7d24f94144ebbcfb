import { describe, expect, it } from '@jest/globals';
import { generate } from 'mqtt-packet';
import { connectPacket, pause, publishPacket, RawClient, until } from './testing/raw-client.js';
import type { FrameVector, Outcome } from './testing/frame-vectors.js';
import { FRAME_VECTORS } from './testing/frame-vectors.js';
import { withBroker } from './testing/with-broker.js';

const PINGREQ = Buffer.from([0xc0, 0]);
const LATER = Buffer.from([0x62, 0x02, 0xff, 0xff]);

/** What became of the connection: whatever answers last, a PUBREL that is always answered, or the end. */
async function outcomeOf(vector: FrameVector, port: number, piecewise: boolean): Promise<Outcome> {
  const client = vector.first === true ? await RawClient.open(port) : await RawClient.connected(port, 'p1/d1', { clientId: vector.what });
  for (const piece of piecewise ? [...vector.bytes].map((byte) => Buffer.from([byte])) : [vector.bytes]) {
    client.sendBytes(piece);
    if (piecewise) await pause(0);
  }
  if (vector.first === true) {
    await until(() => client.isClosed || client.count('connack') > 0, vector.what);
    const answer = client.packets.find(({ cmd }) => cmd === 'connack');
    client.end();
    return answer?.cmd === 'connack' ? (`connack ${String(answer.returnCode)}` as Outcome) : 'closed';
  }
  client.sendBytes(Buffer.concat([LATER, PINGREQ]));
  const isAnswered = (): boolean => client.packets.some((packet) => packet.cmd === 'pubcomp' && packet.messageId === 0xffff);
  await until(() => client.isClosed || (isAnswered() && client.count('pingresp') > 0), vector.what);
  const outcome = client.isClosed ? 'closed' : 'open';
  client.end();
  return outcome;
}

describe('MQTT 3.1.1 by clause', () => {
  it('has vectors enough, of both kinds', () => {
    expect(FRAME_VECTORS.filter(({ outcome }) => outcome === 'closed').length).toBeGreaterThan(60);
    expect(FRAME_VECTORS.filter(({ outcome }) => outcome !== 'closed').length).toBeGreaterThan(15);
  });

  it.each([['in one piece', false], ['byte by byte', true]])('treats every vector as written, sent %s', (_, piecewise) =>
    withBroker({ maxConnectionsPerPrincipal: 1_000 }, async ({ port }) => {
      const outcomes = await Promise.all(FRAME_VECTORS.map((vector) => outcomeOf(vector, port, piecewise)));
      const named = (outcome: (index: number) => Outcome) => FRAME_VECTORS.map(({ clause, what }, index) => `${clause} ${what}: ${outcome(index)}`);
      expect(named((index) => outcomes[index] as Outcome)).toEqual(named((index) => (FRAME_VECTORS[index] as FrameVector).outcome));
    }));

  it('acknowledges the limits of payload and topic, and nothing above', () =>
    withBroker({}, async ({ port, handler }) => {
      const topic = 'yanshou/v1/p1/d1/telemetry';
      const client = await RawClient.connected(port, 'p1/d1');
      client.publish(topic, { messageId: 1, payload: Buffer.alloc(256 * 1024, 'x') });
      expect(await client.next('puback')).toMatchObject({ messageId: 1 });
      client.publish(topic, { messageId: 2, payload: Buffer.alloc(256 * 1024 + 1, 'x') });
      await client.whenClosed();
      expect(client.count('puback')).toBe(0);
      expect(handler.refusals).toEqual([{ principal: 'd1', code: 'payload-too-large' }]);
      expect(handler.messages).toHaveLength(1);
    }));

  it('closes at the fixed header of a frame too long, before its bytes come, and keeps its memory', () =>
    withBroker({}, async ({ port }) => {
      const before = process.memoryUsage().rss;
      const clients = await Promise.all(Array.from({ length: 50 }, () => RawClient.open(port)));
      const filler = Buffer.alloc(1024 * 1024);
      for (const client of clients) client.sendBytes(Buffer.from('10ffffff7f', 'hex'));
      for (const client of clients) client.sendBytes(filler);
      await Promise.all(clients.map((client) => client.whenClosed()));
      expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
    }));

  it('gives up on a CONNECT that does not come, or not to its end', () =>
    withBroker({ connectTimeoutMillis: 150 }, async ({ port }) => {
      const silent = await RawClient.open(port);
      const slow = await RawClient.open(port);
      const bytes = generate(connectPacket('p1/d1'));
      slow.sendBytes(bytes.subarray(0, bytes.length - 1));
      await Promise.all([silent.whenClosed(), slow.whenClosed()]);
    }));

  it('counts a malformed packet against its device, and nobody else is affected', () =>
    withBroker({}, async ({ port, handler, broker }) => {
      const good = await RawClient.connected(port, 'p1/d2');
      const bad = await RawClient.connected(port, 'p1/d1');
      bad.sendBytes(Buffer.concat([generate(publishPacket('yanshou/v1/p1/d1/telemetry')), Buffer.from([0xf0, 0])]));
      await bad.whenClosed();
      expect(handler.refusals).toEqual([{ principal: 'd1', code: 'malformed-packet' }]);
      expect(broker.stats().refused).toEqual({ 'malformed-packet': 1 });
      good.publish('yanshou/v1/p1/d2/telemetry');
      await good.next('puback');
    }));
});
