import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { JsonBody, MessageBody, RecordKind, readGap } from '@yanshou/journal';
import type { JournalEntry, JournalReader, JournalRecord } from '@yanshou/journal';
import { PARTITIONS, openJetStreamJournal, openJetStreamReader, partitionOf } from '@yanshou/journal-jetstream';
import type { JetStreamConnection } from '@yanshou/journal-jetstream';
import { NatsServers, natsInstalled } from '@yanshou/journal-jetstream/testing';
import { MemoryJournal, append, messageEntry, readAll } from '@yanshou/journal/testing';
import { systemClock } from '@yanshou/telemetry';
import { moveJournal } from './move-journal.js';
import { keyOf } from './moved-record.js';
import { RecordTally } from './record-tally.js';

const PROJECTS = ['east', 'west', 'north', 'south', 'p-1'];
const RECORDS = 6_000;

/** Records of every kind, as a platform journals them, of several projects in turn. */
function entryAt(n: number): JournalEntry {
  const project = PROJECTS[n % PROJECTS.length] as string;
  const at = 1_794_700_800_000_000 + n;
  if (n % 500 === 0) return { kind: RecordKind.heartbeat, at, body: new JsonBody({ minute: n }) };
  if (n % 501 === 0) return { kind: RecordKind.registryChange, at, body: new JsonBody({ id: n }) };
  if (n % 502 === 0) return { kind: RecordKind.refusals, at, body: new JsonBody({ principal: `${project}/d`, reason: 'rate', minute: 1, count: n }) };
  if (n % 503 === 0) return { kind: RecordKind.release, at, body: new JsonBody({ principal: `${project}/d`, packetId: n }) };
  if (n === 1_234) return { kind: RecordKind.brokerSessionLost, at, body: new JsonBody({}) };
  return { kind: RecordKind.message, at, body: new MessageBody({ principal: `${project}/d`, topic: 't', qos: 1, retain: false, packetId: n % 65_536, payload: Buffer.from(`value ${n}`) }) };
}

if (!natsInstalled('moving a journal')) it('is not run without NATS', () => expect(true).toBe(true));
else describe('a journal on its way into JetStream', () => {
  let servers: NatsServers;
  let connection: JetStreamConnection;
  let journal: MemoryJournal;
  let names = 0;
  let name: string;

  beforeAll(async () => {
    servers = await NatsServers.start(1);
    connection = await servers.connect();
    journal = new MemoryJournal();
    for (let n = 1; n <= RECORDS; n += 1) await append(journal, entryAt(n));
    const gap = { fromSequence: RECORDS + 1, toSequence: RECORDS + 7, cause: 'damaged', reason: 'a bad byte', file: 'f', lostBytes: 9, lastReceived: 1, nextReceived: 2 };
    await append(journal, { kind: RecordKind.gap, at: 5, body: new JsonBody(gap) });
  }, 180_000);
  afterAll(async () => {
    await connection.close();
    await servers.stop();
  });
  beforeEach(() => void (name = `move-${(names += 1)}`));

  const move = (source: JournalReader = journal.reader(1)) => moveJournal({ source, connection, clock: systemClock, replicas: 1, name, tell: () => undefined });
  const partition = async (number: number): Promise<JournalRecord[]> => {
    const reader = await openJetStreamReader({ connection, partition: number, replicas: 1, name });
    const records = await readAll(reader);
    await reader.close();
    return records;
  };
  const contents = async (): Promise<unknown[][]> =>
    Promise.all(Array.from({ length: PARTITIONS }, async (_, number) => (await partition(number)).map(({ kind, at, body }) => [kind, at, body.toString()])));
  const wanted = async (number: number): Promise<unknown[]> =>
    (await readAll(journal.reader(1)))
      .filter((record) => record.kind !== RecordKind.gap && ([RecordKind.heartbeat, RecordKind.brokerSessionLost].some((kind) => kind === record.kind) || partitionOf(keyOf(record)) === number))
      .map(({ kind, at, body }) => [kind, at, body.toString()]);

  it('is in the partitions of its projects, in order, as it was received', async () => {
    const { records, found, projects } = await move();
    expect([records, found]).toEqual([RECORDS + 1, 0]);
    expect(projects.filter((tally) => PROJECTS.includes(tally.name)).reduce((sum, tally) => sum + tally.records, 0)).toBeGreaterThan(RECORDS - 100);
    for (const [number, found] of (await contents()).entries()) expect(found.slice(0, -1)).toEqual(await wanted(number));
  }, 180_000);

  it('has its declared gaps in each partition, in a place of their own and with the sequences that are missing', async () => {
    await move();
    for (let number = 0; number < PARTITIONS; number += 1) {
      const last = (await partition(number)).at(-1) as JournalRecord;
      expect(readGap(last)).toMatchObject({ fromSequence: last.sequence, toSequence: last.sequence, lostBytes: 9, reason: `a bad byte [${journal.journal} ${RECORDS + 1}–${RECORDS + 7}]` });
    }
  }, 180_000);

  it('interrupted anywhere goes on where it was, and is there once', async () => {
    for (const stopAt of [1, 3_000, 5_500]) await expect(move(breaking(journal.reader(1), stopAt))).rejects.toThrow('interrupted');
    const { found } = await move();
    expect(found).toBeGreaterThan(2_000);
    const after = await contents();
    for (const [number, records] of after.entries()) expect(records.slice(0, -1)).toEqual(await wanted(number));
    await move();
    expect(await contents()).toEqual(after);
  }, 180_000);

  it('does not touch streams that hold something else, before or behind it', async () => {
    const own = entryAt(1);
    const key = PROJECTS[1] as string;
    const stream = { connection, partition: partitionOf(key), replicas: 1, name, clock: systemClock };
    const other = await openJetStreamJournal(stream);
    await append(other, messageEntry('of another platform', own.at));
    await expect(move()).rejects.toMatchObject({ code: 'move-other-records', retryable: false });
    expect(await partition(partitionOf(key))).toHaveLength(1);
    await other.close();
    name = `${name}-behind`;
    await move();
    const late = await openJetStreamJournal({ ...stream, name });
    await append(late, { ...own, key });
    await late.close();
    await expect(move()).rejects.toMatchObject({ code: 'move-other-records' });
  }, 180_000);
});

describe('the digest of a project', () => {
  const digestOf = (...bodies: readonly string[]): string => {
    const tally = new RecordTally();
    for (const body of bodies) tally.add('p', 1, { kind: 1, at: 2, body: Buffer.from(body) });
    return tally.result()[0]?.digest ?? '';
  };

  it('tells order, content and where a record ends', () => {
    expect(digestOf('a', 'b')).toBe(digestOf('a', 'b'));
    expect(new Set([digestOf('a', 'b'), digestOf('b', 'a'), digestOf('ab'), digestOf('ab', ''), digestOf('a', 'c')]).size).toBe(5);
  });
});

/** Reads a few records at a time, and ends in the middle. */
function breaking(reader: JournalReader, stopAt: number): JournalReader {
  let read = 0;
  return new Proxy(reader, { get: (target, member) => {
    if (member !== 'read') return Reflect.get(target, member) as unknown;
    return async (limit: Parameters<JournalReader['read']>[0]) => {
      if (read >= stopAt) throw new Error('interrupted');
      const records = await target.read({ ...limit, maxRecords: 250 });
      read += records.length;
      return records;
    };
  } });
}
