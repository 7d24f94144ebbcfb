import { describe, expect, it } from '@jest/globals';
import type { RuleFigures } from '@yanshou/telemetry';
import { checkRuleFigures } from './check-rule-figures.js';

const clause = '办法 第三条';
const WHOLE: RuleFigures = {
  subsidy: { percent: 12.34, cap: '30000000000', clause }, named: { percent: 30, cap: '1', clause }, investmentFrom: { day: '2018-01-01', clause }, construction: { years: 2, clause },
  matching: { percent: 100, clause }, quotas: [{ direction: 'P2.1.1', projects: 10, clause }],
};

describe('what a rule document says in numbers', () => {
  it('may be whole, in parts or nothing', () => {
    expect([WHOLE, {}, { named: WHOLE.named } as RuleFigures].map((figures) => checkRuleFigures('f', figures))).toEqual([undefined, undefined, undefined]);
  });

  it.each<[string, RuleFigures]>([
    ['f.subsidy.percent', { subsidy: { percent: 0, cap: '1', clause } }],
    ['f.subsidy.percent', { subsidy: { percent: 100.01, cap: '1', clause } }],
    ['f.subsidy.percent', { subsidy: { percent: 1.005, cap: '1', clause } }],
    ['f.named.cap', { named: { percent: 1, cap: '0', clause } }],
    ['f.named.cap', { named: { percent: 1, cap: '1.5', clause } }],
    ['f.subsidy.clause', { subsidy: { percent: 1, cap: '1', clause: ' ' } }],
    ['f.investmentFrom.day', { investmentFrom: { day: '2018-13-01', clause } }],
    ['f.construction.years', { construction: { years: 1.5, clause } }],
    ['f.matching.percent', { matching: { percent: 0, clause } }],
    ['f.quotas[0].projects', { quotas: [{ direction: 'a', projects: 0, clause }] }],
    ['f.quotas', { quotas: [{ direction: 'a', projects: 1, clause }, { direction: 'a', projects: 2, clause }] }],
  ])('names %s when it is wrong', (field, figures) => {
    expect(checkRuleFigures('f', figures)).toMatchObject({ field: expect.stringContaining(field), zh: expect.stringMatching(/\p{Script=Han}/u), en: expect.any(String) });
  });
});
