import { describe, expect, it } from '@jest/globals';
import { documentFigures } from '@yanshou/catalogue';
import { defaultSettings, parseIsoMicros } from '@yanshou/telemetry';
import type { Designation, ProgrammeSettings, ProjectMoneyRecord, RuleDocument } from '@yanshou/telemetry';
import { laterNaming, moneyRule } from './money-rule.js';
import type { MoneyRule } from './money-rule.js';
import { moneyView } from './money-view.js';
import type { MoneyFacts } from './money-view.js';
import { ruleDocumentOf, ruleDocumentView } from './rule-figures-view.js';

const at = (text: string): number => parseIsoMicros(text) ?? NaN;
const FIGURES = { subsidy: { percent: 10, cap: '10000000000', clause: '办法 五' }, named: { percent: 40, cap: '90000000000', clause: '办法 六' } };
const document = (number: string, batch: string, more: Partial<RuleDocument> = {}): RuleDocument => ({ number, title: 't', validFrom: '2020-01-01', batches: [batch], ...more });
const settings = (...ruleDocuments: readonly RuleDocument[]): ProgrammeSettings => ({ ...defaultSettings('P2'), ruleDocuments });

/** 1 000 万元, all audited. */
const RECORD: ProjectMoneyRecord = {
  project: 'p', applicant: { code: 'c', name: 'n' }, items: [{ id: 'i', line: 'equipment', kind: 'eligible', investedOn: '2019-01-01', budget: '1000000000', requested: '0' }], sources: [], districtMatching: '0',
  construction: { from: '2019-01-01' }, statedBy: 'm', statedAt: 0, audit: { named: false, amounts: [{ item: 'i', audited: '1000000000' }], evidence: 'e', who: 'o', at: at('2020-06-01T00:00:00Z') },
};
const facts = (more: Partial<MoneyFacts>): MoneyFacts => ({ programme: 'P2', rule: undefined, otherProjects: [], naming: undefined, overQuota: undefined, ...more });
const codes = (more: Partial<MoneyFacts>): readonly string[] => moneyView(RECORD, facts(more)).findings.map(({ code }) => code);
const yuan = (amount: string) => ({ amount, unit: '元' });

describe('what the money of a project is judged by', () => {
  it('is the rule document of its batch, each batch by its own', () => {
    const both = settings(document('一号', 'b1', { figures: FIGURES }), document('二号', 'b2', { figures: { subsidy: { ...FIGURES.subsidy, percent: 5 } } }));
    const subsidies = ['b1', 'b2'].map((batch) => moneyView(RECORD, facts({ rule: moneyRule(both, { batch }) })));
    expect(subsidies.map(({ rule, subsidy }) => [rule?.number, rule?.from, subsidy?.ofTotal.subsidy, subsidy?.clause])).toEqual([['一号', 'rule-document', yuan('1000000'), '办法 五'], ['二号', 'rule-document', yuan('500000'), '办法 五']]);
  });

  it("is the catalogue's document where a rule document has no figures, and that is said", () => {
    const rule = moneyRule(settings(document('三号', 'b3')), { batch: 'b3' });
    expect(rule).toEqual({ number: 'S001', from: 'catalogue', figures: documentFigures('P2'), without: '三号' });
    expect(codes({ rule })).toContain('figures-of-catalogue');
    expect(moneyRule(settings(), undefined)).toMatchObject({ number: 'S001', without: null });
  });

  it('is nothing in a programme whose document says nothing of money: no subsidy of another programme', () => {
    const rule = moneyRule(defaultSettings('P1'), {});
    const view = moneyView(RECORD, facts({ programme: 'P1', rule }));
    expect([rule, view.subsidy, view.rule, view.form, view.lines.length]).toEqual([undefined, null, null, 'P2', 12]);
    expect(view.findings.map(({ code }) => code)).toContain('no-figures');
  });

  it('tells a direction with more projects than its quota', () => {
    expect(codes({ rule: moneyRule(settings(), undefined), overQuota: { direction: 'P2.1.1', projects: 11, quota: 10 } })).toContain('direction-quota');
  });
});

describe('a later naming by the ministry', () => {
  const named = (day: string, level: Designation['level'] = 'national-project'): Designation =>
    ({ project: 'p', id: day, level, subject: 's', document: { number: `工信部 ${day}`, datedAt: at(`${day}T00:00:00+08:00`), file: 'f' }, who: 'o', recordedAt: 0, end: null });
  const current = document('现行', 'b9', { validFrom: '2022-03-01', validTo: '2022-12-31', figures: { named: { percent: 25, cap: '90000000000', clause: '现行 二' } } });
  const rule = moneyRule(settings(), undefined) as MoneyRule;
  const namingOf = (...designations: readonly Designation[]) => laterNaming(designations, { settings: settings(current), rule, at: at('2023-01-01T00:00:00Z'), zone: 'Asia/Shanghai' });

  it('tops up the difference by the policy of its day, by both readings', () => {
    const { topUp } = moneyView(RECORD, facts({ rule, naming: namingOf(named('2022-03-01')) }));
    expect(topUp).toEqual({ ofTotal: yuan('500000'), ofEligible: yuan('500000'), document: '工信部 2022-03-01', datedAt: '2022-02-28T16:00:00.000Z', rule: '现行', clause: '现行 二' });
  });

  it("is by the project's own rule where no other was valid then", () => {
    const { topUp } = moneyView(RECORD, facts({ rule, naming: namingOf(named('2022-02-28')) }));
    expect(topUp).toMatchObject({ ofTotal: yuan('1000000'), rule: 'S001', clause: 'S001 一' });
  });

  it('is none of a city, of the future, or of nobody', () => {
    expect([namingOf(named('2022-04-01', 'municipal-project')), namingOf(named('2023-04-01')), namingOf()]).toEqual([undefined, undefined, undefined]);
  });
});

describe('the figures of a rule document over the wire', () => {
  it('are the same when they are shown and entered again', () => {
    const whole = document('一号', 'b1', { figures: { ...FIGURES, ...documentFigures('P2') } });
    expect(ruleDocumentOf('d', ruleDocumentView(whole))).toEqual(whole);
    expect(ruleDocumentView(whole).figures?.subsidy?.cap).toEqual({ amount: '300', unit: '万元' });
    expect(ruleDocumentOf('d', ruleDocumentView(document('二号', 'b2')))).toEqual(document('二号', 'b2'));
  });

  it('are refused where a cap has parts of a 分', () => {
    const shown = { ...document('一号', 'b1'), batches: ['b1'], figures: { subsidy: { percent: 1, clause: 'x', cap: { amount: '0.0000001', unit: '万元' as const } } } };
    expect(() => ruleDocumentOf('ruleDocuments[0]', shown)).toThrow(expect.objectContaining({ refusal: expect.objectContaining({ field: 'ruleDocuments[0].figures.subsidy.cap' }) }));
  });
});
