import { describe, expect, it } from '@jest/globals';
import { STATED_PURPOSES, figureOf, isStated } from './figure-view.js';

describe('a declared figure', () => {
  it('is stated for anything but what auditors find, who say that in an opinion', () => {
    expect([STATED_PURPOSES, isStated('audited')]).toEqual([['baseline', 'reporting', 'own'], false]);
  });

  it('is what the form states, without what was left empty', () => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ indicator: 'new-economic-benefit', purpose: 'own', quantity: ' value ', amount: '12.5', unit: '%', sourceKind: 'entered', evidence: '', explanation: ' 年报 ' })) form.set(name, value);
    expect(figureOf(form, 'Asia/Shanghai')).toEqual({ indicator: 'new-economic-benefit', purpose: 'own', quantity: 'value', amount: 12.5, unit: '%', sourceKind: 'entered', explanation: '年报' });
    for (const [name, value] of Object.entries({ periodFirst: '2025-01-01', periodLast: '2025-12-31', item: 'natural-gas' })) form.set(name, value);
    expect(figureOf(form, 'Asia/Shanghai')).toMatchObject({ item: 'natural-gas', period: { from: '2025-01-01T00:00:00+08:00', to: '2026-01-01T00:00:00+08:00' } });
  });
});
