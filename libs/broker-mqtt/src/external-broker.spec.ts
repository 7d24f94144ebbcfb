import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer } from 'node:tls';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { FORMER_FILTERS } from '@yanshou/access';
import { Failure } from '@yanshou/telemetry';
import { GROUP, startConsumer } from './testing/recording-consumer.js';
import type { ConsumerWorld } from './testing/recording-consumer.js';
import { ScriptedBroker } from './testing/scripted-broker.js';
import type { Script } from './testing/scripted-broker.js';
import { until } from './testing/until.js';

const TOPIC = 'yanshou/v1/p1/d1/telemetry';
const REFUSAL = new Failure('journal-full', 'full', true, { zh: '满', en: 'full' });
const opened: { close(): Promise<unknown> }[] = [];

async function meet(script: Script = {}, limits: Parameters<typeof startConsumer>[1] = {}, with_: Parameters<typeof startConsumer>[2] = {}, version: 4 | 5 = 5): Promise<ConsumerWorld & { broker: ScriptedBroker }> {
  const broker = await ScriptedBroker.start(script, version);
  const world = startConsumer(broker.port, limits, with_);
  opened.push({ close: async () => { await world.consumer.close(); await broker.stop(); } });
  return { ...world, broker };
}

const receiving = ({ consumer }: ConsumerWorld): Promise<void> => until(() => consumer.condition().kind === 'receiving', 'receiving');
const faults = ({ events }: ConsumerWorld): string[] => events.flatMap((event) => (event.kind === 'fault' ? [event.failure.code] : []));

afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

describe('connecting', () => {
  it('asks for a kept session, bounds what may be open, and subscribes as one of a group at QoS 1', async () => {
    const world = await meet({}, { receiveMaximum: 77, sessionExpirySeconds: 99 }, { username: 'platform', password: 'secret' });
    await receiving(world);
    const [connect, subscribe, unsubscribe] = world.broker.last.packets;
    expect(connect).toMatchObject({
      cmd: 'connect', protocolVersion: 5, clean: false, clientId: 'worker-1', username: 'platform', password: Buffer.from('secret'),
      properties: { sessionExpiryInterval: 99, receiveMaximum: 77 },
    });
    const filters = subscribe?.cmd === 'subscribe' ? subscribe.subscriptions : [];
    expect(filters.every(({ topic, qos, rap }) => topic.startsWith(`$share/${GROUP}/yanshou/v1/+/+/`) && qos === 1 && rap === true)).toBe(true);
    expect(filters.map(({ topic }) => topic.split('/').slice(6).join('/'))).toEqual(['telemetry', 'state', 'lines/ns', 'lines/us', 'lines/ms', 'lines/s', 'gateway/telemetry']);
    expect(unsubscribe).toMatchObject({ cmd: 'unsubscribe', unsubscriptions: FORMER_FILTERS });
  });

  it.each<[string, Script, string, (4 | 5)?]>([
    ['knows 3.1.1 only', { connack: () => ({ returnCode: 1 }) }, 'broker-mqtt5', 4],
    ['knows 3.1.1 only and hangs up', { connack: () => 'hang-up' }, 'broker-hung-up'],
    ['says that the version is not supported', { connack: () => ({ reasonCode: 0x84 }) }, 'broker-mqtt5'],
    ['refuses the credentials', { connack: () => ({ reasonCode: 0x86 }) }, 'broker-credentials'],
    ['refuses the client id', { connack: () => ({ reasonCode: 0x85 }) }, 'broker-credentials'],
    ['does not let us in', { connack: () => ({ reasonCode: 0x87 }) }, 'broker-credentials'],
    ['is busy', { connack: () => ({ reasonCode: 0x89 }) }, 'broker-unavailable'],
    ['says in CONNACK that it has no shared subscriptions', { connack: () => ({ properties: { sharedSubscriptionAvailable: false } }) }, 'broker-shared-subscription'],
    ['refuses shared subscriptions', { granted: 0x9e }, 'broker-shared-subscription'],
    ['offers QoS 0 only', { connack: () => ({ properties: { maximumQoS: 0 } }) }, 'broker-qos'],
    ['grants QoS 0', { granted: 0 }, 'broker-qos'],
    ['does not let us subscribe', { granted: 0x87 }, 'broker-not-authorized'],
    ['refuses for another reason', { connack: () => ({ reasonCode: 0x95 }) }, 'broker-protocol'],
    ['never answers', { connack: () => undefined }, 'broker-unreachable'],
  ])('to a broker that %s: one line, in both languages, and further attempts', async (_what, script, code, version = 5) => {
    // Only who never answers is to be given up soon: another may take its time on a busy machine.
    const world = await meet(script, { connectMillis: code === 'broker-unreachable' ? 150 : 20_000 }, {}, version);
    await until(() => world.broker.visits.length >= 3, 'three attempts');
    const condition = world.consumer.condition();
    expect(condition).toMatchObject({ kind: 'faulty', failure: { code, retryable: true } });
    expect(faults(world)).toEqual([code]);
    expect(condition.kind === 'faulty' ? condition.failure.help : {}).toEqual({ zh: expect.stringContaining(`127.0.0.1:${world.broker.port}`), en: expect.stringContaining('(') });
  });

  it('to a broker that is down, ever more rarely, until it is up', async () => {
    const gone = await ScriptedBroker.start();
    const { port } = gone;
    await gone.stop();
    const world = startConsumer(port);
    opened.push(world.consumer);
    await until(() => world.consumer.condition().kind === 'faulty', 'faulty');
    await sleep(300);
    expect(faults(world)).toEqual(['broker-unreachable']);
    expect(world.consumer.stats().connects).toBe(0);
  });

  it.each(['localhost', 'another-name'])('to one whose certificate, of %s, nobody knows: that is said, and not that the network is to be checked', async (name) => {
    const directory = mkdtempSync(join(tmpdir(), 'yanshou-certificate-'));
    execFileSync('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-keyout', 'key.pem', '-out', 'cert.pem', '-subj', `/CN=${name}`], { cwd: directory, stdio: 'ignore' });
    const server = createServer({ key: readFileSync(join(directory, 'key.pem')), cert: readFileSync(join(directory, 'cert.pem')) }).on('tlsClientError', () => undefined);
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    const world = startConsumer((server.address() as AddressInfo).port, {}, { tls: true });
    opened.push(world.consumer, { close: () => new Promise<void>((resolve) => void server.close(() => resolve())) }, { close: async () => rmSync(directory, { recursive: true }) });
    await until(() => faults(world).length > 0, 'a fault');
    expect(faults(world)).toEqual(['broker-certificate']);
  });

  it('says so when another platform uses its session', async () => {
    const world = await meet();
    await receiving(world);
    world.broker.last.send({ cmd: 'disconnect', reasonCode: 0x8e });
    await until(() => faults(world).length > 0, 'a fault');
    expect(faults(world)).toEqual(['broker-taken-over']);
  });
});

describe('acknowledging', () => {
  it('happens in the order of arrival, once the handler has answered, and not before', async () => {
    const world = await meet();
    world.handler.isHolding = true;
    await receiving(world);
    const visit = world.broker.last;
    for (const id of [5, 6, 7]) visit.publish(TOPIC, String(id), id);
    await until(() => world.handler.held.length === 3, 'three');
    const [first, second, third] = world.handler.held;
    third?.(null);
    await sleep(30);
    expect(visit.acknowledged()).toEqual([]);
    first?.(null);
    second?.(null);
    await until(() => visit.acknowledged().length === 3, 'acknowledged');
    expect(visit.acknowledged()).toEqual([5, 6, 7]);
    expect(world.consumer.stats()).toMatchObject({ received: 3, acknowledged: 3, openBytes: 0, openMessages: 0 });
  });

  it('held for much longer than keepalive closes nothing', async () => {
    const world = await meet({}, { keepaliveSeconds: 1 });
    world.handler.isHolding = true;
    await receiving(world);
    world.broker.last.publish(TOPIC, 'x', 1);
    await sleep(3_000);
    expect(world.broker.visits).toHaveLength(1);
    expect(world.broker.last.count('pingreq')).toBeGreaterThan(2);
    world.handler.answer();
    await until(() => world.broker.last.acknowledged().length === 1, 'acknowledged');
  });

  it('of an older connection is never sent on a new one', async () => {
    const world = await meet({ connack: (_packet, visit) => ({ sessionPresent: visit > 1 }) });
    world.handler.isHolding = true;
    await receiving(world);
    world.broker.last.publish(TOPIC, 'old', 1);
    await until(() => world.handler.held.length === 1, 'the old one');
    world.broker.last.socket.destroy();
    await until(() => world.consumer.stats().connects === 2, 'again');
    // The same packet id, for another message.
    world.broker.last.publish(TOPIC, 'new', 1);
    await until(() => world.handler.held.length === 2, 'the new one');
    world.handler.answer(1);
    await sleep(50);
    expect(world.broker.last.acknowledged()).toEqual([]);
    world.handler.answer(1);
    await until(() => world.broker.last.acknowledged().length === 1, 'acknowledged');
    expect(world.handler.payloads()).toEqual(['old', 'new']);
  });

  it('ends with the connection when the journal refuses; the rest stays with the broker until it accepts', async () => {
    const world = await meet({ connack: (_packet, visit) => ({ sessionPresent: visit > 1 }) });
    world.handler.isHolding = true;
    await receiving(world);
    const [visit] = world.broker.visits;
    for (const id of [1, 2]) visit?.publish(TOPIC, String(id), id);
    await until(() => world.handler.held.length === 2, 'both');
    world.handler.isAccepting = false;
    world.handler.answer(1, REFUSAL);
    world.handler.answer(1);
    await until(() => visit?.isClosed === true, 'closed');
    await sleep(150);
    expect(visit?.acknowledged()).toEqual([]);
    expect(world.broker.visits).toHaveLength(1);
    expect(faults(world)).toEqual(['journal-refused']);
    world.handler.isAccepting = true;
    await until(() => world.consumer.stats().connects === 2, 'again');
  });

  it('is owed for at most so many bytes: then the socket is not read, and the broker still not silent', async () => {
    const world = await meet({}, { maxOpenBytes: 300_000, keepaliveSeconds: 1 });
    world.handler.isHolding = true;
    await receiving(world);
    const payload = Buffer.alloc(50_000);
    for (let id = 1; id <= 100; id += 1) world.broker.last.publish(TOPIC, payload, id);
    await sleep(2_500);
    expect(world.consumer.stats().openBytes).toBeGreaterThan(300_000);
    expect(world.consumer.stats().openBytes).toBeLessThan(600_000);
    expect(world.broker.visits).toHaveLength(1);
    world.handler.isHolding = false;
    world.handler.answer();
    await until(() => world.broker.last.acknowledged().length === 100, 'all');
  });

  it('is not owed for QoS 0, which is taken all the same', async () => {
    const world = await meet();
    await receiving(world);
    world.broker.last.publish(TOPIC, 'zero', 0);
    world.broker.last.publish(TOPIC, 'one', 9);
    await until(() => world.broker.last.acknowledged().length === 1, 'acknowledged');
    expect(world.handler.messages.map(({ qos, packetId }) => [qos, packetId])).toEqual([[0, 0], [1, 9]]);
    expect(world.broker.last.acknowledged()).toEqual([9]);
  });

  it('a broker that no longer answers is left', async () => {
    const world = await meet({ pings: false }, { keepaliveSeconds: 1 });
    await receiving(world);
    await until(() => world.broker.visits.length > 1, 'left');
    expect(faults(world)).toEqual(['broker-silent']);
  });
});

describe('identity', () => {
  it.each([
    ['telemetry', { project: 'p1', principal: 'd1', kind: 'device' }],
    ['gateway/telemetry', { project: 'p1', principal: 'd1', kind: 'gateway' }],
    ['lines/ms', { project: 'p1', principal: 'd1', kind: 'device' }],
  ])('comes from the topic: …/%s', async (rest, identity) => {
    const world = await meet();
    await receiving(world);
    world.broker.last.publish(`yanshou/v1/p1/d1/${rest}`, 'x', 1);
    await until(() => world.handler.messages.length === 1, 'the message');
    expect(world.handler.messages[0]).toMatchObject({ identity, principal: 'p1/d1', session: 'worker-1', qos: 1 });
  });

  it('what names nobody, may not be published, or is too long is acknowledged, counted, and no message', async () => {
    const world = await meet();
    await receiving(world);
    world.broker.last.publish('yanshou/v1/p 1/d1/telemetry', 'x', 1);
    world.broker.last.publish('yanshou/v1/p1/d1/command/restart', 'x', 2);
    world.broker.last.publish(TOPIC, Buffer.alloc(256 * 1024 + 1), 3);
    world.broker.last.publish(TOPIC, Buffer.alloc(256 * 1024), 4);
    await until(() => world.broker.last.acknowledged().length === 4, 'acknowledged');
    expect(world.handler.messages).toHaveLength(1);
    expect(world.handler.refusals).toEqual(['p1/d1 foreign-topic', 'p1/d1 payload-too-large']);
    expect(world.consumer.stats().refused).toEqual({ 'foreign-topic': 2, 'payload-too-large': 1 });
    expect(world.events.filter(({ kind }) => kind === 'refused')).toHaveLength(1);
  });
});

describe('closing', () => {
  it('waits for what is open, acknowledges it, and says goodbye; what comes meanwhile stays with the broker', async () => {
    const world = await meet();
    world.handler.isHolding = true;
    await receiving(world);
    const visit = world.broker.last;
    visit.publish(TOPIC, 'before', 1);
    await until(() => world.handler.held.length === 1, 'before');
    const closed = world.consumer.close();
    visit.publish(TOPIC, 'after', 2);
    setTimeout(() => world.handler.answer(), 50);
    await closed;
    await until(() => visit.count('disconnect') === 1, 'goodbye');
    expect(visit.acknowledged()).toEqual([1]);
    expect(world.handler.payloads()).toEqual(['before']);
    expect(world.consumer.condition().kind).toBe('closed');
  });
});
