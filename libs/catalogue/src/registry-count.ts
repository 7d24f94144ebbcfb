import type { EvidenceItem } from '@yanshou/telemetry';
import { numberKey } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';
import { evidenceGroups } from './evidence-groups.js';
import type { ComputedIndicator, EvidenceRule, IndicatorEntry, IndicatorInputs, Outcome } from './indicator.js';
import { insufficient } from './reasons.js';
import { registryExamples, registryNoData } from './registry-count.example.js';
import { evidenceTrace } from './trace/evidence.trace.js';
import { NO_EVIDENCE, NO_TERM, SAME_FILE, SAME_NUMBER } from './registry-count.reasons.js';

type RegistryFacts = Pick<IndicatorEntry, 'id' | 'nameZh' | 'nameEn' | 'unit' | 'defaultTarget' | 'programme' | 'directions' | 'clause'> & {
  /** What one item is. */
  readonly item: BilingualText;
  /** Which kinds in which legal state the clause counts. */
  readonly rule: EvidenceRule;
  readonly ownDefinition?: BilingualText;
};

/** An indicator that counts registered items: of the clause's kinds and states, of a unit of the project, dated within the term, accepted. */
export function registryCount({ item, rule, ownDefinition, ...facts }: RegistryFacts): ComputedIndicator {
  return {
    ...facts,
    scale: 1,
    comparator: '>=',
    kind: 'registry',
    sourceKind: 'entered',
    computed: true,
    inputs: [{ name: 'evidence', unit: item, aggregation: { zh: '已确认、属项目单位、日期在项目期内、法律状态符合条款的佐证计数', en: 'count of accepted items of a unit of the project, dated within the term, in a legal state that the clause counts' } }],
    gates: [],
    evidenceRule: rule,
    formula: {
      zh: `项目期内已确认、属项目单位、法律状态符合条款的${item.zh}佐证件数`,
      en: `number of accepted items of evidence dated within the term, of a unit of the project, in a legal state that the clause counts: ${item.en}`,
    },
    ownDefinition: ownDefinition ?? null,
    formulaVersion: '2.0.0',
    compute: (inputs) => countEvidence(facts.id, rule, inputs),
    trace: evidenceTrace,
    workedExamples: registryExamples(facts.id, rule),
    noDataCases: registryNoData(facts.id, rule),
  };
}

/** Without a single registered item nothing says that nothing exists. */
function countEvidence(indicator: string, rule: EvidenceRule, inputs: IndicatorInputs): Outcome {
  const items = inputs.evidence.filter((item) => item.indicator === indicator);
  if (!(inputs.term.from < inputs.term.to)) return insufficient(NO_TERM);
  if (items.length === 0) return insufficient(NO_EVIDENCE);
  const figure = evidenceGroups(items, rule, inputs);
  const notes = notesOn(items.filter(({ id }) => figure.counted.includes(id)));
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

/** The registry refuses both; papers of an earlier version, or of a bundle, may still have them. */
function notesOn(counted: readonly EvidenceItem[]): readonly BilingualText[] {
  const repeats = (of: (item: EvidenceItem) => string): boolean => new Set(counted.map(of)).size < counted.length;
  return [...(repeats(({ sha256 }) => sha256) ? [SAME_FILE] : []), ...(repeats(({ number = '' }) => numberKey(number)) ? [SAME_NUMBER] : [])];
}
