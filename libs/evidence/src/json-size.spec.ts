import { describe, expect, it } from '@jest/globals';
import { parseCanonical } from './canonical-json.js';
import { isTooMuch } from './json-size.js';

const list = (values: number): string => `[${'0,'.repeat(values)}0]`;
const members = (count: number): string => `{${Array.from({ length: count }, (_, index) => `"${index}":0`).join()}}`;
const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth);

describe('more JSON than a bundle needs', () => {
  it.each<[string, (size: number) => string, number]>([['values', list, 5_000_000], ['members of one object', (count) => members(count + 1), 10_000], ['levels', nested, 1_000]])('is too many %s', (_, text, most) => {
    expect([isTooMuch(text(most)), isTooMuch(text(most + 1))]).toEqual([false, true]);
  });

  it('is not what stands in strings, nor many small objects', () => {
    for (const filling of [',', '{', '\\"', '\\\\', '[\\"']) expect(isTooMuch(`{"a":"${filling.repeat(20_000)}","b":0}`)).toBe(false);
    expect(isTooMuch(`[${`${members(50)},`.repeat(1_000)}0]`)).toBe(false);
    expect(isTooMuch(`{"a":"${'\\\\'.repeat(9)}",${members(20_000).slice(1)}`)).toBe(true);
  });

  it('is refused without being parsed', () => {
    expect(parseCanonical(nested(1e6))).toEqual({ ok: false, reason: 'json-too-large' });
    for (const text of ['"', ',,,', ']]]', '"\\']) expect(parseCanonical(text)).toEqual({ ok: false, reason: 'json-malformed' });
  });
});
