import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { aProject, aRow } from '../testing/rows.js';
import { filterFrom, searchOf } from './filter-address.js';
import { RISK_ORDER, SORT_ORDERS, UNFILTERED, VERDICT_ORDER, countRisks, countVerdicts, indicatorsOf, projectsOf, viewOf } from './portfolio-view.js';
import type { PortfolioFilter } from './portfolio-view.js';

const programme = (id: string, ...projects: ReturnType<typeof aProject>[]) => ({ programme: { id, nameZh: id, nameEn: id }, projects, indicators: [], counts: [], setAside: [] });
const good = aProject({ id: 'good', nameZh: '甲车间', nameEn: 'alpha', indicators: [aRow({ verdict: 'met' })] });
const bad = aProject({ id: 'bad', nameZh: '乙车间', nameEn: 'beta', indicators: [aRow({ verdict: 'not-met' }), aRow({ indicator: 'ip-applications', nameZh: '知识产权', verdict: 'met' })] });
const unsure = aProject({ id: 'unsure', nameZh: '丙温室', nameEn: 'gamma', indicators: [aRow({ verdict: 'insufficient-data', clause: 'S002 二(三)' })] });
const bare = aProject({ id: 'bare', nameZh: '丁', nameEn: 'delta' });
const portfolios = [programme('P1', good, bad), programme('P2', unsure, bare)];

const shown = (filter: Partial<PortfolioFilter>) => viewOf(portfolios, { ...UNFILTERED, ...filter }, 'en').map(({ id, projects }) => [id, ...projects.map((project) => project.id)]);

describe('the portfolio', () => {
  it('shows the worst first, projects without indicators last', () => {
    expect(shown({})).toEqual([['P1', 'bad', 'good'], ['P2', 'unsure', 'bare']]);
  });

  it('orders by name in the language', () => {
    expect(shown({ sort: 'name' })).toEqual([['P1', 'good', 'bad'], ['P2', 'bare', 'unsure']]);
  });

  it('keeps the indicators of a verdict and the projects that have them', () => {
    expect(shown({ verdict: 'insufficient-data' })).toEqual([['P2', 'unsure']]);
    const [first] = viewOf(portfolios, { ...UNFILTERED, verdict: 'met' }, 'en');
    expect(first?.projects.map(({ id, indicators }) => [id, indicators.length])).toEqual([['bad', 1], ['good', 1]]);
  });

  it('finds words in projects, indicators and clauses, all of them', () => {
    expect(shown({ text: '乙' })).toEqual([['P1', 'bad']]);
    expect(shown({ text: 'BETA 知识' })).toEqual([['P1', 'bad']]);
    expect(shown({ text: 's002' })).toEqual([['P2', 'unsure']]);
    expect(shown({ text: 'delta' })).toEqual([['P2', 'bare']]);
    expect(shown({ text: 'beta nothing' })).toEqual([]);
  });

  it('keeps the projects of a risk, also where another of its reasons is worse, and counts each once', () => {
    const reason = (group: 'silent' | 'suspicious') => ({ code: 'silent' as const, group, severity: 'serious' as const, since: null, figure: { value: 1, limit: 0, unit: 'h' }, zh: '沉默', en: 'silent' });
    const both = aProject({ id: 'both', risk: 'suspicious', reasons: [reason('suspicious'), reason('silent')] });
    const some = [programme('P3', both, aProject({ id: 'fine', risk: 'on-track' }))];
    const kept = (risk: PortfolioFilter['risk']) => viewOf(some, { ...UNFILTERED, risk }, 'en').flatMap(({ projects }) => projects.map(({ id }) => id));
    expect([kept('silent'), kept('suspicious'), kept('on-track'), kept('at-risk'), kept('all')]).toEqual([['both'], ['both'], ['fine'], [], ['both', 'fine']]);
    expect(RISK_ORDER.map((risk) => countRisks(some).get(risk))).toEqual([0, 1, 0, 0, 1, 0]);
  });

  it('counts every verdict', () => {
    expect(countVerdicts(portfolios)).toEqual({ 'met': 2, 'not-met': 1, 'insufficient-data': 1, 'pending-evidence': 0 });
    expect([projectsOf(portfolios).length, indicatorsOf(portfolios).length]).toEqual([4, 4]);
  });

  it('loses and adds nothing: what no filter shows is all there is', () => {
    const rows = fc.array(fc.constantFrom(...VERDICT_ORDER).map((verdict) => aRow({ verdict })), { maxLength: 5 });
    const projects = fc.array(rows.map((indicators) => aProject({ indicators })), { maxLength: 6 });
    fc.assert(fc.property(projects, fc.constantFrom(...SORT_ORDERS), (all, sort) => {
      const [view] = viewOf([programme('P', ...all)], { ...UNFILTERED, sort }, 'zh');
      expect(view?.projects.flatMap(({ indicators }) => indicators).length).toBe(all.flatMap(({ indicators }) => indicators).length);
      const byVerdict = VERDICT_ORDER.map((verdict) => viewOf([programme('P', ...all)], { ...UNFILTERED, verdict, sort }, 'zh').flatMap((one) => one.projects).flatMap((one) => one.indicators).length);
      expect(byVerdict.reduce((sum, count) => sum + count, 0)).toBe(all.flatMap(({ indicators }) => indicators).length);
    }));
  });
});

describe('the address of a filter', () => {
  it('brings it back', () => {
    const filter = fc.record({ verdict: fc.constantFrom('all' as const, ...VERDICT_ORDER), risk: fc.constantFrom('all' as const, ...RISK_ORDER), text: fc.string(), sort: fc.constantFrom(...SORT_ORDERS) });
    fc.assert(fc.property(filter, (wanted) => expect(filterFrom(new URLSearchParams(searchOf(wanted)))).toEqual(wanted)));
  });

  it('holds nothing for the usual one, and nonsense is left out', () => {
    expect(searchOf(UNFILTERED)).toEqual({});
    expect(filterFrom(new URLSearchParams('verdict=perfect&sort=random&risk=none'))).toEqual(UNFILTERED);
  });
});
