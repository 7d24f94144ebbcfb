import { describe, expect, it } from '@jest/globals';
import { ManualClock, systemClock } from './clock.js';

describe('clocks', () => {
  it('stands still until it is told otherwise', () => {
    const clock = new ManualClock(5_000);
    expect([clock.now(), clock.monotonicMillis()]).toEqual([5_000, 5]);
    clock.advance(2_000);
    expect(clock.now()).toBe(7_000);
    clock.set(1_000);
    expect([clock.now(), clock.monotonicMillis()]).toEqual([1_000, 1]);
  });

  it('tells whole microseconds of this century', () => {
    const now = systemClock.now();
    expect(Number.isSafeInteger(now) && now > Date.UTC(2020) * 1_000).toBe(true);
    expect(systemClock.monotonicMillis()).toBeLessThanOrEqual(systemClock.monotonicMillis());
  });
});
