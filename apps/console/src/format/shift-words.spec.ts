import { describe, expect, it } from '@jest/globals';
import { shiftWords } from './shift-words.js';

describe('shifts', () => {
  it.each([
    [[1, 2, 3, 4, 5], '08:00–16:00 周一至周五', '08:00–16:00 Mon–Fri'],
    [[7, 6, 1], '08:00–16:00 周一、周六、周日', '08:00–16:00 Mon, Sat, Sun'],
    [[1, 2, 3, 5], '08:00–16:00 周一至周三、周五', '08:00–16:00 Mon–Wed, Fri'],
    [undefined, '08:00–16:00', '08:00–16:00'],
  ] as const)('of days %p', (weekdays, zh, en) => {
    const shift = { start: '08:00', end: '16:00', ...(weekdays && { weekdays }) };
    expect([shiftWords([shift], 'zh'), shiftWords([shift], 'en')]).toEqual([zh, en]);
  });

  it('stand beside one another', () => expect(shiftWords([{ start: '08:00', end: '16:00' }, { start: '16:00', end: '24:00' }], 'zh')).toBe('08:00–16:00；16:00–24:00'));
});
