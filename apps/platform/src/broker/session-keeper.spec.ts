import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import type { ConsumerCondition, DrainOptions, DrainOutcome } from '@yanshou/broker-mqtt';
import { openRegistry } from '@yanshou/registry';
import type { BrokerSessions, Registry } from '@yanshou/registry';
import { Failure, MICROS_PER_SECOND, ManualClock } from '@yanshou/telemetry';
import { SessionKeeper } from './session-keeper.js';

const broken: Failure = new Failure('broker-unreachable', 'x', true, { zh: '', en: '' });

const WHOLE = 1_800_000_000_000_000;

/** Drains when told how. */
class StubConsumer {
  state: ConsumerCondition = { kind: 'receiving' };
  readonly drains: { readonly options: DrainOptions; readonly end: (outcome: DrainOutcome) => void }[] = [];
  condition = (): ConsumerCondition => this.state;
  wholeUntil = (): number => WHOLE;
  takeOver = (options: DrainOptions): Promise<DrainOutcome> => new Promise((end) => void this.drains.push({ options, end }));
  leaveTakenOver = async (): Promise<void> => this.last().end({ kind: 'left', messages: 0 });

  last() {
    const drain = this.drains.at(-1);
    if (drain === undefined) throw new Error('nothing is drained');
    return drain;
  }
}

describe('the keeper of a session', () => {
  const directory = mkdtempSync(join(tmpdir(), 'yanshou-keeper-'));
  let registry: Registry;
  let tests = 0;
  const keepers: SessionKeeper[] = [];
  beforeAll(async () => void (registry = await openRegistry({ embeddedDirectory: join(directory, 'registry'), pepper: 'p' }, new ManualClock())), 60_000);
  afterEach(() => void (tests += 1));
  afterAll(async () => {
    await registry.close();
    rmSync(directory, { recursive: true, force: true });
  });

  /** Whoever's lease is over is gone at once. */
  const impatient = (): BrokerSessions & { isAway: boolean; isWide: boolean } => {
    const port = {
      isAway: false,
      /** Else tests would find what others left. */
      isWide: false,
      holdSession: (...args: Parameters<BrokerSessions['holdSession']>) => (port.isAway ? Promise.reject(new Error('away')) : registry.holdSession(...args)),
      leaveSession: registry.leaveSession, keepTaken: registry.keepTaken, endTaken: registry.endTaken, giveBack: registry.giveBack, goneWorkers: registry.goneWorkers,
      takeSession: (broker: string, taker: string, { isAnywhere = false }: { readonly isAnywhere?: boolean }) => registry.takeSession(broker, taker, { goneMillis: 0, leaseMillis: 60_000, isAnywhere: isAnywhere && port.isWide }),
    };
    return port;
  };
  const broker = (): string => `broker-${tests}:1883`;
  const worker = (name: string) => {
    const clock = new ManualClock();
    const consumer = new StubConsumer();
    const port = impatient();
    const keeper = new SessionKeeper({ registry: port, session: { clientId: `${name}-${tests}`, broker: broker(), instance: name }, holder: `${name}-process`, clock, log: { info: () => undefined, warn: () => undefined } });
    keeper.serve(consumer);
    keepers.push(keeper);
    const lookFor = async (seconds: number): Promise<void> => {
      for (let passed = 0; passed < seconds; passed += 3) {
        await keeper.look();
        clock.advance(3 * MICROS_PER_SECOND);
      }
    };
    return { keeper, consumer, port, clock, lookFor };
  };
  const dies = (name: string) => registry.holdSession({ clientId: `${name}-${tests}`, broker: broker(), instance: name }, 'dead', { leaseMillis: 0, isReceiving: true, isFirst: true, wholeUntil: WHOLE });

  it('takes over what a worker left when it has itself received long enough, and no more than one at a time', async () => {
    const { keeper, consumer, lookFor } = worker('left');
    await keeper.turn();
    await dies('right');
    await dies('third');
    await lookFor(45);
    expect(consumer.drains).toEqual([]);
    await lookFor(6);
    expect(consumer.drains).toHaveLength(1);
    expect(consumer.last().options).toMatchObject({ clientId: `right-${tests}`, wholeUntil: WHOLE });
    await lookFor(9);
    expect(consumer.drains).toHaveLength(1);
    expect(await consumer.last().options.mayEnd()).toBe(true);
    consumer.last().end({ kind: 'drained', messages: 7 });
    await lookFor(6);
    expect(consumer.drains).toHaveLength(2);
    expect(consumer.last().options.clientId).toBe(`third-${tests}`);
  });

  it('tells the registry since when nothing of its own session would be missing', async () => {
    const { lookFor } = worker('left');
    await lookFor(3);
    await registry.leaveSession(`left-${tests}`, 'left-process');
    expect(await registry.takeSession(broker(), 'another', { goneMillis: 0, leaseMillis: 60_000 })).toMatchObject({ wholeUntil: WHOLE });
  });

  it('leaves it to another that was there first', async () => {
    const [one, two] = [worker('one'), worker('two')];
    await dies('gone');
    await Promise.all([one.lookFor(60), two.lookFor(60)]);
    expect(one.consumer.drains.length + two.consumer.drains.length).toBe(1);
  });

  it('gives back what it could not finish, and rests before it tries again', async () => {
    const { consumer, lookFor } = worker('left');
    await dies('right');
    await lookFor(51);
    consumer.last().end({ kind: 'broken', messages: 1, failure: broken });
    await lookFor(6);
    const other = worker('other');
    await other.lookFor(51);
    expect([consumer.drains.length, other.consumer.drains.length]).toEqual([1, 1]);
    other.consumer.last().end({ kind: 'broken', messages: 0, failure: broken });
    await lookFor(48);
    expect(consumer.drains).toHaveLength(2);
  });

  it('begins to count anew after an outage of the registry, in which nobody could say that it was there', async () => {
    const { consumer, port, clock, lookFor } = worker('left');
    await lookFor(60);
    port.isAway = true;
    clock.advance(20 * MICROS_PER_SECOND);
    await expect(lookFor(3)).rejects.toThrow('away');
    port.isAway = false;
    await dies('right');
    await lookFor(45);
    expect(consumer.drains).toEqual([]);
    await lookFor(6);
    expect(consumer.drains).toHaveLength(1);
  });

  it('does not say that a worker receives which does not, and takes nothing over then', async () => {
    const { keeper, consumer, lookFor } = worker('left');
    await dies('right');
    consumer.state = { kind: 'connecting' };
    await lookFor(90);
    expect(consumer.drains).toEqual([]);
    expect((await registry.goneWorkers()).map(({ clientId }) => clientId)).not.toContain(`left-${tests}`);
    expect(await keeper.turn()).toEqual({ isOurs: true, wasEnded: false });
  });

  it('looks now and then for one that was left under another address, and gives it back when it is not at its own broker', async () => {
    const { consumer, port, lookFor } = worker('left');
    const [clientId, elsewhere] = [`moved-${tests}`, `${broker()}-before`];
    await registry.holdSession({ clientId, broker: elsewhere, instance: 'moved' }, 'dead', { leaseMillis: 0, isReceiving: true, isFirst: true });
    port.isWide = true;
    let answered = 0;
    // What other tests left is under another address as well.
    const absent = async (): Promise<string> => {
      while (consumer.drains.length === answered) await lookFor(3);
      answered = consumer.drains.length;
      expect(consumer.last().options).toMatchObject({ isElsewhere: true });
      consumer.last().end({ kind: 'absent', messages: 0 });
      return consumer.last().options.clientId;
    };
    while ((await absent()) !== clientId);
    await lookFor(48);
    expect(consumer.drains).toHaveLength(answered);
    expect(await registry.goneWorkers()).toContainEqual(expect.objectContaining({ clientId, broker: elsewhere, isWaiting: true }));
    await dies('right');
    await lookFor(6);
    expect(consumer.last().options).toMatchObject({ clientId: `right-${tests}`, isElsewhere: false });
    expect(await consumer.last().options.mayEnd()).toBe(true);
    consumer.last().end({ kind: 'drained', messages: 0 });
    answered = consumer.drains.length;
    while ((await absent()) !== clientId);
  });

  /** As by another worker, while this one sleeps. */
  const broughtHome = async (name: string): Promise<void> => {
    await registry.leaveSession(`${name}-${tests}`, `${name}-process`);
    const taken = await registry.takeSession(broker(), 'another', { goneMillis: 0, leaseMillis: 60_000 });
    if (taken === undefined || !(await registry.endTaken(taken))) throw new Error('not taken');
  };

  it('tells a worker that wakes from a pause that its session was brought home, also when it looks before it connects', async () => {
    const { keeper, lookFor } = worker('left');
    await lookFor(3);
    await broughtHome('left');
    await lookFor(3);
    expect(await keeper.turn()).toEqual({ isOurs: true, wasEnded: true });
    expect(await keeper.turn()).toEqual({ isOurs: true, wasEnded: false });
  });

  it('looks after the session of a worker that goes on receiving after it was ended: it connected while nobody could be asked', async () => {
    const { lookFor } = worker('left');
    await lookFor(3);
    await broughtHome('left');
    await lookFor(6);
    await registry.leaveSession(`left-${tests}`, 'left-process');
    expect(await registry.goneWorkers()).toContainEqual(expect.objectContaining({ clientId: `left-${tests}`, isWaiting: true }));
  });

  it('leaves when its worker does, and gives back what it was at', async () => {
    const { keeper, consumer, lookFor } = worker('left');
    await dies('right');
    await lookFor(51);
    void consumer.leaveTakenOver();
    await keeper.leave();
    const other = worker('other');
    await other.lookFor(51);
    expect(other.consumer.drains).toHaveLength(1);
    expect((await registry.goneWorkers()).map(({ clientId }) => clientId)).toContain(`left-${tests}`);
  });
});
