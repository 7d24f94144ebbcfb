import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { compareCodePoints } from './extract-check.js';

describe('the order of names', () => {
  it('is that of their UTF-8 bytes', () => {
    const name = fc.string({ unit: 'binary' });
    fc.assert(fc.property(name, name, (left, right) => {
      expect(Math.sign(compareCodePoints(left, right))).toBe(Buffer.compare(Buffer.from(left), Buffer.from(right)));
    }), { numRuns: 2_000 });
    fc.assert(fc.property(fc.constantFrom('～', '𠮷', 'é', '\ud7ff', '\ue000', 'z'), fc.constantFrom('～', '𠮷', 'é', '\ud7ff', '\ue000', 'z'), (left, right) => {
      expect(Math.sign(compareCodePoints(`a${left}`, `a${right}`))).toBe(Buffer.compare(Buffer.from(`a${left}`), Buffer.from(`a${right}`)));
    }));
  });
});
