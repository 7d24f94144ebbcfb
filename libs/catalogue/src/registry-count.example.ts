import type { EvidenceItem, LegalState } from '@yanshou/telemetry';
import { LEGAL_STATES } from '@yanshou/telemetry';
import { EXAMPLE_UNIT, exampleInputs } from './example-inputs.js';
import type { EvidenceRule, IndicatorInputs, NoDataCase, Outcome, WorkedExample } from './indicator.js';
import type { EvidenceFigure } from './outcome-figures.js';
import { SAME_FILE, SAME_NUMBER } from './registry-count.reasons.js';

const NONE: EvidenceFigure = { counted: [], awaiting: [], outsideTerm: [], rejected: [], incomplete: [], notOwned: [], notOfClause: [] };

/** An item that counts, unless told otherwise. */
const itemOf = (indicator: string, { kinds, states }: EvidenceRule) => (id: string, facts: Partial<EvidenceItem> = {}): EvidenceItem => ({
  id, indicator, status: 'accepted', datedAt: 5, sha256: id.charAt(0).repeat(64), number: `号 ${id}`, owner: EXAMPLE_UNIT,
  ...(kinds[0] !== undefined && { kind: kinds[0] }), ...(states[0] !== undefined && { legalState: states[0] }), ...facts,
});
type Item = ReturnType<typeof itemOf>;

/** A state that the clause does not count; every clause leaves some. */
const otherState = ({ states }: EvidenceRule): LegalState => LEGAL_STATES.find((state) => !states.includes(state)) ?? 'refused';

const without = (item: EvidenceItem, field: keyof EvidenceItem): EvidenceItem =>
  Object.fromEntries(Object.entries(item).filter(([key]) => key !== field)) as unknown as EvidenceItem;

const value = (count: number, figure: Partial<EvidenceFigure>, more: Partial<Extract<Outcome, { kind: 'value' }>> = {}): Outcome => ({
  kind: 'value', ratio: { numerator: count, denominator: 1 }, counted: [], intervals: null, figures: { evidence: { ...NONE, ...figure } }, ...more,
});

/** Term 0 ≤ t < 1 000 000; one unit. */
export function registryExamples(indicator: string, rule: EvidenceRule): readonly WorkedExample[] {
  const item = itemOf(indicator, rule);
  return [inTerm(item), ofTheClause(item, rule), repeated(item)];
}

const inTerm = (item: Item): WorkedExample => ({
  title: { zh: '六件中两件已确认且在项目期内', en: 'two of six items are accepted and within the term' },
  inputs: exampleInputs([], {
    evidence: [
      item('b', { datedAt: 999_999 }), item('a', { datedAt: 0 }), item('c', { datedAt: 1_000_000 }), without(item('d'), 'datedAt'),
      item('e', { status: 'submitted' }), item('f', { status: 'rejected' }), item('g', { indicator: 'another-indicator' }),
    ],
  }),
  expected: value(2, { counted: ['a', 'b'], awaiting: ['e'], outsideTerm: ['c', 'd'], rejected: ['f'] }, { withSubmitted: { numerator: 3, denominator: 1 } }),
});

const ofTheClause = (item: Item, rule: EvidenceRule): WorkedExample => ({
  title: { zh: '缺编号、权利人不是项目单位、类别或法律状态不符条款的不计入', en: 'without a number, of another owner, of another kind or legal state: none of them counts' },
  inputs: exampleInputs([], {
    evidence: [
      item('a', { owner: ` ${EXAMPLE_UNIT} ` }), without(item('b'), 'number'), item('c', { owner: '其他单位' }), item('d', { legalState: otherState(rule) }), item('e', { kind: 'paper' }),
      without(item('f'), 'legalState'),
    ],
  }),
  expected: value(1, { counted: ['a'], incomplete: ['b', 'f'], notOwned: ['c'], notOfClause: ['d', 'e'] }),
});

const repeated = (item: Item): WorkedExample => ({
  title: { zh: '同一文件、同一编号提交两次会被提示', en: 'one file, or one number, offered twice is pointed out' },
  inputs: exampleInputs([], { evidence: [item('x1', { number: 'ZL 2018 1' }), item('x2', { number: '20181' })] }),
  expected: value(2, { counted: ['x1', 'x2'] }, { notes: [SAME_FILE, SAME_NUMBER] }),
});

export function registryNoData(indicator: string, rule: EvidenceRule): readonly NoDataCase[] {
  const item = itemOf(indicator, rule);
  const none = (facts: Partial<IndicatorInputs>): IndicatorInputs => exampleInputs([], facts);
  return [
    { title: { zh: '没有登记佐证', en: 'nothing registered' }, inputs: none({ evidence: [item('a', { indicator: 'another-indicator' })] }) },
    { title: { zh: '项目期为空', en: 'an empty term' }, inputs: none({ term: { from: 5, to: 5 }, evidence: [item('a')] }) },
  ];
}
