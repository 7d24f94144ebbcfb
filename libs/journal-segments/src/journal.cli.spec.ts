import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { append, messageEntry } from '@yanshou/journal/testing';
import { systemClock } from '@yanshou/telemetry';
import { checkCommand, openSegmentJournal, setAsideCommand } from './index.js';
import { segmentName } from './segment-names.js';

describe('the journal command', () => {
  let directory: string;
  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'yanshou-journal-'));
    const journal = await openSegmentJournal({ directory, clock: systemClock, space: { refuseBelowBytes: 0 } });
    for (const text of ['one', 'two', 'three']) await append(journal, messageEntry(text));
    await journal.close();
  });
  afterEach(async () => {
    await rm(directory, { recursive: true });
  });

  const printed = async (command: (print: (line: string) => void) => Promise<number>): Promise<{ code: number; text: string }> => {
    const lines: string[] = [];
    const code = await command((line) => lines.push(line));
    return { code, text: lines.join('\n') };
  };
  const check = (where = directory) => printed((print) => checkCommand(where, print));
  const setAside = (segment: string) => printed((print) => setAsideCommand(directory, segment, print));

  it('finds a good journal good', async () => {
    const { code, text } = await check();
    expect(code).toBe(0);
    expect(text).toContain(`${segmentName(1)}  1–3  3 条 records`);
  });

  it('finds damage, sets it aside, and finds the journal good again', async () => {
    const path = join(directory, segmentName(1));
    const bytes = await readFile(path);
    bytes[bytes.length - 40] = (bytes[bytes.length - 40] ?? 0) ^ 4;
    await writeFile(path, bytes);
    const found = await check();
    expect(found.code).toBe(1);
    expect(found.text).toMatch(/损坏 DAMAGED @ \d+/);
    const aside = await setAside(segmentName(1));
    expect(aside).toMatchObject({ code: 0, text: expect.stringContaining('declared missing: 2–3') });
    expect(await readFile(`${path}.damaged`)).toEqual(bytes);
    expect((await check()).code).toBe(0);
  });

  it('explains what cannot be used', async () => {
    expect(await setAside('nonsense')).toMatchObject({ code: 2, text: expect.stringContaining('journal-no-segment') });
    expect((await check(join(directory, 'nowhere'))).code).toBe(2);
  });

  it('calls a folder without a journal none, not good', async () => {
    const empty = join(directory, 'empty');
    await mkdir(empty);
    expect(await check(empty)).toMatchObject({ code: 2, text: expect.stringContaining(`no segment in ${empty}`) });
  });

  it('does not touch a journal that is open', async () => {
    const journal = await openSegmentJournal({ directory, clock: systemClock });
    expect(await setAside(segmentName(1))).toMatchObject({ code: 2, text: expect.stringContaining('journal-locked') });
    await journal.close();
  });
});
