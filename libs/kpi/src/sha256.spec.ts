import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { sha256Hex } from './sha256.js';
import { sha256Hex as byNode } from './sha256.node.js';
import { sha256Hex as portable } from './sha256.portable.js';

describe('the digest', () => {
  it('is SHA-256: the vector of FIPS 180-4', () => {
    for (const digest of [byNode, portable]) expect(digest('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });

  it('is the same by Node and by the portable library, of texts and of bytes', () => {
    fc.assert(fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.uint8Array({ maxLength: 300 })), (bytes) => {
      expect(portable(bytes)).toBe(byNode(bytes));
    }));
  });

  it('takes the fast one under Node', () => {
    expect(sha256Hex).toBe(byNode);
  });
});
