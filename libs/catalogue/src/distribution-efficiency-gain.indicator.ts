import type { Leg, MetricRole, Result } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';
import { GAIN_GATES, GAIN_INPUTS } from './gain-inputs.js';
import { exampleLegs, gainWithoutData, legOf, measuredLeg, measuredQuantity, quantityRow, roleDevice } from './gain.example.js';
import { gainOf, legValue } from './gain.js';
import type { LegValue } from './gain.js';
import type { ComputedIndicator, IndicatorInputs, LegInputs, Outcome } from './indicator.js';
import { amountOf, missing } from './leg-amount.js';
import type { Missing } from './leg-amount.js';
import { LEG_NAMES } from './quantities.js';
import { gainTrace } from './trace/leg.trace.js';
import { UNIT } from './units.js';

const ID = 'distribution-efficiency-gain';

/** Deliveries where anybody counts them; freight turnover only where no leg knows of any delivery. */
const OUTPUTS = ['delivery-quantity', 'freight-turnover'] as const satisfies readonly MetricRole[];
type Output = (typeof OUTPUTS)[number];

const compute = (inputs: IndicatorInputs): Outcome => gainBy(inputs, outputOf(inputs));
const gainBy = (inputs: IndicatorInputs, output: Output): Outcome => gainOf('increase', (leg) => perVehicleHour(inputs, leg, output));

function outputOf(inputs: IndicatorInputs): Output {
  const [deliveries, turnover] = OUTPUTS.map((output) => gainBy(inputs, output).kind);
  return deliveries === 'insufficient' && turnover === 'value' && !knowsDeliveries(inputs) ? 'freight-turnover' : 'delivery-quantity';
}

const knowsDeliveries = ({ legs, figures }: IndicatorInputs): boolean =>
  [...legs.baseline.quantities, ...legs.reporting.quantities].some((row) => row.role === 'delivery-quantity') ||
  figures.some((figure) => figure.indicator === ID && figure.quantity === 'delivery-quantity' && figure.status !== 'rejected');

/** q = deliveries (or tonne-km) ÷ vehicle hours. */
function perVehicleHour(inputs: IndicatorInputs, leg: Leg, output: Output): Result<LegValue, Missing> {
  const done = amountOf(inputs, { indicator: ID, leg, quantity: output, role: output });
  const hours = amountOf(inputs, { indicator: ID, leg, quantity: 'vehicle-time', role: 'vehicle-time' });
  if (!done.ok) return done;
  if (!hours.ok) return hours;
  return hours.value.unit === UNIT.hour ? legValue(inputs, leg, done.value, hours.value) : missing(noTime(hours.value.unit, leg));
}

const noTime = (unit: string, leg: Leg): BilingualText => ({
  zh: `${LEG_NAMES[leg].zh}车辆运行时间的单位“${unit}”不是时间`,
  en: `the unit (${unit}) of the vehicle time of the ${LEG_NAMES[leg].en} is no time`,
});

const fleet = (leg: Leg, amount: number, minutes: number, role: Output = 'delivery-quantity', unit = '单'): LegInputs => legOf(
  [quantityRow(leg, 'T01', role, amount, { unit }), quantityRow(leg, 'T01', 'vehicle-time', minutes, { unit: 'min' })],
  [roleDevice('T01', [role, 'vehicle-time'])],
);

export const distributionEfficiencyGain: ComputedIndicator = {
  id: ID,
  nameZh: '配送效率提高率',
  nameEn: 'gain in distribution efficiency',
  unit: '%',
  scale: 100,
  comparator: '>=',
  defaultTarget: 20,
  programme: 'P3',
  directions: ['P3.logistics'],
  clause: { document: 'S002', place: '总体 三(三)', quoteZh: '推动配送效率提高20%' },
  kind: 'mixed',
  sourceKind: 'collected',
  computed: true,
  inputs: GAIN_INPUTS,
  roles: ['delivery-quantity', 'freight-turnover', 'vehicle-time'],
  gates: GAIN_GATES,
  formula: {
    zh: '（报告期 q − 基期 q）÷ 基期 q × 100%，相对值；q = 配送单数 ÷ 车辆运行小时，两期均无配送单数的按吨公里计',
    en: '(q_R − q_B) ÷ q_B × 100 %, relative; q = deliveries ÷ vehicle hours, tonne-km where neither leg counts deliveries',
  },
  ownDefinition: {
    zh: '文件未定义“配送效率”，按每车时配送单数（或吨公里）计，为本平台定义',
    en: 'the document does not define the efficiency of distribution: deliveries (or tonne-km) per vehicle hour, a definition of this platform',
  },
  formulaVersion: '1.1.0',
  compute,
  trace: gainTrace('increase', (inputs, leg) => perVehicleHour(inputs, leg, outputOf(inputs))),
  workedExamples: [
    {
      title: { zh: '每车时 5 单升至 6 单：提高 20%', en: 'from 5 to 6 deliveries a vehicle hour: 20 %' },
      inputs: exampleLegs(fleet('baseline', 500, 6_000), fleet('reporting', 720, 7_200)),
      expected: {
        kind: 'value', ratio: { numerator: 1n, denominator: 5n }, counted: [], intervals: { expected: 100, valid: 100 },
        figures: {
          legs: [
            measuredLeg('baseline', [5, 1], '单/h', [measuredQuantity('delivery-quantity', 500, '单'), measuredQuantity('vehicle-time', 100, 'h')]),
            measuredLeg('reporting', [6, 1], '单/h', [measuredQuantity('delivery-quantity', 720, '单'), measuredQuantity('vehicle-time', 120, 'h')]),
          ],
        },
      },
    },
    {
      title: { zh: '没有配送单数的按吨公里计', en: 'by tonne-km where nobody counts deliveries' },
      inputs: exampleLegs(fleet('baseline', 800, 60, 'freight-turnover', 't·km'), fleet('reporting', 1_000, 60, 'freight-turnover', 't·km')),
      expected: {
        kind: 'value', ratio: { numerator: 1n, denominator: 4n }, counted: [], intervals: { expected: 100, valid: 100 },
        figures: {
          legs: [
            measuredLeg('baseline', [800, 1], 't·km/h', [measuredQuantity('freight-turnover', 800, 't·km'), measuredQuantity('vehicle-time', 1, 'h')]),
            measuredLeg('reporting', [1_000, 1], 't·km/h', [measuredQuantity('freight-turnover', 1_000, 't·km'), measuredQuantity('vehicle-time', 1, 'h')]),
          ],
        },
      },
    },
  ],
  noDataCases: [
    ...gainWithoutData(fleet('reporting', 1, 1)),
    { title: { zh: '基期没有配送', en: 'no delivery in the baseline' }, inputs: exampleLegs(fleet('baseline', 0, 60), fleet('reporting', 1, 60)) },
    { title: { zh: '车辆没有运行', en: 'no vehicle ran' }, inputs: exampleLegs(fleet('baseline', 1, 0), fleet('reporting', 1, 60)) },
    { title: { zh: '一期计单、一期计吨公里', en: 'deliveries in one leg, tonne-km in the other' }, inputs: exampleLegs(fleet('baseline', 5, 60), fleet('reporting', 5, 60, 'freight-turnover', 't·km')) },
  ],
};
