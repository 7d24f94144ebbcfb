import type { EnergyTerms, Leg, MetricRole, Result } from '@yanshou/telemetry';
import { fail, ok } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';
import { decimalFraction, multiplyFractions } from './fraction.js';
import { ENERGY_EXAMPLES, ENERGY_NO_DATA } from './energy-utilisation.example.js';
import { GAIN_GATES, GAIN_INPUTS } from './gain-inputs.js';
import { gainOf, legValue } from './gain.js';
import type { LegValue } from './gain.js';
import type { ComputedIndicator, IndicatorInputs, Outcome } from './indicator.js';
import { amountOf, rowMeasure } from './leg-amount.js';
import type { Measure, Missing } from './leg-amount.js';
import type { RoleQuantity } from './role-quantity.js';
import { UNIT } from './units.js';

const ID = 'energy-utilisation-gain';

/** Qualified products are the output (GB/T 2589); all that was produced only where no leg knows how many were good. */
const OUTPUTS = ['good-quantity', 'produced-quantity'] as const satisfies readonly MetricRole[];

function compute(inputs: IndicatorInputs): Outcome {
  const rule = inputs.energy?.definition === 'output-per-energy' ? 'inverse-increase' : 'reduction';
  const [good, produced] = OUTPUTS.map((output) => gainOf(rule, (leg) => energyPerUnit(inputs, leg, output))) as [Outcome, Outcome];
  return good.kind === 'insufficient' && produced.kind === 'value' && !knowsGood(inputs) ? produced : good;
}

const knowsGood = ({ legs, figures }: IndicatorInputs): boolean =>
  [...legs.baseline.quantities, ...legs.reporting.quantities].some((row) => row.role === 'good-quantity') ||
  figures.some((figure) => figure.indicator === ID && figure.quantity === 'good-quantity' && figure.status !== 'rejected');

/** e = energy ÷ output. */
function energyPerUnit(inputs: IndicatorInputs, leg: Leg, output: (typeof OUTPUTS)[number]): Result<LegValue, Missing> {
  const energy = amountOf(inputs, { indicator: ID, leg, quantity: 'energy', role: 'energy', weigh: (row) => equivalentOf(row, inputs.energy?.factors) });
  const pieces = amountOf(inputs, { indicator: ID, leg, quantity: output, role: output });
  if (!energy.ok) return energy;
  return pieces.ok ? legValue(inputs, leg, energy.value, pieces.value) : pieces;
}

/** kgce where the contract has factors: then every energy metric needs one. */
function equivalentOf(row: RoleQuantity, factors: EnergyTerms['factors']): Result<Measure, BilingualText> {
  if (factors === undefined) return ok(rowMeasure(row));
  const factor = factors.find(({ device, metric }) => device === row.device && metric === row.metric);
  if (!factor) return fail(noFactor(row));
  const units = multiplyFractions({ numerator: BigInt(row.steps), denominator: 1n }, decimalFraction(row.resolution));
  return ok({ value: multiplyFractions(units, decimalFraction(factor.kgcePerUnit)), unit: UNIT.kgce });
}

const noFactor = ({ device, metric }: RoleQuantity): BilingualText => ({
  zh: `任务书未规定设备“${device}”测点“${metric}”的折标煤系数`,
  en: `the contract has no coal-equivalent factor for metric "${metric}" of device "${device}"`,
});

export const energyUtilisationGain: ComputedIndicator = {
  id: ID,
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
  inputs: GAIN_INPUTS,
  roles: ['energy', 'good-quantity', 'produced-quantity'],
  windowRoles: ['energy', 'good-quantity', 'produced-quantity', 'outdoor-temperature'],
  gates: GAIN_GATES,
  formula: {
    zh: '按任务书约定：单位产品能耗降低率（基期 e − 报告期 e）÷ 基期 e × 100%（默认，较严）；或单位能耗产出提高率 基期 e ÷ 报告期 e − 1；e = 能源消耗量（折标煤，GB/T 2589）÷ 合格品数。未作产量、气候归一化',
    en: 'by the contract: reduction of energy per unit (e_B − e_R) ÷ e_B × 100 % (default, the stricter), or growth of output per energy e_B ÷ e_R − 1; e = energy (kgce, GB/T 2589) ÷ good output. Not normalised for output or weather',
  },
  ownDefinition: {
    zh: '文件未定义“能源利用率”，按任务书选定的定义计算，为相对值',
    en: 'the document does not define energy utilisation: the definition that the contract chose is used; relative',
  },
  formulaVersion: '1.0.0',
  compute,
  workedExamples: ENERGY_EXAMPLES,
  noDataCases: ENERGY_NO_DATA,
};
