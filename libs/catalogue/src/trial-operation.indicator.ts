import type { EvidenceItem } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';
import { exampleInputs } from './example-inputs.js';
import { DAY_INPUTS, DAY_LIST, HEALTH, expectedDays, patient } from './health-services.js';
import type { ComputedIndicator, IndicatorInputs, Outcome } from './indicator.js';
import { storage } from './storage-and-analysis.indicator.js';
import { trialTrace } from './trace/health.trace.js';

const TRIAL = 'trial-operation';

/** Days with live devices count when an institution has stated that it uses the system. */
function trial(inputs: IndicatorInputs): Outcome {
  const days = storage(inputs);
  if (days.kind === 'insufficient') return days;
  const { evidence, term } = inputs;
  const items = evidence.filter(({ indicator, status, datedAt }) => indicator === TRIAL && status !== 'rejected' && datedAt !== undefined && datedAt >= term.from && datedAt < term.to);
  const idsOf = (status: EvidenceItem['status']): readonly string[] => items.filter((item) => item.status === status).map(({ id }) => id).sort();
  const [counted, awaiting] = [idsOf('accepted'), idsOf('submitted')];
  if (counted.length === 0) return { kind: 'insufficient', reason: NO_STATEMENT, ...(awaiting.length > 0 && { awaitsDecision: true }) };
  return { ...days, figures: { ...days.figures, evidence: { ...NOTHING_ELSE, counted, awaiting } } };
}

/** A statement is an institution's, not a unit's: it is counted by its decision and its date alone. */
const NOTHING_ELSE = { outsideTerm: [], rejected: [], incomplete: [], notOwned: [], notOfClause: [] };
const NO_STATEMENT: BilingualText = { zh: '缺少已确认的试用机构证明', en: "an institution's accepted statement of its trial operation is missing" };
const statement = (id: string, status: EvidenceItem['status'], datedAt = 5): EvidenceItem => ({ id, indicator: TRIAL, status, datedAt, sha256: id.repeat(64).slice(0, 64) });

export const trialOperation: ComputedIndicator = {
  id: TRIAL, nameZh: '系统上线试用', nameEn: 'trial operation', unit: '天', scale: 1, comparator: '>=', defaultTarget: null, ...HEALTH,
  clause: { document: 'S000', place: '二(二)2 考核指标', quoteZh: '并实现上线试用，即在天津市相关医疗机构、养老社区或服务人群进行系统运行' },
  kind: 'mixed', sourceKind: 'entered', computed: true,
  inputs: [...DAY_INPUTS, { name: 'evidence', unit: { zh: '试用机构证明', en: 'statement of an institution' }, aggregation: { zh: '已确认、日期在项目期内', en: 'accepted, dated within the term' } }],
  readsDays: true, gates: ['platform'],
  formula: { zh: '有设备在线的运行天数；须有至少一份已确认的试用机构证明', en: 'days on which devices delivered valid readings, with at least one accepted statement of an institution' },
  ownDefinition: { zh: '文件未定量，天数由任务书规定，为本平台定义', en: 'the document sets no number: the days are the contract\'s; a definition of this platform' },
  formulaVersion: '1.1.0', compute: trial, trace: trialTrace,
  workedExamples: [{
    title: { zh: '三天在线，一份证明已确认', en: 'three days on line, one statement accepted' },
    inputs: exampleInputs([patient('W1', 3)], { dataDays: DAY_LIST, evidence: [statement('b', 'submitted'), statement('a', 'accepted')] }),
    expected: {
      kind: 'value', ratio: { numerator: 3, denominator: 1 }, counted: ['W1'], intervals: { expected: 100, valid: 50 },
      figures: { tables: [expectedDays(['W1', 3, 10])], evidence: { ...NOTHING_ELSE, counted: ['a'], awaiting: ['b'] } },
    },
  }],
  noDataCases: [
    { title: { zh: '没有证明', en: 'no statement' }, inputs: exampleInputs([patient('W1', 3)], { dataDays: DAY_LIST }) },
    { title: { zh: '证明待确认', en: 'a statement that awaits a decision' }, inputs: exampleInputs([patient('W1', 3)], { dataDays: DAY_LIST, evidence: [statement('a', 'submitted')] }) },
    { title: { zh: '有证明没有数据', en: 'a statement without data' }, inputs: exampleInputs([patient('W1', 0)], { evidence: [statement('a', 'accepted')] }) },
  ],
};
