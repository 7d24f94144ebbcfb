import type { AssetKind, EvidenceItem } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';
import { ALL_EXEMPT, EMPTY_INVENTORY, EMPTY_WINDOW, exampleDevice, exampleInputs } from './example-inputs.js';
import type { ComputedIndicator, DeviceInput, IndicatorInput, IndicatorInputs, Outcome } from './indicator.js';
import { NETWORKED_INPUTS, byId, countWhere, intervalTotals, judgeDevices, presenceCounts } from './networked-rule.js';
import { NOTHING_EXPECTED, NO_WINDOW, insufficient } from './reasons.js';

const HEALTH = { programme: 'P1', directions: ['P1.2.2'] } as const;
const FUNCTIONS = { document: 'S000', place: '二(二)2 申报要求(3)', quoteZh: '系统应具备远程数据采集、传输和数据存储分析等功能' };
/** What carries others' data, or is none of the served groups' devices. */
const CARRIERS: ReadonlySet<AssetKind> = new Set<AssetKind>(['gateway', 'computer', 'camera']);
const NO_DEVICE: BilingualText = { zh: '设备台账中没有采集设备', en: 'the inventory holds no device that acquires data' };

const DAYS: IndicatorInput = {
  name: 'minute-masks', unit: { zh: '天', en: 'days' }, aggregation: { zh: '当地自然日内有任一分钟有效即为有数据', en: 'a local day has data when any of its minutes is valid' },
};

function acquisition(inputs: IndicatorInputs): Outcome {
  if (!inputs.hasWindow) return insufficient(NO_WINDOW);
  const devices = inputs.devices.filter(({ assetKind }) => !CARRIERS.has(assetKind));
  if (devices.length === 0) return insufficient(NO_DEVICE);
  if (devices.every(({ expected }) => expected === 0)) return insufficient(NOTHING_EXPECTED);
  const judged = judgeDevices(devices, inputs.networkedThreshold);
  const counted = judged.filter(({ networked }) => networked).map(({ id }) => id);
  return {
    kind: 'value', ratio: { numerator: counted.length, denominator: 1 }, counted, intervals: intervalTotals(judged),
    figures: { byCalendar24h: { numerator: countWhere(judged, ({ calendarNetworked }) => calendarNetworked), denominator: 1 }, ...presenceCounts(devices), devices: judged },
  };
}

const judged = (id: string, valid: number, networked: boolean) =>
  ({ id, expected: 100, valid, networked, calendarExpected: 100, calendarValid: valid, calendarNetworked: networked, reason: null });
const wearable = (id: string, valid: number, facts: Partial<DeviceInput> = {}) =>
  exampleDevice(id, { assetKind: 'wearable', expected: 100, valid, calendarExpected: 100, calendarValid: valid, ...facts });

export const remoteAcquisition: ComputedIndicator = {
  id: 'remote-acquisition', nameZh: '远程数据采集功能', nameEn: 'remote acquisition of data', unit: '台', scale: 1, comparator: '>=', defaultTarget: null, ...HEALTH, clause: FUNCTIONS,
  kind: 'telemetry', sourceKind: 'collected', computed: true, inputs: NETWORKED_INPUTS, gates: ['platform'],
  formula: {
    zh: '期内有效间隔数 ÷ 应有间隔数达到任务书阈值的采集设备数（网关、计算机、摄像头除外）',
    en: 'devices (no gateways, computers, cameras) whose valid ÷ expected intervals in the window reach the threshold of the contract',
  },
  ownDefinition: { zh: '“远程采集”采用与联网率相同的判定规则，为本平台定义', en: '"remote acquisition" follows the rule of the networked ratio: a definition of this platform' },
  formulaVersion: '1.0.0', compute: acquisition,
  workedExamples: [{
    title: { zh: '三台穿戴设备中两台持续送达数据，网关不计', en: 'two of three wearables deliver; the gateway does not count' },
    inputs: exampleInputs([wearable('W3', 79), wearable('W1', 100), exampleDevice('G1', { assetKind: 'gateway', equipment: false, expected: 100, valid: 100 }), wearable('W2', 80)]),
    expected: {
      kind: 'value', ratio: { numerator: 2, denominator: 1 }, counted: ['W1', 'W2'], intervals: { expected: 300, valid: 259 },
      figures: {
        byCalendar24h: { numerator: 2, denominator: 1 }, everConnected: 3, validInWindow: 3, verifiedOnSite: 3,
        devices: [judged('W1', 100, true), judged('W2', 80, true), judged('W3', 79, false)],
      },
    },
  }],
  noDataCases: [
    { title: { zh: '台账为空', en: 'empty inventory' }, inputs: EMPTY_INVENTORY },
    { title: { zh: '只有网关', en: 'a gateway alone' }, inputs: exampleInputs([exampleDevice('G1', { assetKind: 'gateway' })]) },
    { title: { zh: '时段为空', en: 'empty window' }, inputs: EMPTY_WINDOW },
    { title: { zh: '全部免除', en: 'everything exempt' }, inputs: ALL_EXEMPT },
  ],
};

/** Days of which data is stored and summed up: what the masks of the store say. */
function storage({ hasWindow, devices, dataDays }: IndicatorInputs): Outcome {
  if (!hasWindow) return insufficient(NO_WINDOW);
  if (devices.length === 0) return insufficient(NO_DEVICE);
  if (dataDays.length === 0) return insufficient(NO_DAY);
  const held = byId(devices.filter(({ validDays }) => validDays > 0));
  return {
    kind: 'value', ratio: { numerator: dataDays.length, denominator: 1 }, counted: held.map(({ id }) => id), intervals: intervalTotals(devices),
    figures: { tables: [dayTable(devices)] },
  };
}

const NO_DAY: BilingualText = { zh: '考核时段内没有任何一天有有效数据', en: 'no day of the window has a valid reading' };

const dayTable = (devices: readonly DeviceInput[]) => ({
  title: { zh: '各设备有数据的天数', en: 'days with data of each device' },
  columns: [{ zh: '设备', en: 'device' }, { zh: '有数据天数', en: 'days with data' }, { zh: '天数', en: 'days' }],
  rows: byId(devices).map(({ id, validDays, days }) => [id, validDays, days]),
});

const DAY_LIST = ['2026-05-01', '2026-05-02', '2026-05-03'];
const patient = (id: string, validDays: number, days = 10) => wearable(id, 50, { validDays, days });
const tableOf = (...rows: readonly (readonly [string, number, number])[]) => ({ ...dayTable([]), rows });

export const storageAndAnalysis: ComputedIndicator = {
  id: 'storage-and-analysis', nameZh: '数据存储分析功能', nameEn: 'storage and analysis of data', unit: '天', scale: 1, comparator: '>=', defaultTarget: null, ...HEALTH, clause: FUNCTIONS,
  kind: 'telemetry', sourceKind: 'collected', computed: true, inputs: [NETWORKED_INPUTS[0] as IndicatorInput, DAYS], readsDays: true, gates: ['platform'],
  formula: { zh: '期内有已入库、已汇总且可查询的有效数据的自然日数', en: 'local days of the period of which valid data is stored, summed up and can be queried' },
  ownDefinition: { zh: '“存储分析”按有汇总数据的天数计，为本平台定义', en: '"storage and analysis" by days with aggregated data: a definition of this platform' },
  formulaVersion: '1.0.0', compute: storage,
  workedExamples: [{
    title: { zh: '三天有数据', en: 'three days have data' },
    inputs: exampleInputs([patient('W2', 0), patient('W1', 3)], { dataDays: DAY_LIST }),
    expected: {
      kind: 'value', ratio: { numerator: 3, denominator: 1 }, counted: ['W1'], intervals: { expected: 200, valid: 100 }, figures: { tables: [tableOf(['W1', 3, 10], ['W2', 0, 10])] },
    },
  }],
  noDataCases: [
    { title: { zh: '台账为空', en: 'empty inventory' }, inputs: EMPTY_INVENTORY },
    { title: { zh: '时段为空', en: 'empty window' }, inputs: EMPTY_WINDOW },
    { title: { zh: '没有一天有数据', en: 'no day has data' }, inputs: exampleInputs([patient('W1', 0)]) },
  ],
};

/** What was acknowledged and is not yet projected is no loss, but it is not there yet either. */
function delivered({ messages: { acknowledged, projected } }: IndicatorInputs): Outcome {
  if (acknowledged === 0) return insufficient(NO_MESSAGE);
  return { kind: 'value', ratio: { numerator: projected, denominator: acknowledged }, counted: [], intervals: null, figures: {} };
}

const NO_MESSAGE: BilingualText = { zh: '没有已确认接收的消息', en: 'no message was acknowledged' };

export const transmission: ComputedIndicator = {
  id: 'transmission', nameZh: '数据传输功能', nameEn: 'transmission of data', unit: '%', scale: 100, comparator: '>=', defaultTarget: null, ...HEALTH, clause: FUNCTIONS,
  kind: 'telemetry', sourceKind: 'collected', computed: true,
  inputs: [{ name: 'messages', unit: { zh: '条消息', en: 'messages' }, aggregation: { zh: '项目开始至今的收支台账', en: 'the ledger of the project up to now' } }], gates: [],
  formula: { zh: '已入库（或附原因隔离）的消息数 ÷ 已确认接收的消息数 × 100%', en: 'messages stored (or quarantined with a reason) ÷ messages acknowledged × 100 %' },
  ownDefinition: { zh: '“传输”按消息收支平衡计，为本平台定义', en: '"transmission" by the balance of messages: a definition of this platform' },
  formulaVersion: '1.0.0', compute: delivered,
  workedExamples: [{
    title: { zh: '一千条消息中 998 条已入库', en: '998 of a thousand messages are stored' },
    inputs: exampleInputs([], { messages: { acknowledged: 1_000, projected: 998 } }),
    expected: { kind: 'value', ratio: { numerator: 998, denominator: 1_000 }, counted: [], intervals: null, figures: {} },
  }],
  noDataCases: [{ title: { zh: '没有消息', en: 'no message' }, inputs: exampleInputs([]) }],
};

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
  return { ...days, figures: { ...days.figures, evidence: { counted, awaiting, outsideTerm: [], rejected: [] } } };
}

const NO_STATEMENT: BilingualText = { zh: '缺少已确认的试用机构证明', en: "an institution's accepted statement of its trial operation is missing" };
const statement = (id: string, status: EvidenceItem['status'], datedAt = 5): EvidenceItem => ({ id, indicator: TRIAL, status, datedAt, sha256: id.repeat(64).slice(0, 64) });

export const trialOperation: ComputedIndicator = {
  id: TRIAL, nameZh: '系统上线试用', nameEn: 'trial operation', unit: '天', scale: 1, comparator: '>=', defaultTarget: null, ...HEALTH,
  clause: { document: 'S000', place: '二(二)2 考核指标', quoteZh: '并实现上线试用，即在天津市相关医疗机构、养老社区或服务人群进行系统运行' },
  kind: 'mixed', sourceKind: 'entered', computed: true,
  inputs: [...storageAndAnalysis.inputs, { name: 'evidence', unit: { zh: '试用机构证明', en: 'statement of an institution' }, aggregation: { zh: '已确认、日期在项目期内', en: 'accepted, dated within the term' } }],
  readsDays: true, gates: ['platform'],
  formula: { zh: '有设备在线的运行天数；须有至少一份已确认的试用机构证明', en: 'days on which devices delivered valid readings, with at least one accepted statement of an institution' },
  ownDefinition: { zh: '文件未定量，天数由任务书规定，为本平台定义', en: 'the document sets no number: the days are the contract\'s; a definition of this platform' },
  formulaVersion: '1.0.0', compute: trial,
  workedExamples: [{
    title: { zh: '三天在线，一份证明已确认', en: 'three days on line, one statement accepted' },
    inputs: exampleInputs([patient('W1', 3)], { dataDays: DAY_LIST, evidence: [statement('b', 'submitted'), statement('a', 'accepted')] }),
    expected: {
      kind: 'value', ratio: { numerator: 3, denominator: 1 }, counted: ['W1'], intervals: { expected: 100, valid: 50 },
      figures: { tables: [tableOf(['W1', 3, 10])], evidence: { counted: ['a'], awaiting: ['b'], outsideTerm: [], rejected: [] } },
    },
  }],
  noDataCases: [
    { title: { zh: '没有证明', en: 'no statement' }, inputs: exampleInputs([patient('W1', 3)], { dataDays: DAY_LIST }) },
    { title: { zh: '证明待确认', en: 'a statement that awaits a decision' }, inputs: exampleInputs([patient('W1', 3)], { dataDays: DAY_LIST, evidence: [statement('a', 'submitted')] }) },
    { title: { zh: '有证明没有数据', en: 'a statement without data' }, inputs: exampleInputs([patient('W1', 0)], { evidence: [statement('a', 'accepted')] }) },
  ],
};

const SHARE_OF_DAYS = { numerator: 4, denominator: 5 };

/** One wearable an enrolled person; ids are pseudonymous. */
function chronic({ hasWindow, devices }: IndicatorInputs): Outcome {
  if (!hasWindow) return insufficient(NO_WINDOW);
  const enrolled = byId(devices.filter(({ assetKind }) => assetKind === 'wearable'));
  if (enrolled.length === 0) return insufficient(NO_WEARABLE);
  if (enrolled.every(({ days }) => days === 0)) return insufficient(NOTHING_EXPECTED);
  const monitored = enrolled.filter(({ days, validDays }) => days > 0 && validDays * SHARE_OF_DAYS.denominator >= days * SHARE_OF_DAYS.numerator);
  return {
    kind: 'value', ratio: { numerator: monitored.length, denominator: enrolled.length }, counted: monitored.map(({ id }) => id),
    intervals: { expected: enrolled.reduce((sum, { days }) => sum + days, 0), valid: enrolled.reduce((sum, { validDays }) => sum + validDays, 0) },
    figures: { tables: [dayTable(enrolled)] },
  };
}

const NO_WEARABLE: BilingualText = { zh: '设备台账中没有穿戴设备', en: 'the inventory holds no wearable' };

export const chronicDiseaseMonitoring: ComputedIndicator = {
  id: 'chronic-disease-monitoring', nameZh: '慢性病人群连续监测率', nameEn: 'continuous monitoring of chronic patients', unit: '%', scale: 100, comparator: '>=', defaultTarget: null,
  programme: 'P3', directions: ['P3.health'], clause: { document: 'S002', place: '智能医疗与健康 三(三)4', quoteZh: '健康监测数据在居民电子健康档案连续记录' },
  kind: 'telemetry', sourceKind: 'collected', computed: true, inputs: [NETWORKED_INPUTS[0] as IndicatorInput, DAYS], readsDays: true, gates: ['platform'],
  formula: {
    zh: '考核时段内至少 80% 的天有有效数据的在册人数 ÷ 在册人数 × 100%（一人一台穿戴设备，假名化编号）',
    en: 'enrolled persons with a valid reading on at least 80 % of the days ÷ enrolled × 100 % (one wearable a person, pseudonymous ids)',
  },
  ownDefinition: { zh: '“连续”按有数据的天数比例计，为本平台定义', en: '"continuous" by the share of days with data: a definition of this platform' },
  formulaVersion: '1.0.0', compute: chronic,
  workedExamples: [{
    title: { zh: '两人中一人恰好 80% 的天有数据', en: 'one of two persons has data on exactly 80 % of the days' },
    inputs: exampleInputs([patient('W2', 7), patient('W1', 8), exampleDevice('G1', { assetKind: 'gateway', days: 10, validDays: 10 })]),
    expected: {
      kind: 'value', ratio: { numerator: 1, denominator: 2 }, counted: ['W1'], intervals: { expected: 20, valid: 15 }, figures: { tables: [tableOf(['W1', 8, 10], ['W2', 7, 10])] },
    },
  }],
  noDataCases: [
    { title: { zh: '台账为空', en: 'empty inventory' }, inputs: EMPTY_INVENTORY },
    { title: { zh: '没有穿戴设备', en: 'no wearable' }, inputs: exampleInputs([exampleDevice('M1', { days: 10, validDays: 10 })]) },
    { title: { zh: '时段为空', en: 'empty window' }, inputs: EMPTY_WINDOW },
    { title: { zh: '尚未投入使用', en: 'nobody enrolled yet' }, inputs: exampleInputs([patient('W1', 0, 0)]) },
  ],
};
