import { expect, it } from '@jest/globals';
import { RecordKind } from '@yanshou/journal';
import { append, bytesBody, messageEntry } from '@yanshou/journal/testing';
import { systemClock } from '@yanshou/telemetry';
import { PartitionHeads, openJetStreamJournal } from './index.js';
import type { JetStreamConnection, JetStreamJournal } from './index.js';
import { onOneServer } from './testing/on-servers.js';

const BEAT = { kind: RecordKind.heartbeat, at: 1, body: bytesBody(Buffer.alloc(0)) };
const CHANGE = { kind: RecordKind.registryChange, at: 1, body: bytesBody(Buffer.from('{}')) };

onOneServer('where a partition ends, for a process that does not append to it', (connected) => {
  let names = 0;

  /** Two writers of one partition, and somebody who counts the messages of it that are looked at. */
  async function setUp() {
    const connection = connected();
    const options = { connection, partition: 3, name: `heads-${(names += 1)}`, replicas: 1 };
    const open = (): Promise<JetStreamJournal> => openJetStreamJournal({ ...options, clock: systemClock });
    const writers = [await open(), await open()] as const;
    let looks = 0;
    const streams = new Proxy(connection.manager.streams, {
      get: (target, name) => (...given: unknown[]) => {
        looks += name === 'getMessage' ? 1 : 0;
        return (Reflect.get(target, name) as (...all: unknown[]) => unknown).apply(target, given);
      },
    });
    const heads = new PartitionHeads({ ...options, connection: { ...connection, manager: { ...connection.manager, streams } } as JetStreamConnection });
    const until = async (projected: number): Promise<readonly [number, number]> => {
      looks = 0;
      return [await heads.messagesUntil(3, projected), looks];
    };
    return { writers, heads, until };
  }

  it('is behind the last message, whoever appended it, and not behind what the platform journals of its own', async () => {
    const { writers: [one, other], heads, until } = await setUp();
    expect(await until(1)).toEqual([1, 0]);
    await append(one, messageEntry('a'));
    await append(other, messageEntry('b'));
    expect((await until(1))[0]).toBe(3);
    for (const writer of [one, other, one]) await append(writer, BEAT);
    await append(one, CHANGE);
    expect((await until(1))[0]).toBe(3);
    expect(await heads.now(3)).toBe(7);
    await Promise.all([append(other, messageEntry('c')), append(other, BEAT)]);
    expect((await until(3))[0]).toBe(8);
  });

  it('looks at each message of the stream once, and at none before what is projected', async () => {
    const { writers: [one], until } = await setUp();
    await append(one, messageEntry('a'));
    for (let beat = 0; beat < 20; beat += 1) await append(one, BEAT);
    const [answer, looks] = await until(15);
    expect([answer <= 15, looks <= 8]).toEqual([true, true]);
    expect((await until(15))[1]).toBe(0);
    await append(one, BEAT);
    expect((await until(15))[1]).toBe(1);
  });

  it('takes for a message what is further back than a call looks', async () => {
    const { writers: [one], until } = await setUp();
    await append(one, messageEntry('a'));
    for (let beat = 0; beat < 300; beat += 1) await append(one, BEAT);
    const [answer, looks] = await until(1);
    expect(answer).toBeGreaterThan(2);
    expect(answer).toBeLessThan(60);
    expect(looks).toBeLessThan(300);
    // Once that is projected nothing is pending.
    expect(await until(60)).toEqual([answer, 0]);
  });
});
