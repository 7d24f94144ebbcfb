import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { barGeometry } from './bar-geometry.js';

describe('a bar', () => {
  it('keeps the scale 0 to 100 for shares', () => {
    expect(barGeometry(60, 70, '%')).toEqual({ start: 0, length: 60, target: 70 });
    expect(barGeometry(100, 100, '%')).toEqual({ start: 0, length: 100, target: 100 });
  });

  it('fits counts and leaves room beyond them', () => {
    expect(barGeometry(5, 3, '件')).toEqual({ start: 0, length: 83.33, target: 50 });
  });

  it('runs to the left of zero for a loss', () => {
    const { start, length, target } = barGeometry(-10, 20, '%');
    expect(start + length).toBeLessThan(target ?? 0);
    expect(length).toBeGreaterThan(0);
  });

  it('without a value or a target has none', () => {
    expect(barGeometry(null, 70, '%')).toEqual({ start: 0, length: 0, target: 70 });
    expect(barGeometry(null, null, '件')).toEqual({ start: 0, length: 0, target: null });
  });

  it('never leaves its track, and value and target stand on it as they compare', () => {
    const amount = fc.double({ min: -1e6, max: 1e6, noNaN: true });
    fc.assert(fc.property(amount, amount, fc.constantFrom('%', '件'), (value, target, unit) => {
      const bar = barGeometry(value, target, unit);
      expect(bar.start).toBeGreaterThanOrEqual(0);
      expect(bar.start + bar.length).toBeLessThanOrEqual(100.01);
      expect(bar.target).toBeGreaterThanOrEqual(0);
      expect(bar.target).toBeLessThanOrEqual(100);
      const end = value < 0 ? bar.start : bar.start + bar.length;
      if (Math.abs(end - (bar.target ?? 0)) > 0.05) expect(end < (bar.target ?? 0)).toBe(value < target);
    }));
  });
});
