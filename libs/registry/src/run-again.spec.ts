import { describe, expect, it } from '@jest/globals';
import { runAgain } from './run-again.js';

describe('a transaction', () => {
  const undone = (code: string): Error => Object.assign(new Error(code), { code });
  /** Fails with these, one after the other, and is done then. */
  const failing = (...codes: readonly string[]) => {
    const left = [...codes];
    let runs = 0;
    const run = (): Promise<number> => {
      runs += 1;
      const code = left.shift();
      return code === undefined ? Promise.resolve(runs) : Promise.reject(undone(code));
    };
    return { run, runs: () => runs };
  };

  it('that was undone for another one is run again', async () => {
    expect(await runAgain(failing('40P01', '40001').run)).toBe(3);
  });

  it('is not run for ever, and not after any other error', async () => {
    const always = failing(...Array.from({ length: 9 }, () => '40P01'));
    await expect(runAgain(always.run)).rejects.toMatchObject({ code: '40P01' });
    const refused = failing('23505');
    await expect(runAgain(refused.run)).rejects.toMatchObject({ code: '23505' });
    expect([always.runs(), refused.runs()]).toEqual([4, 1]);
  });
});
