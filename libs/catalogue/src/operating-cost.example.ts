import type { CostTerms, DeclaredFigure, Leg } from '@yanshou/telemetry';
import { declared, declaredQuantity, exampleLegs, gainWithoutData, legOf, measuredLeg, measuredQuantity, quantityRow, roleDevice } from './gain.example.js';
import type { FigureCell, FigureTable } from './figure-table.js';
import type { LegInputs, NoDataCase, WorkedExample } from './indicator.js';
import { LEG_NAMES, QUANTITIES } from './quantities.js';
import type { QuantityName } from './quantities.js';

const ID = 'operating-cost-reduction';
const PRICES: CostTerms = { prices: [{ device: 'P01', metric: 'energy', yuanPerUnit: 0.8 }, { device: 'P01', metric: 'material', yuanPerUnit: 5 }] };

/** 0.8 yuan a kWh and 5 yuan a kg. */
const plant = (leg: Leg, kilowattHours: number, kilograms: number, pieces: number): LegInputs => legOf(
  [
    quantityRow(leg, 'P01', 'energy', kilowattHours, { unit: 'kWh' }), quantityRow(leg, 'P01', 'material', kilograms, { unit: 'kg' }),
    quantityRow(leg, 'P01', 'good-quantity', pieces),
  ],
  [roleDevice('P01', ['energy', 'material', 'good-quantity'])],
);
const stated = (leg: Leg, quantity: QuantityName, yuan: number, unit = '元'): DeclaredFigure => declared(ID, leg, [quantity, yuan, unit]);
const OTHERS = [stated('baseline', 'other-cost', 100), stated('reporting', 'other-cost', 0.008, '万元')];

const METERED: FigureCell = { zh: '计量 × 任务书单价', en: 'metered × price of the contract' };
const STATED: FigureCell = { zh: '申报', en: 'declared' };
const costTable = (rows: readonly (readonly [Leg, QuantityName, number, FigureCell, number])[]): FigureTable => ({
  title: { zh: '运营成本构成：计量与申报', en: 'operating cost: metered and declared' },
  columns: [{ zh: '时期', en: 'leg' }, { zh: '构成', en: 'part' }, { zh: '金额 元', en: 'yuan' }, { zh: '来源', en: 'source' }, { zh: '占比 %', en: 'share, %' }],
  rows: rows.map(([leg, quantity, yuan, source, share]) => [LEG_NAMES[leg], QUANTITIES[quantity], yuan, source, share]),
});

const cost = (quantity: QuantityName, yuan: number) => measuredQuantity(quantity, yuan, '元');

export const COST_EXAMPLES: readonly WorkedExample[] = [
  {
    title: { zh: '每件 10 元降到 8 元：能源与材料计量，其他申报', en: 'from 10 to 8 yuan a piece: energy and material metered, the rest declared' },
    inputs: exampleLegs(plant('baseline', 500, 100, 100), plant('reporting', 400, 80, 100), { cost: PRICES, figures: OTHERS }),
    expected: {
      kind: 'value', ratio: { numerator: 1n, denominator: 5n }, counted: [], intervals: { expected: 100, valid: 100 },
      figures: {
        legs: [
          { ...measuredLeg('baseline', [10, 1], '元/件', [cost('energy-cost', 400), cost('material-cost', 500), declaredQuantity('baseline', 'other-cost', 100, '元'), measuredQuantity('good-quantity', 100, '件')]), sourceKind: 'entered', telemetry: false },
          { ...measuredLeg('reporting', [8, 1], '元/件', [cost('energy-cost', 320), cost('material-cost', 400), declaredQuantity('reporting', 'other-cost', 80, '元'), measuredQuantity('good-quantity', 100, '件')]), sourceKind: 'entered', telemetry: false },
        ],
        tables: [costTable([
          ['baseline', 'energy-cost', 400, METERED, 40], ['baseline', 'material-cost', 500, METERED, 50], ['baseline', 'other-cost', 100, STATED, 10],
          ['reporting', 'energy-cost', 320, METERED, 40], ['reporting', 'material-cost', 400, METERED, 50], ['reporting', 'other-cost', 80, STATED, 10],
        ])],
      },
    },
  },
];

const metered = plant('reporting', 400, 80, 100);

export const COST_NO_DATA: readonly NoDataCase[] = [
  ...gainWithoutData(metered, { cost: PRICES, figures: OTHERS }),
  { title: { zh: '其他费用未申报', en: 'other cost is not stated' }, inputs: exampleLegs(plant('baseline', 1, 1, 1), metered, { cost: PRICES }) },
  { title: { zh: '任务书没有单价', en: 'the contract has no price' }, inputs: exampleLegs(plant('baseline', 1, 1, 1), metered, { figures: OTHERS }) },
  { title: { zh: '申报数不是金额', en: 'a figure that is no money' }, inputs: exampleLegs(plant('baseline', 1, 1, 1), metered, { cost: PRICES, figures: [stated('baseline', 'other-cost', 1, '件'), stated('reporting', 'other-cost', 1, '件')] }) },
  { title: { zh: '基期没有合格品', en: 'no good piece in the baseline' }, inputs: exampleLegs(plant('baseline', 1, 1, 0), metered, { cost: PRICES, figures: OTHERS }) },
];
