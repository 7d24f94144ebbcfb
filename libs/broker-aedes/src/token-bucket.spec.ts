import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { TokenBucket } from './token-bucket.js';

describe('a token bucket', () => {
  it('never lets more through than its rates allow, whenever they change', () => {
    const step = fc.record({ millis: fc.integer({ min: 0, max: 500 }), perSecond: fc.integer({ min: 1, max: 200 }), burst: fc.integer({ min: 1, max: 50 }) });
    fc.assert(
      fc.property(fc.array(step, { minLength: 1, maxLength: 30 }), (steps) => {
        const bucket = new TokenBucket(10, 20, 0);
        let [now, allowed, taken, rate] = [0, 20, 0, 10];
        for (const { millis, perSecond, burst } of steps) {
          now += millis;
          allowed += (millis * rate) / 1_000;
          bucket.adjust({ perSecond, burst }, now);
          rate = perSecond;
          while (bucket.take(now)) taken += 1;
          expect(taken).toBeLessThanOrEqual(allowed + 1e-6);
        }
      }),
    );
  });

  it('keeps what is there when its rate changes, up to the new burst', () => {
    const bucket = new TokenBucket(10, 20, 0);
    bucket.adjust({ perSecond: 100, burst: 40 }, 0);
    expect(bucket.level(0)).toBe(0.5);
    expect(bucket.level(100)).toBe(0.75);
    bucket.adjust({ perSecond: 100, burst: 15 }, 100);
    expect(bucket.level(100)).toBe(1);
  });
});
