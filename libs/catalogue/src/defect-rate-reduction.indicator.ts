import type { Leg, Result } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';
import { compareFractions } from './fraction.js';
import { GAIN_GATES, GAIN_INPUTS } from './gain-inputs.js';
import { declared, declaredQuantity, exampleLegs, gainWithoutData, legOf, measuredLeg, measuredQuantity, quantityRow, roleDevice } from './gain.example.js';
import { gainOf, legValue } from './gain.js';
import type { LegValue } from './gain.js';
import type { ComputedIndicator, IndicatorInputs, LegInputs, Outcome } from './indicator.js';
import { amountOf, missing } from './leg-amount.js';
import type { Missing } from './leg-amount.js';
import { gainTrace } from './trace/leg.trace.js';
import { LEG_NAMES } from './quantities.js';

const ID = 'defect-rate-reduction';

const compute = (inputs: IndicatorInputs): Outcome => gainOf('reduction', (leg) => defectRate(inputs, leg));

/** d = defective ÷ inspected. */
function defectRate(inputs: IndicatorInputs, leg: Leg): Result<LegValue, Missing> {
  const defective = amountOf(inputs, { indicator: ID, leg, quantity: 'scrap-quantity', role: 'scrap-quantity' });
  const inspected = amountOf(inputs, { indicator: ID, leg, quantity: 'inspected-quantity', role: 'inspected-quantity' });
  if (!defective.ok) return defective;
  if (!inspected.ok) return inspected;
  if (compareFractions(defective.value.value, inspected.value.value) > 0) return missing(moreThanInspected(leg));
  return legValue(inputs, leg, defective.value, inspected.value);
}

const moreThanInspected = (leg: Leg): BilingualText => ({
  zh: `${LEG_NAMES[leg].zh}不良品数大于检验数，请核对数据`,
  en: `more defective than inspected pieces in the ${LEG_NAMES[leg].en}; check the data`,
});

const leg = (of: Leg, defective: number, inspected: number): LegInputs => legOf(
  [quantityRow(of, 'Q01', 'scrap-quantity', defective), quantityRow(of, 'Q01', 'inspected-quantity', inspected)],
  [roleDevice('Q01', ['scrap-quantity', 'inspected-quantity'])],
);
const quantities = (defective: number, inspected: number) =>
  [measuredQuantity('scrap-quantity', defective, '件'), measuredQuantity('inspected-quantity', inspected, '件')];

export const defectRateReduction: ComputedIndicator = {
  id: ID,
  nameZh: '产品不良品率降低率（相对值）',
  nameEn: 'relative reduction of the defect rate',
  unit: '%',
  scale: 100,
  comparator: '>=',
  defaultTarget: 20,
  programme: 'P1',
  directions: ['P1.1.2'],
  clause: { document: 'S000', place: '一(二)2 考核指标(1)', quoteZh: '产品不良品率降低20%以上' },
  kind: 'mixed',
  sourceKind: 'collected',
  computed: true,
  inputs: GAIN_INPUTS,
  roles: ['scrap-quantity', 'inspected-quantity'],
  gates: GAIN_GATES,
  formula: {
    zh: '（基期不良品率 − 报告期不良品率）÷ 基期不良品率 × 100%，相对值；不良品率 = 不良品数 ÷ 检验数',
    en: '(d_B − d_R) ÷ d_B × 100 %, relative, not percentage points; d = defective ÷ inspected',
  },
  ownDefinition: {
    zh: '文件未说明相对值或百分点，按相对值计算；不良品率按检验数计，为本平台定义',
    en: 'relative, not percentage points, and per inspected piece: a definition of this platform',
  },
  formulaVersion: '1.1.0',
  compute,
  trace: gainTrace('reduction', defectRate),
  workedExamples: [
    {
      title: { zh: '5% 降到 3%：降低 40%（相对值）', en: 'from 5 % to 3 %: a relative reduction of 40 %' },
      inputs: exampleLegs(leg('baseline', 50, 1_000), leg('reporting', 60, 2_000)),
      expected: {
        kind: 'value',
        ratio: { numerator: 2n, denominator: 5n },
        counted: [],
        intervals: { expected: 100, valid: 100 },
        figures: {
          legs: [measuredLeg('baseline', [1, 20], '', quantities(50, 1_000)), measuredLeg('reporting', [3, 100], '', quantities(60, 2_000))],
        },
      },
    },
    {
      title: { zh: '基期为已确认的申报数，报告期不良品率升高', en: 'a declared baseline, and a rate that rose' },
      inputs: exampleLegs(legOf([], []), leg('reporting', 6, 100), {
        figures: [declared(ID, 'baseline', ['scrap-quantity', 0.05, '万件']), declared(ID, 'baseline', ['inspected-quantity', 10_000, '件'])],
      }),
      expected: {
        kind: 'value',
        ratio: { numerator: -1n, denominator: 5n },
        counted: [],
        intervals: { expected: 100, valid: 100 },
        figures: {
          legs: [
            {
              ...measuredLeg('baseline', [1, 20], '', [declaredQuantity('baseline', 'scrap-quantity', 500, '件'), declaredQuantity('baseline', 'inspected-quantity', 10_000, '件')]),
              sourceKind: 'entered', telemetry: false, intervals: null,
            },
            measuredLeg('reporting', [3, 50], '', quantities(6, 100)),
          ],
        },
      },
    },
  ],
  noDataCases: [
    ...gainWithoutData(leg('reporting', 1, 2)),
    { title: { zh: '基期不良品率为零', en: 'a baseline of zero' }, inputs: exampleLegs(leg('baseline', 0, 100), leg('reporting', 1, 100)) },
    { title: { zh: '没有检验', en: 'nothing inspected' }, inputs: exampleLegs(leg('baseline', 0, 0), leg('reporting', 1, 100)) },
    { title: { zh: '不良品多于检验数', en: 'more defective than inspected' }, inputs: exampleLegs(leg('baseline', 9, 8), leg('reporting', 1, 100)) },
  ],
};
