import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_DAY, parseIsoMicros } from '@yanshou/telemetry';
import { checkApart, checkPeriod } from './check-period.js';

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

describe('a period and the baseline', () => {
  const baseline = { from: NOW - 10 * MICROS_PER_DAY, to: NOW - 8 * MICROS_PER_DAY };
  const window = { from: NOW - 8 * MICROS_PER_DAY, to: NOW };

  it.each([
    ['around it', NOW - 11 * MICROS_PER_DAY, NOW, 'to'],
    ['that begins in it', NOW - 9 * MICROS_PER_DAY, NOW, 'from'],
    ['that ends in it', NOW - 11 * MICROS_PER_DAY, NOW - 9 * MICROS_PER_DAY, 'to'],
  ])('%s are refused', (_what, from, to, field) => {
    expect(checkApart({ from, to }, { baseline, window }, [{ from, to: to - 1 }, { from: from - 1, to }])).toMatchObject({ ok: false, reason: { code: 'period-overlaps-baseline', field, zh: expect.stringContaining('基期'), en: expect.stringContaining('baseline') } });
  });

  it('may touch; nothing is compared without a baseline, and of single days only those count', () => {
    expect(checkApart(window, { baseline, window }, []).ok).toBe(true);
    const around = { from: NOW - 11 * MICROS_PER_DAY, to: NOW };
    expect([checkApart(around, { window }, []).ok, checkApart(around, { baseline, window: { ...window, days: ['2026-11-20'] } }, []).ok]).toEqual([true, true]);
  });

  it('may overlap where exactly that period was assessed: it is restated', () => {
    const around = { from: NOW - 11 * MICROS_PER_DAY, to: NOW };
    expect(checkApart(around, { baseline, window }, [window, around])).toEqual({ ok: true, value: around });
  });
});
