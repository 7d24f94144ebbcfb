import { describe, expect, it } from '@jest/globals';
import type { Clock } from '@yanshou/telemetry';
import { ManualClock, MICROS_PER_DAY, MICROS_PER_MINUTE, MICROS_PER_SECOND } from '@yanshou/telemetry';
import fc from 'fast-check';
import { AttemptLimiter } from './attempt-limiter.js';

const QUARTER = 15 * MICROS_PER_MINUTE;

function setUp(most = 3) {
  const clock = new ManualClock(1_000 * MICROS_PER_DAY);
  const limiter = new AttemptLimiter(most, clock);
  const begin = (count: number, key = 'a'): number[] => Array.from({ length: count }, () => limiter.begin(key));
  return { clock, limiter, begin };
}

describe('attempts by a key', () => {
  it('may be made up to their number, and then no more', () => {
    expect(setUp().begin(5)).toEqual([0, 0, 0, 900, 900]);
  });

  it('are no hindrance to another key', () => {
    const { begin } = setUp();
    begin(4);
    expect(begin(4, 'b')).toEqual([0, 0, 0, 900]);
  });

  it('may be made again a quarter of an hour after the oldest, as was said', () => {
    const { clock, limiter, begin } = setUp();
    begin(1);
    clock.advance(MICROS_PER_MINUTE);
    begin(2);
    const seconds = limiter.begin('a');
    expect(seconds).toBe(14 * 60);
    clock.advance(seconds * MICROS_PER_SECOND - 1_000);
    expect(limiter.begin('a')).toBe(1);
    clock.advance(1_000);
    expect(begin(2)).toEqual([0, 60]);
  });

  it('that were refused count for nothing', () => {
    const { clock, limiter, begin } = setUp();
    begin(3);
    for (let minute = 0; minute < 14; minute += 1) {
      clock.advance(MICROS_PER_MINUTE);
      expect(limiter.begin('a')).toBeGreaterThan(0);
    }
    clock.advance(MICROS_PER_MINUTE);
    expect(begin(4)).toEqual([0, 0, 0, 900]);
  });

  it('are forgiven by a success, those of the key alone', () => {
    const { limiter, begin } = setUp();
    begin(3);
    begin(3, 'b');
    limiter.succeed('a');
    expect([limiter.begin('a'), limiter.begin('b')]).toEqual([0, 900]);
  });

  it('are never more than their number within any quarter of an hour', () => {
    fc.assert(fc.property(fc.integer({ min: 1, max: 5 }), fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 60 }), (most, waits) => {
      const { clock, limiter } = setUp(most);
      const made: number[] = [];
      for (const seconds of waits) {
        clock.advance(seconds * MICROS_PER_SECOND);
        const now = clock.now();
        const within = made.filter((at) => at > now - QUARTER).length;
        expect(limiter.begin('a') === 0).toBe(within < most);
        if (within < most) made.push(now);
      }
    }));
  });

  it.each([['back', -1], ['on', 1]])('are as many as before when the time of the machine is put %s', (_way, sign) => {
    const wall = { at: 0 };
    const millis = { at: 0 };
    const clock: Clock = { now: () => wall.at, monotonicMillis: () => millis.at };
    const limiter = new AttemptLimiter(1, clock);
    limiter.begin('a');
    wall.at = sign * MICROS_PER_DAY;
    expect(limiter.begin('a')).toBe(900);
    millis.at = QUARTER / 1_000;
    expect(limiter.begin('a')).toBe(0);
  });
});

describe('keys', () => {
  it('are kept twenty thousand at a time: the one whose last attempt is the longest ago is given up first', () => {
    const { limiter } = setUp(1);
    for (let n = 0; n < 20_000; n += 1) limiter.begin(`k${n}`);
    expect([limiter.begin('k0'), limiter.begin('k19999')]).toEqual([900, 900]);
    limiter.begin('one more');
    expect([limiter.begin('k1'), limiter.begin('k0')]).toEqual([900, 0]);
  });

  it('that are tried anew outlive those that are not', () => {
    const { limiter } = setUp(2);
    for (let n = 0; n < 20_000; n += 1) limiter.begin(`k${n}`);
    limiter.begin('k0');
    limiter.begin('one more');
    expect([limiter.begin('k0'), limiter.begin('k2')]).toEqual([900, 0]);
  });
});
