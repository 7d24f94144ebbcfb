import { coalFactorNotes } from './coal-factors.js';
import { calendarModel } from './energy-calendar.js';
import { ENERGY_GAIN, ENERGY_OUTPUTS, energyPerUnit, knowsGood } from './energy-per-unit.js';
import type { EnergyOutput } from './energy-per-unit.js';
import { energyModel, regressionGain } from './energy-regression.js';
import { REGRESSION_EXAMPLES, REGRESSION_NO_DATA } from './energy-regression.example.js';
import { ENERGY_EXAMPLES, ENERGY_NO_DATA } from './energy-utilisation.example.js';
import { GAIN_GATES, GAIN_INPUTS } from './gain-inputs.js';
import type { Describe } from './trace/describe.js';
import { gainTrace } from './trace/leg.trace.js';
import { regressionSteps } from './trace/regression.trace.js';
import { gainOf } from './gain.js';
import type { GainRule } from './gain.js';
import type { ComputedIndicator, IndicatorInput, IndicatorInputs, Outcome } from './indicator.js';

/** A factor that is not the standard's decides how carriers are added: it is told with the value. */
function compute(inputs: IndicatorInputs): Outcome {
  const outcome = gainOutcome(inputs);
  const notes = outcome.kind === 'value' ? coalFactorNotes(inputs) : [];
  return notes.length === 0 || outcome.kind !== 'value' ? outcome : { ...outcome, notes: [...(outcome.notes ?? []), ...notes] };
}

function gainOutcome(inputs: IndicatorInputs): Outcome {
  if (inputs.energy?.definition === 'regression') return inputs.energy.model?.calendar === true ? calendarModel(inputs) : regressionGain(inputs, inputs.energy);
  return gainBy(inputs, outputOf(inputs));
}

const ruleOf = ({ energy }: IndicatorInputs): GainRule => (energy?.definition === 'output-per-energy' ? 'inverse-increase' : 'reduction');
const gainBy = (inputs: IndicatorInputs, output: EnergyOutput): Outcome => gainOf(ruleOf(inputs), (leg) => energyPerUnit(inputs, leg, output));

function outputOf(inputs: IndicatorInputs): EnergyOutput {
  const [good, produced] = ENERGY_OUTPUTS.map((output) => gainBy(inputs, output).kind);
  return good === 'insufficient' && produced === 'value' && !knowsGood(inputs) ? 'produced-quantity' : 'good-quantity';
}

const plainTrace = gainTrace(ruleOf, (inputs, leg) => energyPerUnit(inputs, leg, outputOf(inputs)));

const trace: Describe = (inputs, outcome, indicator) => {
  if (inputs.energy?.definition !== 'regression') return plainTrace(inputs, outcome, indicator);
  const model = energyModel(inputs);
  return model.ok ? regressionSteps(model.value, indicator) : [];
};

const DAYS: IndicatorInput = {
  name: 'series-windows',
  unit: { zh: '测点计量单位', en: 'unit of the metric' },
  aggregation: { zh: '仅回归法：按当地自然日的能耗、产量（与室外温度均值），整数', en: 'for the regression only: energy, output (and mean outdoor temperature) by local day, integers' },
};

export const energyUtilisationGain: ComputedIndicator = {
  id: ENERGY_GAIN,
  nameZh: '能源利用率提高率',
  nameEn: 'gain in energy utilisation',
  unit: '%',
  scale: 100,
  comparator: '>=',
  defaultTarget: 10,
  programme: 'P3',
  directions: ['P3.manufacturing'],
  clause: { document: 'S002', place: '智能制造 专栏3', quoteZh: '能源利用率平均提高10%以上' },
  kind: 'mixed',
  sourceKind: 'collected',
  computed: true,
  inputs: [...GAIN_INPUTS, DAYS],
  roles: ['energy', 'good-quantity', 'produced-quantity'],
  windowRoles: ['energy', 'good-quantity', 'produced-quantity', 'outdoor-temperature'],
  gates: GAIN_GATES,
  formula: {
    zh: '按任务书约定：单位产品能耗降低率（基期 e − 报告期 e）÷ 基期 e × 100%（默认，较严）；或单位能耗产出提高率 基期 e ÷ 报告期 e − 1；或回归法（以基期逐日能耗对产量及室外温度作最小二乘，预测报告期能耗 ŷ）：（ŷ − 实际）÷ ŷ × 100%；e = 能源消耗量（折标煤，GB/T 2589）÷ 合格品数。前两种未作产量、气候归一化',
    en: 'by the contract: reduction of energy per unit (e_B − e_R) ÷ e_B × 100 % (default, the stricter); or growth of output per energy e_B ÷ e_R − 1; or by regression (least squares of the baseline\'s daily energy against output and outdoor temperature predict ŷ for the reporting period): (ŷ − actual) ÷ ŷ × 100 %; e = energy (kgce, GB/T 2589) ÷ good output. The first two are not normalised for output or weather',
  },
  ownDefinition: {
    zh: '文件未定义“能源利用率”，按任务书选定的定义计算，为相对值',
    en: 'the document does not define energy utilisation: the definition that the contract chose is used; relative',
  },
  formulaVersion: '1.3.0',
  compute,
  trace,
  workedExamples: [...ENERGY_EXAMPLES, ...REGRESSION_EXAMPLES],
  noDataCases: [...ENERGY_NO_DATA, ...REGRESSION_NO_DATA],
};
