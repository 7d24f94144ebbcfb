import type { EvidenceItem } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';
import { exampleInputs } from './example-inputs.js';
import type { ComputedIndicator, EvidenceFigure, IndicatorEntry, IndicatorInputs, NoDataCase, Outcome, WorkedExample } from './indicator.js';
import { insufficient } from './reasons.js';

type RegistryFacts = Pick<IndicatorEntry, 'id' | 'nameZh' | 'nameEn' | 'unit' | 'defaultTarget' | 'programme' | 'directions' | 'clause'> & {
  /** What one item is. */
  readonly item: BilingualText;
  readonly ownDefinition?: BilingualText;
};

/** An indicator that counts registered items of evidence: accepted, and dated within the contract's term. */
export function registryCount({ item, ownDefinition, ...facts }: RegistryFacts): ComputedIndicator {
  return {
    ...facts,
    scale: 1,
    comparator: '>=',
    kind: 'registry',
    sourceKind: 'entered',
    computed: true,
    inputs: [{ name: 'evidence', unit: item, aggregation: { zh: '已确认、日期在项目期内的佐证计数', en: 'count of accepted items dated within the term' } }],
    gates: [],
    formula: {
      zh: `项目期内已确认的${item.zh}佐证件数`,
      en: `number of accepted items of evidence dated within the term: ${item.en}`,
    },
    ownDefinition: ownDefinition ?? null,
    formulaVersion: '1.0.0',
    compute: (inputs) => countEvidence(facts.id, inputs),
    workedExamples: examplesOf(facts.id),
    noDataCases: noDataOf(facts.id),
  };
}

/** Without a single registered item nothing says that nothing exists. */
function countEvidence(indicator: string, { evidence, term }: IndicatorInputs): Outcome {
  const items = evidence.filter((item) => item.indicator === indicator);
  if (!(term.from < term.to)) return insufficient(NO_TERM);
  if (items.length === 0) return insufficient(NO_EVIDENCE);
  const inTerm = ({ datedAt }: EvidenceItem): boolean => datedAt !== undefined && datedAt >= term.from && datedAt < term.to;
  const idsOf = (one: (item: EvidenceItem) => boolean): readonly string[] => [...new Set(items.filter(one).map(({ id }) => id))].sort();
  const figure: EvidenceFigure = {
    counted: idsOf((item) => item.status === 'accepted' && inTerm(item)),
    awaiting: idsOf((item) => item.status === 'submitted' && inTerm(item)),
    outsideTerm: idsOf((item) => item.status !== 'rejected' && !inTerm(item)),
    rejected: idsOf((item) => item.status === 'rejected'),
  };
  const notes = sameFile(items.filter(({ id }) => figure.counted.includes(id))) ? [SAME_FILE] : [];
  return {
    kind: 'value',
    ratio: { numerator: figure.counted.length, denominator: 1 },
    counted: [],
    intervals: null,
    figures: { evidence: figure },
    ...(figure.awaiting.length > 0 && { withSubmitted: { numerator: figure.counted.length + figure.awaiting.length, denominator: 1 } }),
    ...(notes.length > 0 && { notes }),
  };
}

const sameFile = (items: readonly EvidenceItem[]): boolean => new Set(items.map(({ sha256 }) => sha256)).size < items.length;

const NO_TERM: BilingualText = { zh: '任务书的项目期为空', en: "the contract's term is empty" };
export const NO_EVIDENCE: BilingualText = { zh: '该指标尚未登记任何佐证', en: 'no evidence is registered for this indicator' };
export const SAME_FILE: BilingualText = { zh: '计入的佐证中有相同的文件，请核对是否重复', en: 'some of the items counted share one file; check that none is counted twice' };

const item = (indicator: string, id: string, status: EvidenceItem['status'], datedAt?: number): EvidenceItem =>
  ({ id, indicator, status, sha256: id.charAt(0).repeat(64), ...(datedAt !== undefined && { datedAt }) });

/** Term 0 ≤ t < 1 000 000. */
const examplesOf = (id: string): readonly WorkedExample[] => [
  {
    title: { zh: '六件中两件已确认且在项目期内', en: 'two of six items are accepted and within the term' },
    inputs: exampleInputs([], {
      evidence: [
        item(id, 'b', 'accepted', 999_999), item(id, 'a', 'accepted', 0), item(id, 'c', 'accepted', 1_000_000), item(id, 'd', 'accepted'),
        item(id, 'e', 'submitted', 5), item(id, 'f', 'rejected', 5), item('another-indicator', 'g', 'accepted', 5),
      ],
    }),
    expected: {
      kind: 'value', ratio: { numerator: 2, denominator: 1 }, counted: [], intervals: null, withSubmitted: { numerator: 3, denominator: 1 },
      figures: { evidence: { counted: ['a', 'b'], awaiting: ['e'], outsideTerm: ['c', 'd'], rejected: ['f'] } },
    },
  },
  {
    title: { zh: '同一文件提交两次会被提示', en: 'one file offered twice is pointed out' },
    inputs: exampleInputs([], { evidence: [item(id, 'x1', 'accepted', 1), item(id, 'x2', 'accepted', 2)] }),
    expected: {
      kind: 'value', ratio: { numerator: 2, denominator: 1 }, counted: [], intervals: null, notes: [SAME_FILE],
      figures: { evidence: { counted: ['x1', 'x2'], awaiting: [], outsideTerm: [], rejected: [] } },
    },
  },
];

const noDataOf = (id: string): readonly NoDataCase[] => [
  { title: { zh: '没有登记佐证', en: 'nothing registered' }, inputs: exampleInputs([], { evidence: [item('another-indicator', 'a', 'accepted', 1)] }) },
  { title: { zh: '项目期为空', en: 'an empty term' }, inputs: exampleInputs([], { term: { from: 5, to: 5 }, evidence: [item(id, 'a', 'accepted', 5)] }) },
];
