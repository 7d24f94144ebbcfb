import type { RuleFigures, SubsidyFigure } from '@yanshou/telemetry';
import { clauseText } from '../catalogue.js';
import { findProgramme } from '../programmes/programmes.js';
import type { ProgrammeRule } from '../programmes/programme.js';
import { fenOf } from './fen.js';

/** Since which day investment counts by S001 二(三). */
const P2_INVESTMENT_FROM = '2018-01-01';

/** What the document of a programme in the catalogue says in numbers: what a rule document starts from. Undefined where it says nothing of money. */
export function documentFigures(programme: string): RuleFigures | undefined {
  const rules = findProgramme(programme)?.rules ?? [];
  return rules.some(({ id }) => id === 'subsidy-rate') ? figuresOf(new Map(rules.map((rule) => [rule.id, rule]))) : undefined;
}

function figuresOf(rules: ReadonlyMap<string, ProgrammeRule>): RuleFigures {
  const clause = (id: string): string => {
    const rule = rules.get(id);
    return rule === undefined ? '' : clauseText(rule);
  };
  const limit = (id: string): number => rules.get(id)?.limit?.value ?? 0;
  const subsidy = (rate: string, cap: string): SubsidyFigure =>
    ({ percent: limit(rate), cap: String(fenOf({ amount: String(limit(cap)), unit: '万元' }) ?? 0n), clause: clause(rate) });
  return {
    subsidy: subsidy('subsidy-rate', 'subsidy-cap'), named: subsidy('named-subsidy-rate', 'named-subsidy-cap'),
    investmentFrom: { day: P2_INVESTMENT_FROM, clause: clause('investment-from') },
    construction: { years: limit('construction-time'), clause: clause('construction-time') },
    matching: { percent: 100, clause: clause('district-matching') },
    quotas: [{ direction: 'P2.1.1', projects: limit('direction-1-1-quota'), clause: clause('direction-1-1-quota') }],
  };
}
