import { beforeEach, describe, expect, it } from '@jest/globals';
import { RecordKind } from '@yanshou/journal';
import { append, bytesBody, messageEntry, readAll } from '@yanshou/journal/testing';
import type { Failure } from '@yanshou/telemetry';
import { MICROS_PER_MILLISECOND, MICROS_PER_SECOND, ManualClock } from '@yanshou/telemetry';
import fc from 'fast-check';
import { openSegmentJournal, openSegmentReader } from './index.js';
import type { JournalFileSystem, SegmentJournal, SegmentJournalOptions } from './index.js';
import { MAX_RECORD_BYTES, checksumMatches, recordAt, recordLength, writeRecord } from '@yanshou/journal/record-frame';
import { HEADER_BYTES, decodeHeader, encodeHeader } from './segment-header.js';
import { segmentName } from './segment-names.js';
import { SimulatedDisk } from './testing/simulated-disk.js';

const DIRECTORY = '/journal';
const GIBIBYTE = 1024 ** 3;
const turns = async (count: number): Promise<void> => {
  for (let turn = 0; turn < count; turn += 1) await new Promise<void>((resolve) => void setImmediate(resolve));
};

describe('SegmentJournal', () => {
  let disk: SimulatedDisk;
  let clock: ManualClock;
  beforeEach(() => {
    disk = new SimulatedDisk();
    clock = new ManualClock(1);
  });
  const open = (options: Partial<SegmentJournalOptions> = {}): Promise<SegmentJournal> =>
    openSegmentJournal({ directory: DIRECTORY, clock, fileSystem: disk.mount(), ...options });

  /** The disk, with a list of the calls that matter in the order they were made. */
  const traced = (calls: string[]): JournalFileSystem => {
    const mounted = disk.mount();
    const open_ = mounted.open.bind(mounted);
    mounted.open = async (path, mode) => {
      const file = await open_(path, mode);
      const { write, datasync, sync, truncate } = file;
      const name = path.endsWith('durable') ? 'mark' : 'segment';
      return {
        ...file,
        write: (bytes, position) => (calls.push(`${name} write`), write(bytes, position)),
        datasync: () => (calls.push(`${name} datasync`), datasync()),
        sync: () => (calls.push(`${name} sync`), sync()),
        truncate: (length) => (calls.push(`${name} truncate ${length}`), truncate(length)),
      };
    };
    return mounted;
  };

  it('flushes once for all appends of a turn, answers after the flush, and marks after it', async () => {
    const calls: string[] = [];
    const journal = await open({ fileSystem: traced(calls) });
    calls.length = 0;
    for (let index = 0; index < 100; index += 1) journal.append(messageEntry('x'), () => calls.push('answer'));
    await journal.close();
    expect(calls.filter((call) => call !== 'answer')).toEqual(['segment write', 'segment datasync', 'mark write']);
    expect(calls.indexOf('answer')).toBeGreaterThan(calls.indexOf('segment datasync'));
    expect(calls.filter((call) => call === 'answer')).toHaveLength(100);
  });

  it('shows readers nothing that is not flushed', async () => {
    const journal = await open();
    await append(journal, messageEntry('flushed'));
    const reader = await openSegmentReader(DIRECTORY, { fileSystem: disk.mount() });
    disk.faults.flushError = 'EIO';
    const refused = append(journal, messageEntry('written only'));
    await refused;
    expect(disk.file(segmentName(1)).content.includes('written only')).toBe(true);
    expect((await readAll(reader)).map(({ body }) => body.toString())).toEqual(['flushed']);
  });

  it('lets readers wait through a torn mark', async () => {
    const journal = await open();
    const reader = await openSegmentReader(DIRECTORY, { fileSystem: disk.mount() });
    await append(journal, messageEntry('x'));
    await turns(2);
    const whole = Buffer.from(disk.file('durable').content);
    disk.file('durable').corrupt((bytes) => bytes.fill(0, 40, 44));
    expect(await readAll(reader)).toEqual([]);
    disk.file('durable').corrupt(() => whole);
    expect(await readAll(reader)).toHaveLength(1);
  });

  it('T09: cuts a short write back, flushes the cut, and answers journal-full', async () => {
    const calls: string[] = [];
    const journal = await open({ fileSystem: traced(calls), space: { refuseBelowBytes: 0, refuseBelowShare: 0 } });
    await append(journal, messageEntry('kept'));
    const good = disk.file(segmentName(1)).content.length;
    calls.length = 0;
    disk.capacity = good + 64 + 30;
    expect((await append(journal, messageEntry('z'.repeat(100)))).error).toMatchObject({ code: 'journal-full', retryable: true });
    expect(calls).toEqual(['segment write', `segment truncate ${good}`, 'segment sync']);
    expect(disk.file(segmentName(1)).content.length).toBe(good);
    expect(journal.condition().kind).toBe('full');
  });

  it.each<['writeError' | 'flushError']>([['writeError'], ['flushError']])('T10: stops for good after a %s, and never flushes again', async (fault) => {
    const calls: string[] = [];
    const failures: Failure[] = [];
    const answers: string[] = [];
    const journal = await open({ fileSystem: traced(calls), onFailed: (failure) => failures.push(failure) });
    disk.faults[fault] = 'EIO';
    const note = (name: string) => (error: Failure | null): void => void answers.push(`${name} ${error?.code}`);
    journal.append(messageEntry('a'), (error) => {
      note('a')(error);
      journal.append(messageEntry('d'), note('d'));
    });
    journal.append(messageEntry('b'), note('b'));
    await turns(3);
    const flushes = calls.length;
    disk.faults[fault] = '';
    journal.append(messageEntry('c'), note('c'));
    await turns(5);
    expect(answers).toEqual(['a', 'b', 'd', 'c'].map((name) => `${name} journal-failed`));
    expect(failures).toHaveLength(1);
    expect(failures[0]).toMatchObject({ code: 'journal-failed', retryable: false });
    expect(calls.length).toBe(flushes);
    await journal.close();
  });

  it('warns below 15 % of free space, refuses below 5 % or 1 GiB, and looks at most once a second', async () => {
    disk.capacity = 100 * GIBIBYTE;
    const journal = await open();
    const kindAt = async (freeBytes: number): Promise<string> => {
      disk.faults.freeBytes = freeBytes;
      clock.advance(MICROS_PER_SECOND);
      journal.condition();
      await turns(1);
      return journal.condition().kind;
    };
    expect(await kindAt(16 * GIBIBYTE)).toBe('ok');
    expect(await kindAt(14 * GIBIBYTE)).toBe('low');
    expect((await append(journal, messageEntry('still accepted'))).error).toBeNull();
    expect(await kindAt(4 * GIBIBYTE)).toBe('full');
    expect((await append(journal, messageEntry('refused'))).error?.code).toBe('journal-full');
    disk.faults.freeBytes = 50 * GIBIBYTE;
    clock.advance(999 * MICROS_PER_MILLISECOND);
    expect((await append(journal, messageEntry('not looked yet'))).error?.code).toBe('journal-full');
    clock.advance(MICROS_PER_MILLISECOND);
    expect((await append(journal, messageEntry('resumed'))).error).toBeNull();
    // What it may still take is none from where it refuses on, whichever of the two that is.
    const freeAt = async (freeBytes: number): Promise<number> => (await kindAt(freeBytes), journal.room().freeBytes / GIBIBYTE);
    expect([await freeAt(55 * GIBIBYTE), await freeAt(5 * GIBIBYTE), await freeAt(2 * GIBIBYTE)]).toEqual([50, 0, 0]);
    disk.capacity = 8 * GIBIBYTE;
    expect(await freeAt(3 * GIBIBYTE)).toBe(2);
    expect(await kindAt(0.9 * GIBIBYTE)).toBe('full');
    expect(await kindAt(1.1 * GIBIBYTE)).toBe('low');
  });

  it('keeps within the size that was set, and warns at 85 % of it', async () => {
    const journal = await open({ maxBytes: 2000 });
    const used = (): number => disk.file(segmentName(1)).content.length;
    for (let count = 0; count < 100; count += 1) {
      const { error } = await append(journal, messageEntry('q'.repeat(50)));
      if (error !== null) break;
      expect(journal.condition().kind).toBe(used() > 1700 ? 'low' : 'ok');
    }
    expect(journal.condition().kind).toBe('full');
    expect(used()).toBeLessThanOrEqual(2000);
    expect(used()).toBeGreaterThan(1900);
  });

  it('refuses a record that is too large, in its turn', async () => {
    const journal = await open();
    const order: string[] = [];
    journal.append(messageEntry('a'), () => order.push('a'));
    journal.append({ kind: RecordKind.message, at: 0, body: { byteLength: MAX_RECORD_BYTES, writeTo: () => undefined } }, (error) => order.push(error?.code ?? ''));
    journal.append(messageEntry('b'), (_, sequence) => order.push(`b ${sequence}`));
    await journal.close();
    expect(order).toEqual(['a', 'journal-record-too-large', 'b 2']);
  });

  it('carries records that are larger than a group and a reader\'s window', async () => {
    const journal = await open({ segmentBytes: 1 << 20 });
    const sizes = [10, 6_000_000, 300_000, 10, 9_000_000, 5];
    await Promise.all(sizes.map((size, index) => append(journal, { kind: RecordKind.message, at: 1, body: bytesBody(Buffer.alloc(size, index + 1)) })));
    const records = await readAll(await openSegmentReader(DIRECTORY, { fileSystem: disk.mount() }));
    expect(records.map(({ body }) => [body.length, body.at(0), body.at(-1)])).toEqual(sizes.map((size, index) => [size, index + 1, index + 1]));
  });

  it('begins a new segment by size, named after its first sequence', async () => {
    const journal = await open({ segmentBytes: 400 });
    for (let index = 0; index < 20; index += 1) await append(journal, messageEntry('x'.repeat(75)));
    const firsts = [...disk.names.keys()].filter((name) => name.endsWith('.segment')).sort();
    expect(firsts).toEqual([1, 4, 7, 10, 13, 16, 19].map(segmentName));
    expect(decodeHeader(disk.file(segmentName(7)).content)).toMatchObject({ journal: journal.journal, firstSequence: 7, previousFirst: 4 });
  });
});

describe('the layout on disk', () => {
  it('of a record is fixed', () => {
    const bytes = Buffer.alloc(30);
    writeRecord(bytes, 0, { kind: RecordKind.heartbeat, at: -2, body: bytesBody(Buffer.from('hello')) }, { sequence: 0x010203040506, place: 7, salt: 0 });
    expect(bytes.toString('hex')).toBe('16000000ef690aca0605040302010700feffffffffffffff0568656c6c6f');
    expect(checksumMatches(bytes, 0, 30, 0)).toBe(true);
    expect(checksumMatches(bytes, 0, 30, 1)).toBe(false);
  });

  it('of a header is fixed', () => {
    const header = { journal: '01234567-89ab-4cde-8f01-23456789abcd', firstSequence: 5, previousFirst: 2, createdAt: 3, salt: 4 };
    const bytes = encodeHeader(header);
    expect(bytes.subarray(0, 60).toString('hex')).toBe(
      '59414e53484f554a01000000040000000123456789ab4cde8f0123456789abcd05000000000000000200000000000000030000000000000000000000',
    );
    expect(bytes.length).toBe(HEADER_BYTES);
    expect(decodeHeader(bytes)).toEqual(header);
  });

  it('of a record gives everything back, and any flipped bit is noticed', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 2 ** 48 - 1 }), fc.integer({ min: 0, max: 0xffff }), fc.maxSafeInteger(), fc.uint8Array({ maxLength: 60 }), fc.nat(),
        (sequence, place, at, body, flip) => {
          const bytes = Buffer.alloc(25 + body.length);
          const salt = flip % 0xffffffff;
          writeRecord(bytes, 0, { kind: RecordKind.release, at, body: bytesBody(body) }, { sequence, place, salt });
          expect(recordAt(bytes, 0, bytes.length)).toEqual({ sequence, kind: RecordKind.release, at, body: Buffer.from(body) });
          const bit = flip % (bytes.length * 8);
          bytes[bit >> 3] = (bytes[bit >> 3] ?? 0) ^ (1 << (bit & 7));
          const total = recordLength(bytes, 0, bytes.length);
          expect(total !== 0 && checksumMatches(bytes, 0, total, salt)).toBe(false);
        },
      ),
    );
  });
});
