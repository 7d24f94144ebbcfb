import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { JournalRecord } from '@yanshou/journal';
import { append, messageEntry, readAll } from '@yanshou/journal/testing';
import { systemClock } from '@yanshou/telemetry';
import { openSegmentJournal, openSegmentReader } from './index.js';
import type { SegmentJournal } from './index.js';

const DIST = pathToFileURL(join(import.meta.dirname, '..', 'dist', 'index.js')).href;
const KILLS = 6;
const NO_RESERVE = { refuseBelowBytes: 0, refuseBelowShare: 0, lowBelowShare: 0, recheckMillis: 20 };

/** Appends without end, 50 records a turn, and prints the sequence and the text of what was acknowledged. */
const SENDER = `
import { openSegmentJournal } from ${JSON.stringify(DIST)};
const [directory, life] = process.argv.slice(2);
const clock = { now: () => 1, monotonicMillis: () => performance.now() };
const journal = await openSegmentJournal({ directory, clock, segmentBytes: 50_000, space: ${JSON.stringify(NO_RESERVE)} });
let count = 0;
const send = () => {
  let answered = 0;
  const lines = [];
  for (let index = 0; index < 50; index += 1) {
    const text = life + '-' + (count += 1);
    const body = { byteLength: text.length, writeTo: (target, offset) => void target.write(text, offset, 'latin1') };
    journal.append({ kind: 1, at: 1, body }, (error, sequence) => {
      if (error) throw error;
      lines.push(sequence + ' ' + text);
      if ((answered += 1) === 50) process.stdout.write(lines.join('\\n') + '\\n', send);
    });
  }
};
send();
`;

const textOf = (record: JournalRecord): string => record.body.toString('latin1');

describe('on the machine\'s own disk', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'yanshou-journal-'));
  });
  afterEach(async () => {
    await rm(directory, { recursive: true, force: true });
  });

  const start = (life: number): ChildProcess => spawn(process.execPath, [join(directory, 'sender.mjs'), join(directory, 'journal'), `${life}`], {
    stdio: ['ignore', 'pipe', 'pipe'], env: {},
  });

  /** Lets a sender run until it has acknowledged `least` records, kills it, and returns what it said. */
  const runAndKill = (life: number, least: number): Promise<string[]> => new Promise((resolve, reject) => {
    const sender = start(life);
    const said: string[] = [];
    let complaint = '';
    sender.stderr?.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    const lines = createInterface({ input: sender.stdout as NodeJS.ReadableStream });
    lines.on('line', (line) => {
      said.push(line);
      if (said.length === least) sender.kill('SIGKILL');
    });
    lines.on('close', () => (said.length >= least ? resolve(said) : reject(new Error(`the sender ended early: ${complaint}`))));
  });

  it(`loses nothing acknowledged through ${KILLS} kills`, async () => {
    await writeFile(join(directory, 'sender.mjs'), SENDER);
    const acknowledged = new Map<number, string>();
    for (let life = 1; life <= KILLS; life += 1) {
      const complete = await runAndKill(life, 300 + life * 170);
      for (const line of complete) {
        const [sequence, text] = line.split(' ');
        // The last line may have been cut by the kill.
        if (text !== undefined && line !== complete.at(-1)) acknowledged.set(Number(sequence), text);
      }
    }
    const journal = await openSegmentJournal({ directory: join(directory, 'journal'), clock: systemClock, space: NO_RESERVE });
    expect(journal.recovery.lost).toBeNull();
    await journal.close();
    const reader = await openSegmentReader(join(directory, 'journal'));
    const records = await readAll(reader);
    await reader.close();
    expect(records.map(({ sequence }) => sequence)).toEqual(records.map((_, index) => index + 1));
    expect(new Set(records.map(textOf)).size).toBe(records.length);
    expect(acknowledged.size).toBeGreaterThan(KILLS * 300);
    for (const [sequence, text] of acknowledged) expect(textOf(records[sequence - 1] as JournalRecord)).toBe(text);
  }, 120_000);

  it('keeps a second writer out, in this process and in another, and lets it in when the first is gone', async () => {
    const place = join(directory, 'journal');
    const first = await openSegmentJournal({ directory: place, clock: systemClock, space: NO_RESERVE });
    await expect(openSegmentJournal({ directory: place, clock: systemClock })).rejects.toMatchObject({
      code: 'journal-locked', message: expect.stringContaining(`${process.pid}`),
    });
    await writeFile(join(directory, 'sender.mjs'), SENDER);
    await expect(runAndKill(1, 1)).rejects.toThrow('journal-locked');
    await first.close();
    expect((await runAndKill(2, 50)).length).toBeGreaterThanOrEqual(50);
    const next = await openSegmentJournal({ directory: place, clock: systemClock, space: NO_RESERVE });
    expect(next.nextSequence()).toBeGreaterThan(50);
    await next.close();
  });

  it('takes over from a lock whose pid now belongs to another process', async () => {
    const place = join(directory, 'journal');
    await (await openSegmentJournal({ directory: place, clock: systemClock })).close();
    await writeFile(join(place, 'lock'), JSON.stringify({ pid: process.pid, started: '1', boot: 'an earlier boot', token: 'x' }));
    await (await openSegmentJournal({ directory: place, clock: systemClock })).close();
    await writeFile(join(place, 'lock'), '{"pid": 1');
    await (await openSegmentJournal({ directory: place, clock: systemClock })).close();
  });

  const mounted = (size: string): boolean => {
    try {
      execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', directory], { stdio: 'ignore' });
      return true;
    } catch {
      return false;
    }
  };

  const fillUntilRefused = async (journal: SegmentJournal, most: number): Promise<number> => {
    for (let kept = 0; kept < most; kept += 1) {
      const { error } = await append(journal, messageEntry('y'.repeat(5000)));
      if (error !== null) return kept;
    }
    return most;
  };

  // Where no file system may be mounted, the quota takes its place: the same refusal by another limit.
  it('refuses on a full disk, keeps what it promised, and resumes when there is room', async () => {
    const real = mounted('256k');
    try {
      const place = join(directory, 'journal');
      const options = { directory: place, clock: systemClock, space: NO_RESERVE, ...(real ? {} : { maxBytes: 200_000 }) };
      let journal = await openSegmentJournal(options);
      const kept = await fillUntilRefused(journal, 100);
      expect(kept).toBeGreaterThan(20);
      expect(kept).toBeLessThan(60);
      expect(journal.condition().kind).toBe('full');
      if (real) execFileSync('mount', ['-o', 'remount,size=1m', directory]);
      else {
        await journal.close();
        journal = await openSegmentJournal({ ...options, maxBytes: 1_000_000 });
      }
      // Each look asks the disk anew, and has the answer of the look before.
      while (journal.condition().kind !== 'ok') await new Promise<void>((resolve) => void setTimeout(resolve, 10));
      expect(await append(journal, messageEntry('again'))).toEqual({ error: null, sequence: kept + 1 });
      await journal.close();
      const reader = await openSegmentReader(place);
      const records = await readAll(reader);
      await reader.close();
      expect(records.length).toBe(kept + 1);
      expect(records.slice(0, kept).every((record) => textOf(record) === 'y'.repeat(5000))).toBe(true);
    } finally {
      if (real) execFileSync('umount', [directory]);
    }
  });
});
