import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { MOST_QUESTIONS } from '../indicators/turns-refused.js';
import { threadScript } from '../runtime/testing/thread-script.js';
import { ReportPrinter } from './report-printer.js';
import type { PrinterParts } from './report-printer.js';

/** A thread that prints its own number, and does not answer for what is called so. */
const SCRIPT = threadScript(`
  const { statement } = args[0];
  if (statement.assessment.startsWith('fault')) throw new Error('planned fault');
  if (statement.assessment.startsWith('crash')) setImmediate(() => { throw new Error('planned crash'); });
  return /^(?:crash|endless)/.test(statement.assessment) ? new Promise(() => undefined) : new Uint8Array([threadId]);
`);
const CLOSED = { code: 'thread-closed', retryable: true };
const PATIENT = 300_000;

describe('the printer of reports', () => {
  let directory: string;
  let printer: ReportPrinter;
  const means = { script: SCRIPT, longestMillis: PATIENT };
  const print = (assessment: string, project = 'p') => printer.print(project, assessment, 'pdf', 'zh');
  const threadOf = async (assessment: string): Promise<number | undefined> => (await print(assessment))?.[0];

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'printer-'));
    means.longestMillis = PATIENT;
    const registry = {
      assessment: (_: string, assessment: string) => Promise.resolve(assessment === 'none' ? undefined : { statement: { assessment } }),
      assessmentHeads: () => Promise.resolve([]),
    } as unknown as PrinterParts['registry'];
    printer = new ReportPrinter({ registry, signingKey: join(directory, 'key.json') }, means);
  });
  afterEach(async () => {
    await printer.close();
    await rm(directory, { recursive: true });
  });

  it('prints what there is, in one thread', async () => {
    expect(await threadOf('a')).toBe(await threadOf('b'));
    expect(await print('none')).toBeUndefined();
  });

  it.each([['fault', /planned fault/], ['crash', /has exited/]])('after a %s has another thread', async (assessment, message) => {
    const first = await threadOf('a');
    await expect(print(assessment)).rejects.toMatchObject({ code: 'report-not-printed', retryable: true, message: expect.stringMatching(message) });
    const next = await threadOf('a');
    expect([typeof next, next === first]).toEqual(['number', false]);
  });

  it('gives up what takes too long, and prints the next in another thread', async () => {
    const first = await threadOf('a');
    means.longestMillis = 50;
    const endless = print('endless');
    await expect(endless).rejects.toMatchObject({ code: 'report-not-printed', retryable: true });
    means.longestMillis = PATIENT;
    const next = await threadOf('a');
    expect([typeof next, next === first]).toEqual(['number', false]);
  });

  it('refuses what would wait too long, of one project or of all; who asks for the same shares it', async () => {
    const projects = Array.from({ length: MOST_QUESTIONS.inAll / MOST_QUESTIONS.ofProject }, (_, n) => `p${n}`);
    const waiting = projects.flatMap((project) => Array.from({ length: MOST_QUESTIONS.ofProject }, (_, n) => print(`endless-${n}`, project).catch((error: unknown) => error)));
    // They were all asked for before: the registry answers in order.
    await expect(print('one-more', 'p0')).rejects.toMatchObject({ code: 'too-many-questions', retryable: true });
    await expect(print('one-more', 'another')).rejects.toMatchObject({ code: 'busy', retryable: true });
    const shared = print('endless-0', 'p0').catch((error: unknown) => error);
    await printer.close();
    for (const outcome of await Promise.all([...waiting, shared])) expect(outcome).toMatchObject(CLOSED);
  });

  it('once closed prints nothing that was waiting, and nothing that is asked for later', async () => {
    await threadOf('a');
    const waiting = ['endless', 'b', 'c'].map((assessment, n) => print(assessment, `p${n}`).catch((error: unknown) => error));
    await expect(print('none')).resolves.toBeUndefined();
    await Promise.all([printer.close(), printer.close()]);
    for (const outcome of await Promise.all(waiting)) expect(outcome).toMatchObject(CLOSED);
    await expect(print('a')).rejects.toMatchObject(CLOSED);
  });
});
