import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it } from '@jest/globals';
import { MICROS_PER_DAY, systemClock } from '@yanshou/telemetry';
import { DeviceClient } from './testing/device-client.js';
import { NoteInMemory, RecordingConsumer, startConsumer } from './testing/recording-consumer.js';
import type { ConsumerWorld } from './testing/recording-consumer.js';
import { hasMosquitto } from './testing/require-mosquitto.js';
import { ScriptedBroker } from './testing/scripted-broker.js';
import type { Script } from './testing/scripted-broker.js';
import { TemporaryMosquitto, mosquittoBinary } from './testing/temporary-mosquitto.js';
import { until } from './testing/until.js';

const TOPIC = 'yanshou/v1/p1/d1/telemetry';
const opened: { close(): Promise<unknown> | void }[] = [];

async function meet(script: Script = {}, limits: Parameters<typeof startConsumer>[1] = {}, with_: Parameters<typeof startConsumer>[2] = {}): Promise<ConsumerWorld & { broker: ScriptedBroker }> {
  const broker = await ScriptedBroker.start(script);
  const world = startConsumer(broker.port, limits, with_);
  opened.push({ close: async () => { await world.consumer.close(); await broker.stop(); } });
  return { ...world, broker };
}

const receiving = ({ consumer }: ConsumerWorld): Promise<void> => until(() => consumer.condition().kind === 'receiving', 'receiving');
const note = ({ memory }: Pick<ConsumerWorld, 'memory'>): number => memory.note?.wholeUntil ?? 0;
/** Resolves when deliveries were proven whole at a time after the call. */
const whole = async (world: Pick<ConsumerWorld, 'memory'>): Promise<void> => {
  const now = systemClock.now();
  await until(() => note(world) > now, 'whole');
};

afterEach(async () => {
  for (const one of opened.splice(0)) await one.close();
});

describe('a session that the broker lost', () => {
  it('is reported with the time since deliveries were last whole, and subscribed to anew', async () => {
    const world = await meet();
    await receiving(world);
    expect(world.handler.gaps).toEqual([]);
    const before = world.memory.note?.wholeUntil ?? 0;
    world.broker.last.socket.destroy();
    await until(() => world.consumer.stats().connects === 2, 'again');
    expect(world.handler.gaps).toEqual([{ broker: `127.0.0.1:${world.broker.port}`, from: before, to: expect.any(Number) }]);
    expect(world.handler.gaps[0]?.to).toBeGreaterThan(before);
    expect(world.consumer.stats()).toMatchObject({ sessionsLost: 1, lastGap: { from: before } });
    expect(world.events.map(({ kind }) => kind)).toEqual(['receiving', 'fault', 'receiving', 'session-lost']);
    expect(world.broker.last.count('subscribe')).toBe(1);
  });

  it('is noticed after our own restart, and told from a first visit, another broker and a kept session', async () => {
    const memory = new NoteInMemory();
    const first = await meet({}, {}, { memory });
    await receiving(first);
    await first.consumer.close();
    await until(() => first.broker.last.count('disconnect') === 1, 'goodbye');
    const elsewhere = await meet({}, {}, { memory: Object.assign(new NoteInMemory(), { note: memory.note }) });
    await receiving(elsewhere);
    expect(elsewhere.handler.gaps).toEqual([]);
    const handler = new RecordingConsumer();
    const again = startConsumer(first.broker.port, {}, { memory, handler });
    opened.unshift(again.consumer);
    await until(() => again.consumer.condition().kind === 'receiving', 'receiving');
    expect(handler.gaps).toHaveLength(1);
  });

  it('is put on record even when that is refused at first, and when the process is started again before it could be', async () => {
    const world = await meet();
    await receiving(world);
    const before = note(world);
    world.handler.isRecording = false;
    world.broker.last.socket.destroy();
    await until(() => world.consumer.stats().connects === 2, 'again');
    await whole(world);
    expect([world.handler.gaps, world.memory.note?.unrecorded]).toEqual([[], { broker: expect.any(String), from: expect.any(Number), to: expect.any(Number) }]);
    expect(world.memory.note?.unrecorded?.from).toBeGreaterThanOrEqual(before);
    await world.consumer.close();
    const handler = new RecordingConsumer();
    const again = startConsumer(world.broker.port, {}, { memory: world.memory, handler });
    opened.unshift(again.consumer);
    await until(() => handler.gaps.length > 0 && again.memory.note?.unrecorded === undefined, 'on record');
    expect(handler.gaps[0]?.from).toBeGreaterThanOrEqual(before);
  });

  it('is shown for a month, also after a restart, and no longer', async () => {
    const memory = new NoteInMemory();
    const lost = { broker: 'b', from: 1, to: systemClock.now() - 30 * MICROS_PER_DAY };
    memory.write({ broker: 'b', clientId: 'worker-1', wholeUntil: 7, lost });
    const old = await meet({}, {}, { memory });
    expect(old.consumer.stats().lastGap).toBeUndefined();
    const recent = { ...lost, to: lost.to + MICROS_PER_DAY };
    const young = new NoteInMemory();
    young.write({ broker: 'b', clientId: 'worker-1', wholeUntil: 7, lost: recent });
    const world = await meet({}, {}, { memory: young });
    await receiving(world);
    expect(world.consumer.stats()).toMatchObject({ sessionsLost: 0, lastGap: recent });
  });

  it('and lost again before it was on record is one gap, from where the first began', async () => {
    const world = await meet();
    await receiving(world);
    world.handler.isRecording = false;
    world.broker.last.socket.destroy();
    await until(() => world.consumer.stats().sessionsLost === 1, 'lost');
    const first = world.memory.note?.unrecorded;
    world.broker.last.socket.destroy();
    await until(() => world.consumer.stats().sessionsLost === 2, 'lost again');
    world.handler.isRecording = true;
    await until(() => world.handler.gaps.length > 0, 'on record');
    expect(world.handler.gaps[0]?.from).toBe(first?.from);
    expect(world.handler.gaps[0]?.to).toBeGreaterThan(first?.to ?? 0);
  });

  it('was at another broker before: that one is named, as it may still hold messages', async () => {
    const memory = new NoteInMemory();
    memory.write({ broker: 'before:1883', clientId: 'worker-1', wholeUntil: 7 });
    const world = await meet({}, {}, { memory });
    await receiving(world);
    expect(world.events[0]).toEqual({ kind: 'moved', from: 'before:1883', to: `127.0.0.1:${world.broker.port}` });
    expect(world.handler.gaps).toEqual([]);
  });
});

describe('how far deliveries are whole', () => {
  it('is not told by an answer that comes while messages are open, and is when they have their outcome', async () => {
    const world = await meet({ connack: () => ({ sessionPresent: true }) });
    world.handler.isHolding = true;
    await receiving(world);
    world.broker.last.publish(TOPIC, 'open', 1);
    await until(() => world.handler.held.length === 1, 'open');
    await sleep(60);
    const before = note(world);
    await sleep(300);
    expect(note(world)).toBe(before);
    world.handler.answer();
    await whole(world);
  });

  it('is not told while as many come as the broker ever sends without an acknowledgement: it may have more', async () => {
    const world = await meet({ connack: () => ({ sessionPresent: true }), pings: false }, { keepaliveSeconds: 60 });
    await receiving(world);
    const visit = world.broker.last;
    const before = note(world);
    // Each answer comes behind five messages, and no more than five were ever under way.
    let id = 0;
    const answer = async (messages: number, count: number): Promise<void> => {
      await until(() => visit.count('pingreq') >= count, 'asked');
      // At once, as a broker does that has them.
      visit.socket.cork();
      for (let sent = 0; sent < messages; sent += 1) visit.publish(TOPIC, String(id += 1), id);
      visit.send({ cmd: 'pingresp' });
      visit.socket.uncork();
    };
    for (let count = 1; count <= 5; count += 1) await answer(5, count);
    await until(() => visit.acknowledged().length === 25, 'acknowledged');
    expect(note(world)).toBe(before);
    await answer(4, 6);
    await until(() => note(world) > before, 'it had no more');
  });
});

if (!hasMosquitto('how far deliveries are whole')) {
  it('is not run without Mosquitto', () => expect(mosquittoBinary()).toBeUndefined());
} else {
  describe('at a real Mosquitto', () => {
    it('a session that is lost while its backlog comes home is missing since the platform was last there, and not for seconds', async () => {
      const server = await TemporaryMosquitto.start();
      opened.push({ close: () => server.dispose() });
      const memory = new NoteInMemory();
      const first = startConsumer(server.port, {}, { memory });
      await receiving(first);
      await whole(first);
      await first.consumer.close();
      const left = note(first);
      const client = await DeviceClient.open(server.port);
      await Promise.all(Array.from({ length: 3_000 }, (_, index) => client.publish(TOPIC, String(index))));
      const back = startConsumer(server.port, { receiveMaximum: 50 }, { memory });
      opened.unshift(back.consumer);
      back.handler.isHolding = true;
      const answering = setInterval(() => back.handler.answer(10), 20);
      await until(() => back.handler.messages.length > 300, 'on its way');
      // Several questions have been answered meanwhile.
      await sleep(400);
      expect(note(back)).toBe(left);
      clearInterval(answering);
      await server.kill();
      await until(() => back.consumer.condition().kind === 'faulty', 'noticed');
      await server.run();
      await until(() => back.handler.gaps.length === 1, 'reported');
      expect(back.handler.gaps[0]?.from).toBe(left);
    });

    it('with steady traffic it is told all the same', async () => {
      const server = await TemporaryMosquitto.start();
      opened.push({ close: () => server.dispose() });
      const world = startConsumer(server.port);
      opened.unshift(world.consumer);
      await receiving(world);
      world.handler.isHolding = true;
      const committing = setInterval(() => world.handler.answer(), 10);
      const client = await DeviceClient.open(server.port);
      let isOver = false;
      const traffic = (async () => {
        for (let index = 0; !isOver; index += 1) await client.publish(TOPIC, String(index));
      })();
      await until(() => world.handler.messages.length > 50, 'traffic');
      for (let proofs = 0; proofs < 3; proofs += 1) await whole(world);
      isOver = true;
      await traffic;
      clearInterval(committing);
    });
  });
}
