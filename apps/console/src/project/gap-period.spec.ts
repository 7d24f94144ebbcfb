import { describe, expect, it } from '@jest/globals';
import { gapPeriod } from './gap-period.js';

describe('the period whose gaps are shown', () => {
  it('is the window, or the last 31 days of it', () => {
    expect(gapPeriod([{ from: '2026-10-01T00:00:00.000Z', to: '2026-10-03T05:00:00.000Z' }])).toEqual({ from: '2026-10-01T00:00:00.000Z', to: '2026-10-03T05:00:00.000Z' });
    expect(gapPeriod([{ from: '2025-10-01T00:00:00.000Z', to: '2026-10-03T05:00:00.000Z' }])).toEqual({ from: '2026-09-02T05:00:00.000Z', to: '2026-10-03T05:00:00.000Z' });
  });

  it('is none before the window has begun, or without indicators', () => {
    expect([gapPeriod([]), gapPeriod([{ from: '2026-10-01T00:00:00.000Z', to: '2026-10-01T00:00:00.000Z' }])]).toEqual([undefined, undefined]);
  });
});
