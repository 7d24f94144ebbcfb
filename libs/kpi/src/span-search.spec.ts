import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { endOfPair, firstEndingAfter } from './span-search.js';

const spansOf = (gaps: readonly number[]): readonly (readonly [number, number])[] => {
  let at = 0;
  return gaps.map((gap) => {
    const from = at + gap;
    at = from + 1 + (gap % 3);
    return [from, at] as const;
  });
};

describe('the place of a time among spans', () => {
  it('is the first that ends after it, from whatever place before it one looks', () => {
    fc.assert(fc.property(fc.array(fc.nat(5), { maxLength: 40 }), fc.nat(250), fc.nat(45), (gaps, at, from) => {
      const spans = spansOf(gaps);
      const place = spans.findIndex(([, end]) => end > at);
      const expected = place < 0 ? spans.length : place;
      const hint = Math.min(from, expected);
      expect(firstEndingAfter(spans, endOfPair, at, hint)).toBe(expected);
    }));
  });

  it('takes a look where the hint holds, and the logarithm of the way elsewhere', () => {
    const spans = spansOf(Array.from({ length: 10_000 }, () => 1));
    const looks = (at: number, hint: number): number => {
      let seen = 0;
      firstEndingAfter(spans, (span) => ((seen += 1), span[1]), at, hint);
      return seen;
    };
    expect(looks(0, 0)).toBe(1);
    expect(looks(Infinity, 0)).toBeLessThan(40);
    for (const place of [1, 77, 9_999]) expect(looks(spans[place]?.[0] ?? 0, 0)).toBeLessThan(40);
  });
});
