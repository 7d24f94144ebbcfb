import { describe, expect, it } from '@jest/globals';
import { FIGURE_PURPOSES } from '@yanshou/telemetry';
import { figureOf, mayWithdraw, purposesOf } from './figure-view.js';

describe('a declared figure', () => {
  it('is audited by auditors, and anything else by everybody else', () => {
    expect([purposesOf('auditor', FIGURE_PURPOSES), purposesOf('member', FIGURE_PURPOSES), purposesOf('officer', FIGURE_PURPOSES)]).toEqual([['audited'], ['baseline', 'reporting', 'own'], ['baseline', 'reporting', 'own']]);
  });

  it('is what the form states, without what was left empty', () => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ indicator: 'new-economic-benefit', purpose: 'own', quantity: ' value ', amount: '12.5', unit: '%', sourceKind: 'entered', evidence: '', explanation: ' 年报 ' })) form.set(name, value);
    expect(figureOf(form, 'Asia/Shanghai')).toEqual({ indicator: 'new-economic-benefit', purpose: 'own', quantity: 'value', amount: 12.5, unit: '%', sourceKind: 'entered', explanation: '年报' });
    for (const [name, value] of Object.entries({ periodFirst: '2025-01-01', periodLast: '2025-12-31', item: 'natural-gas' })) form.set(name, value);
    expect(figureOf(form, 'Asia/Shanghai')).toMatchObject({ item: 'natural-gas', period: { from: '2025-01-01T00:00:00+08:00', to: '2026-01-01T00:00:00+08:00' } });
  });

  it('may be withdrawn by whoever might have stated it', () => {
    expect([mayWithdraw('member', 'baseline'), mayWithdraw('member', 'audited'), mayWithdraw('auditor', 'audited'), mayWithdraw('auditor', 'own')]).toEqual([true, false, true, false]);
  });
});
