import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { numberKey, unitKey } from './evidence-item.js';

describe('the key of a number', () => {
  it.each([
    ['ZL 2018 1 0123456.7', '２０１８１０１２３４５６．７'], ['CN201810123456.7', '2018-1-0123456-7'], ['软著登字第3123456号', '软著登字 第 3123456 号'], ['t/tjim 001—2026', 'T/TJIM 001-2026'],
  ])('of %j and of %j is one', (left, right) => {
    expect(numberKey(left)).toBe(numberKey(right));
    expect(numberKey(left)).not.toBe('');
  });

  it('tells different numbers apart, and is empty where there is none', () => {
    expect(numberKey('2018SR123456')).not.toBe(numberKey('2018SR123457'));
    expect(numberKey(' —（） ')).toBe('');
  });

  it('does not depend on spaces and dashes put in anywhere', () => {
    fc.assert(fc.property(fc.array(fc.constantFrom('1', '9', 'S', 'R', '号'), { minLength: 1 }), fc.array(fc.constantFrom(' ', '-', '—', '　')), (parts, between) => {
      expect(numberKey(parts.map((part, index) => `${between[index] ?? ''}${part}`).join(''))).toBe(numberKey(parts.join('')));
    }));
  });
});

it('the key of a unit does not depend on widths and spaces', () => {
  expect(unitKey('天津示范（集团） 有限公司')).toBe(unitKey('天津示范(集团)有限公司'));
  expect(unitKey('天津示范有限公司')).not.toBe(unitKey('天津示范集团有限公司'));
});
