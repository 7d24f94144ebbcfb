import { describe, expect, it } from '@jest/globals';
import { RecordKind } from '@yanshou/journal';
import { MemoryJournal, MemoryLog, append, messageEntry } from '@yanshou/journal/testing';
import type { Answer } from '@yanshou/journal/testing';
import { Failure } from '@yanshou/telemetry';
import fc from 'fast-check';
import { PartitionedJournal } from './partitioned-journal.js';
import { PARTITIONS, partitionOf } from './stream-names.js';

function setUp() {
  const logs = Array.from({ length: PARTITIONS }, (_, index) => new MemoryLog(`journal-${index}`));
  const parts = logs.map((log) => new MemoryJournal(log));
  return { logs, parts, journal: new PartitionedJournal(parts, partitionOf) };
}

const keyOf = (partition: number): string => Array.from({ length: 200 }, (_, index) => `project-${index}`).find((key) => partitionOf(key) === partition) as string;

const silent = new Failure('journal-unreachable', 'silent', true, { zh: '无应答', en: 'silent' });
const broken = new Failure('journal-failed', 'broken', false, { zh: '坏', en: 'broken' });

describe('the router', () => {
  it('keeps every project in one partition and in its order, and names that journal', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.tuple(fc.string({ minLength: 1, maxLength: 12 }), fc.nat(99)), { maxLength: 60 }), async (sent) => {
        const { logs, journal } = setUp();
        const answers = await Promise.all(sent.map(([key, value]) => append(journal, { ...messageEntry(`${key} ${value}`), key })));
        expect(answers.every(({ error }) => error === null)).toBe(true);
        for (const key of new Set(sent.map(([one]) => one))) {
          const log = logs.find((one) => one.journal === journal.journalOf(key)) as MemoryLog;
          const own = sent.filter(([one]) => one === key).map(([, value]) => `${key} ${value}`);
          expect(log.records.map(({ body }) => body.toString()).filter((text) => own.includes(text) && text.startsWith(`${key} `))).toEqual(own);
        }
        expect(logs.reduce((sum, { records }) => sum + records.length, 0)).toBe(sent.length);
      }),
    );
  });

  it('spreads projects over all partitions, for ever alike', () => {
    const partitions = Array.from({ length: 1_600 }, (_, index) => partitionOf(`project-${index}`));
    for (let partition = 0; partition < PARTITIONS; partition += 1) expect(partitions.filter((one) => one === partition).length).toBeGreaterThan(50);
    expect([partitionOf(''), partitionOf('workshop'), partitionOf('air'), partitionOf('greenhouse')]).toEqual([0, 4, 11, 11]);
  });

  it('has the room of its narrowest part, takes what all of them take, and none where nothing bounds it', () => {
    const { parts, journal } = setUp();
    expect(journal.room()).toBeUndefined();
    const bounded = parts.map((part, index) => Object.assign(part, { room: () => (index === 3 ? undefined : { usedBytes: 10, freeBytes: 100 - index }) }));
    expect(new PartitionedJournal(bounded, partitionOf).room()).toEqual({ usedBytes: 10 * (PARTITIONS - 1), freeBytes: 100 - (PARTITIONS - 1) });
  });

  it('has the room of the part with the least share left, though another has fewer bytes', () => {
    const { parts } = setUp();
    const bounded = parts.map((part, index) => Object.assign(part, { room: () => ({ usedBytes: 10, ...(index === 7 ? { freeBytes: 500, limitBytes: 24_000 } : { freeBytes: 90, limitBytes: 100 }) }) }));
    expect(new PartitionedJournal(bounded, partitionOf).room()).toEqual({ usedBytes: 10 * PARTITIONS, freeBytes: 500, limitBytes: 24_000 });
  });

  it('appends the platform\'s own to the first partition, and a heartbeat to all', async () => {
    const { logs, journal } = setUp();
    await append(journal, { ...messageEntry('change'), kind: RecordKind.registryChange });
    expect(await append(journal, { ...messageEntry('minute'), kind: RecordKind.heartbeat })).toEqual({ error: null, sequence: 2 });
    expect(logs.map(({ records }) => records.map(({ kind }) => kind))).toEqual([[RecordKind.registryChange, RecordKind.heartbeat], ...new Array<number[]>(PARTITIONS - 1).fill([RecordKind.heartbeat])]);
  });

  it('says of the whole what is worst of a part, and of a heartbeat that one part refused it', async () => {
    const { parts, journal } = setUp();
    expect(journal.condition().kind).toBe('ok');
    parts[5]?.setCondition({ kind: 'low', freeBytes: 1 });
    expect(journal.condition().kind).toBe('low');
    parts[7]?.setCondition({ kind: 'full', freeBytes: 0 });
    expect(journal.condition()).toEqual({ kind: 'full', freeBytes: 0 });
    expect((await append(journal, { ...messageEntry('minute'), kind: RecordKind.heartbeat })).error).toMatchObject({ code: 'journal-full' });
    parts[2]?.setCondition({ kind: 'failed', error: broken });
    expect(journal.condition()).toEqual({ kind: 'failed', error: broken });
  });

  it('says of a project what its partition is like: the others go on', () => {
    const { parts, journal } = setUp();
    parts[partitionOf('air')]?.setCondition({ kind: 'unreachable', error: silent });
    expect(['air', 'greenhouse', 'workshop', ''].map((key) => journal.condition(key).kind)).toEqual(['unreachable', 'unreachable', 'ok', 'ok']);
  });

  it('names the parts whose servers are silent, and none when all are', () => {
    const { parts, journal } = setUp();
    for (const index of [3, 11]) parts[index]?.setCondition({ kind: 'unreachable', error: silent });
    const help = { zh: expect.stringMatching(/^NATS 日志 16 个流中有 2 个无应答：journal-3、journal-11。/), en: expect.stringMatching(/^2 of the journal's 16 NATS streams do not answer: journal-3, journal-11\./) };
    expect(journal.condition()).toEqual({ kind: 'unreachable', parts: ['journal-3', 'journal-11'], error: expect.objectContaining({ code: 'journal-unreachable', retryable: true, help }) });
    expect(journal.condition(keyOf(11))).toEqual({ kind: 'unreachable', error: silent });
    parts.forEach((part) => part.setCondition({ kind: 'unreachable', error: silent }));
    expect(journal.condition()).toEqual({ kind: 'unreachable', error: silent });
  });

  it('claims no minute for a partition whose servers are silent, not even later', async () => {
    const { logs, parts, journal } = setUp();
    const heartbeat = (): Promise<Answer> => append(journal, { ...messageEntry('minute'), kind: RecordKind.heartbeat });
    parts[5]?.setCondition({ kind: 'unreachable', error: silent });
    expect((await heartbeat()).error).toBe(silent);
    parts[5]?.setCondition({ kind: 'ok' });
    expect((await heartbeat()).error).toBeNull();
    expect(logs.map(({ records }) => records.length)).toEqual(logs.map((_, index) => (index === 5 ? 1 : 2)));
  });

  it('tells every partition of a session that a broker lost, and waits for the one whose servers are silent', async () => {
    const { logs, parts, journal } = setUp();
    parts[5]?.setCondition({ kind: 'unreachable', error: silent });
    parts[5]?.hold();
    let isDurable = false;
    const recorded = append(journal, { ...messageEntry('lost'), kind: RecordKind.brokerSessionLost }).then((answer) => {
      isDurable = true;
      return answer;
    });
    await new Promise((resolve) => setImmediate(resolve));
    expect(isDurable).toBe(false);
    parts[5]?.release();
    expect((await recorded).error).toBeNull();
    expect(logs.map(({ records }) => records.map(({ kind }) => kind))).toEqual(logs.map(() => [RecordKind.brokerSessionLost]));
  });

  it('tells no partition of it while one refuses: it is told again until all have it, and is in each once', async () => {
    const { logs, parts, journal } = setUp();
    const tell = (): Promise<Answer> => append(journal, { ...messageEntry('lost'), kind: RecordKind.brokerSessionLost });
    parts[7]?.setCondition({ kind: 'full', freeBytes: 0 });
    for (let tries = 0; tries < 3; tries += 1) expect((await tell()).error).toMatchObject({ code: 'journal-full' });
    parts[7]?.setCondition({ kind: 'ok' });
    expect((await tell()).error).toBeNull();
    expect(logs.map(({ records }) => records.length)).toEqual(logs.map(() => 1));
  });

  it('closes every part', async () => {
    const { journal } = setUp();
    await journal.close();
    expect((await append(journal, { ...messageEntry('late'), key: 'p' })).error).toMatchObject({ code: 'journal-closed' });
  });
});
