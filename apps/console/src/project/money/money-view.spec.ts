import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { auditOf, freeItemId, inWan, isZero, shareBars, statementOf, wanText } from './money-view.js';
import type { Money } from './money-view.js';

const yuan = (amount: string) => ({ amount, unit: '元' as const });
const formOf = (fields: Readonly<Record<string, string>>): FormData => {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  return form;
};

describe('amounts', () => {
  it.each([['14000000', '1400', '1,400'], ['2999999.99', '299.999999', '299.999999'], ['0', '0', '0'], ['12345678900', '1234567.89', '1,234,567.89']])('%s 元', (amount, wan, text) => {
    expect([inWan(yuan(amount)), wanText(yuan(amount))]).toEqual([wan, text]);
  });

  it('that are nothing are told', () => expect([isZero(yuan('0.00')), isZero(yuan('0.01'))]).toEqual([true, false]));
});

describe('eligible and not', () => {
  const total = (budget: string, eligible: string, audited: string, eligibleAudited: string): Pick<Money, 'total'> =>
    ({ total: { line: 'total', budget: yuan(budget), requested: yuan('0'), audited: yuan(audited), eligibleBudget: yuan(eligible), eligibleAudited: yuan(eligibleAudited) } });

  it('are split to scale', () => {
    expect(shareBars(total('15000000', '11000000', '7500000', '7500000'))).toEqual([
      { name: 'budget', eligible: 73.33, rest: 26.66, eligibleText: '1,100', restText: '400' }, { name: 'auditedAmount', eligible: 50, rest: 0, eligibleText: '750', restText: '0' },
    ]);
  });

  it('never leave the plot, of nothing too', () => {
    const part = fc.integer({ min: 0, max: 1_000_000_000 });
    fc.assert(fc.property(part, part, part, part, (a, b, c, d) => {
      for (const { eligible, rest } of shareBars(total(String(a + b), String(a), String(c + d), String(c)))) expect(eligible >= 0 && rest >= 0 && eligible + rest <= 100.001).toBe(true);
    }));
  });
});

describe('what a form states', () => {
  it('of budget and sources', () => {
    const statement = statementOf(formOf({
      'applicant.code': ' 91120000MA0000000X ', 'applicant.name': '某公司', 'construction.from': '2019-01-01', 'construction.to': '', 'districtMatching': '',
      'items[0].id': 'item-1', 'items[0].line': 'equipment', 'items[0].kind': 'eligible', 'items[0].investedOn': '2019-05-01', 'items[0].budget': '1000', 'items[0].requested': '200.5',
      'sources[0].year': '2019', 'sources[0].own': '800', 'sources[0].programme': '200',
    }));
    expect(statement).toEqual({
      applicant: { code: '91120000MA0000000X', name: '某公司' }, construction: { from: '2019-01-01' },
      items: [{ id: 'item-1', line: 'equipment', kind: 'eligible', investedOn: '2019-05-01', budget: { amount: '1000', unit: '万元' }, requested: { amount: '200.5', unit: '万元' } }],
      sources: [{ year: 2019, own: { amount: '800', unit: '万元' }, programme: { amount: '200', unit: '万元' } }],
    });
    expect(statementOf(formOf({ 'construction.to': '2020-12-31', 'districtMatching': '5' }))).toMatchObject({ construction: { to: '2020-12-31' }, districtMatching: { amount: '5', unit: '万元' }, items: [], sources: [] });
  });

  it('of the audit, item by item', () => {
    expect(auditOf(formOf({ 'named': 'on', 'evidence': 'paper', 'audited item-1': '999.99', 'audited item-2': ' ' }), ['item-1', 'item-2'])).toEqual({ named: true, evidence: 'paper', amounts: [{ item: 'item-1', audited: { amount: '999.99', unit: '万元' } }] });
  });

  it('numbers items anew', () => expect([freeItemId([]), freeItemId(['item-2']), freeItemId(['item-1', 'item-3'])]).toEqual(['item-1', 'item-3', 'item-4']));
});
