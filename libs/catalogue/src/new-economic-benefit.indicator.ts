import type { Leg, Result } from '@yanshou/telemetry';
import { DECLARED_FIGURES } from './gain-inputs.js';
import { EMPTY_LEG } from './example-inputs.js';
import { declared, declaredQuantity, exampleLegs } from './gain.example.js';
import { gainOf, legValue } from './gain.js';
import type { LegValue } from './gain.js';
import type { ComputedIndicator, IndicatorInputs, Outcome } from './indicator.js';
import type { LegFigure } from './outcome-figures.js';
import { amountOf } from './leg-amount.js';
import { gainTrace } from './trace/leg.trace.js';
import type { Missing } from './leg-amount.js';

const ID = 'new-economic-benefit';

const compute = (inputs: IndicatorInputs): Outcome => gainOf('increase', (leg) => salesIncome(inputs, leg));

function salesIncome(inputs: IndicatorInputs, leg: Leg): Result<LegValue, Missing> {
  const income = amountOf(inputs, { indicator: ID, leg, quantity: 'sales-income' });
  return income.ok ? legValue(inputs, leg, income.value) : income;
}

const income = (leg: Leg, amount: number, unit = '万元') => declared(ID, leg, ['sales-income', amount, unit]);
const incomeLeg = (leg: Leg, yuan: number): LegFigure => ({
  leg, numerator: String(yuan), denominator: '1', value: yuan, unit: '元', sourceKind: 'entered', telemetry: false,
  quantities: [declaredQuantity(leg, 'sales-income', yuan, '元')], intervals: null, readings: 0,
});
const withFigures = (...figures: ReturnType<typeof income>[]): IndicatorInputs => exampleLegs(EMPTY_LEG, EMPTY_LEG, { figures });

export const newEconomicBenefit: ComputedIndicator = {
  id: ID,
  nameZh: '新增经济效益增长率（较申报年度）',
  nameEn: 'growth of economic benefit over the year of application',
  unit: '%',
  scale: 100,
  comparator: '>=',
  defaultTarget: 20,
  programme: 'P1',
  directions: ['P1.1.1', 'P1.1.2'],
  clause: { document: 'S000', place: '一(二)1 考核指标(2)', quoteZh: '新增经济效益超申报年度的20%以上' },
  kind: 'declared',
  sourceKind: 'entered',
  computed: true,
  inputs: [DECLARED_FIGURES],
  gates: [],
  formula: {
    zh: '（报告年度销售收入 − 申报年度销售收入）÷ 申报年度销售收入 × 100%',
    en: '(v_R − v_B) ÷ v_B × 100 %; v = sales income of the year, B = year of application',
  },
  ownDefinition: {
    zh: '文件未定义“经济效益”，以经确认的销售收入计，为本平台定义',
    en: 'the document does not define economic benefit: accepted sales income is used, a definition of this platform',
  },
  formulaVersion: '1.0.0',
  compute,
  trace: gainTrace('increase', salesIncome),
  workedExamples: [
    {
      title: { zh: '销售收入由 5000 万元增至 0.65 亿元', en: 'from 50 to 65 million yuan' },
      inputs: withFigures(income('reporting', 0.65, '亿元'), income('baseline', 5_000)),
      expected: {
        kind: 'value', ratio: { numerator: 3n, denominator: 10n }, counted: [], intervals: null,
        figures: { legs: [incomeLeg('baseline', 50_000_000), incomeLeg('reporting', 65_000_000)] },
      },
    },
    {
      title: { zh: '收入下降为负增长', en: 'less income is a negative growth' },
      inputs: withFigures(income('baseline', 100), income('reporting', 99.99)),
      expected: {
        kind: 'value', ratio: { numerator: -1n, denominator: 10_000n }, counted: [], intervals: null,
        figures: { legs: [incomeLeg('baseline', 1_000_000), incomeLeg('reporting', 999_900)] },
      },
    },
  ],
  noDataCases: [
    { title: { zh: '没有申报数', en: 'nothing declared' }, inputs: withFigures() },
    { title: { zh: '基期收入为零', en: 'a baseline of zero' }, inputs: withFigures(income('baseline', 0), income('reporting', 5)) },
    { title: { zh: '报告期尚未确认', en: 'the reporting figure is not accepted' }, inputs: withFigures(income('baseline', 5), { ...income('reporting', 5), status: 'submitted' }) },
    { title: { zh: '同一期有两个已确认数', en: 'two accepted figures of one leg' }, inputs: withFigures(income('baseline', 5), { ...income('baseline', 6), id: 'other' }, income('reporting', 5)) },
    { title: { zh: '计量单位不一致', en: 'legs in different units' }, inputs: withFigures(income('baseline', 5), income('reporting', 5, '万美元')) },
  ],
};
