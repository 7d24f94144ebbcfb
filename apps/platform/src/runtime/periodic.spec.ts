import { describe, expect, it } from '@jest/globals';
import { setTimeout as sleep } from 'node:timers/promises';
import { Periodic } from './periodic.js';

describe('a periodic task', () => {
  it('goes on after errors, more rarely, and tells of a fault once', async () => {
    const faults: unknown[] = [];
    let runs = 0;
    const periodic = new Periodic(5, async () => {
      runs += 1;
      if (runs <= 3) throw new Error('full');
    }, (error) => faults.push(error));
    while (runs < 6) await sleep(5);
    await periodic.stop();
    expect(faults).toHaveLength(1);
  });

  it('does not run again once stopped, and waits for the run in hand', async () => {
    const seen: string[] = [];
    const periodic = new Periodic(1, async () => {
      seen.push('begin');
      await sleep(30);
      seen.push('end');
    }, () => undefined);
    while (seen.length === 0) await sleep(1);
    await periodic.stop();
    await sleep(20);
    expect(seen).toEqual(['begin', 'end']);
  });
});
