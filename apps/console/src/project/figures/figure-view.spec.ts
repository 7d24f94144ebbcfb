import { describe, expect, it } from '@jest/globals';
import { FIGURE_PURPOSES } from '@yanshou/telemetry';
import { figureOf, purposesOf } from './figure-view.js';

describe('a declared figure', () => {
  it('is audited by auditors, and anything else by everybody else', () => {
    expect([purposesOf('auditor', FIGURE_PURPOSES), purposesOf('member', FIGURE_PURPOSES), purposesOf('officer', FIGURE_PURPOSES)]).toEqual([['audited'], ['baseline', 'reporting', 'own'], ['baseline', 'reporting', 'own']]);
  });

  it('is what the form states, without what was left empty', () => {
    const form = new FormData();
    for (const [name, value] of Object.entries({ indicator: 'new-economic-benefit', purpose: 'own', quantity: ' value ', amount: '12.5', unit: '%', sourceKind: 'entered', evidence: '', explanation: ' 年报 ' })) form.set(name, value);
    expect(figureOf(form)).toEqual({ indicator: 'new-economic-benefit', purpose: 'own', quantity: 'value', amount: 12.5, unit: '%', sourceKind: 'entered', explanation: '年报' });
  });
});
