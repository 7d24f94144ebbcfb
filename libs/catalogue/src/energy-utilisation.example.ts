import type { EnergyTerms, Leg } from '@yanshou/telemetry';
import { exampleLegs, gainWithoutData, legOf, measuredLeg, measuredQuantity, quantityRow, roleDevice } from './gain.example.js';
import type { LegInputs, NoDataCase, WorkedExample } from './indicator.js';

const plant = (leg: Leg, kilowattHours: number, pieces: number, output: 'good-quantity' | 'produced-quantity' = 'good-quantity'): LegInputs => legOf(
  [quantityRow(leg, 'P01', 'energy', kilowattHours * 10, { unit: 'kWh', resolution: 0.1 }), quantityRow(leg, 'P01', output, pieces)],
  [roleDevice('P01', ['energy', output])],
);

/** Electricity and gas: 1 kWh = 0.1229 kgce, 1 m³ = 1.33 kgce. */
const twoCarriers = (leg: Leg, kilowattHours: number, cubicMetres: number): LegInputs => legOf(
  [
    quantityRow(leg, 'P01', 'energy', kilowattHours, { unit: 'kWh' }), quantityRow(leg, 'G01', 'energy', cubicMetres, { unit: 'm3', metric: 'gas' }),
    quantityRow(leg, 'P01', 'good-quantity', 100),
  ],
  [roleDevice('P01', ['energy', 'good-quantity'])],
);
const CARRIERS: EnergyTerms = {
  definition: 'reduction',
  factors: [{ device: 'P01', metric: 'energy', kgcePerUnit: 0.1229 }, { device: 'G01', metric: 'gas', kgcePerUnit: 1.33, carrier: 'natural-gas' }],
};

const quantities = (energy: number, pieces: number, output: 'good-quantity' | 'produced-quantity' = 'good-quantity') =>
  [measuredQuantity('energy', energy, 'kWh'), measuredQuantity(output, pieces, '件')];

export const ENERGY_EXAMPLES: readonly WorkedExample[] = [
  {
    title: { zh: '单位能耗由 10 降到 9.5 kWh：降低 5%', en: 'from 10 to 9.5 kWh a piece: a reduction of 5 %' },
    inputs: exampleLegs(plant('baseline', 1_000, 100), plant('reporting', 1_900, 200)),
    expected: {
      kind: 'value', ratio: { numerator: 1n, denominator: 20n }, counted: [], intervals: { expected: 100, valid: 100 },
      figures: { legs: [measuredLeg('baseline', [10, 1], 'kWh/件', quantities(1_000, 100)), measuredLeg('reporting', [19, 2], 'kWh/件', quantities(1_900, 200))] },
    },
  },
  {
    title: { zh: '同一工厂按单位能耗产出计：提高 5.26%', en: 'the same plant by output per energy: a gain of 5.26 %' },
    inputs: exampleLegs(plant('baseline', 1_000, 100), plant('reporting', 1_900, 200), { energy: { definition: 'output-per-energy' } }),
    expected: {
      kind: 'value', ratio: { numerator: 1n, denominator: 19n }, counted: [], intervals: { expected: 100, valid: 100 },
      figures: { legs: [measuredLeg('baseline', [10, 1], 'kWh/件', quantities(1_000, 100)), measuredLeg('reporting', [19, 2], 'kWh/件', quantities(1_900, 200))] },
    },
  },
  {
    title: { zh: '电与天然气按折标煤系数相加', en: 'electricity and gas, added as coal equivalent' },
    inputs: exampleLegs(twoCarriers('baseline', 1_000, 100), twoCarriers('reporting', 1_000, 50), { energy: CARRIERS }),
    expected: {
      kind: 'value', ratio: { numerator: 665n, denominator: 2_559n }, counted: [], intervals: { expected: 100, valid: 100 },
      figures: {
        legs: [
          measuredLeg('baseline', [2_559, 1_000], 'kgce/件', [measuredQuantity('energy', 255.9, 'kgce', 20), measuredQuantity('good-quantity', 100, '件')]),
          measuredLeg('reporting', [947, 500], 'kgce/件', [measuredQuantity('energy', 189.4, 'kgce', 20), measuredQuantity('good-quantity', 100, '件')]),
        ],
      },
    },
  },
  {
    title: { zh: '不知合格品数时按产量计', en: 'by all that was produced where nobody counts the good ones' },
    inputs: exampleLegs(plant('baseline', 1_000, 100, 'produced-quantity'), plant('reporting', 500, 100, 'produced-quantity')),
    expected: {
      kind: 'value', ratio: { numerator: 1n, denominator: 2n }, counted: [], intervals: { expected: 100, valid: 100 },
      figures: {
        legs: [
          measuredLeg('baseline', [10, 1], 'kWh/件', quantities(1_000, 100, 'produced-quantity')),
          measuredLeg('reporting', [5, 1], 'kWh/件', quantities(500, 100, 'produced-quantity')),
        ],
      },
    },
  },
];

const metered = plant('reporting', 10, 10);

export const ENERGY_NO_DATA: readonly NoDataCase[] = [
  ...gainWithoutData(metered),
  { title: { zh: '有能耗无产量', en: 'energy without output' }, inputs: exampleLegs(legOf(metered.quantities.slice(0, 1), []), legOf(metered.quantities.slice(0, 1), [])) },
  { title: { zh: '基期能耗为零', en: 'no energy in the baseline' }, inputs: exampleLegs(plant('baseline', 0, 10), metered) },
  { title: { zh: '报告期产量为零', en: 'no output in the reporting period' }, inputs: exampleLegs(metered, plant('reporting', 10, 0)) },
  { title: { zh: '能源品种单位不一', en: 'energy in different units without factors' }, inputs: exampleLegs(twoCarriers('baseline', 1, 1), twoCarriers('reporting', 1, 1)) },
  { title: { zh: '缺少折标煤系数', en: 'a carrier without a factor' }, inputs: exampleLegs(twoCarriers('baseline', 1, 1), twoCarriers('reporting', 1, 1), { energy: { definition: 'reduction', factors: [] } }) },
  { title: { zh: '报告期能耗为零，按产出计', en: 'no energy in the reporting period, by output per energy' }, inputs: exampleLegs(metered, plant('reporting', 0, 10), { energy: { definition: 'output-per-energy' } }) },
];
