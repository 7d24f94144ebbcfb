import { appendFile, mkdtemp, open, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { append, messageEntry, readAll } from '@yanshou/journal/testing';
import { systemClock } from '@yanshou/telemetry';
import { openSegmentJournal, openSegmentReader, snapshotJournal } from './index.js';
import type { JournalSnapshot, SegmentJournal } from './index.js';
import { segmentName } from './segment-names.js';

const SNAPSHOTS = 30;
const SEGMENT_BYTES = 16_384;

describe('a snapshot of a journal', () => {
  let source: string;
  let target: string;
  let journal: SegmentJournal;
  beforeEach(async () => {
    source = await mkdtemp(join(tmpdir(), 'yanshou-snapshot-'));
    target = await mkdtemp(join(tmpdir(), 'yanshou-copy-'));
    journal = await openIn(source);
  });
  afterEach(async () => {
    await journal.close();
    await rm(source, { recursive: true });
    await rm(target, { recursive: true });
  });

  const openIn = (directory: string): Promise<SegmentJournal> => openSegmentJournal({ directory, clock: systemClock, segmentBytes: SEGMENT_BYTES, space: { refuseBelowBytes: 0 } });

  /** What the copy holds after a start. */
  async function restored({ files }: JournalSnapshot): Promise<{ texts: string[]; nextSequence: number; cutBytes: number }> {
    await rm(target, { recursive: true });
    target = await mkdtemp(join(tmpdir(), 'yanshou-copy-'));
    for (const file of files) await writeFile(join(target, file.name), 'content' in file ? file.content : await firstBytes(join(source, file.name), file.bytes));
    const copy = await openIn(target);
    const { recovery } = copy;
    const reader = await openSegmentReader(target);
    const texts = (await readAll(reader)).map(({ body }) => Buffer.from(body).toString());
    await reader.close();
    const nextSequence = copy.nextSequence();
    await copy.close();
    return { texts, nextSequence, cutBytes: recovery.cutBytes };
  }

  it('holds everything acknowledged before it, whole, while the writer goes on', async () => {
    const acknowledged = new Set<string>();
    let sent = 0;
    let running = true;
    const write = async (): Promise<void> => {
      while (running) {
        const texts = Array.from({ length: 40 }, () => `message ${(sent += 1)}`);
        await Promise.all(texts.map(async (text) => (await append(journal, messageEntry(text)), acknowledged.add(text))));
        await sleep(1);
      }
    };
    const writing = write();
    try {
      for (let n = 0; n < SNAPSHOTS; n += 1) {
        const before = [...acknowledged];
        const taken = await snapshotJournal(source) as JournalSnapshot;
        const { texts, nextSequence, cutBytes } = await restored(taken);
        const kept = new Set(texts.map((text) => /message \d+/.exec(text)?.[0]));
        expect(before.filter((text) => !kept.has(text))).toEqual([]);
        expect({ damaged: taken.damaged, cutBytes, nextSequence }).toEqual({ damaged: false, cutBytes: 0, nextSequence: taken.nextSequence });
        expect(texts).toHaveLength(nextSequence - 1);
      }
    } finally {
      running = false;
      await writing;
    }
    expect((await readdir(source)).filter((name) => name.endsWith('.segment')).length).toBeGreaterThan(2);
  });

  it('leaves out the half of a group that is being written', async () => {
    await append(journal, messageEntry('one'));
    const whole = await readFile(join(source, segmentName(1)));
    await append(journal, messageEntry('two'));
    const second = (await readFile(join(source, segmentName(1)))).subarray(whole.length);
    await journal.close();
    await writeFile(join(source, segmentName(1)), whole);
    await rm(join(source, 'durable'));
    await (await openIn(source)).close();
    await appendFile(join(source, segmentName(1)), second.subarray(0, second.length - 3));
    const taken = await snapshotJournal(source) as JournalSnapshot;
    expect(taken).toMatchObject({ damaged: false, nextSequence: 2 });
    expect(await restored(taken)).toMatchObject({ texts: [expect.stringContaining('one')], cutBytes: 0 });
  });

  it('says that acknowledged bytes are damaged, and keeps them as they are', async () => {
    for (const text of ['one', 'two', 'three']) await append(journal, messageEntry(text));
    await journal.close();
    const path = join(source, segmentName(1));
    const bytes = await readFile(path);
    bytes[bytes.length - 5] = (bytes[bytes.length - 5] ?? 0) ^ 1;
    await writeFile(path, bytes);
    const taken = await snapshotJournal(source) as JournalSnapshot;
    expect(taken.damaged).toBe(true);
    expect(taken.files).toContainEqual({ name: segmentName(1), bytes: bytes.length });
  });

  it('is none without a journal', async () => {
    expect(await snapshotJournal(target)).toBeNull();
  });
});

async function firstBytes(path: string, bytes: number): Promise<Buffer> {
  const file = await open(path, 'r');
  try {
    const buffer = Buffer.alloc(bytes);
    await file.read(buffer, 0, bytes, 0);
    return buffer;
  } finally {
    await file.close();
  }
}
