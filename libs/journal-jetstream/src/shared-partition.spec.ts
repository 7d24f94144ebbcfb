import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { append, bytesBody, messageEntry, readAll } from '@yanshou/journal/testing';
import type { Answer } from '@yanshou/journal/testing';
import { RecordKind } from '@yanshou/journal';
import type { JournalRecord } from '@yanshou/journal';
import { systemClock } from '@yanshou/telemetry';
import fc from 'fast-check';
import { openJetStreamJournal, openJetStreamReader } from './index.js';
import type { JetStreamConnection, JetStreamJournal } from './index.js';
import { streamName, turnSubject } from './stream-names.js';
import { poorConnection } from './testing/poor-connection.js';
import type { PublishFate } from './testing/poor-connection.js';
import { NatsServers, natsInstalled } from './testing/nats-servers.js';
import { Sender } from './testing/sender.js';
import { until } from './testing/until.js';

const FATES: readonly PublishFate[] = ['answered', 'answered', 'answered', 'unanswered', 'unsent', 'in process'];
const KEYS = ['air', 'water'] as const;

/** One append: by which writer, of which project, how large; and how many turns of the event loop pass before it. */
const step = fc.record({ writer: fc.nat(2), key: fc.constantFrom(...KEYS), bytes: fc.constantFrom(0, 10, 400_000), turns: fc.constantFrom(0, 0, 0, 1, 3, 20) });
const history = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 60 }),
  fates: fc.array(fc.array(fc.constantFrom(...FATES), { minLength: 1, maxLength: 12 }), { minLength: 3, maxLength: 3 }),
});

const turnOfLoop = (): Promise<void> => new Promise((resolve) => void setImmediate(resolve));

if (!natsInstalled('a partition with several writers')) it('is not run without NATS', () => expect(true).toBe(true));
else {
  describe.each([{ replicas: 1, numRuns: 40 }, { replicas: 3, numRuns: 10 }])('a partition with several writers, on $replicas servers', ({ replicas, numRuns }) => {
    let servers: NatsServers;
    let connections: JetStreamConnection[];
    let names = 0;

    beforeAll(async () => {
      servers = await NatsServers.start(replicas);
      connections = await Promise.all(Array.from({ length: 3 }, () => servers.connect()));
    }, 180_000);
    afterAll(async () => {
      await Promise.all(connections.map((connection) => connection.close()));
      await servers.stop();
    });

    const at = (writer: number): JetStreamConnection => connections[writer] as JetStreamConnection;
    const newName = (): string => `shared-${(names += 1)}`;
    const open = (name: string, connection: JetStreamConnection): Promise<JetStreamJournal> =>
      until(() => openJetStreamJournal({ connection, clock: systemClock, name, partition: 0, replicas }));
    const everything = async (name: string): Promise<JournalRecord[]> => {
      const reader = await openJetStreamReader({ connection: at(0), name, partition: 0, replicas });
      const records = await readAll(reader);
      await reader.close();
      return records;
    };
    const two = async (name = newName()): Promise<readonly [JetStreamJournal, JetStreamJournal]> => [await open(name, at(0)), await open(name, at(1))];

    it('keeps every acknowledged record once, under the sequence that was told, each writer\'s in order, whatever is lost on the way', async () => {
      await fc.assert(fc.asyncProperty(history, async ({ steps, fates }) => {
        const name = newName();
        const writers: JetStreamJournal[] = [];
        for (const [writer, own] of fates.entries()) writers.push(await open(name, poorConnection(at(writer), { fates: [...own, 'answered'] })));
        const answers: Promise<Answer>[] = [];
        for (const [place, { writer, key, bytes, turns }] of steps.entries()) {
          for (let turn = 0; turn < turns; turn += 1) await turnOfLoop();
          const body = bytesBody(Buffer.from(`${writer} ${key} ${place} `.padEnd(bytes)));
          answers.push(append(writers[writer] as JetStreamJournal, { kind: RecordKind.message, at: place, body, key }));
        }
        const told = await Promise.all(answers);
        await Promise.all(writers.map((writer) => writer.close()));
        const records = await everything(name);
        expect(records.map(({ sequence }) => sequence)).toEqual(steps.map((_, index) => index + 1));
        for (const [place, { error, sequence }] of told.entries()) {
          expect(error).toBeNull();
          expect(records[sequence - 1]).toMatchObject({ at: place });
        }
        for (const writer of [0, 1, 2]) {
          const own = told.filter((_, place) => steps[place]?.writer === writer).map(({ sequence }) => sequence);
          expect(own).toEqual([...own].sort((one, other) => one - other));
        }
        await at(0).manager.streams.delete(streamName(name, 0));
      }), { numRuns });
    }, 300_000);

    it('does not call refused what an attempt without an answer has stored', async () => {
      const name = newName();
      const writer = await open(name, poorConnection(at(0), { fates: ['unanswered', 'refused', 'answered', 'refused'] }));
      expect(await append(writer, messageEntry('a'))).toEqual({ error: null, sequence: 1 });
      expect(await append(writer, messageEntry('b'))).toEqual({ error: null, sequence: 2 });
      expect((await append(writer, messageEntry('c'))).error).toMatchObject({ code: 'journal-full' });
      await writer.close();
      expect((await everything(name)).map(({ body }) => body.toString())).toEqual(['a', 'b']);
    });

    it('waits for a message that the servers have in hand, and does not call the stream broken', async () => {
      const failures: string[] = [];
      const connection = poorConnection(at(0), { fates: ['unsent', 'in process', 'in process', 'answered', 'unanswered', 'in process', 'answered'] });
      const writer = await until(() => openJetStreamJournal({ connection, clock: systemClock, name: newName(), partition: 0, replicas, onFailed: ({ code }) => void failures.push(code) }));
      expect(await append(writer, messageEntry('a'))).toEqual({ error: null, sequence: 1 });
      expect(await append(writer, messageEntry('b'))).toEqual({ error: null, sequence: 2 });
      expect([writer.condition().kind, failures]).toEqual(['ok', []]);
      await writer.close();
    });

    it('numbers a record of its own behind what others stored, and says where its next one will be', async () => {
      const [first, second] = await two();
      await Promise.all(['a', 'b', 'c'].map((text) => append(first, messageEntry(text))));
      expect(await Promise.all(['x', 'y'].map((text) => append(second, messageEntry(text))))).toEqual([{ error: null, sequence: 4 }, { error: null, sequence: 5 }]);
      expect(second.nextSequence()).toBe(6);
      // From now on they know of each other: it is told, not looked up.
      await append(first, messageEntry('d'));
      await until(() => second.nextSequence() === 7);
      await Promise.all([first.close(), second.close()]);
    });

    it('gives two writers that never rest their turns alike, though one is far from the servers', async () => {
      const name = newName();
      const writers = [await open(name, at(0)), await open(name, poorConnection(at(1), { delayMillis: 3 }))];
      const senders = writers.map((writer, index) => new Sender(writer, [`p${index}`, `q${index}`]));
      for (const sender of senders) sender.start();
      const count = (): number[] => senders.map(({ acknowledged }) => acknowledged.length);
      const total = (): number => count().reduce((sum, one) => sum + one);
      await until(() => total() > 1_000);
      const before = count();
      await until(() => total() > before.reduce((sum, one) => sum + one) + 5_000, 60_000);
      const gained = count().map((one, index) => one - (before[index] as number));
      await Promise.all(senders.map((sender) => sender.stop()));
      expect(Math.min(...gained)).toBeGreaterThan(0.25 * gained.reduce((sum, one) => sum + one));
      await Promise.all(writers.map((writer) => writer.close()));
      const records = await everything(name);
      for (const [index, sender] of senders.entries()) sender.check(records.filter(({ body }) => /^[pq](\d)/.exec(body.toString())?.[1] === String(index)));
      expect(records.map(({ sequence }) => sequence)).toEqual(records.map((_, index) => index + 1));
    }, 180_000);

    it('waits for a writer that asked and died no longer than a moment, and minds no noise where turns are agreed on', async () => {
      const name = newName();
      const [first, second] = await two(name);
      await append(first, messageEntry('a'));
      await append(second, messageEntry('b'));
      const subject = turnSubject(name, 0);
      for (const noise of ['', '{', 'null', '[]', '["x"]', JSON.stringify([first.journal, 'w', 'asks', -1, 0]), JSON.stringify(['another', 'w', 'done', 99, 99])]) at(2).nats.publish(subject, noise);
      at(2).nats.publish(subject, JSON.stringify([first.journal, 'dead', 'asks', 0, 1]));
      await at(2).nats.flush();
      const began = performance.now();
      expect(await append(first, messageEntry('c'))).toEqual({ error: null, sequence: 3 });
      expect(performance.now() - began).toBeLessThan(10_000);
      expect((await everything(name)).map(({ body }) => body.toString())).toEqual(['a', 'b', 'c']);
      await Promise.all([first.close(), second.close()]);
    });

    it('says nothing where turns are agreed on while it is alone', async () => {
      const name = newName();
      const heard: string[] = [];
      const subscription = at(2).nats.subscribe(turnSubject(name, 0), { callback: (_, message) => void heard.push(message.string()) });
      const alone = await open(name, at(0));
      for (let index = 0; index < 20; index += 1) await append(alone, messageEntry(`${index}`));
      await at(2).nats.flush();
      expect(heard).toEqual([]);
      const other = await open(name, at(1));
      await append(alone, messageEntry('more'));
      await append(other, messageEntry('overtaken'));
      await until(() => heard.length > 0);
      subscription.unsubscribe();
      await Promise.all([alone.close(), other.close()]);
    });
  });
}
