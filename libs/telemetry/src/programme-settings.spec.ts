import { describe, expect, it } from '@jest/globals';
import { appliedRule, defaultSettings } from './programme-settings.js';

const old = { number: '津工信规〔2020〕3号', title: '实施细则', validFrom: '2020-07-01', validTo: '2022-12-31', batches: ['2020-1', '2020-2'] };
const later = { number: '津工信规〔2023〕1号', title: '实施细则（修订）', validFrom: '2023-01-01', batches: ['2023-1'] };
const settings = { ...defaultSettings('P2'), ruleDocuments: [old, later] };

describe('the rule that a project is judged by', () => {
  it('is that of its batch, however old the document is', () => {
    expect(appliedRule(settings, { batch: '2020-2' })).toEqual({ ok: true, value: { document: old, approval: null } });
    expect(appliedRule(settings, { batch: '2020-2', ruleDocument: { number: old.number } })).toEqual({ ok: true, value: { document: old, approval: null } });
    expect(appliedRule(settings, {})).toEqual({ ok: true, value: null });
  });

  it('is another one by an approval only', () => {
    expect(appliedRule(settings, { batch: '2020-2', ruleDocument: { number: later.number } })).toEqual({ ok: false, reason: 'approval-missing' });
    expect(appliedRule(settings, { batch: '2020-2', ruleDocument: { number: later.number, approval: 'JK-7' } })).toEqual({ ok: true, value: { document: later, approval: 'JK-7' } });
    expect(appliedRule(settings, { ruleDocument: { number: later.number } })).toEqual({ ok: false, reason: 'approval-missing' });
  });

  it('has to be known', () => {
    expect(appliedRule(settings, { batch: '2019-1' })).toEqual({ ok: false, reason: 'unknown-batch' });
    expect(appliedRule(settings, { batch: '2020-1', ruleDocument: { number: 'X', approval: 'JK-7' } })).toEqual({ ok: false, reason: 'unknown-document' });
  });
});
