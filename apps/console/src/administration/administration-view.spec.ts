import { describe, expect, it } from '@jest/globals';
import { percentOf, scopeOf, settingsOf, tokenState } from './administration-view.js';

const formOf = (fields: Readonly<Record<string, string>>): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
};
const DAYS = { 'dayCounts.apply': '90', 'dayCounts.decideExtension': '30', 'dayCounts.formalCheck': '15', 'dayCounts.resubmit': '30', 'dayCounts.expertsMeeting': '60', 'dayCounts.rectification': '90', 'dayCounts.remindBefore': '90, 30，7' };

describe('administration', () => {
  it('reads a scope entry a line', () => expect(scopeOf(' programme:P1\nproject:a，project:b ')).toEqual(['programme:P1', 'project:a', 'project:b']));

  it('tells tokens that open nothing any more', () => {
    const now = Date.parse('2026-11-01T00:00:00Z');
    expect([{ revoked: true, expiresAt: null }, { revoked: false, expiresAt: null }, { revoked: false, expiresAt: '2026-11-01T00:00:00Z' }, { revoked: false, expiresAt: '2026-11-02T00:00:00Z' }].map((token) => tokenState(token, now)))
      .toEqual(['revoked', 'valid', 'expired', 'valid']);
  });

  it('reads settings from their form, and shares come back as they were written', () => {
    const settings = settingsOf(formOf({
      ...DAYS, 'kind': 'key-met', 'percent': '82.5', 'ruleDocuments[0].number': '津科规〔2018〕1号', 'ruleDocuments[0].title': '管理办法', 'ruleDocuments[0].validFrom': '2018-01-01', 'ruleDocuments[0].validTo': '', 'ruleDocuments[0].batches': '2018-1, 2018-2',
    }));
    expect(settings).toEqual({
      ruleDocuments: [{ number: '津科规〔2018〕1号', title: '管理办法', validFrom: '2018-01-01', batches: ['2018-1', '2018-2'] }], rollUp: { kind: 'key-met', share: 0.825 },
      dayCounts: { apply: 90, decideExtension: 30, formalCheck: 15, resubmit: 30, expertsMeeting: 60, rectification: 90, remindBefore: [90, 30, 7] },
    });
    expect([percentOf(settings.rollUp), percentOf({ kind: 'mean-completion', minimum: 0.07 }), percentOf({ kind: 'all-met' })]).toEqual([82.5, 7, 100]);
    expect(settingsOf(formOf({ ...DAYS, kind: 'all-met' })).rollUp).toEqual({ kind: 'all-met' });
  });
});
