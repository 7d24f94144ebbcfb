import { appendFileSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { systemClock } from '@yanshou/telemetry';
import { whileQuiet } from './quiet-folder.js';

describe('a folder that is copied while somebody writes there', () => {
  let folder: string;
  let file: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'yanshou-quiet-'));
    mkdirSync(join(folder, 'base'));
    file = join(folder, 'base/1');
    writeFileSync(file, 'one');
  });
  afterEach(() => rmSync(folder, { recursive: true }));

  const quiet = <T>(work: () => Promise<T>, patienceMillis = 30_000): Promise<T> =>
    whileQuiet({ folder, wanted: (name) => name !== 'lock', clock: systemClock, patienceMillis }, work);
  /** What copies of the folder's only file saw, by attempt; `meanwhile` writes while the first copies are made. */
  async function seenBy(meanwhile: readonly (() => void)[]): Promise<string[]> {
    const seen: string[] = [];
    await quiet(async () => {
      seen.push(readFileSync(file, 'utf8'));
      meanwhile[seen.length - 1]?.();
    });
    return seen;
  }

  it('is copied once when nobody does', async () => {
    expect(await seenBy([])).toEqual(['one']);
  });

  it.each([
    ['a file that grew', () => appendFileSync(file, '+'), 'one+'],
    ['a file written in place', () => writeFileSync(file, 'two'), 'two'],
    ['a file that was replaced', () => (writeFileSync(join(folder, 'draft'), 'new'), renameSync(join(folder, 'draft'), file)), 'new'],
    ['a file that came', () => writeFileSync(join(folder, 'base/2'), ''), 'one'],
    ['a file written before it began', () => writeFileSync(file, 'one'), 'one'],
  ])('is copied again after %s', async (_what, write, at) => {
    expect(await seenBy([write])).toEqual(['one', at]);
  });

  it('is not copied again for what does not count', async () => {
    expect(await seenBy([() => writeFileSync(join(folder, 'lock'), 'x')])).toEqual(['one']);
  });

  it('waits when the last change is so fresh that another would not show', async () => {
    appendFileSync(file, '+');
    const since = systemClock.monotonicMillis();
    await seenBy([]);
    expect(systemClock.monotonicMillis() - since).toBeGreaterThanOrEqual(150);
  });

  it('is given up, with what to do, when it never rests', async () => {
    await expect(quiet(async () => appendFileSync(file, '+'), 1_500)).rejects.toMatchObject({ code: 'backup-registry-busy', retryable: true });
  });
});
