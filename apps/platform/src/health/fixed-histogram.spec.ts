import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { FixedHistogram, countOf, difference, quantile } from './fixed-histogram.js';

const BOUNDS = [0.01, 0.1, 1];

describe('a histogram of fixed buckets', () => {
  it('counts each value where it belongs, bounds inclusive', () => {
    const histogram = new FixedHistogram(BOUNDS);
    for (const value of [0, 0.01, 0.05, 0.1, 1, 5]) histogram.observe(value);
    histogram.observe(0.5, 3);
    expect(histogram.snapshot()).toEqual({ bounds: BOUNDS, counts: [2, 2, 4, 1], sum: expect.closeTo(7.66) });
  });

  it('tells what came between two looks', () => {
    const histogram = new FixedHistogram(BOUNDS);
    histogram.observe(0.005);
    const before = histogram.snapshot();
    histogram.observe(0.5);
    const between = difference(histogram.snapshot(), before);
    expect([between.counts, between.sum, countOf(between)]).toEqual([[0, 0, 1, 0], 0.5, 1]);
  });

  it.each<[number[], number, number | undefined]>([
    [[], 0.99, undefined], [[0.05, 0.05, 0.05, 0.05], 0.5, 0.055], [[0.005, 0.5], 0.99, 0.982], [[7], 0.99, 1],
  ])('of %j the quantile %d is %d', (values, q, expected) => {
    const histogram = new FixedHistogram(BOUNDS);
    for (const value of values) histogram.observe(value);
    const found = quantile(histogram.snapshot(), q);
    if (expected === undefined) expect(found).toBeUndefined();
    else expect(found).toBeCloseTo(expected, 6);
  });

  it('has its quantile in the bucket of the value that the sorted list has there', () => {
    fc.assert(fc.property(fc.array(fc.double({ min: 0, max: 0.999, noNaN: true }), { minLength: 1 }), fc.double({ min: 0.01, max: 1, noNaN: true }), (values, q) => {
      const histogram = new FixedHistogram(BOUNDS);
      for (const value of values) histogram.observe(value);
      const wanted = [...values].sort((left, right) => left - right)[Math.max(0, Math.ceil(q * values.length) - 1)] as number;
      const place = BOUNDS.findIndex((bound) => wanted <= bound);
      const found = quantile(histogram.snapshot(), q) as number;
      expect(found).toBeGreaterThanOrEqual(place === 0 ? 0 : (BOUNDS[place - 1] as number));
      expect(found).toBeLessThanOrEqual(BOUNDS[place] as number);
    }));
  });
});
