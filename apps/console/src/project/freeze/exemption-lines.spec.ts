import { describe, expect, it } from '@jest/globals';
import { exemptionsText, parseExemptions } from './exemption-lines.js';

const ZONE = 'Asia/Shanghai';
const [from, to] = ['2026-11-01T00:00:00+08:00', '2026-11-15T06:30:00+08:00'];

describe('exemptions in a form', () => {
  it.each([
    ['2026-11-01 00:00 至 2026-11-15 06:30 清塘 消毒 晒塘', { from, to, reason: '消毒 晒塘', kind: 'drained' }],
    ['2026-11-01T00:00 2026-11-15T06:30 休耕', { from, to, reason: '休耕', kind: 'closed-season' }],
    ['2026-11-01 00:00 - 2026-11-15 06:30 maintenance of the pump', { from, to, reason: 'of the pump', kind: 'maintenance' }],
    ['2026-11-01 00:00–2026-11-15 06:30 停电', { from, to, reason: '停电' }],
    ['2026-11-01T00:00:00+08:00 2026-11-15T06:30:00+08:00 停电', { from, to, reason: '停电' }],
  ])('%s', (text, exemption) => expect(parseExemptions(text, ZONE)).toEqual({ ok: true, items: [exemption] }));

  it('names the line that cannot be read, that ends before it begins, or that has no reason', () => {
    for (const line of ['2026-11-15 00:00 至 2026-11-01 00:00 清塘', '2026-11-01 00:00 至 2026-11-15 06:30', '2026-13-01 00:00 至 2026-11-15 06:30 清塘']) {
      expect(parseExemptions(`\n${line}`, ZONE)).toEqual({ ok: false, line: 2, text: line });
    }
  });

  it.each(['zh', 'en'] as const)('come back as they were written (%s)', (language) => {
    const exemptions = [
      { from, to, reason: '检修 泵' }, { from, to, reason: 'maintenance of the pump' }, { from, to, reason: '/ 其他' },
      { from, to, reason: '消毒', kind: 'drained' as const }, { from, to, reason: '休耕', kind: 'closed-season' as const }, { from, to, reason: '停电' },
      { from: '2026-11-01T00:00:30+08:00', to, reason: '泵', kind: 'maintenance' as const },
    ];
    const text = exemptionsText(exemptions, ZONE, language);
    expect(parseExemptions(text, ZONE)).toEqual({ ok: true, items: exemptions });
    expect(text.includes('至')).toBe(language === 'zh');
  });
});
