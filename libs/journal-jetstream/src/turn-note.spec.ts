import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { noteBytes, readNote } from './turn-note.js';
import type { TurnNote } from './turn-note.js';

const note = fc.record({
  journal: fc.string(), writer: fc.string(), kind: fc.constantFrom('asks', 'done'), head: fc.record({ message: fc.maxSafeNat(), next: fc.integer({ min: 1, max: Number.MAX_SAFE_INTEGER }) }),
}) satisfies fc.Arbitrary<TurnNote>;

describe('a note between writers', () => {
  it('is read as it was written', () => {
    fc.assert(fc.property(note, (written) => expect(readNote(noteBytes(written))).toEqual(written)));
  });

  it('is nothing where it is not one, and never throws', () => {
    fc.assert(fc.property(fc.oneof(fc.string(), fc.json()), (text) => expect(readNote(text)).toBeUndefined()));
    for (const text of ['["j","w","asks",-1,1]', '["j","w","asks",1,0]', '["j","w","asks",1.5,2]', '["j","w","other",1,2]', '["j",1,"asks",1,2]']) expect(readNote(text)).toBeUndefined();
  });
});
