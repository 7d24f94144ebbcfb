import { describe, expect, it } from '@jest/globals';
import { pause, RawClient, until } from './testing/raw-client.js';
import { withBroker } from './testing/with-broker.js';

const topicOf = (device: string, rest = 'telemetry'): string => `yanshou/v1/p1/${device}/${rest}`;
const subscribe = (client: RawClient, ...filters: string[]): void =>
  client.send({ cmd: 'subscribe', messageId: 77, subscriptions: filters.map((topic) => ({ topic, qos: 1 as const })) });

describe('getting in', () => {
  it.each([
    ['a wrong secret', 'p1/d1', { password: Buffer.from('wrong') }, 4],
    ['no credentials', undefined, {}, 5],
    ['a will to another device', 'p1/d1', { will: { topic: topicOf('d2', 'state'), payload: Buffer.from('x'), qos: 1 as const, retain: false } }, 5],
    ['a will to $SYS', 'p1/d1', { will: { topic: '$SYS/x/new/clients', payload: Buffer.from('x'), qos: 0 as const, retain: false } }, 5],
  ])('is refused with %s, by code', (_, username, over, code) =>
    withBroker({}, async ({ port, handler, broker }) => {
      const client = await RawClient.open(port);
      expect(await client.connect(username, over)).toBe(code);
      await client.whenClosed();
      expect(broker.stats().connectsRefused).toBe(1);
      expect(handler.refusals).toEqual('will' in over ? [{ principal: 'd1', code: 'foreign-topic' }] : []);
      expect(handler.messages).toEqual([]);
    }));

  it('is refused with code 3 while the platform does not accept, and possible again afterwards', () =>
    withBroker({}, async ({ port, handler }) => {
      handler.isAccepting = false;
      const client = await RawClient.open(port);
      expect(await client.connect('p1/d1')).toBe(3);
      await client.whenClosed();
      handler.isAccepting = true;
      await RawClient.connected(port, 'p1/d1');
    }));

  it('is refused by the project: where one is not accepted from, others get in', () =>
    withBroker({}, async ({ port, handler }) => {
      handler.closedTo = 'p1';
      const client = await RawClient.open(port);
      expect(await client.connect('p1/d1')).toBe(3);
      await client.whenClosed();
      await RawClient.connected(port, 'p2/d1');
    }));

  it('is bounded per principal and in total', () =>
    withBroker({ maxConnections: 5, maxConnectionsPerPrincipal: 2 }, async ({ port, broker }) => {
      for (const clientId of ['a', 'b']) await RawClient.connected(port, 'p1/d1', { clientId });
      const third = await RawClient.open(port);
      expect(await third.connect('p1/d1', { clientId: 'c' })).toBe(3);
      await third.whenClosed();
      await RawClient.connected(port, 'p1/d1', { clientId: 'b' });
      await until(() => broker.stats().connections === 2, 'taken over');
      for (const clientId of ['a', 'b']) await RawClient.connected(port, 'p1/d2', { clientId });
      await RawClient.connected(port, 'p1/d3');
      await (await RawClient.open(port)).whenClosed();
      expect(broker.stats()).toMatchObject({ connections: 5, connectionsRefused: 1 });
    }));

  it('makes room when a connection of the same device has gone silent', () =>
    withBroker({ maxConnectionsPerPrincipal: 1 }, async ({ port }) => {
      const dead = await RawClient.connected(port, 'p1/d1', { clientId: 'a', keepalive: 1 });
      await pause(1_050);
      await RawClient.connected(port, 'p1/d1', { clientId: 'b' });
      await dead.whenClosed();
    }));

  it('is slowed, not refused, when many come at once', () =>
    withBroker({ connectRate: { perSecond: 100, burst: 5 } }, async ({ port }) => {
      const from = performance.now();
      await Promise.all(Array.from({ length: 25 }, (_, index) => RawClient.connected(port, `p1/d${String(index)}`)));
      expect(performance.now() - from).toBeGreaterThan(150);
    }));
});

describe('a session', () => {
  it('cannot be taken by another principal with the same client id', () =>
    withBroker({}, async ({ port, broker }) => {
      const victim = await RawClient.connected(port, 'p1/d1', { clientId: 'x', clean: false });
      subscribe(victim, topicOf('d1', 'command/#'));
      await victim.next('suback');
      const thief = await RawClient.connected(port, 'p1/d2', { clientId: 'x', clean: false });
      const spoof = await RawClient.connected(port, 'p1/d2', { clientId: 'p1/d1/x', clean: false });
      broker.publish(topicOf('d1', 'command/go'), 'secret', 1);
      expect(await victim.next('publish')).toMatchObject({ topic: topicOf('d1', 'command/go') });
      await pause(50);
      expect([...thief.packets, ...spoof.packets]).toEqual([]);
      expect(victim.isClosed).toBe(false);
    }));

  it('is cut when its principal is revoked, in less than a second, and hears nothing afterwards', () =>
    withBroker({}, async ({ port, broker, handler }) => {
      const other = await RawClient.connected(port, 'p1/d2');
      const clients = await Promise.all(['a', 'b'].map((clientId) => RawClient.connected(port, 'p1/d1', { clientId })));
      handler.isHolding = true;
      for (const client of clients) client.publish(topicOf('d1'));
      await until(() => handler.holding === 2, 'inside');
      const from = performance.now();
      broker.disconnect('p1/d1');
      await Promise.all(clients.map((client) => client.whenClosed()));
      expect(performance.now() - from).toBeLessThan(1_000);
      handler.answer();
      await pause(20);
      expect(clients.flatMap((client) => client.packets)).toEqual([]);
      expect(other.isClosed).toBe(false);
    }));

  it('keeps few sessions of a principal beyond its connections, however many ids it uses', () =>
    withBroker({ maxConnectionsPerPrincipal: 2 }, async ({ port }) => {
      const present: boolean[] = [];
      for (const clientId of ['a', 'b', 'c', 'a', 'b', 'c']) {
        const client = await RawClient.open(port);
        client.send({ cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: false, clientId, keepalive: 60, username: 'p1/d1', password: Buffer.from('secret') });
        const answer = await client.next('connack');
        present.push(answer.cmd === 'connack' && answer.sessionPresent);
        subscribe(client, topicOf('d1', 'receipt'));
        await client.next('suback');
        client.send({ cmd: 'disconnect' });
        await client.whenClosed();
      }
      expect(present).toEqual([false, false, false, true, true, false]);
    }));
});

describe('topics', () => {
  it.each(['yanshou/v1/p2/d1/telemetry', 'yanshou/v1/p1/d2/telemetry', '$SYS/x/new/clients', 'yanshou/v1/p1/d1/command/x', 'a/b/c/d/e/f/g/h/i/j/k'])(
    'of others are refused, unacknowledged, and the connection is closed: %s',
    (topic) =>
      withBroker({}, async ({ port, handler }) => {
        const victim = await RawClient.connected(port, 'p1/d2');
        const client = await RawClient.connected(port, 'p1/d1');
        client.publish(topic, { payload: 'p1/d2/c1' });
        await client.whenClosed();
        expect(client.packets).toEqual([]);
        expect(handler.messages).toEqual([]);
        expect(handler.refusals).toHaveLength(1);
        victim.publish(topicOf('d2'));
        await victim.next('puback');
      }),
  );

  it('of the principal are accepted, aliases too', () =>
    withBroker({}, async ({ port, handler }) => {
      const device = await RawClient.connected(port, 'p1/d1');
      const gateway = await RawClient.connected(port, 'p1/g1');
      device.publish(topicOf('d1'));
      device.publish(topicOf('d1', 'state'), { messageId: 2 });
      device.publish('v1/devices/me/telemetry', { messageId: 3 });
      gateway.publish(topicOf('g1', 'gateway/telemetry'));
      gateway.publish('v1/gateway/telemetry', { messageId: 2 });
      await until(() => device.count('puback') === 3 && gateway.count('puback') === 2, 'all');
      expect(handler.messages.map(({ principal }) => principal).sort()).toEqual(['p1/d1', 'p1/d1', 'p1/d1', 'p1/g1', 'p1/g1']);
    }));

  it('are granted filter by filter', () =>
    withBroker({}, async ({ port, broker }) => {
      const client = await RawClient.connected(port, 'p1/d1');
      subscribe(client, topicOf('d1', 'receipt'), '#', topicOf('+', 'command/#'), '$share/g/x', '$SYS/#', topicOf('d1', 'command/#'), topicOf('d1'));
      expect(await client.next('suback')).toMatchObject({ granted: [1, 128, 128, 128, 128, 1, 128] });
      expect(broker.wantsReceipts('p1/d1')).toBe(true);
      broker.publish(topicOf('d1', 'receipt'), '{"sequence":1}');
      expect(await client.next('publish')).toMatchObject({ payload: Buffer.from('{"sequence":1}') });
      client.send({ cmd: 'unsubscribe', messageId: 78, unsubscriptions: [topicOf('d1', 'receipt')] });
      await client.next('unsuback');
      expect(broker.wantsReceipts('p1/d1')).toBe(false);
    }));

  it('are subscribed to fifty at most', () =>
    withBroker({}, async ({ port }) => {
      const client = await RawClient.connected(port, 'p1/d1');
      subscribe(client, ...Array.from({ length: 60 }, (_, index) => topicOf('d1', `command/${String(index)}`)));
      const answer = await client.next('suback');
      expect(answer.cmd === 'suback' ? answer.granted.filter((code) => code === 128) : []).toHaveLength(10);
    }));
});

describe('a will', () => {
  const will = { topic: topicOf('d1', 'state'), payload: Buffer.from('offline'), qos: 1 as const, retain: true };

  it('goes the way of every message when the connection breaks, and not after DISCONNECT', () =>
    withBroker({}, async ({ port, handler }) => {
      const polite = await RawClient.connected(port, 'p1/d1', { will });
      polite.send({ cmd: 'disconnect' });
      await polite.whenClosed();
      const broken = await RawClient.connected(port, 'p1/d1', { will });
      broken.end();
      await until(() => handler.messages.length > 0, 'the will');
      await pause(30);
      expect(handler.messages).toMatchObject([{ principal: 'p1/d1', topic: will.topic, qos: 1, retain: true, packetId: 0 }]);
    }));

  it('is not published for connections that we close ourselves at the end', async () => {
    let messages = 0;
    await withBroker({}, async ({ port, handler, broker }) => {
      await RawClient.connected(port, 'p1/d1', { will });
      await broker.close();
      messages = handler.messages.length;
    });
    expect(messages).toBe(0);
  });
});
