import type { EfficiencyTerms, Leg } from '@yanshou/telemetry';
import { declared, declaredQuantity, exampleLegs, gainWithoutData, legOf, measuredLeg, measuredQuantity, quantityRow, roleDevice } from './gain.example.js';
import type { FigureCell } from './figure-table.js';
import { ALL, expectedOee } from './oee.example.js';
import type { LegInputs, NoDataCase, WorkedExample } from './indicator.js';

const ID = 'production-efficiency-gain';

const terms = (definition: EfficiencyTerms['definition']): EfficiencyTerms =>
  ({ definition, standards: [{ device: 'M01', millisecondsPerPiece: 360_000 }, { device: 'M02', millisecondsPerPiece: 180_000 }] });

/** Two machines with 6 and 3 minutes a piece, and the hours of their people in minutes. */
const labour = (leg: Leg, [first, second]: readonly [number, number], minutes: number): LegInputs => legOf(
  [
    quantityRow(leg, 'M02', 'good-quantity', second), quantityRow(leg, 'M01', 'good-quantity', first),
    quantityRow(leg, 'L01', 'labour-time', 2 * minutes, { unit: 'min', resolution: 0.5 }),
  ],
  [roleDevice('M01', ['good-quantity'], { expected: 50, valid: 50 }), roleDevice('M02', ['good-quantity'], { expected: 50, valid: 50 })],
);

const machines = (leg: Leg, pieces: number, hours: number): LegInputs => legOf(
  [quantityRow(leg, 'M01', 'good-quantity', pieces), quantityRow(leg, 'M01', 'production-state', hours * 3_600_000_000, { unit: 'us' })],
  [roleDevice('M01', ['good-quantity', 'production-state'])],
);

/** Ten planned hours; no state of production and no produced quantity is told, so there are no factors. */
const machine = (device: string, good: number, oee: number): readonly FigureCell[] => [device, 10, 0, null, null, good, null, null, null, oee];
const all = (oee: number): readonly FigureCell[] => [ALL, null, null, null, null, null, null, null, null, oee];

const earned = (amount: number) => measuredQuantity('earned-time', amount, 'h', 20);
const busy = measuredQuantity('planned-busy-time', 20, 'h', 0);

/** Labour hours: (100 × 6 min + 200 × 3 min) ÷ 40 h = 0.5, then (160 × 6 + 160 × 3) ÷ 40 h = 0.6. */
const LABOUR: WorkedExample = {
  title: { zh: '工时法：产品结构改变，折合标准工时由 20 小时升至 24 小时，人工 40 小时', en: 'labour hours: another product mix, 20 and 24 earned hours by 40 hours of labour' },
  inputs: exampleLegs(labour('baseline', [100, 200], 2_400), labour('reporting', [160, 160], 2_400), { efficiency: terms('labour-hours') }),
  expected: {
    kind: 'value', ratio: { numerator: 1n, denominator: 5n }, counted: [], intervals: { expected: 100, valid: 100 },
    figures: {
      legs: [
        measuredLeg('baseline', [1, 2], '', [earned(20), measuredQuantity('labour-time', 40, 'h')]),
        measuredLeg('reporting', [3, 5], '', [earned(24), measuredQuantity('labour-time', 40, 'h')]),
      ],
    },
  },
};

/** OEE of two machines planned for 10 h each; the labour rows are not read. The reporting leg is above 100 %. */
const OEE: WorkedExample = {
  title: { zh: '设备综合效率：两台设备各计划 10 小时，报告期超过 100%，不截断', en: 'OEE: two machines of 10 planned hours each; above 100 % in the reporting period, not capped' },
  inputs: exampleLegs(labour('baseline', [100, 100], 1), labour('reporting', [100, 220], 1), { efficiency: terms('oee') }),
  expected: {
    kind: 'value', ratio: { numerator: 2n, denominator: 5n }, counted: [], intervals: { expected: 100, valid: 100 },
    figures: {
      legs: [measuredLeg('baseline', [3, 4], '', [earned(15), busy]), measuredLeg('reporting', [21, 20], '', [earned(21), busy])],
      tables: [
        expectedOee([machine('M01', 100, 100), machine('M02', 100, 50), all(75)], 'baseline'), expectedOee([machine('M01', 100, 100), machine('M02', 220, 110), all(105)]),
      ],
    },
    notes: [{
      zh: '设备综合效率大于 100%，如实列出未作截断；请核对理想节拍与计划时间',
      en: 'OEE is above 100 %; it is reported as it is: check the ideal cycle time and the planned time',
    }],
  },
};

const MACHINE_HOURS: WorkedExample = {
  title: { zh: '机时法：每小时 3 件升至 4 件', en: 'machine hours: from 3 to 4 pieces an hour' },
  inputs: exampleLegs(machines('baseline', 30, 10), machines('reporting', 40, 10), { efficiency: terms('machine-hours') }),
  expected: {
    kind: 'value', ratio: { numerator: 1n, denominator: 3n }, counted: [], intervals: { expected: 100, valid: 100 },
    figures: {
      legs: [
        measuredLeg('baseline', [3, 1], '件/h', [measuredQuantity('good-quantity', 30, '件'), measuredQuantity('production-state', 10, 'h')]),
        measuredLeg('reporting', [4, 1], '件/h', [measuredQuantity('good-quantity', 40, '件'), measuredQuantity('production-state', 10, 'h')]),
      ],
    },
  },
};

const DECLARED_BASELINE: WorkedExample = {
  title: { zh: '基期早于平台：申报的折合标准工时与人工工时', en: 'a baseline before the platform: declared earned time and labour time' },
  inputs: exampleLegs(legOf([], []), labour('reporting', [160, 160], 2_400), {
    efficiency: terms('labour-hours'),
    figures: [declared(ID, 'baseline', ['earned-time', 1_000, '工时']), declared(ID, 'baseline', ['labour-time', 2_000, '小时'], { sourceKind: 'other-system' })],
  }),
  expected: {
    kind: 'value', ratio: { numerator: 1n, denominator: 5n }, counted: [], intervals: { expected: 100, valid: 100 },
    figures: {
      legs: [
        {
          ...measuredLeg('baseline', [1, 2], '', [
            declaredQuantity('baseline', 'earned-time', 1_000, 'h'), { ...declaredQuantity('baseline', 'labour-time', 2_000, 'h'), sourceKind: 'other-system' },
          ]),
          sourceKind: 'entered', telemetry: false, intervals: null,
        },
        measuredLeg('reporting', [3, 5], '', [earned(24), measuredQuantity('labour-time', 40, 'h')]),
      ],
    },
  },
};

export const EFFICIENCY_EXAMPLES: readonly WorkedExample[] = [LABOUR, OEE, MACHINE_HOURS, DECLARED_BASELINE];

const efficiency = terms('labour-hours');
const good = labour('reporting', [1, 1], 60);

export const EFFICIENCY_NO_DATA: readonly NoDataCase[] = [
  ...gainWithoutData(good, { efficiency }),
  { title: { zh: '设备没有标准时间', en: 'a machine without a standard time' }, inputs: exampleLegs(good, good, { efficiency: { definition: 'labour-hours', standards: [] } }) },
  { title: { zh: '基期没有合格品', en: 'no good piece in the baseline' }, inputs: exampleLegs(labour('baseline', [0, 0], 60), good, { efficiency }) },
  { title: { zh: '基期没有工时', en: 'no hour of labour in the baseline' }, inputs: exampleLegs(labour('baseline', [1, 1], 0), good, { efficiency }) },
  {
    title: { zh: '没有计划时间', en: 'no planned time' },
    inputs: exampleLegs(legOf(good.quantities, good.devices.map((device) => ({ ...device, plannedMinutes: 0 }))), good, { efficiency: terms('oee') }),
  },
];
