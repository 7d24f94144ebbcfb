import { beforeEach, describe, expect, it } from '@jest/globals';
import { RecordKind, readJson } from '@yanshou/journal';
import type { DeclaredGap, JournalRecord } from '@yanshou/journal';
import { append, messageEntry, readAll } from '@yanshou/journal/testing';
import { ManualClock } from '@yanshou/telemetry';
import { checkJournal, openSegmentJournal, openSegmentReader, setAside } from './index.js';
import type { SegmentJournal } from './index.js';
import { RECORD_HEADER } from '@yanshou/journal/record-frame';
import { HEADER_BYTES } from './segment-header.js';
import { segmentName } from './segment-names.js';
import { SimulatedDisk } from './testing/simulated-disk.js';

const DIRECTORY = '/journal';
const FIRST = segmentName(1);
const clock = new ManualClock(1);

describe('a damaged journal', () => {
  let disk: SimulatedDisk;
  beforeEach(() => {
    disk = new SimulatedDisk();
  });

  const open = (segmentBytes = 1 << 20): Promise<SegmentJournal> =>
    openSegmentJournal({ directory: DIRECTORY, clock, fileSystem: disk.mount(), segmentBytes });
  const fill = async (count: number, segmentBytes?: number): Promise<void> => {
    const journal = await open(segmentBytes);
    const from = journal.nextSequence();
    for (let index = 0; index < count; index += 1) await append(journal, messageEntry(`record ${from + index}`, receiptOf(from + index)));
    await journal.close();
  };
  const receiptOf = (sequence: number): number => 1_794_700_800_000_000 + sequence * 1_000_000;
  const gapPlaces = async (): Promise<unknown> => {
    const reader = await openSegmentReader(DIRECTORY, { fileSystem: disk.mount() });
    const places = await reader.gapPlaces();
    await reader.close();
    return places;
  };
  const texts = (records: readonly JournalRecord[]): string[] =>
    records.filter(({ kind }) => kind === RecordKind.message).map(({ body }) => body.toString());
  const read = async (): Promise<JournalRecord[]> => readAll(await openSegmentReader(DIRECTORY, { fileSystem: disk.mount() }));
  const flip = (name: string, offset: number): void => disk.file(name).corrupt((bytes) => {
    bytes[offset] = (bytes[offset] ?? 0) ^ 1;
    return bytes;
  });
  const cut = (name: string, length: number): void => disk.file(name).corrupt((bytes) => bytes.subarray(0, length));
  const forgetMark = (): void => disk.file('durable').corrupt(() => Buffer.alloc(0));
  const numbered = (from: number, to: number): string[] => Array.from({ length: to - from + 1 }, (_, index) => `record ${from + index}`);
  const recordBytes = RECORD_HEADER + Buffer.byteLength('record 1');

  it('T06: starts with the exact prefix after a cut at every byte of the last three records', async () => {
    await fill(9);
    const whole = Buffer.from(disk.file(FIRST).content);
    for (let length = whole.length - 1; length >= whole.length - 3 * recordBytes; length -= 1) {
      disk.file(FIRST).corrupt(() => whole.subarray(0, length));
      forgetMark();
      const kept = Math.floor((length - HEADER_BYTES) / recordBytes);
      const journal = await open();
      expect(journal.nextSequence()).toBe(kept + 1);
      expect(journal.recovery).toEqual({ cutBytes: (length - HEADER_BYTES) % recordBytes, lost: null });
      expect(texts(await read())).toEqual(numbered(1, kept));
      await journal.close();
    }
  });

  it('declares the sequences that had been durable when the end of the file is gone', async () => {
    await fill(9);
    cut(FIRST, HEADER_BYTES + 6 * recordBytes + 5);
    const journal = await open();
    expect(journal.recovery).toEqual({ cutBytes: 5, lost: { fromSequence: 7, toSequence: 9 } });
    expect(await append(journal, messageEntry('record 10'))).toEqual({ error: null, sequence: 10 });
    const records = await read();
    expect(records.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5, 6, 7, 10]);
    expect(readJson(records[6]?.body as Buffer)).toEqual({
      fromSequence: 7, toSequence: 9, cause: 'lost-end', reason: expect.any(String), file: FIRST, lostBytes: 3 * recordBytes,
      lastReceived: receiptOf(6), nextReceived: null,
    });
    expect(await gapPlaces()).toEqual([{ fromSequence: 7, toSequence: 9 }]);
  });

  it('cuts a tail of zeros', async () => {
    await fill(3);
    disk.file(FIRST).corrupt((bytes) => Buffer.concat([bytes, Buffer.alloc(500)]));
    const journal = await open();
    expect(journal.recovery).toEqual({ cutBytes: 500, lost: null });
    expect(journal.nextSequence()).toBe(4);
  });

  it('T07: refuses to start on any flipped bit, naming file and offset, and leaves the bytes as they are', async () => {
    await fill(5);
    const whole = Buffer.from(disk.file(FIRST).content);
    for (let offset = HEADER_BYTES; offset < whole.length; offset += 1) {
      disk.file(FIRST).corrupt(() => Buffer.from(whole));
      flip(FIRST, offset);
      const bad = HEADER_BYTES + Math.floor((offset - HEADER_BYTES) / recordBytes) * recordBytes;
      const failure: unknown = await open().catch((error: unknown) => error);
      expect(failure).toMatchObject({ code: 'journal-damaged', retryable: false });
      expect(String(failure)).toContain(`${FIRST} is damaged at byte ${bad}`);
      const changed = Buffer.from(whole);
      changed[offset] = (changed[offset] ?? 0) ^ 1;
      expect(disk.file(FIRST).content).toEqual(changed);
    }
  });

  it('refuses a flipped bit that a later flush proves to have been durable, without any mark', async () => {
    await fill(5);
    flip(FIRST, HEADER_BYTES + 2 * recordBytes + 30);
    forgetMark();
    await expect(open()).rejects.toMatchObject({ code: 'journal-damaged' });
  });

  it('survives one unreadable copy of a header', async () => {
    await fill(2);
    flip(FIRST, 20);
    await open();
    expect(texts(await read())).toEqual(numbered(1, 2));
  });

  it('says which commands help, in both languages', async () => {
    await fill(5);
    flip(FIRST, HEADER_BYTES + 30);
    await expect(open()).rejects.toMatchObject({
      help: { zh: expect.stringContaining(`npm run journal -- set-aside ${FIRST}`), en: expect.stringContaining(`npm run journal -- set-aside ${FIRST}`) },
    });
  });

  it.each([1, 6, 11])('refuses when the segment of sequence %i is missing', async (first) => {
    await fill(12, HEADER_BYTES + 5 * recordBytes);
    disk.names.delete(segmentName(first));
    await expect(open()).rejects.toMatchObject({ code: 'journal-damaged', message: expect.stringContaining(segmentName(first)) });
    expect((await checkJournal(DIRECTORY, disk.mount())).good).toBe(false);
  });

  it('reports what is wrong with each segment', async () => {
    await fill(12, HEADER_BYTES + 5 * recordBytes);
    expect((await checkJournal(DIRECTORY, disk.mount())).good).toBe(true);
    flip(segmentName(6), HEADER_BYTES + 2 * recordBytes);
    const { segments, good } = await checkJournal(DIRECTORY, disk.mount());
    expect(good).toBe(false);
    expect(segments.map(({ condition, records, lastSequence }) => [condition, records, lastSequence])).toEqual([
      ['good', 5, 5], ['damaged', 2, 7], ['good', 2, 12],
    ]);
    expect(segments[1]?.badOffset).toBe(HEADER_BYTES + 2 * recordBytes);
  });

  it('lets readers get to the damage and no further', async () => {
    await fill(5);
    flip(FIRST, HEADER_BYTES + 3 * recordBytes + 30);
    await expect(read()).rejects.toMatchObject({ code: 'journal-damaged' });
  });

  it.each([
    { name: 'in the middle of a segment', segment: 6, offset: HEADER_BYTES + 2 * recordBytes + 30, gap: [8, 10] },
    { name: 'in both copies of a header', segment: 6, offset: 20, gap: [6, 10] },
    { name: 'in the last segment', segment: 11, offset: HEADER_BYTES + 30, gap: [11, 12] },
  ])('continues across a gap after damage $name was set aside', async ({ segment, offset, gap: [from = 0, to = 0] }) => {
    await fill(12, HEADER_BYTES + 5 * recordBytes);
    flip(segmentName(segment), offset);
    if (offset < HEADER_BYTES) flip(segmentName(segment), offset + HEADER_BYTES / 2);
    const damaged = Buffer.from(disk.file(segmentName(segment)).content);
    const goodHeader = offset < HEADER_BYTES ? 0 : HEADER_BYTES;
    const report = await setAside(DIRECTORY, segmentName(segment), clock, disk.mount());
    expect(report.gap).toMatchObject({ fromSequence: from, toSequence: to });
    expect(disk.file(`${segmentName(segment)}.damaged`).content).toEqual(damaged);
    await fill(2, HEADER_BYTES + 5 * recordBytes);
    const records = await read();
    expect(texts(records)).toEqual([...numbered(1, from - 1), ...numbered(to + 1, 14)]);
    expect(records.filter(({ kind }) => kind === RecordKind.gap).map(({ body }) => readJson(body) as DeclaredGap)).toEqual([
      {
        fromSequence: from, toSequence: to, cause: 'damaged', reason: expect.any(String), file: `${segmentName(segment)}.damaged`,
        lostBytes: damaged.length - (from === segment ? goodHeader : HEADER_BYTES + (from - segment) * recordBytes),
        lastReceived: receiptOf(from - 1), nextReceived: segment === 11 ? null : receiptOf(to + 1),
      },
    ]);
    expect(await gapPlaces()).toEqual([{ fromSequence: from, toSequence: to }]);
    expect((await checkJournal(DIRECTORY, disk.mount())).good).toBe(true);
  });

  it.each([1, 6])('continues across a gap after the missing segment %i was declared', async (first) => {
    await fill(12, HEADER_BYTES + 5 * recordBytes);
    disk.names.delete(segmentName(first));
    const { gap } = await setAside(DIRECTORY, segmentName(first), clock, disk.mount());
    expect(gap).toMatchObject({ cause: 'missing', file: segmentName(first), lostBytes: null, lastReceived: first === 1 ? null : receiptOf(5), nextReceived: receiptOf(first + 5) });
    await fill(1, HEADER_BYTES + 5 * recordBytes);
    expect(texts(await read())).toEqual(numbered(1, 13).filter((_, index) => index < first - 1 || index > first + 3));
  });

  it.each([
    { name: 'in the middle', missing: [6, 11], rest: [1, 2, 3, 4, 5, 16, 17, 18] },
    { name: 'at the end', missing: [11, 16], rest: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 18] },
  ])('declares several missing segments $name by one gap', async ({ missing, rest }) => {
    await fill(17, HEADER_BYTES + 5 * recordBytes);
    for (const first of missing) disk.names.delete(segmentName(first));
    await setAside(DIRECTORY, segmentName(missing[1] ?? 0), clock, disk.mount());
    await fill(1, HEADER_BYTES + 5 * recordBytes);
    expect(texts(await read())).toEqual(rest.map((sequence) => `record ${sequence}`));
    expect((await checkJournal(DIRECTORY, disk.mount())).good).toBe(true);
  });

  it('notes the places of all gaps, also when noting was cut short before', async () => {
    await fill(12, HEADER_BYTES + 5 * recordBytes);
    expect(await gapPlaces()).toEqual([]);
    disk.names.set('gaps.draft', disk.names.get(FIRST) as never);
    for (const [first, name] of [[6, segmentName(6)], [1, FIRST]] as const) {
      flip(name, HEADER_BYTES + 30);
      await setAside(DIRECTORY, segmentName(first), clock, disk.mount());
    }
    expect(await gapPlaces()).toEqual([{ fromSequence: 1, toSequence: 5 }, { fromSequence: 6, toSequence: 10 }]);
  });

  it('leaves a good segment alone', async () => {
    await fill(3);
    const before = Buffer.from(disk.file(FIRST).content);
    expect(await setAside(DIRECTORY, FIRST, clock, disk.mount())).toEqual({ keptAs: null, records: 3, gap: null });
    expect(disk.file(FIRST).content).toEqual(before);
  });
});
