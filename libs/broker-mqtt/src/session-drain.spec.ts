import { afterEach, describe, expect, it } from '@jest/globals';
import type { SessionTurn } from './consumer-options.js';
import { DeviceClient } from './testing/device-client.js';
import { NoteInMemory, startConsumer } from './testing/recording-consumer.js';
import type { ConsumerWorld, ConsumerWorldOptions } from './testing/recording-consumer.js';
import { hasMosquitto } from './testing/require-mosquitto.js';
import { ScriptedBroker } from './testing/scripted-broker.js';
import { TemporaryMosquitto, mosquittoBinary } from './testing/temporary-mosquitto.js';
import { until } from './testing/until.js';

const TOPIC = 'yanshou/v1/p1/d1/telemetry';
const opened: (() => Promise<unknown> | void)[] = [];
const keep = <T>(part: T, close: (part: T) => Promise<unknown> | void): T => {
  opened.unshift(() => close(part));
  return part;
};
afterEach(async () => {
  for (const close of opened.splice(0)) await close();
});

const numbers = (count: number, from = 0): string[] => Array.from({ length: count }, (_, index) => String(from + index));
const sorted = (texts: readonly string[]): string[] => [...texts].sort((a, b) => Number(a) - Number(b));
const receiving = ({ consumer }: ConsumerWorld): Promise<void> => until(() => consumer.condition().kind === 'receiving', 'receiving');
const faultOf = ({ consumer }: ConsumerWorld): string | undefined => {
  const condition = consumer.condition();
  return condition.kind === 'faulty' ? condition.failure.code : undefined;
};

describe('a broker that says that it gave our session to another', () => {
  it('is not asked for it again before somebody can tell whose turn it is', async () => {
    const broker = keep(await ScriptedBroker.start(), (one) => one.stop());
    let answer: () => Promise<SessionTurn> = () => Promise.reject(new Error('nobody answers'));
    let asked = 0;
    const world = keep(startConsumer(broker.port, {}, { mayConnect: () => { asked += 1; return answer(); } }), ({ consumer }) => consumer.close());
    await receiving(world);
    broker.last.send({ cmd: 'disconnect', reasonCode: 0x8e });
    const before = asked;
    await until(() => faultOf(world) === 'broker-session-held' && asked > before + 1, 'asks');
    expect(broker.visits).toHaveLength(1);
    answer = () => Promise.resolve({ isOurs: true, wasEnded: false });
    await receiving(world);
  });
});

describe('a journal that is silent', () => {
  it('does not hold who leaves while the loss of a session waits to be on record: it is left to be found missing again', async () => {
    const broker = keep(await ScriptedBroker.start(), (one) => one.stop());
    const { consumer, handler } = keep(startConsumer(broker.port, {}, { clientId: 'left' }), (world) => world.consumer.close());
    await until(() => consumer.condition().kind === 'receiving', 'receiving');
    let answer: () => void = () => undefined;
    let asked = 0;
    handler.sessionLost = () => new Promise((resolve) => void ([answer, asked] = [resolve, asked + 1]));
    let mayEnd = 0;
    const drain = consumer.takeOver({ clientId: 'gone', wholeUntil: 7, mayEnd: () => Promise.resolve((mayEnd += 1) > 0) });
    await until(() => asked === 1, 'tells the loss');
    await consumer.close();
    expect(await drain).toEqual({ kind: 'left', messages: 0 });
    answer();
    await new Promise(setImmediate);
    expect(mayEnd).toBe(0);
  });
});

describe('a registry that is silent', () => {
  const nobody = (): Promise<SessionTurn> => new Promise(() => undefined);

  it('holds no connection up: neither the first nor one after a break', async () => {
    const broker = keep(await ScriptedBroker.start(), (one) => one.stop());
    const world = keep(startConsumer(broker.port, { turnMillis: 50 }, { mayConnect: nobody }), ({ consumer }) => consumer.close());
    await receiving(world);
    broker.last.socket.destroy();
    await until(() => broker.visits.length === 2 && world.consumer.condition().kind === 'receiving', 'back');
  });

  it('whose answer comes late has still told that our session was ended', async () => {
    let isThere = false;
    const broker = keep(await ScriptedBroker.start({ connack: () => (isThere ? {} : undefined) }), (one) => one.stop());
    const memory = new NoteInMemory();
    memory.write({ broker: `127.0.0.1:${broker.port}`, clientId: 'worker-1', wholeUntil: 7 });
    let answer: (turn: SessionTurn) => void = () => undefined;
    const late = new Promise<SessionTurn>((resolve) => void (answer = resolve));
    let asked = 0;
    const mayConnect = (): Promise<SessionTurn> => ((asked += 1) === 1 ? late : Promise.resolve({ isOurs: true, wasEnded: false }));
    const world = keep(startConsumer(broker.port, { turnMillis: 50, connectMillis: 200 }, { memory, mayConnect }), ({ consumer }) => consumer.close());
    await until(() => broker.visits.length > 0, 'connects without an answer');
    answer({ isOurs: true, wasEnded: true });
    isThere = true;
    await receiving(world);
    expect(world.handler.gaps).toEqual([]);
  });
});

if (!hasMosquitto('taking over the session of a worker that is gone')) {
  it('is not run without Mosquitto', () => expect(mosquittoBinary()).toBeUndefined());
} else {
  describe('the session of a worker that is gone', () => {
    const worker = async (port: number, clientId: string, options: ConsumerWorldOptions = {}): Promise<ConsumerWorld> => {
      const world = keep(startConsumer(port, {}, { clientId, ...options }), ({ consumer }) => consumer.close());
      await receiving(world);
      return world;
    };
    const publish = async (port: number, payloads: readonly string[]): Promise<void> => {
      const client = await DeviceClient.open(port);
      for (const payload of payloads) expect(await client.publish(TOPIC, payload)).toBe(0);
      client.close();
    };
    /** Two workers, one of which has gone while devices went on. */
    const widowed = async (count = 400) => {
      const { port } = keep(await TemporaryMosquitto.start(), (server) => server.dispose());
      const memory = new NoteInMemory();
      const [left, gone] = [await worker(port, 'left'), await worker(port, 'gone', { memory })];
      await gone.consumer.close();
      await publish(port, numbers(count));
      await until(() => left.handler.messages.length >= count / 2, 'its half');
      return { port, left, memory };
    };
    const mayEnd = (): Promise<boolean> => Promise.resolve(true);

    it('comes home to the survivor, whole, and is ended: nothing is put there any more, and its worker finds none', async () => {
      const { port, left } = await widowed();
      expect(left.handler.messages.length).toBeLessThan(400);
      const outcome = await left.consumer.takeOver({ clientId: 'gone', mayEnd });
      expect(outcome).toMatchObject({ kind: 'drained', messages: 400 - left.handler.messages.filter(({ session }) => session === 'left').length });
      expect(sorted(left.handler.payloads())).toEqual(numbers(400));
      expect(left.consumer.stats()).toMatchObject({ takenOver: 1, acknowledged: 400, openMessages: 0 });
      await publish(port, numbers(100, 400));
      await until(() => left.handler.messages.length === 500, 'all that came later');
      const back = await worker(port, 'gone');
      expect(back.events).toEqual([expect.objectContaining({ kind: 'receiving', sessionPresent: false })]);
      expect(back.handler.messages).toEqual([]);
    });

    it('gets nothing new while it is drained', async () => {
      const { port, left } = await widowed();
      left.handler.isHolding = true;
      const drain = left.consumer.takeOver({ clientId: 'gone', mayEnd });
      await until(() => left.handler.messages.some(({ session }) => session === 'gone'), 'begun');
      // Behind a few more it has surely left the group.
      await publish(port, numbers(220, 400));
      left.handler.isHolding = false;
      left.handler.answer();
      expect(await drain).toMatchObject({ kind: 'drained' });
      await until(() => left.handler.messages.length === 620, 'all');
      expect(sorted(left.handler.payloads())).toEqual(numbers(620));
      expect(left.handler.messages.filter(({ session, payload }) => session === 'gone' && Number(payload.toString()) >= 420)).toEqual([]);
    });

    it('stays as it is when it is not the survivor\'s to end', async () => {
      const { port, left } = await widowed();
      expect(await left.consumer.takeOver({ clientId: 'gone', mayEnd: () => Promise.reject(new Error('nobody answers')) })).toMatchObject({ kind: 'left' });
      expect(sorted(left.handler.payloads())).toEqual(numbers(400));
      const back = await worker(port, 'gone');
      expect(back.events).toEqual([expect.objectContaining({ sessionPresent: true })]);
    });

    it('is its worker\'s again when that comes back in the middle of it, and nothing is missing', async () => {
      const { port, left } = await widowed();
      left.handler.isHolding = true;
      const drain = left.consumer.takeOver({ clientId: 'gone', mayEnd });
      await until(() => left.handler.held.length > 0, 'some of it');
      const back = await worker(port, 'gone');
      expect(await drain).toMatchObject({ kind: 'broken' });
      left.handler.answer();
      await until(() => new Set([...left.handler.messages.filter(({ session }) => session === 'left').map(({ payload }) => payload.toString()), ...back.handler.payloads()]).size === 400, 'everything once more');
    });

    it('that the broker has forgotten is told, and one that receives nothing itself takes over nothing', async () => {
      const { left } = await widowed(0);
      expect(await left.consumer.takeOver({ clientId: 'never-received', mayEnd })).toEqual({ kind: 'drained', messages: 0 });
      expect(left.handler.gaps).toEqual([]);
      expect(await left.consumer.takeOver({ clientId: 'forgotten', mayEnd, wholeUntil: 7 })).toEqual({ kind: 'drained', messages: 0 });
      expect(left.handler.gaps).toEqual([expect.objectContaining({ from: 7 })]);
      await left.consumer.close();
      expect(await left.consumer.takeOver({ clientId: 'gone', mayEnd })).toEqual({ kind: 'left', messages: 0 });
    });

    it('under another address is brought home where the broker has it, and otherwise left alone: no loss, nothing ended', async () => {
      const { port, left } = await widowed();
      let asked = 0;
      const ask = (): Promise<boolean> => Promise.resolve((asked += 1) > 0);
      const lookFor = (clientId: string) => left.consumer.takeOver({ clientId, mayEnd: ask, wholeUntil: 7, isElsewhere: true });
      expect([await lookFor('elsewhere'), await lookFor('elsewhere')]).toEqual([{ kind: 'absent', messages: 0 }, { kind: 'absent', messages: 0 }]);
      expect([asked, left.handler.gaps, left.consumer.stats().takenOver]).toEqual([0, [], 0]);
      expect(await lookFor('gone')).toMatchObject({ kind: 'drained' });
      expect(sorted(left.handler.payloads())).toEqual(numbers(400));
      expect([asked, left.handler.gaps]).toEqual([1, []]);
      expect((await worker(port, 'elsewhere')).events).toEqual([expect.objectContaining({ sessionPresent: false })]);
    });

    it('is waited for by its worker while another has it, and then is no loss', async () => {
      const { port, memory } = await widowed(0);
      let turn: SessionTurn = { isOurs: false, wasEnded: false };
      const back = keep(startConsumer(port, {}, { clientId: 'gone', memory, mayConnect: () => Promise.resolve(turn) }), ({ consumer }) => consumer.close());
      await until(() => faultOf(back) === 'broker-session-held', 'waits');
      const drained = await worker(port, 'other');
      await drained.consumer.takeOver({ clientId: 'gone', mayEnd });
      turn = { isOurs: true, wasEnded: true };
      await receiving(back);
      expect(back.handler.gaps).toEqual([]);
      expect(back.events.at(-1)).toMatchObject({ kind: 'receiving', sessionPresent: false });
    });

    it('that another took is not taken back unasked: two of one name do not throw each other out for ever', async () => {
      const { port } = keep(await TemporaryMosquitto.start(), (server) => server.dispose());
      let turn: SessionTurn = { isOurs: true, wasEnded: false };
      const first = await worker(port, 'one', { mayConnect: () => Promise.resolve(turn) });
      turn = { isOurs: false, wasEnded: false };
      const second = await worker(port, 'one');
      await until(() => faultOf(first) === 'broker-session-held', 'waits');
      await publish(port, numbers(50));
      await until(() => second.handler.messages.length === 50, 'all of it');
      expect([first.consumer.stats().connects, second.consumer.stats().connects]).toEqual([1, 1]);
      await second.consumer.close();
      turn = { isOurs: true, wasEnded: false };
      await receiving(first);
    });
  });
}
