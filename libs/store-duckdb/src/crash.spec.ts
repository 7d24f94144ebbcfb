import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { collectReadings } from '@yanshou/store/testing';
import { describe, expect, it } from '@jest/globals';
import { openDuckDbStore } from './index.js';

const CHILD = new URL('../dist/testing/crash.child.js', import.meta.url).pathname;

/** Runs the committing child and kills it without warning; resolves with the last cursor that it was told is durable. */
async function commitUntilKilled(file: string, temporaryDirectory: string, afterCommits: number): Promise<number> {
  const child = spawn(process.execPath, [CHILD, file, temporaryDirectory], { stdio: ['ignore', 'pipe', 'pipe'] });
  let output = '';
  let errors = '';
  child.stderr.on('data', (text: Buffer) => (errors += String(text)));
  child.stdout.on('data', (text: Buffer) => {
    output += String(text);
    if (output.split('\n').length > afterCommits) child.kill('SIGKILL');
  });
  const [, signal] = (await once(child, 'close')) as [number | null, string | null];
  if (signal !== 'SIGKILL') throw new Error(`the child ended by itself: ${errors}`);
  return Number(output.trimEnd().split('\n').at(-1));
}

describe('a store whose process is killed', () => {
  it('keeps exactly the batches up to a cursor at or after the last one confirmed', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'store-crash-'));
    const file = join(directory, 'telemetry.db');
    const temporary = join(directory, 'tmp');
    try {
      for (const commits of [7, 23, 41]) {
        const confirmed = await commitUntilKilled(file, temporary, commits);
        const store = await openDuckDbStore({ file, temporaryDirectory: temporary });
        const { nextSequence } = await store.state();
        expect(nextSequence).toBeGreaterThanOrEqual(confirmed);
        const rows = (await collectReadings(store.readings({ project: 'p', from: 0, to: 1e15 }))) as number[][];
        const sequences = rows.map((row) => row[7] as number).sort((a, b) => a - b);
        expect(sequences).toEqual(Array.from({ length: nextSequence - 1 }, (_, index) => index + 1));
        expect(await store.totals('p')).toMatchObject({ messages: nextSequence - 1, stored: nextSequence - 1 });
        const { count } = await store.seriesHours('p', 0, 1e6, [0]);
        expect(count.reduce((sum, value) => sum + value, 0)).toBe(nextSequence - 1);
        await store.close();
      }
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  }, 120_000);
});
