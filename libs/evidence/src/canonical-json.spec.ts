import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson, parseCanonical } from './canonical-json.js';

describe('canonical JSON', () => {
  it('is read back to the same value and text, whatever the value', () => {
    fc.assert(fc.property(fc.jsonValue(), (value) => {
      const text = canonicalJson(value);
      const parsed = parseCanonical(text);
      expect(parsed.ok && canonicalJson(parsed.value)).toBe(text);
    }));
  });

  it.each(['{"b":1,"a":2}', '{"a":1,"a":1}', '{"a": 1}', '1.0', '1e0', '"\\u0041"', '{}\n', '-0'])('refuses %s', (text) => {
    expect(parseCanonical(text)).toEqual({ ok: false, reason: 'json-not-canonical' });
  });

  it.each(['{"10":1,"9":2}', '{"-1":0,"1":0,"a":{"2":0}}', '[{"a":0,"é":{"～":0,"😀":[]}}]', '"\\ud800"', '{"__proto__":1}'])('agrees with the canonical writer on %s', (text) => {
    expect(parseCanonical(text).ok).toBe(canonicalJson(JSON.parse(text)) === text);
  });

  it('tells what is no JSON', () => {
    for (const text of ['', '{', '﻿{}', '[1,]']) expect(parseCanonical(text)).toEqual({ ok: false, reason: 'json-malformed' });
  });

  it('has no word for NaN', () => {
    expect(() => canonicalJson({ value: NaN })).toThrow();
    expect(() => canonicalJson(undefined)).toThrow(TypeError);
  });
});
