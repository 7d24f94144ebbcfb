import type { CostTerms, Leg, Result } from '@yanshou/telemetry';
import { fail, ok } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';
import type { FigureTable } from './figure-table.js';
import { ZERO, addFractions, decimalFraction, divideFractions, fractionToNumber, multiplyFractions } from './fraction.js';
import { GAIN_GATES, GAIN_INPUTS } from './gain-inputs.js';
import { gainOf, legOfSum } from './gain.js';
import type { LegValue } from './gain.js';
import type { ComputedIndicator, IndicatorInputs, Outcome } from './indicator.js';
import { amountOf, missing } from './leg-amount.js';
import type { Amount, AmountQuestion, Measure, Missing } from './leg-amount.js';
import { COST_EXAMPLES, COST_NO_DATA } from './operating-cost.example.js';
import { LEG_NAMES, QUANTITIES } from './quantities.js';
import { gainTrace } from './trace/leg.trace.js';
import type { RoleQuantity } from './role-quantity.js';
import { UNIT } from './units.js';

const ID = 'operating-cost-reduction';

/** What an operating cost is made of: metered × the contract's price, and declared what nobody meters. */
const PARTS = [
  { quantity: 'energy-cost', role: 'energy' }, { quantity: 'material-cost', role: 'material' }, { quantity: 'other-cost' },
] as const satisfies readonly Pick<AmountQuestion, 'quantity' | 'role'>[];

function compute(inputs: IndicatorInputs): Outcome {
  const outcome = gainOf('reduction', (leg) => costPerPiece(inputs, leg));
  return outcome.kind === 'insufficient' ? outcome : { ...outcome, figures: { ...outcome.figures, tables: [shareTable(inputs)] } };
}

/** c = operating cost ÷ good output. */
function costPerPiece(inputs: IndicatorInputs, leg: Leg): Result<LegValue, Missing> {
  const costs = costsOf(inputs, leg);
  const good = amountOf(inputs, { indicator: ID, leg, quantity: 'good-quantity', role: 'good-quantity' });
  const lacking = [...costs, good].flatMap((part) => (part.ok ? [] : [part.reason]));
  if (lacking.length > 0 || !good.ok) return { ok: false, reason: allOf(lacking) };
  const amounts = costs.flatMap((part) => (part.ok ? [part.value] : []));
  const other = amounts.find(({ unit }) => unit !== UNIT.yuan);
  if (other) return missing(noMoney(other, leg));
  const value = amounts.reduce((sum, amount) => addFractions(sum, amount.value), ZERO);
  return legOfSum(inputs, leg, { value, unit: UNIT.yuan, amounts }, good.value);
}

const costsOf = (inputs: IndicatorInputs, leg: Leg): readonly Result<Amount, Missing>[] =>
  PARTS.map((part) => amountOf(inputs, { indicator: ID, leg, ...part, weigh: (row) => priced(row, inputs.cost) }));

/** All reasons at once; a decision helps only where nothing else is missing. */
const allOf = (lacking: readonly Missing[]): Missing => ({
  reason: { zh: lacking.map(({ reason }) => reason.zh).join('；'), en: lacking.map(({ reason }) => reason.en).join('; ') },
  awaitsDecision: lacking.every(({ awaitsDecision }) => awaitsDecision),
});

/** The contract's price is frozen: what energy costs on the market is no gain of the project's. */
function priced({ device, metric, steps, resolution }: RoleQuantity, cost: CostTerms | null): Result<Measure, BilingualText> {
  const price = cost?.prices.find((one) => one.device === device && one.metric === metric);
  if (!price) return fail(noPrice(device, metric));
  const units = multiplyFractions({ numerator: BigInt(steps), denominator: 1n }, decimalFraction(resolution));
  return ok({ value: multiplyFractions(units, decimalFraction(price.yuanPerUnit)), unit: UNIT.yuan });
}

/** How much of each leg's cost is metered, and how much is stated. */
function shareTable(inputs: IndicatorInputs): FigureTable {
  const rows = (['baseline', 'reporting'] as const).flatMap((leg) => {
    const amounts = costsOf(inputs, leg).flatMap((part) => (part.ok ? [part.value] : []));
    const total = amounts.reduce((sum, amount) => addFractions(sum, amount.value), ZERO);
    return amounts.flatMap(({ quantity, shares }) => shares.map((share) => ({ quantity, ...share }))).map(({ quantity, value, figure }) => [
      LEG_NAMES[leg], QUANTITIES[quantity], fractionToNumber(value), figure.declaredFigure === null ? METERED : STATED,
      total.numerator === 0n ? null : 100 * fractionToNumber(divideFractions(value, total)),
    ]);
  });
  return {
    title: { zh: '运营成本构成：计量与申报', en: 'operating cost: metered and declared' },
    columns: [{ zh: '时期', en: 'leg' }, { zh: '构成', en: 'part' }, { zh: '金额 元', en: 'yuan' }, { zh: '来源', en: 'source' }, { zh: '占比 %', en: 'share, %' }],
    rows,
  };
}

export const METERED: BilingualText = { zh: '计量 × 任务书单价', en: 'metered × price of the contract' };
export const STATED: BilingualText = { zh: '申报', en: 'declared' };
const noPrice = (device: string, metric: string): BilingualText => ({
  zh: `任务书未规定设备“${device}”测点“${metric}”的单价`,
  en: `the contract has no price for metric "${metric}" of device "${device}"`,
});
const noMoney = ({ quantity, unit }: Amount, leg: Leg): BilingualText => ({
  zh: `${LEG_NAMES[leg].zh}${QUANTITIES[quantity].zh}的单位“${unit}”不是金额`,
  en: `the unit (${unit}) of ${quantity} of the ${LEG_NAMES[leg].en} is no money`,
});

export const operatingCostReduction: ComputedIndicator = {
  id: ID,
  nameZh: '运营成本降低率',
  nameEn: 'reduction of operating cost',
  unit: '%',
  scale: 100,
  comparator: '>=',
  defaultTarget: 20,
  programme: 'P1',
  directions: ['P1.1.2'],
  clause: { document: 'S000', place: '一(二)2 考核指标(1)', quoteZh: '运营成本降低20%以上' },
  kind: 'mixed',
  sourceKind: 'collected',
  computed: true,
  inputs: GAIN_INPUTS,
  roles: ['energy', 'material', 'good-quantity'],
  gates: GAIN_GATES,
  formula: {
    zh: '（基期 c − 报告期 c）÷ 基期 c × 100%，相对值；c = 运营成本 ÷ 合格品数；运营成本 = 能源费用 + 材料费用 + 其他运营费用，有计量的按计量值 × 任务书单价（两期同价），未计量的分项按已确认的申报数',
    en: '(c_B − c_R) ÷ c_B × 100 %, relative; c = operating cost ÷ good output; operating cost = energy + material + other, metered ones by the contract\'s price (the same in both legs), what nobody meters by accepted figures of its items',
  },
  ownDefinition: {
    zh: '文件未定义“运营成本”，按单位合格产出计，三项构成均须有数（可为零），为本平台定义',
    en: 'the document does not define operating cost: per good piece, and each of the three parts must be known, also where it is zero: a definition of this platform',
  },
  formulaVersion: '1.2.0',
  compute,
  trace: gainTrace('reduction', costPerPiece),
  workedExamples: COST_EXAMPLES,
  noDataCases: COST_NO_DATA,
};
