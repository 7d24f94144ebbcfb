import { LEGS } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';
import { GAIN_GATES, GAIN_INPUTS } from './gain-inputs.js';
import { gainOf } from './gain.js';
import type { ComputedIndicator, IndicatorInputs, Outcome } from './indicator.js';
import type { LegFigure } from './outcome-figures.js';
import { machinesOf, oeeTable } from './oee-machines.js';
import { PRODUCTION_EFFICIENCY, efficiencyOf } from './production-efficiency.js';
import { gainTrace } from './trace/leg.trace.js';
import { EFFICIENCY_EXAMPLES, EFFICIENCY_NO_DATA } from './production-efficiency.example.js';

function compute(inputs: IndicatorInputs): Outcome {
  const outcome = gainOf('increase', (leg) => efficiencyOf(inputs, leg));
  if (outcome.kind === 'insufficient' || inputs.efficiency?.definition !== 'oee') return outcome;
  const { efficiency } = inputs;
  const fast = (outcome.figures.legs ?? []).some(aboveOne);
  const tables = LEGS.map((leg) => ({ leg, machines: machinesOf(inputs, leg, efficiency) })).filter(({ machines }) => machines.length > 0).map(({ leg, machines }) => oeeTable(leg, machines));
  return { ...outcome, figures: { ...outcome.figures, tables }, ...(fast && { notes: [...(outcome.notes ?? []), OEE_ABOVE_ONE] }) };
}

const aboveOne = ({ numerator, denominator }: LegFigure): boolean => BigInt(numerator) > BigInt(denominator);

export const OEE_ABOVE_ONE: BilingualText = {
  zh: '设备综合效率大于 100%，如实列出未作截断；请核对理想节拍与计划时间',
  en: 'OEE is above 100 %; it is reported as it is: check the ideal cycle time and the planned time',
};

export const productionEfficiencyGain: ComputedIndicator = {
  id: PRODUCTION_EFFICIENCY,
  nameZh: '生产效率提高率',
  nameEn: 'gain in production efficiency',
  unit: '%',
  scale: 100,
  comparator: '>=',
  defaultTarget: 20,
  programme: 'P1',
  directions: ['P1.1.2'],
  clause: { document: 'S000', place: '一(二)2 考核指标(1)', quoteZh: '生产效率提高20%以上' },
  kind: 'mixed',
  sourceKind: 'collected',
  computed: true,
  inputs: GAIN_INPUTS,
  roles: ['good-quantity', 'produced-quantity', 'scrap-quantity', 'labour-time', 'production-state'],
  gates: GAIN_GATES,
  formula: {
    zh: '（报告期 η − 基期 η）÷ 基期 η × 100%，相对值；η 按任务书约定：Σ(合格品数 × 标准时间) ÷ 人工工时（默认）；或 Σ(合格品数 × 理想节拍) ÷ 计划忙碌时间（OEE，ISO 22400）；或合格品数 ÷ 生产状态时间',
    en: '(η_R − η_B) ÷ η_B × 100 %, relative; η by the contract: Σ(good × standard time) ÷ labour time (default), or Σ(good × ideal cycle) ÷ planned busy time (OEE, ISO 22400), or good pieces ÷ hours in production',
  },
  ownDefinition: {
    zh: '文件未定义“生产效率”，按任务书选定的定义计算；标准时间在基期冻结；按 OEE 计算时，平台自身停机且合格品数测点事后未补传的计划时间不计（合格品数为累计计数器的设备，首末读数之间除外）',
    en: 'the document does not define production efficiency: the definition that the contract chose is used, standard times frozen at the baseline; by OEE, planned time in which the platform itself was down and for which the series of good pieces brought nothing later is left out (not of machines whose good pieces are a running counter, between its first and last reading)',
  },
  formulaVersion: '1.4.0',
  compute,
  trace: gainTrace('increase', efficiencyOf),
  workedExamples: EFFICIENCY_EXAMPLES,
  noDataCases: EFFICIENCY_NO_DATA,
};
