import { LEGAL_STATES } from '@yanshou/telemetry';
import type { EvidenceItem } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';
import { EMPTY_WINDOW, exampleInputs } from './example-inputs.js';
import { DAY_LIST, HEALTH, LIVE_INPUTS, atInstitution, expectedLive, livePatient } from './health-services.js';
import type { ComputedIndicator, EvidenceRule, IndicatorInputs, Outcome } from './indicator.js';
import type { EvidenceFigure } from './outcome-figures.js';
import { NO_WINDOW, insufficient } from './reasons.js';
import { daysOnLine } from './storage-and-analysis.indicator.js';
import { trialTrace } from './trace/health.trace.js';

const TRIAL = 'trial-operation';

/** Paper that an institution writes of what runs there; a patent or a standard states no trial. */
const STATEMENTS: EvidenceRule = { kinds: ['record', 'acceptance'], states: LEGAL_STATES };

/** Days with live devices at named institutions count when an institution has stated that it uses the system. */
function trial(inputs: IndicatorInputs): Outcome {
  if (!inputs.hasWindow) return insufficient(NO_WINDOW);
  const devices = inputs.devices.filter(atInstitution);
  if (devices.length === 0) return insufficient(NO_INSTITUTION);
  const days = daysOnLine(devices);
  if (days.kind === 'insufficient') return days;
  const statements = statementsOf(inputs);
  const { counted, awaiting } = statements;
  if (counted.length === 0) return { kind: 'insufficient', reason: NO_STATEMENT, ...(awaiting.length > 0 && { awaitsDecision: true }) };
  return { ...days, figures: { ...days.figures, evidence: statements } };
}

/** A statement is an institution's, not a unit's: it is counted by its kind, its decision and its date. */
function statementsOf({ evidence, term }: IndicatorInputs): EvidenceFigure {
  const groups: Record<keyof EvidenceFigure, string[]> = { counted: [], awaiting: [], outsideTerm: [], rejected: [], incomplete: [], notOwned: [], notOfClause: [] };
  for (const item of evidence) if (item.indicator === TRIAL) groups[groupOf(item, term)].push(item.id);
  return Object.fromEntries(Object.entries(groups).map(([group, ids]) => [group, [...new Set(ids)].sort()])) as unknown as EvidenceFigure;
}

function groupOf({ status, datedAt, kind }: EvidenceItem, term: IndicatorInputs['term']): keyof EvidenceFigure {
  if (status === 'rejected') return 'rejected';
  if (kind === undefined) return 'incomplete';
  if (datedAt === undefined || datedAt < term.from || datedAt >= term.to) return 'outsideTerm';
  if (!STATEMENTS.kinds.includes(kind)) return 'notOfClause';
  return status === 'accepted' ? 'counted' : 'awaiting';
}

const NO_STATEMENT: BilingualText = {
  zh: '缺少已确认的试用机构证明（类别须为“记录”或“验收”，日期在项目期内）',
  en: "an institution's accepted statement of its trial operation is missing (of the kind record or acceptance, dated within the term)",
};
const NO_INSTITUTION: BilingualText = {
  zh: '台账中没有安放在试用机构（站点）的采集设备，请为设备填写站点',
  en: 'no device that acquires data stands at an institution: give the devices of the trial their site in the inventory',
};
const NOTHING_ELSE = { outsideTerm: [], rejected: [], incomplete: [], notOwned: [], notOfClause: [] };
const statement = (id: string, status: EvidenceItem['status'], facts: Partial<EvidenceItem> = {}): EvidenceItem =>
  ({ id, indicator: TRIAL, status, datedAt: 5, kind: 'record', sha256: id.repeat(64).slice(0, 64), ...facts });

export const trialOperation: ComputedIndicator = {
  id: TRIAL, nameZh: '系统上线试用', nameEn: 'trial operation', unit: '天', scale: 1, comparator: '>=', defaultTarget: null, ...HEALTH,
  clause: { document: 'S000', place: '二(二)2 考核指标', quoteZh: '并实现上线试用，即在天津市相关医疗机构、养老社区或服务人群进行系统运行' },
  kind: 'mixed', sourceKind: 'entered', computed: true,
  inputs: [...LIVE_INPUTS, { name: 'contract-scope', unit: { zh: '站点', en: 'sites' }, aggregation: { zh: '设备所在的试用机构', en: 'the institutions where devices stand' } }, { name: 'evidence', unit: { zh: '试用机构证明', en: 'statement of an institution' }, aggregation: { zh: '已确认、类别为记录或验收、日期在项目期内', en: 'accepted, a record or acceptance, dated within the term' } }],
  readsDays: true, evidenceRule: STATEMENTS, gates: ['platform'],
  formula: {
    zh: '安放在具名试用机构（站点）的采集设备在线的自然日数（当日至少 4 个小时有有效数据）；须有至少一份已确认的试用机构证明',
    en: 'local days on which a device that acquires data at a named institution (site) was live, valid data in at least four hours of the day; with at least one accepted statement of an institution',
  },
  ownDefinition: {
    zh: '文件未定量，天数由任务书规定；在线的规则，以及只因平台自身停机的日子而未达目标的不判为未达标，为本平台定义',
    en: 'the document sets no number: the days are the contract\'s; what is live, and that days taken by the platform\'s own downtime alone are no reason to miss the target, are definitions of this platform',
  },
  formulaVersion: '2.1.0', compute: trial, trace: trialTrace,
  workedExamples: [{
    title: { zh: '三天在线，一份证明已确认；摄像头、未注明机构的设备与专利不计', en: 'three days on line, one statement accepted; a camera, a device of no institution and a patent do not count' },
    inputs: exampleInputs([livePatient('W1', DAY_LIST), livePatient('W2', ['2026-05-08'], { site: null }), livePatient('C1', ['2026-05-09'], { assetKind: 'camera' })], {
      evidence: [statement('b', 'submitted'), statement('a', 'accepted'), statement('c', 'accepted', { kind: 'patent' })],
    }),
    expected: {
      kind: 'value', ratio: { numerator: 3, denominator: 1 }, counted: ['W1'], intervals: { expected: 100, valid: 50 },
      figures: { tables: [expectedLive(['W1', 'clinic', 3, 3, 10])], evidence: { ...NOTHING_ELSE, counted: ['a'], awaiting: ['b'], notOfClause: ['c'] } },
    },
  }],
  noDataCases: [
    { title: { zh: '没有证明', en: 'no statement' }, inputs: exampleInputs([livePatient('W1', DAY_LIST)]) },
    { title: { zh: '证明待确认', en: 'a statement that awaits a decision' }, inputs: exampleInputs([livePatient('W1', DAY_LIST)], { evidence: [statement('a', 'submitted')] }) },
    { title: { zh: '有证明没有数据', en: 'a statement without data' }, inputs: exampleInputs([livePatient('W1', [])], { evidence: [statement('a', 'accepted')] }) },
    { title: { zh: '每天只有一条读数', en: 'one reading a day' }, inputs: exampleInputs([livePatient('W1', [], { validDays: 10 })], { evidence: [statement('a', 'accepted')] }) },
    { title: { zh: '只有摄像头与专利', en: 'a camera and a patent alone' }, inputs: exampleInputs([livePatient('C1', DAY_LIST, { assetKind: 'camera' })], { evidence: [statement('a', 'accepted', { kind: 'patent' })] }) },
    { title: { zh: '设备未注明机构', en: 'a device of no institution' }, inputs: exampleInputs([livePatient('W1', DAY_LIST, { site: null })], { evidence: [statement('a', 'accepted')] }) },
    { title: { zh: '只有专利', en: 'a patent alone' }, inputs: exampleInputs([livePatient('W1', DAY_LIST)], { evidence: [statement('a', 'accepted', { kind: 'patent' })] }) },
    { title: { zh: '时段为空', en: 'empty window' }, inputs: EMPTY_WINDOW },
  ],
};
