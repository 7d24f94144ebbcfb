import type { EfficiencyTerms } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';
import { compareFractions } from './fraction.js';
import type { Fraction } from './fraction.js';
import { legNotes } from './gain-notes.js';
import { GAIN_GATES, GAIN_INPUTS } from './gain-inputs.js';
import type { ComputedIndicator, IndicatorInputs, Outcome } from './indicator.js';
import { OEE_EXAMPLES, OEE_NO_DATA } from './oee.example.js';
import { machinesOf, oeeTable, stateNotes } from './oee-machines.js';
import { effectivenessOf } from './oee.js';
import { efficiencyOf } from './production-efficiency.js';
import { oeeTrace } from './trace/oee.trace.js';
import { insufficient } from './reasons.js';

function compute(inputs: IndicatorInputs): Outcome {
  const { quantities } = inputs.legs.reporting;
  if (!quantities.some(({ role }) => role === 'good-quantity')) return insufficient(NO_PIECES);
  const terms: EfficiencyTerms = { definition: 'oee', standards: inputs.efficiency?.standards ?? [] };
  const leg = efficiencyOf({ ...inputs, efficiency: terms, figures: [] }, 'reporting');
  if (!leg.ok) return insufficient(leg.reason.reason);
  const machines = machinesOf(inputs, 'reporting', terms);
  const { effectiveness } = effectivenessOf(machines);
  return {
    kind: 'value',
    ratio: leg.value.value,
    counted: machines.map(({ device }) => device),
    intervals: leg.value.figure.intervals,
    figures: { legs: [leg.value.figure], tables: [oeeTable('reporting', machines)] },
    notes: [...legNotes([leg.value]), ...stateNotes(machines), ...(isAboveOne(effectiveness) ? [EFFECTIVENESS_ABOVE_ONE] : []), ...(effectiveness === null ? [FACTORS_UNKNOWN] : [])],
  };
}

const ONE: Fraction = { numerator: 1n, denominator: 1n };
const isAboveOne = (value: Fraction | null): boolean => value !== null && compareFractions(value, ONE) > 0;

const NO_PIECES: BilingualText = { zh: '报告期没有合格品数的遥测数据', en: 'no reading of good pieces in the reporting period' };
export const EFFECTIVENESS_ABOVE_ONE: BilingualText = {
  zh: '表现性大于 100%，如实列出未作截断；请核对理想节拍',
  en: 'effectiveness is above 100 %; it is reported as it is: check the ideal cycle time',
};
export const FACTORS_UNKNOWN: BilingualText = {
  zh: '有设备未上报生产状态或产量，只能给出设备综合效率，不能全部分解为因子',
  en: 'a machine tells no state of production or no produced quantity: the efficiency is given, not all of its factors',
};

export const overallEquipmentEffectiveness: ComputedIndicator = {
  id: 'overall-equipment-effectiveness',
  nameZh: '设备综合效率（OEE，ISO 22400-2）',
  nameEn: 'overall equipment effectiveness (ISO 22400-2)',
  unit: '%',
  scale: 100,
  comparator: '>=',
  defaultTarget: null,
  programme: 'P2',
  directions: ['P2.1.1', 'P2.1.2', 'P2.1.3', 'P2.1.4'],
  clause: { document: 'S001', place: '项目基本情况 效益指标', quoteZh: '填写项目完成后，在降低企业成本、提升生产经营效率等方面量化指标' },
  kind: 'telemetry',
  sourceKind: 'collected',
  computed: true,
  inputs: GAIN_INPUTS.filter(({ name }) => name !== 'declared-figures'),
  roles: ['good-quantity', 'produced-quantity', 'scrap-quantity', 'production-state'],
  quantityLegs: ['reporting'],
  gates: GAIN_GATES,
  formula: {
    zh: 'Σ(合格品数 × 理想节拍) ÷ Σ计划忙碌时间 × 100% = 可用率 × 表现性 × 合格率；可用率 = Σ实际生产时间 ÷ Σ计划忙碌时间，表现性 = Σ(产量 × 理想节拍) ÷ Σ实际生产时间，合格率 = Σ(合格品数 × 理想节拍) ÷ Σ(产量 × 理想节拍)',
    en: 'Σ(good × ideal cycle) ÷ Σ planned busy time × 100 % = availability × effectiveness × quality; availability = Σ actual production time ÷ Σ planned busy time, effectiveness = Σ(produced × ideal cycle) ÷ Σ actual production time, quality = Σ(good × ideal cycle) ÷ Σ(produced × ideal cycle)',
  },
  ownDefinition: {
    zh: '由项目选作效益指标时采用，目标值由任务书规定；多台设备按分子、分母之和计算，不对百分数求平均；大于 100% 不截断；产量未上报时取合格品数与不良品数之和；平台自身停机且合格品数测点事后未补传的计划时间不计（合格品数为累计计数器的设备除外，其首末读数之间停机期间的产量已计入）；可用率按生产状态测点同样计得的时间',
    en: 'for projects that choose it as a benefit, with the contract\'s target; several machines by sums, never by averages of percentages; above 100 % it is not capped; produced = good + defective where nobody counts it; planned time in which the platform itself was down and for which the series of good pieces brought nothing later is left out (not of machines whose good pieces are a running counter, between its first and last reading: it tells afterwards what was made meanwhile); availability is of the time left by the series of the state, found alike',
  },
  formulaVersion: '1.3.0',
  compute,
  trace: oeeTrace,
  workedExamples: OEE_EXAMPLES,
  noDataCases: OEE_NO_DATA,
};
