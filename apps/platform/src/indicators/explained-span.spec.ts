import { describe, expect, it } from '@jest/globals';
import { MICROS_PER_DAY, parseIsoMicros } from '@yanshou/telemetry';
import { checkSpan } from './explained-span.js';

const at = (text: string): number => parseIsoMicros(`${text}T00:00:00Z`) ?? NaN;
const NOW = at('2026-11-24');
const WINDOW = { from: at('2024-01-01'), to: at('2027-01-01') };
const PAST = { from: at('2022-01-01'), to: at('2024-01-01') };

describe('the span that a value is explained over', () => {
  it.each([
    ['of twenty years', { from: at('2006-11-24'), to: NOW }, WINDOW, 'period-outside-window', 'from'],
    ['that begins before the window', { from: WINDOW.from - 1, to: WINDOW.from + 1 }, WINDOW, 'period-outside-window', 'from'],
    ['that ends after the window', { from: PAST.to - 1, to: PAST.to + 1 }, PAST, 'period-outside-window', 'to'],
    ['within the window that is still to come', { from: NOW, to: NOW + 1 }, WINDOW, 'period-in-future', 'to'],
    ['of more than a leap year', { from: WINDOW.from, to: WINDOW.from + 366 * MICROS_PER_DAY + 1 }, WINDOW, 'period-too-long', 'from'],
    ['that is inverted', { from: NOW, to: NOW - 1 }, WINDOW, 'period-inverted', 'to'],
  ])('%s is refused', (_what, span, window, code, field) => {
    const checked = checkSpan(span, window, NOW);
    expect(checked).toMatchObject({ ok: false, reason: { code, field } });
    if (!checked.ok) expect([checked.reason.zh, checked.reason.en]).toEqual([expect.stringMatching(/\p{Script=Han}/u), expect.stringMatching(/[a-z]/)]);
  });

  it('may be a leap year, the whole of a past window, and end now', () => {
    for (const [span, window] of [[{ from: WINDOW.from, to: WINDOW.from + 366 * MICROS_PER_DAY }, WINDOW], [{ from: at('2023-01-01'), to: PAST.to }, PAST], [{ from: NOW - 1, to: NOW }, WINDOW]] as const) {
      expect(checkSpan(span, window, NOW)).toEqual({ ok: true, value: span });
    }
  });
});
