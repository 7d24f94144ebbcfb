import type { DecisionState, Leg, Origin, SourceKind } from '@yanshou/telemetry';
import type { BilingualText, IndicatorKind } from '@yanshou/catalogue';

export type ReportLanguage = 'zh' | 'en';

/** Every word of a report that is not in the statement itself. */
export const WORDS = {
  summary: { zh: '一、指标汇总', en: '1  Summary' },
  details: { zh: '二、各项指标', en: '2  Indicators' },
  data: { zh: '三、数据收支', en: '3  Balance of the data' },
  limits: { zh: '四、说明', en: '4  What this statement is not' },
  project: { zh: '项目', en: 'project' },
  programme: { zh: '专项 · 方向', en: 'programme · direction' },
  period: { zh: '考核时段', en: 'period' },
  days: { zh: '仅计日期', en: 'these days only' },
  baselinePeriod: { zh: '基期', en: 'baseline' },
  createdAt: { zh: '核算时间', en: 'made at' },
  assessment: { zh: '核算编号', en: 'assessment' },
  platform: { zh: '平台版本', en: 'platform version' },
  note: { zh: '备注', en: 'note' },
  supersedes: { zh: '更正（替代）', en: 'restatement of' },
  indicator: { zh: '指标', en: 'indicator' },
  clause: { zh: '条款', en: 'clause' },
  target: { zh: '目标值', en: 'target' },
  own: { zh: '项目单位自报值', en: "the unit's own figure" },
  computed: { zh: '平台核算值', en: "the platform's figure" },
  audited: { zh: '核查人员核定值', en: "the auditor's figure" },
  verdict: { zh: '结论', en: 'verdict' },
  coverage: { zh: '数据完整率（设备 / 平台）', en: 'coverage (device / platform)' },
  source: { zh: '数据来源', en: 'source' },
  weakest: { zh: '最弱数据来源', en: 'weakest source' },
  stated: { zh: '填报人 · 时间', en: 'stated by · at' },
  status: { zh: '认定情况', en: 'decision' },
  difference: { zh: '差异', en: 'difference' },
  explanation: { zh: '差异说明', en: 'explanation' },
  evidenceFile: { zh: '佐证文件', en: 'file behind it' },
  platformMinusOwn: { zh: '平台 − 自报', en: "platform − unit's own" },
  auditedMinusPlatform: { zh: '核定 − 平台', en: 'auditor − platform' },
  none: { zh: '未填报', en: 'none stated' },
  noExplanation: { zh: '未说明', en: 'none given' },
  quote: { zh: '条款原文', en: 'words of the clause' },
  formula: { zh: '公式', en: 'formula' },
  ownDefinition: { zh: '本平台定义', en: 'our own definition' },
  version: { zh: '公式版本', en: 'formula version' },
  kind: { zh: '指标类型', en: 'kind' },
  ratio: { zh: '分子 / 分母', en: 'numerator / denominator' },
  readings: { zh: '所用读数', en: 'readings used' },
  origin: { zh: '读数性质', en: 'origin of the readings' },
  reasons: { zh: '提示', en: 'remarks' },
  digest: { zh: '输入摘要', en: "digest of the inputs" },
  byCalendar: { zh: '按 24 小时日历', en: 'by the 24 h calendar' },
  exempt: { zh: '豁免时间占比', en: 'share of exempt time' },
  equipment: { zh: '台账设备 / 其中智能化（台）', en: 'equipment of the inventory / intelligent of it' },
  counts: { zh: '曾联网 / 期内有效 / 现场核验（台）', en: 'ever connected / valid in the period / verified on site' },
  devicesCounted: { zh: '计入的设备', en: 'devices counted' },
  devicesLeftOut: { zh: '未计入的设备', en: 'devices not counted' },
  device: { zh: '设备', en: 'device' },
  intervals: { zh: '有效 / 应有间隔', en: 'valid / expected intervals' },
  share: { zh: '比例', en: 'share' },
  reason: { zh: '原因', en: 'reason' },
  belowThreshold: { zh: '有效间隔比例低于任务书阈值', en: "share of valid intervals below the contract's threshold" },
  moreDevices: { zh: '其余见 data/report.json，共', en: 'the rest is in data/report.json; in all' },
  leg: { zh: '时期', en: 'leg' },
  value: { zh: '数值', en: 'value' },
  quantities: { zh: '组成量', en: 'quantities' },
  evidence: { zh: '佐证材料', en: 'items of evidence' },
  counted: { zh: '计入', en: 'counted' },
  awaiting: { zh: '待认定', en: 'awaiting a decision' },
  outsideTerm: { zh: '不在执行期内', en: 'outside the term' },
  rejected: { zh: '不予认定', en: 'rejected' },
  messages: { zh: '消息', en: 'messages' },
  messagesLine: { zh: '已确认 = 已入库 + 隔离 + 待处理', en: 'acknowledged = projected + quarantined + pending' },
  readingsTotal: { zh: '读数', en: 'readings' },
  readingsLine: { zh: '收到 = 已存 + 重复 + 冲突 + 拒收', en: 'received = stored + duplicates + conflicts + rejected' },
  balanced: { zh: '收支平衡', en: 'balanced' },
  unbalanced: { zh: '收支不平衡', en: 'NOT BALANCED' },
  otherReadings: { zh: '另：空值 / 迟到 / 由服务器记时', en: 'beside: gaps / late / stamped by the server' },
  gaps: { zh: '已声明的日志缺失', en: 'declared gaps of the journal' },
  noGaps: { zh: '无', en: 'none' },
  sequences: { zh: '序号', en: 'sequences' },
  loweredFrom: { zh: '低于原定', en: 'lowered from' },
  relative: { zh: '增减率均为相对值（%），不是百分点。', en: 'Gains and reductions are relative (per cent), not percentage points.' },
  verify: { zh: '本文件由核算报告包中的 report.json 生成；完整性、签名与复算以核验程序（npm run verify）的结果为准。', en: 'This page is rendered from report.json of the bundle; integrity, signature and recomputation are what the verifier says (npm run verify).' },
} as const satisfies Record<string, BilingualText>;

export const SOURCE_WORDS: Readonly<Record<SourceKind, BilingualText>> = {
  'collected': { zh: '自动采集', en: 'collected automatically' },
  'other-system': { zh: '其他系统提供', en: 'from another system' },
  'entered': { zh: '人工填报', en: 'entered by hand' },
  'imported': { zh: '事后导入', en: 'imported afterwards' },
};
export const KIND_WORDS: Readonly<Record<IndicatorKind, BilingualText>> = {
  telemetry: { zh: '遥测', en: 'telemetry' }, registry: { zh: '登记', en: 'registry' }, declared: { zh: '填报', en: 'declared' },
  mixed: { zh: '混合', en: 'mixed' }, portfolio: { zh: '专项汇总', en: 'portfolio' },
};
export const ORIGIN_WORDS: Readonly<Record<Origin, BilingualText>> = {
  live: { zh: '实时', en: 'live' }, simulated: { zh: '模拟', en: 'simulated' }, replayed: { zh: '回放', en: 'replayed' }, imported: { zh: '导入', en: 'imported' },
};
export const STATUS_WORDS: Readonly<Record<DecisionState, BilingualText>> = {
  submitted: { zh: '待认定', en: 'awaiting a decision' }, accepted: { zh: '已认定', en: 'accepted' }, rejected: { zh: '不予认定', en: 'rejected' },
};
export const LEG_WORDS: Readonly<Record<Leg, BilingualText>> = { baseline: { zh: '基期', en: 'baseline' }, reporting: { zh: '考核期', en: 'reporting period' } };

export const SIGNS = { '>=': '≥', '<=': '≤', '>': '>', '<': '<', '=': '=' } as const;
