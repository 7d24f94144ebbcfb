import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_DAY, parseIsoMicros } from '@yanshou/telemetry';
import { checkPeriod } from './check-period.js';

const NOW = parseIsoMicros('2026-11-24T12:00:00Z') ?? NaN;

describe('the period of an assessment', () => {
  it.each([
    ['of no length', NOW - MICROS_PER_DAY, NOW - MICROS_PER_DAY, 'period-inverted', 'to'],
    ['that ends before it begins', NOW, NOW - 1, 'period-inverted', 'to'],
    ['that has not ended', NOW - MICROS_PER_DAY, NOW + 1, 'period-in-future', 'to'],
    ['wholly to come', NOW + 1, NOW + 2, 'period-in-future', 'to'],
    ['with a slipped year', parseIsoMicros('1026-01-01T00:00:00Z') ?? NaN, NOW, 'period-too-long', 'from'],
  ])('%s is refused', (_what, from, to, code, field) => {
    const checked = checkPeriod({ from, to }, NOW);
    expect(checked).toMatchObject({ ok: false, reason: { code, field } });
    if (!checked.ok) expect([checked.reason.zh, checked.reason.en]).toEqual([expect.stringMatching(/\p{Script=Han}/u), expect.stringMatching(/[a-z]/)]);
  });

  it('may end now', () => {
    expect(checkPeriod({ from: NOW - 1, to: NOW }, NOW)).toEqual({ ok: true, value: { from: NOW - 1, to: NOW } });
  });
});
