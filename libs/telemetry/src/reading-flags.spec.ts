import { describe, expect, it } from '@jest/globals';
import { ORIGINS, countedOrigins, originCode, originName } from './origin.js';
import { QUALITY_LETTERS, isValidQuality, qualityCode, qualityLetter } from './quality.js';
import { LATE, SERVER_STAMPED, UNUSED, ValueKind, originOf, packFlags, qualityOf, valueKindOf } from './reading-flags.js';

describe('the flags of a reading', () => {
  it('come back from one 16-bit word, whatever marks it carries', () => {
    const seen = new Set<number>();
    for (const kind of Object.values(ValueKind)) {
      for (const quality of QUALITY_LETTERS.keys()) {
        for (const origin of ORIGINS.keys()) {
          for (const marks of [0, LATE, SERVER_STAMPED, UNUSED, LATE | SERVER_STAMPED | UNUSED]) {
            const flags = packFlags(kind, quality, origin) | marks;
            expect([valueKindOf(flags), qualityOf(flags), originOf(flags), flags & (LATE | SERVER_STAMPED | UNUSED)]).toEqual([kind, quality, origin, marks]);
            expect(Uint16Array.of(flags)[0]).toBe(flags);
            seen.add(flags);
          }
        }
      }
    }
    expect(seen.size).toBe(3 * QUALITY_LETTERS.length * ORIGINS.length * 5);
  });

  it('know the letters of HJ 212 and nothing else', () => {
    for (const letter of ['N', 'F', 'M', 'S', 'D', 'C', 'T', 'B']) expect(qualityLetter(qualityCode(letter) ?? -1)).toBe(letter);
    expect(['', 'n', 'X', 'NN'].map(qualityCode)).toEqual([undefined, undefined, undefined, undefined]);
  });

  it('let only normal and unflagged readings serve an indicator', () => {
    expect(QUALITY_LETTERS.filter((_, code) => isValidQuality(code))).toEqual(['', 'N']);
  });

  it('name origins, and count simulated and replayed ones in a demonstration only', () => {
    for (const origin of ORIGINS) expect(originName(originCode(origin) ?? -1)).toBe(origin);
    expect(originCode('real')).toBeUndefined();
    expect(countedOrigins(false).map(originName)).toEqual(['live', 'imported']);
    expect(countedOrigins(true).map(originName)).toEqual([...ORIGINS]);
  });
});
