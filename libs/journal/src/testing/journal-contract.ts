import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { Failure } from '@yanshou/telemetry';
import fc from 'fast-check';
import { RecordKind } from '../journal.port.js';
import type { JournalAppender, JournalBody, JournalEntry, JournalReader, JournalRecord, JournalWriter, ReadLimit, RecordKindCode } from '../journal.port.js';

/** A journal in the hands of the contract suite, and the faults of what it stands on. */
export interface JournalUnderTest {
  readonly writer: JournalWriter;
  reader(from?: number): Promise<JournalReader>;
  /** Closes the writer and opens another on what was kept. */
  reopen(): Promise<JournalUnderTest>;
  /** From now on there is no room. */
  fillUp(): Promise<void>;
  /** There is room again, and the journal has had the time to notice. */
  makeRoom(): Promise<void>;
  /** From now on every write fails with an input/output error. */
  breakDisk(): Promise<void>;
  dispose(): Promise<void>;
}

/** What became of one append. */
export interface Answer {
  readonly error: Failure | null;
  readonly sequence: number;
}

/** A body of these bytes. */
export const bytesBody = (bytes: Uint8Array): JournalBody => ({
  byteLength: bytes.length,
  writeTo: (target, offset) => target.set(bytes, offset),
});

export const messageEntry = (text: string, at = 1_794_700_800_000_000): JournalEntry => ({
  kind: RecordKind.message, at, body: bytesBody(Buffer.from(text)),
});

export const append = (writer: JournalAppender, entry: JournalEntry): Promise<Answer> =>
  new Promise((resolve) => writer.append(entry, (error, sequence) => resolve({ error, sequence })));

/** Copies a record, whose body is otherwise overwritten by the next read. */
export const keep = (record: JournalRecord): JournalRecord => ({ ...record, body: Buffer.from(record.body) });

/** Reads until nothing more comes. */
export async function readAll(reader: JournalReader, limit: Partial<ReadLimit> = {}): Promise<JournalRecord[]> {
  const records: JournalRecord[] = [];
  for (;;) {
    const batch = await reader.read({ maxRecords: 1000, maxBytes: 1 << 20, waitMillis: 0, ...limit });
    if (batch.length === 0) return records;
    records.push(...batch.map(keep));
  }
}

const READABLE_MILLIS = 30_000;
const textOf = (record: JournalRecord): string => record.body.toString('utf8');
const KINDS: readonly RecordKindCode[] = [RecordKind.message, RecordKind.refusals, RecordKind.release, RecordKind.registryChange, RecordKind.heartbeat];

const entries = fc.array(
  fc.record({ kind: fc.constantFrom(...KINDS), at: fc.integer({ min: -(2 ** 50), max: 2 ** 52 }), bytes: fc.uint8Array({ maxLength: 300 }) }),
  { minLength: 1, maxLength: 40 },
);

/** The contract of the journal port. Each adapter's spec calls it with a factory of empty journals. */
export function journalContract(name: string, open: () => Promise<JournalUnderTest>): void {
  describe(`${name} keeps the journal's contract`, () => {
    let journal: JournalUnderTest;
    beforeEach(async () => {
      journal = await open();
    });
    afterEach(async () => {
      await journal.dispose();
    });

    const reopen = async (): Promise<void> => {
      journal = await journal.reopen();
    };
    /** What is acknowledged is kept; a reader may come to know of it a little later. */
    const readable = async (last: number): Promise<void> => {
      const reader = await journal.reader(last);
      await reader.read({ maxRecords: 1, maxBytes: 1, waitMillis: READABLE_MILLIS });
      await reader.close();
    };
    const readEverything = async (from?: number): Promise<JournalRecord[]> => {
      const reader = await journal.reader(from);
      const records = await readAll(reader);
      await reader.close();
      return records;
    };

    it('numbers records from 1 and gives back what was appended', async () => {
      expect(journal.writer.nextSequence()).toBe(1);
      expect(await append(journal.writer, messageEntry('一', 42))).toEqual({ error: null, sequence: 1 });
      expect(await append(journal.writer, messageEntry('二', 43))).toEqual({ error: null, sequence: 2 });
      expect(journal.writer.nextSequence()).toBe(3);
      await readable(2);
      const records = await readEverything();
      expect(records.map((record) => [record.sequence, record.kind, record.at, textOf(record)])).toEqual([[1, 1, 42, '一'], [2, 1, 43, '二']]);
    });

    it('answers in the order of the appends, later and never within the call', async () => {
      const answered: number[] = [];
      for (let index = 0; index < 50; index += 1) journal.writer.append(messageEntry(`${index}`), () => answered.push(index));
      expect(answered).toEqual([]);
      await append(journal.writer, messageEntry('last'));
      expect(answered).toEqual(Array.from({ length: 50 }, (_, index) => index));
    });

    it('gives every record back equal and in order, through any batch size and any restart', async () => {
      let appended: { kind: RecordKindCode; at: number; bytes: Uint8Array }[] = [];
      await fc.assert(
        fc.asyncProperty(entries, fc.integer({ min: 1, max: 50 }), fc.integer({ min: 0, max: 600 }), fc.boolean(), async (more, maxRecords, maxBytes, restart) => {
          const answers = await Promise.all(more.map(({ kind, at, bytes }) => append(journal.writer, { kind, at, body: bytesBody(bytes) })));
          expect(answers.every(({ error }) => error === null)).toBe(true);
          appended = [...appended, ...more];
          if (restart) await reopen();
          await readable(appended.length);
          const reader = await journal.reader();
          const records = await readAll(reader, { maxRecords, maxBytes });
          await reader.close();
          expect(records).toEqual(appended.map(({ kind, at, bytes }, index) => ({ sequence: index + 1, kind, at, body: Buffer.from(bytes) })));
        }),
        { numRuns: 15 },
      );
    });

    it('ends a batch at the record count, and after the record that exceeds the bytes', async () => {
      for (const text of ['aaaa', 'bbbb', 'cccc', 'dddd']) await append(journal.writer, messageEntry(text));
      await readable(4);
      const reader = await journal.reader();
      expect((await reader.read({ maxRecords: 1, maxBytes: 1000, waitMillis: 0 })).map(textOf)).toEqual(['aaaa']);
      expect((await reader.read({ maxRecords: 9, maxBytes: 6, waitMillis: 0 })).map(textOf)).toEqual(['bbbb', 'cccc']);
      expect((await reader.read({ maxRecords: 9, maxBytes: 6, waitMillis: 0 })).map(textOf)).toEqual(['dddd']);
      expect(await reader.read({ maxRecords: 9, maxBytes: 6, waitMillis: 0 })).toEqual([]);
      await reader.close();
    });

    it('knows that there is more behind a read that its limits ended, and nothing behind the last record', async () => {
      // On a disk there are several segments of these.
      for (let index = 1; index <= 40; index += 1) await append(journal.writer, messageEntry(`${index}`.padEnd(100)));
      await readable(40);
      const reader = await journal.reader();
      const told: boolean[] = [];
      for (let index = 1; index <= 40; index += 1) {
        expect(await reader.read({ maxRecords: 1, maxBytes: 1000, waitMillis: 0 })).toMatchObject([{ sequence: index }]);
        told.push(reader.more());
      }
      expect(told).toEqual(told.map((_, index) => index < 39));
      await append(journal.writer, messageEntry('41'));
      expect(await reader.read({ maxRecords: 9, maxBytes: 1000, waitMillis: READABLE_MILLIS })).toMatchObject([{ sequence: 41 }]);
      expect(reader.more()).toBe(false);
      await reader.close();
    });

    it('waits for a record that comes, and no longer than told', async () => {
      const reader = await journal.reader();
      const started = performance.now();
      expect(await reader.read({ maxRecords: 1, maxBytes: 100, waitMillis: 30 })).toEqual([]);
      expect(performance.now() - started).toBeGreaterThanOrEqual(25);
      const waiting = reader.read({ maxRecords: 1, maxBytes: 100, waitMillis: 10_000 });
      await append(journal.writer, messageEntry('here'));
      expect((await waiting).map(textOf)).toEqual(['here']);
      await reader.close();
    });

    it('seeks forward and back to the first record at or after a sequence', async () => {
      for (let index = 1; index <= 30; index += 1) await append(journal.writer, messageEntry(`${index}`));
      await readable(30);
      const reader = await journal.reader(20);
      expect((await readAll(reader)).map(({ sequence }) => sequence)[0]).toBe(20);
      await reader.seek(3);
      expect((await reader.read({ maxRecords: 2, maxBytes: 1000, waitMillis: 0 })).map(textOf)).toEqual(['3', '4']);
      await reader.seek(32);
      expect(await readAll(reader)).toEqual([]);
      await append(journal.writer, messageEntry('31'));
      expect(await readAll(reader)).toEqual([]);
      await append(journal.writer, messageEntry('32'));
      expect((await reader.read({ maxRecords: 5, maxBytes: 1000, waitMillis: 2000 })).map(textOf)).toEqual(['32']);
      await reader.close();
    });

    it('keeps its name and its numbering through a restart', async () => {
      const name = journal.writer.journal;
      await append(journal.writer, messageEntry('before'));
      await reopen();
      expect(journal.writer.journal).toBe(name);
      expect(journal.writer.journalOf('any')).toBe(name);
      expect(journal.writer.nextSequence()).toBe(2);
      expect(await append(journal.writer, messageEntry('after'))).toEqual({ error: null, sequence: 2 });
      await readable(2);
      const reader = await journal.reader();
      expect(reader.journal).toBe(name);
      expect((await readAll(reader)).map(textOf)).toEqual(['before', 'after']);
      await reader.close();
    });

    it('keeps what was appended before it was closed, refuses what comes after, and closes twice', async () => {
      const early = append(journal.writer, messageEntry('early'));
      const closing = journal.writer.close();
      const late = append(journal.writer, messageEntry('late'));
      await closing;
      await journal.writer.close();
      expect((await early).error).toBeNull();
      expect((await late).error).toMatchObject({ code: 'journal-closed', retryable: false });
      await reopen();
      expect((await readEverything()).map(textOf)).toEqual(['early']);
    });

    it('refuses while there is no room, leaves no trace and no hole, and accepts again by itself', async () => {
      expect(journal.writer.condition().kind).toBe('ok');
      await append(journal.writer, messageEntry('kept'));
      await journal.fillUp();
      const answers = await Promise.all(['x', 'y'].map((text) => append(journal.writer, messageEntry(text))));
      for (const { error } of answers) expect(error).toMatchObject({ code: 'journal-full', retryable: true });
      expect(answers[0]?.error?.help.zh).not.toBe('');
      expect(journal.writer.condition().kind).toBe('full');
      await journal.makeRoom();
      expect(journal.writer.condition().kind).toBe('ok');
      expect(await append(journal.writer, messageEntry('again'))).toEqual({ error: null, sequence: 2 });
      await readable(2);
      expect((await readEverything()).map(textOf)).toEqual(['kept', 'again']);
    });

    it('fails for good on an input/output error, and what was kept before is still there', async () => {
      await append(journal.writer, messageEntry('kept'));
      await journal.breakDisk();
      for (const text of ['x', 'y']) {
        expect((await append(journal.writer, messageEntry(text))).error).toMatchObject({ code: 'journal-failed', retryable: false });
      }
      expect(journal.writer.condition()).toMatchObject({ kind: 'failed', error: { code: 'journal-failed' } });
      await readable(1);
      expect((await readEverything()).map(textOf)).toEqual(['kept']);
    });
  });
}
