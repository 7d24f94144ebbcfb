import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { findProgramme } from '../programmes/programmes.js';
import { fenOf } from './fen.js';
import { documentFigures } from './document-figures.js';
import { judgeMoney, topUpOf } from './project-money.js';
import type { CostItem, ProjectMoney, Subsidy } from './project-money.js';

const wan = (amount: string): bigint => fenOf({ amount, unit: '万元' }) as bigint;
const LINES = findProgramme('P2')?.budget?.lines.map(({ id }) => id) ?? [];
const P2 = documentFigures('P2') ?? {};
const item = (line: string, budget: string, more: Partial<CostItem> = {}): CostItem => ({ line, kind: 'eligible', investedOn: '2019-05-01', budget: wan(budget), requested: 0n, audited: wan(budget), ...more });

/** 1 000 万元 of software and equipment, 400 of machine tools, 100 spent before 2018. */
const PROJECT: ProjectMoney = {
  items: [
    item('software-purchase', '600', { requested: wan('200') }), item('equipment', '400'), item('equipment', '400', { kind: 'production-equipment' }),
    item('design', '100', { investedOn: '2017-12-31' }),
  ],
  sources: [{ year: 2019, own: wan('800'), programme: wan('150') }, { year: 2020, own: wan('500'), programme: wan('50') }],
  districtMatching: wan('200'), named: false, construction: { from: '2019-01-01', to: '2020-12-31' },
};
const judged = (change: Partial<ProjectMoney> = {}) => judgeMoney({ ...PROJECT, ...change }, LINES, P2);
const codes = (change: Partial<ProjectMoney>): readonly string[] => judged(change).findings.map(({ code, field }) => `${code} ${field}`).filter((text) => !text.startsWith('before-first-day'));

describe('the money of a project', () => {
  it('worked example: totals by line, and the subsidy by both readings of the guide', () => {
    const { lines, total, ofTotal, ofEligible, findings } = judged();
    expect(lines.map(({ line }) => line)).toEqual(LINES);
    expect(lines.find(({ line }) => line === 'equipment')).toEqual({ line: 'equipment', budget: wan('800'), requested: 0n, audited: wan('800'), eligibleBudget: wan('400'), eligibleAudited: wan('400') });
    expect(total).toMatchObject({ budget: wan('1500'), requested: wan('200'), audited: wan('1500'), eligibleAudited: wan('1100') });
    expect(ofTotal).toEqual({ base: wan('1400'), uncapped: wan('280'), subsidy: wan('280'), capped: false });
    expect(ofEligible).toEqual({ base: wan('1000'), uncapped: wan('200'), subsidy: wan('200'), capped: false });
    expect(findings.map(({ code, field }) => [code, field])).toEqual([['before-first-day', 'items[3]']]);
  });

  it('is capped at 300 万元, and at 500 with the higher rate where the ministry named the project', () => {
    const items = [item('software-purchase', '1500.000005')];
    expect(judged({ items }).ofEligible).toEqual({ base: wan('1500.000005'), uncapped: wan('300.000001'), subsidy: wan('300'), capped: true });
    expect(judged({ items: [item('software-purchase', '1500')] }).ofEligible).toMatchObject({ subsidy: wan('300'), capped: false });
    expect(judged({ items, named: true }).ofEligible).toMatchObject({ subsidy: wan('450.000001'), capped: false });
    expect(judged({ items: [item('other', '2000')], named: true }).ofEligible).toMatchObject({ uncapped: wan('600'), subsidy: wan('500'), capped: true });
  });

  it('pays nothing of what is not audited yet', () => {
    expect(judged({ items: PROJECT.items.map(({ audited: _, ...rest }) => rest) })).toMatchObject({ ofTotal: { subsidy: 0n }, ofEligible: { subsidy: 0n } });
  });

  it.each<[string, Partial<ProjectMoney>, readonly string[]]>([
    ['a line that is none', { items: [...PROJECT.items, item('gifts', '0')] }, ['unknown-line items[4]']],
    ['subsidy asked for machine tools', { items: PROJECT.items.map((one, n) => (n === 2 ? { ...one, requested: 1n } : one)) }, ['requests-ineligible items[2]', 'requested-differs sources', 'matching-short districtMatching']],
    ['sources that do not add up', { sources: [{ year: 2019, own: wan('1'), programme: wan('200') }] }, ['sources-differ sources']],
    ['sources in 元 that are 万元', { sources: PROJECT.sources.map(({ year, own, programme }) => ({ year, own: own / 10_000n, programme: programme / 10_000n })) }, ['unit-mistaken sources', 'requested-differs sources']],
    ['a district that matches less', { districtMatching: wan('199.999999') }, ['matching-short districtMatching']],
    ['a district that says nothing', { districtMatching: null }, ['matching-short districtMatching']],
    ['a day more than two years', { construction: { from: '2019-01-01', to: '2021-01-01' } }, ['construction-too-long construction']],
    ['a construction that ends before it begins', { construction: { from: '2019-01-01', to: '2018-12-31' } }, ['construction-inverted construction']],
    ['what is built already', { construction: { from: '2018-01-01' } }, []],
    ['two years from a leap day', { construction: { from: '2020-02-29', to: '2022-02-28' } }, []],
  ])('finds %s', (_, change, expected) => {
    expect(codes(change)).toEqual(expected);
  });

  it('never grants more than the cap, the share, or what was audited since 2018, and adds lines up to the total', () => {
    const items = fc.array(fc.record({
      line: fc.constantFrom(...LINES), kind: fc.constantFrom('eligible' as const, 'civil-works' as const), investedOn: fc.constantFrom('2017-12-31', '2018-01-01'),
      budget: fc.bigInt({ min: 0n, max: 10n ** 13n }), requested: fc.constant(0n), audited: fc.bigInt({ min: 0n, max: 10n ** 13n }),
    }), { maxLength: 12 });
    fc.assert(fc.property(items, fc.boolean(), (list, named) => {
      const { lines, total, ofTotal, ofEligible } = judged({ items: list, named });
      expect(lines.reduce((sum, { audited }) => sum + audited, 0n)).toBe(total.audited);
      const [all, eligible] = [ofTotal, ofEligible] as [Subsidy, Subsidy];
      expect(eligible.subsidy <= all.subsidy && all.subsidy <= (named ? wan('500') : wan('300')) && all.base <= total.audited).toBe(true);
    }));
  });
});

describe('the figures of a rule document', () => {
  it('are in the catalogue what S001 says, each with its clause, and nothing where a document says nothing of money', () => {
    expect(P2).toMatchObject({
      subsidy: { percent: 20, cap: String(wan('300')), clause: 'S001 一' }, named: { percent: 30, cap: String(wan('500')), clause: 'S001 一' }, investmentFrom: { day: '2018-01-01', clause: 'S001 二(三)' },
      construction: { years: 2, clause: 'S001 二(三)' }, matching: { percent: 100, clause: 'S001 四(二)' }, quotas: [{ direction: 'P2.1.1', projects: 10, clause: 'S001 一(一)1' }],
    });
    expect(['P1', 'P3', 'P4'].map(documentFigures)).toEqual([undefined, undefined, undefined]);
  });

  it('decide: another document has another rate, cap, first day, length and matching', () => {
    const figures = {
      subsidy: { percent: 12.5, cap: String(wan('100')), clause: 'x' }, investmentFrom: { day: '2019-06-01', clause: 'x' }, construction: { years: 1, clause: 'x' }, matching: { percent: 50, clause: 'x' },
    };
    const items = [item('equipment', '400', { requested: wan('200') }), item('equipment', '600', { investedOn: '2020-01-01' })];
    const { ofTotal, findings } = judgeMoney({ ...PROJECT, items, districtMatching: wan('100') }, LINES, figures);
    expect(ofTotal).toEqual({ base: wan('600'), uncapped: wan('75'), subsidy: wan('75'), capped: false });
    expect(findings.map(({ code }) => code)).toEqual(['before-first-day', 'sources-differ', 'construction-too-long']);
    expect(judgeMoney({ ...PROJECT, items: [item('equipment', '1000', { investedOn: '2020-01-01' })] }, LINES, figures).ofTotal).toMatchObject({ subsidy: wan('100'), capped: true });
  });

  it('that are not there are not made up: no rate, no subsidy, and nothing is judged by what is not said', () => {
    const { ofTotal, ofEligible, findings } = judgeMoney({ ...PROJECT, districtMatching: null, construction: { from: '2019-01-01', to: '2029-01-01' } }, LINES, {});
    expect([ofTotal, ofEligible, findings]).toEqual([null, null, []]);
  });

  it('top up the difference of a later naming: 30 % of 1 400 is 420, of which 280 was due before', () => {
    const { ofTotal } = judged() as { ofTotal: Subsidy };
    expect(topUpOf(ofTotal, P2.named as NonNullable<typeof P2.named>)).toBe(wan('140'));
    const large = judged({ items: [item('software-purchase', '2000')] }).ofTotal as Subsidy;
    expect(topUpOf(large, P2.named as NonNullable<typeof P2.named>)).toBe(wan('200'));
    expect(topUpOf(ofTotal, { percent: 10, cap: String(wan('1')), clause: 'x' })).toBe(0n);
  });
});
