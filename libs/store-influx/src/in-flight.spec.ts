import fc from 'fast-check';
import { describe, expect, it } from '@jest/globals';
import { inFlight } from './in-flight.js';

describe('work in flight', () => {
  it('is done once for every item, begun in order, never more of it than allowed', async () => {
    await fc.assert(fc.asyncProperty(fc.integer({ min: 1, max: 5 }), fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 30 }), async (limit, turns) => {
      const begun: number[] = [];
      let [running, most] = [0, 0];
      await inFlight(limit, turns.keys(), async (item) => {
        begun.push(item);
        most = Math.max(most, (running += 1));
        for (let turn = 0; turn < (turns[item] as number); turn += 1) await Promise.resolve();
        running -= 1;
      });
      expect(begun).toEqual([...turns.keys()]);
      expect(most).toBeLessThanOrEqual(limit);
    }));
  });

  it('begins nothing after a failure and throws it when nothing is under way any more', async () => {
    const begun: number[] = [];
    let release = (): void => undefined;
    const held = new Promise<void>((resolve) => (release = resolve));
    let ended = false;
    const all = inFlight(2, [0, 1, 2, 3], async (item) => {
      begun.push(item);
      if (item === 0) throw new Error('refused');
      await held;
    }).finally(() => (ended = true));
    await new Promise((resolve) => setImmediate(resolve));
    expect([begun, ended]).toEqual([[0, 1], false]);
    release();
    await expect(all).rejects.toThrow('refused');
    expect(begun).toEqual([0, 1]);
  });
});
