import { describe, expect, it } from '@jest/globals';
import { CredentialTable, hashSecret } from '@yanshou/access';
import type { JournalCondition, JournalReader, JournalRecord } from '@yanshou/journal';
import { readJson, readMessage, RecordKind } from '@yanshou/journal';
import { MemoryJournal, MemoryLog } from '@yanshou/journal/testing';
import { Failure, ManualClock, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import fc from 'fast-check';
import { IngestPath } from './ingest-path.js';
import type { AcceptedMessage, Receipt } from './ingest-path.js';

const identity = { project: 'p1', principal: 'd1', kind: 'device' } as const;
const SESSION = 'p1/d1/c1';
const START = 1_794_700_800_000_000;

const message = (over: Partial<AcceptedMessage> = {}): AcceptedMessage => ({
  identity, principal: 'p1/d1', session: SESSION, topic: 'yanshou/v1/p1/d1/telemetry', payload: Buffer.from('{"values":{"a":1}}'),
  qos: 1, retain: false, packetId: 1, ...over,
});

function setUp(log = new MemoryLog(), receipts?: Receipt[]) {
  const journal = new MemoryJournal(log);
  const clock = new ManualClock(START);
  const credentials = new CredentialTable('pepper');
  const ingest = new IngestPath({
    journal, clock, credentials,
    ...(receipts === undefined ? {} : { receipts: { wanted: (principal: string) => principal === 'p1/d1', send: (_who, receipt) => void receipts.push(receipt) } }),
  });
  return { log, journal, clock, credentials, ingest };
}

const accept = (ingest: IngestPath, one: AcceptedMessage): Promise<Failure | null> => new Promise((resolve) => ingest.accept(one, resolve));
const ofKind = (log: MemoryLog, kind: number): JournalRecord[] => log.records.filter((record) => record.kind === kind);
const settled = (): Promise<void> => new Promise((resolve) => void setTimeout(resolve, 5));

describe('a session that an external broker lost', () => {
  it('is on record, with the time that is in doubt', async () => {
    const { ingest, log } = setUp();
    const lost = { broker: 'broker:1883', from: START - MICROS_PER_MINUTE, to: START };
    await ingest.sessionLost(lost);
    const [record] = ofKind(log, RecordKind.brokerSessionLost);
    expect([record?.at, record === undefined ? undefined : readJson(record.body)]).toEqual([START, lost]);
  });

  it('is not said to be on record before it is durable, nor when the journal refuses', async () => {
    const { ingest, journal } = setUp();
    const lost = { broker: 'broker:1883', from: START - MICROS_PER_MINUTE, to: START };
    journal.hold();
    let isDurable = false;
    const recorded = ingest.sessionLost(lost).then(() => (isDurable = true));
    await settled();
    expect(isDurable).toBe(false);
    journal.release();
    await recorded;
    journal.setCondition({ kind: 'failed', error: new Failure('journal-failed', 'EIO', false, { zh: '', en: '' }) });
    await expect(ingest.sessionLost(lost)).rejects.toMatchObject({ code: 'journal-failed' });
  });
});

describe('accepting', () => {
  it('journals the message as it came, with the time of receipt, before it says so', async () => {
    const { ingest, journal, log } = setUp();
    journal.hold();
    const answer = accept(ingest, message({ packetId: 7, retain: true }));
    await settled();
    expect(log.records).toHaveLength(0);
    journal.release();
    expect(await answer).toBeNull();
    expect(log.records[0]).toMatchObject({ sequence: 1, kind: RecordKind.message, at: START });
    expect(readMessage((log.records[0] as JournalRecord).body)).toEqual({
      principal: 'p1/d1', topic: 'yanshou/v1/p1/d1/telemetry', qos: 1, retain: true, packetId: 7, payload: Buffer.from('{"values":{"a":1}}'),
    });
  });

  it('does not say so before the commit', async () => {
    const { ingest, journal } = setUp();
    journal.hold();
    let answered = false;
    ingest.accept(message(), () => void (answered = true));
    await settled();
    expect(answered).toBe(false);
    journal.release();
    await settled();
    expect(answered).toBe(true);
  });

  it('answers in order', async () => {
    const { ingest } = setUp();
    const order: number[] = [];
    await Promise.all(Array.from({ length: 500 }, (_, index) => accept(ingest, message({ packetId: index + 1 })).then(() => order.push(index))));
    expect(order).toEqual(Array.from({ length: 500 }, (_, index) => index));
  });

  it('refuses while the journal is full and again accepts by itself', async () => {
    const { ingest, journal } = setUp();
    expect(ingest.accepting()).toBe(true);
    journal.setCondition({ kind: 'low', freeBytes: 10 });
    expect(ingest.accepting()).toBe(true);
    journal.setCondition({ kind: 'full', freeBytes: 0 });
    expect(ingest.accepting()).toBe(false);
    expect(await accept(ingest, message())).toMatchObject({ code: 'journal-full' });
    journal.setCondition({ kind: 'ok' });
    expect(await accept(ingest, message())).toBeNull();
  });

  it('asks for the project of who sends: a part of the journal that is silent concerns no other', () => {
    const { credentials } = setUp();
    const silent = new Failure('journal-unreachable', 'silent', true, { zh: '', en: '' });
    const condition = (key?: string): JournalCondition => (key === 'p2' ? { kind: 'ok' } : { kind: 'unreachable', error: silent });
    const ingest = new IngestPath({ journal: Object.assign(new MemoryJournal(), { condition }), clock: new ManualClock(START), credentials });
    expect([{ project: 'p1' }, { project: 'p2' }, undefined].map((identity) => ingest.accepting(identity))).toEqual([false, true, false]);
  });

  it('refuses for good when the journal has failed', async () => {
    const { ingest, journal } = setUp();
    journal.setCondition({ kind: 'failed', error: new Failure('journal-failed', 'EIO', false, { zh: '', en: '' }) });
    expect(ingest.accepting()).toBe(false);
    expect(await accept(ingest, message({ qos: 2 }))).toMatchObject({ code: 'journal-failed' });
  });

  it('authenticates from the table', () => {
    const { ingest, credentials } = setUp();
    credentials.upsert({ ...identity, secretHash: hashSecret('pepper', 's'), revoked: false });
    expect(ingest.authenticate({ username: 'p1/d1', password: Buffer.from('s') })).toEqual(identity);
    expect(ingest.authenticate({ username: 'p1/d1', password: Buffer.from('t') })).toBeUndefined();
  });

  it('sends a receipt to who wants one, and only for what is durable', async () => {
    const receipts: Receipt[] = [];
    const { ingest, journal } = setUp(new MemoryLog('j1'), receipts);
    await accept(ingest, message());
    await accept(ingest, message({ principal: 'p1/d2' }));
    journal.setCondition({ kind: 'full', freeBytes: 0 });
    await accept(ingest, message());
    expect(receipts).toEqual([{ journal: 'j1', sequence: 1, ts: START / 1_000 }]);
  });
});

describe('QoS 2', () => {
  const once = (over: Partial<AcceptedMessage> = {}): AcceptedMessage => message({ qos: 2, ...over });

  it('journals two copies at once as one record and answers both after the commit', async () => {
    const { ingest, journal, log } = setUp();
    journal.hold();
    let answers = 0;
    ingest.accept(once(), () => void (answers += 1));
    ingest.accept(once(), () => void (answers += 1));
    await settled();
    expect(answers).toBe(0);
    journal.release();
    await settled();
    expect(answers).toBe(2);
    expect(log.records).toHaveLength(1);
  });

  it('answers a later copy without a second record', async () => {
    const { ingest, log } = setUp();
    await accept(ingest, once());
    expect(await accept(ingest, once())).toBeNull();
    expect(log.records).toHaveLength(1);
  });

  it('takes the same id after PUBREL as a new message', async () => {
    const { ingest, log } = setUp();
    await accept(ingest, once());
    ingest.released(identity, 1, SESSION);
    await accept(ingest, once());
    expect(ofKind(log, RecordKind.message)).toHaveLength(2);
    expect(ofKind(log, RecordKind.release).map(({ body }) => readJson(body))).toEqual([{ principal: 'p1/d1', packetId: 1, sequence: 1 }]);
  });

  it('never takes other content for a copy, whatever the id', async () => {
    const { ingest, log } = setUp();
    await accept(ingest, once());
    await accept(ingest, once({ payload: Buffer.from('{"values":{"a":2}}') }));
    await accept(ingest, once({ topic: 'yanshou/v1/p1/d1/state', payload: Buffer.from('{"values":{"a":2}}') }));
    expect(log.records).toHaveLength(3);
  });

  it('keeps the ids of two sessions of one device apart', async () => {
    const { ingest, log } = setUp();
    await accept(ingest, once());
    await accept(ingest, once({ session: 'p1/d1/c2' }));
    ingest.released(identity, 1, 'p1/d1/c2');
    await accept(ingest, once());
    expect(ofKind(log, RecordKind.message)).toHaveLength(2);
  });

  it('opens nothing for a will, which has no id', async () => {
    const { ingest, log } = setUp();
    await accept(ingest, once({ packetId: 0 }));
    await accept(ingest, once({ packetId: 0 }));
    expect(log.records).toHaveLength(2);
  });

  it('tries again after a refusal', async () => {
    const { ingest, journal, log } = setUp();
    journal.setCondition({ kind: 'full', freeBytes: 0 });
    expect(await accept(ingest, once())).toMatchObject({ code: 'journal-full' });
    journal.setCondition({ kind: 'ok' });
    expect(await accept(ingest, once())).toBeNull();
    expect(log.records).toHaveLength(1);
  });

  it('notes a release that came before the commit, once', async () => {
    const { ingest, journal, log } = setUp();
    journal.hold();
    const answer = accept(ingest, once());
    ingest.released(identity, 1, SESSION);
    ingest.released(identity, 1, SESSION);
    journal.release();
    await answer;
    await settled();
    expect(ofKind(log, RecordKind.release)).toHaveLength(1);
  });

  it('recognises after a restart what was sent before it, and in any session', async () => {
    const log = new MemoryLog();
    const before = setUp(log);
    await accept(before.ingest, once());
    await accept(before.ingest, once({ session: 'p1/d1/c2', payload: Buffer.from('2') }));
    await accept(before.ingest, once({ packetId: 3 }));
    before.ingest.released(identity, 3, SESSION);
    await before.journal.close();

    const after = setUp(log);
    expect(await after.ingest.rebuild(after.journal.reader())).toBe(2);
    await accept(after.ingest, once());
    await accept(after.ingest, once({ session: 'p1/d1/c2', payload: Buffer.from('2') }));
    expect(ofKind(log, RecordKind.message)).toHaveLength(3);
    await accept(after.ingest, once({ packetId: 3 }));
    expect(ofKind(log, RecordKind.message)).toHaveLength(4);
  });

  it('forgets restored ids on PUBREL and reads from the given sequence on', async () => {
    const log = new MemoryLog();
    const before = setUp(log);
    await accept(before.ingest, once());
    await accept(before.ingest, once({ packetId: 2 }));
    const after = setUp(log);
    expect(await after.ingest.rebuild(after.journal.reader(), 2)).toBe(1);
    after.ingest.released(identity, 2, SESSION);
    await accept(after.ingest, once({ packetId: 2 }));
    expect(ofKind(log, RecordKind.message)).toHaveLength(3);
  });

  it('closes every open id for a release that names no sequence', async () => {
    const { ingest, log } = setUp();
    await accept(ingest, once());
    const release = { sequence: 2, kind: RecordKind.release, at: START, body: Buffer.from('{"principal":"p1/d1","packetId":1}') };
    const batches: JournalRecord[][] = [[...log.records, release], []];
    const reader: JournalReader = {
      journal: log.journal, read: () => Promise.resolve(batches.shift() ?? []), more: () => batches.length > 0, seek: () => Promise.resolve(), gapPlaces: () => Promise.resolve([]),
      close: () => Promise.resolve(),
    };
    expect(await setUp().ingest.rebuild(reader)).toBe(0);
  });

  it('forgets what a discarded session left open, and nothing of another session', async () => {
    const { ingest, log } = setUp();
    await accept(ingest, once());
    await accept(ingest, once({ packetId: 2 }));
    await accept(ingest, once({ session: 'p1/d1/c2' }));
    ingest.discarded(identity, SESSION);
    ingest.discarded({ ...identity, principal: 'd2' }, 'p1/d2/c1');
    await accept(ingest, once());
    await accept(ingest, once({ packetId: 2 }));
    expect(log.records).toHaveLength(5);
    await accept(ingest, once({ session: 'p1/d1/c2' }));
    expect(log.records).toHaveLength(5);
  });

  it('survives that a session is discarded while its message waits for the commit', async () => {
    const { ingest, journal, log } = setUp();
    journal.hold();
    const answer = accept(ingest, once());
    ingest.discarded(identity, SESSION);
    ingest.released(identity, 1, SESSION);
    journal.release();
    expect(await answer).toBeNull();
    expect(log.records).toHaveLength(1);
  });

  it('bounds what a sender that never releases can hold', async () => {
    const log = new MemoryLog();
    const { ingest } = setUp(log);
    await Promise.all(Array.from({ length: 4_200 }, (_, index) => accept(ingest, once({ packetId: index + 1 }))));
    const after = setUp(log);
    expect(await after.ingest.rebuild(after.journal.reader())).toBe(4_096);
  });

  it('agrees with a model under any order of sends, copies, releases and restarts', async () => {
    type Step = { readonly kind: 'send' | 'copy' | 'release' | 'restart'; readonly packetId: number };
    const step: fc.Arbitrary<Step> = fc.record({
      kind: fc.constantFrom('send', 'send', 'copy', 'release', 'restart'), packetId: fc.integer({ min: 1, max: 3 }),
    });
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const log = new MemoryLog();
        let world = setUp(log);
        let sent = 0;
        const open = new Map<number, Buffer>();
        for (const { kind, packetId } of steps) {
          if (kind === 'restart') {
            await world.journal.close();
            world = setUp(log);
            await world.ingest.rebuild(world.journal.reader());
          } else if (kind === 'release') {
            world.ingest.released(identity, packetId, SESSION);
            open.delete(packetId);
          } else if (kind === 'copy' && open.has(packetId)) {
            await accept(world.ingest, once({ packetId, payload: open.get(packetId) as Buffer }));
          } else if (!open.has(packetId)) {
            open.set(packetId, Buffer.from(String((sent += 1))));
            await accept(world.ingest, once({ packetId, payload: open.get(packetId) as Buffer }));
          }
        }
        const journalled = ofKind(log, RecordKind.message).map(({ body }) => readMessage(body).payload.toString());
        expect(journalled).toEqual(Array.from({ length: sent }, (_, index) => String(index + 1)));
      }),
      { numRuns: 150 },
    );
  });
});

describe('refusals and heartbeat', () => {
  it('makes one record of a principal, reason and minute, once the minute is over', async () => {
    const { ingest, clock, log } = setUp();
    const minute = START / MICROS_PER_MINUTE;
    for (let count = 0; count < 1_000; count += 1) ingest.refused(identity, 'foreign-topic');
    ingest.refused(identity, 'malformed-packet');
    ingest.refused({ ...identity, principal: 'd2' }, 'foreign-topic');
    await ingest.flush();
    expect(log.records).toHaveLength(0);
    clock.advance(MICROS_PER_MINUTE);
    ingest.refused(identity, 'foreign-topic');
    await ingest.flush();
    await ingest.flush();
    expect(log.records.map(({ body }) => readJson(body))).toEqual([
      { principal: 'p1/d1', reason: 'foreign-topic', minute, count: 1_000 },
      { principal: 'p1/d1', reason: 'malformed-packet', minute, count: 1 },
      { principal: 'p1/d2', reason: 'foreign-topic', minute, count: 1 },
    ]);
    await ingest.close();
    expect(readJson((log.records[3] as JournalRecord).body)).toEqual({ principal: 'p1/d1', reason: 'foreign-topic', minute: minute + 1, count: 1 });
  });

  it('keeps the counts that the journal refuses', async () => {
    const { ingest, journal, clock, log } = setUp();
    ingest.refused(identity, 'over-rate');
    clock.advance(MICROS_PER_MINUTE);
    journal.setCondition({ kind: 'full', freeBytes: 0 });
    await ingest.flush();
    journal.setCondition({ kind: 'ok' });
    await ingest.flush();
    expect(ofKind(log, RecordKind.refusals).map(({ body }) => readJson(body))).toMatchObject([{ reason: 'over-rate', count: 1 }]);
  });

  it('names the project of every record but its own', async () => {
    const { ingest, journal, clock } = setUp();
    const keys: [number, string | undefined][] = [];
    const append = journal.append.bind(journal);
    journal.append = (entry, done) => {
      keys.push([entry.kind, entry.key]);
      append(entry, done);
    };
    await accept(ingest, message({ qos: 2, packetId: 3 }));
    ingest.released(identity, 3, SESSION);
    ingest.refused(identity, 'over-rate');
    clock.advance(MICROS_PER_MINUTE);
    await ingest.flush();
    ingest.heartbeat();
    expect(keys).toEqual([[RecordKind.message, 'p1'], [RecordKind.release, 'p1'], [RecordKind.refusals, 'p1'], [RecordKind.heartbeat, undefined]]);
  });

  it('records the minute in which it was receiving', async () => {
    const { ingest, journal, log } = setUp();
    ingest.heartbeat();
    await journal.close();
    expect(log.records[0]).toMatchObject({ kind: RecordKind.heartbeat, at: START });
    expect(readJson((log.records[0] as JournalRecord).body)).toEqual({ minute: START / MICROS_PER_MINUTE });
  });
});
