import { afterEach, describe, expect, it } from '@jest/globals';
import { threadScript } from './testing/thread-script.js';
import { IdleThread } from './idle-thread.js';

interface Work {
  /** Answers with the number of its thread, unless it is told not to answer. */
  run(what: 'work' | 'fail' | 'crash' | 'hang'): Promise<number>;
}

const SCRIPT = threadScript(`
  if (args[0] === 'fail') throw new Error('planned fault');
  if (args[0] === 'crash') setImmediate(() => { throw new Error('planned crash'); });
  return args[0] === 'work' ? threadId : new Promise(() => undefined);
`);
const threads: IdleThread<Work>[] = [];
function open() {
  const thread = new IdleThread<Work>(SCRIPT);
  threads.push(thread);
  return { thread, run: (what: Parameters<Work['run']>[0]) => thread.run((worker) => worker.run(what)) };
}
afterEach(async () => void (await Promise.all(threads.splice(0).map((thread) => thread.close()))));

describe('a thread for work now and then', () => {
  it('is kept for the next piece', async () => {
    const { run } = open();
    expect(await run('work')).toBe(await run('work'));
  });

  it.each([['fail', /planned fault/], ['crash', /worker thread has exited/]] as const)('is another one after a fault: %s', async (what, message) => {
    const { run } = open();
    const first = await run('work');
    await expect(run(what)).rejects.toThrow(message);
    expect(await run('work')).not.toBe(first);
  });

  it('is another one after it was stopped, and what was in hand is given up', async () => {
    const { thread, run } = open();
    const first = await run('work');
    const inHand = run('hang');
    await Promise.all([expect(inHand).rejects.toMatchObject({ code: 'worker-exited' }), thread.stop()]);
    expect(await run('work')).not.toBe(first);
  });

  it('is none once it was closed, for what is in hand or comes later', async () => {
    const { thread, run } = open();
    const closed = { code: 'thread-closed', retryable: true, help: { zh: expect.stringMatching(/停止/), en: expect.stringMatching(/stopped/) } };
    const inHand = run('hang');
    await Promise.all([expect(inHand).rejects.toMatchObject(closed), thread.close(), thread.close()]);
    await expect(run('work')).rejects.toMatchObject(closed);
  });
});
