import { describe, expect, it } from '@jest/globals';
import { ManualClock } from '@yanshou/telemetry';
import { progressLines } from './progress.js';

const SECOND = 1_000_000;

describe('progress without a terminal', () => {
  it.each([['zh', '核验中：'], ['en', 'verifying: ']] as const)('is a line every ten seconds, none of what takes less: %s', (language, words) => {
    const clock = new ManualClock(0);
    let said = '';
    const progress = progressLines((text) => (said += text), language, clock);
    const shares: number[] = [];
    for (let second = 1; second <= 25; second += 1) {
      clock.set(second * SECOND);
      progress.show(second / 30);
      if (second === 9) shares.push(said.length);
    }
    progress.end();
    expect([shares, said]).toEqual([[0], `${words}33 %\n${words}66 %\n`]);
  });
});
