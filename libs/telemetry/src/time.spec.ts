import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE, formatIsoMicros, hourOf, parseIsoMicros } from './time.js';

const NOON = 1_794_700_800_000_000;
const anyTime = fc.integer({ min: -30_000_000_000_000_000 / 4, max: 8_990_000_000_000_000 });

describe('ISO 8601 times in microseconds', () => {
  it('come back unchanged from their text', () => {
    fc.assert(fc.property(anyTime, (at) => expect(parseIsoMicros(formatIsoMicros(at))).toBe(at)));
  });

  it('name the same instant in any zone', () => {
    fc.assert(fc.property(anyTime, fc.integer({ min: -23 * 60 - 59, max: 23 * 60 + 59 }), fc.boolean(), (at, offset, colon) => {
      const size = Math.abs(offset);
      const [hours, minutes] = [Math.floor(size / 60), size % 60].map((part) => String(part).padStart(2, '0'));
      const zone = `${offset < 0 ? '-' : '+'}${hours}${colon ? ':' : ''}${minutes}`;
      expect(parseIsoMicros(formatIsoMicros(at + offset * MICROS_PER_MINUTE).replace('Z', zone))).toBe(at);
    }));
  });

  it.each([
    ['2026-11-15T00:00:00Z', 0], ['2026-11-15T08:00:00+08:00', 0], ['2026-11-15 08:00+0800', 0], ['2026-11-15t00:00:00Z', undefined],
    ['2026-11-15T00:00:00.1z', 100_000], ['2026-11-15T00:00:00,000001Z', 1], ['2026-11-15T00:00:00.1234567Z', 123_456],
    ['2026-11-15T00:00:00.999999999Z', 999_999], ['2026-11-15T00:00:00.0000009Z', 0],
  ])('%s', (text, after) => {
    const midnight = Date.UTC(2026, 10, 15) * 1_000;
    expect(parseIsoMicros(text)).toBe(after === undefined ? undefined : midnight + after);
  });

  it.each([
    '', '2026-11-15', '2026-11-15T00:00:00', '2026-06-31T00:00:00Z', '2026-02-29T00:00:00Z', '2026-13-01T00:00:00Z', '2026-00-10T00:00:00Z',
    '2026-01-00T00:00:00Z', '2026-11-15T24:00:00Z', '2026-11-15T23:60:00Z', '2026-11-15T23:59:60Z', '0026-11-15T00:00:00Z', '+2026-11-15T00:00:00Z',
    '2026-11-15T00:00:00.Z', '2026-11-15T00:00:00+24:00', '2026-11-15T00:00:00+08:60', '2026-11-15T00:00:00+8', ' 2026-11-15T00:00:00Z', '1794700800000',
  ])('refuses %p', (text) => {
    expect(parseIsoMicros(text)).toBeUndefined();
  });

  it('knows leap days', () => {
    expect(parseIsoMicros('2028-02-29T00:00:00Z')).toBe(Date.UTC(2028, 1, 29) * 1_000);
    expect(parseIsoMicros('2000-02-29T00:00:00Z')).toBe(Date.UTC(2000, 1, 29) * 1_000);
    expect(parseIsoMicros('2100-02-29T00:00:00Z')).toBeUndefined();
  });

  it('writes microseconds only when there are any', () => {
    expect(formatIsoMicros(NOON)).toBe('2026-11-15T00:00:00.000Z');
    expect(formatIsoMicros(NOON + 7)).toBe('2026-11-15T00:00:00.000007Z');
    expect(formatIsoMicros(-1)).toBe('1969-12-31T23:59:59.999999Z');
  });

  it('numbers hours from 1970', () => {
    expect([0, MICROS_PER_HOUR - 1, MICROS_PER_HOUR, -1].map(hourOf)).toEqual([0, 0, 1, -1]);
  });
});
