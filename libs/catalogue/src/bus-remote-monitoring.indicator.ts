import type { BilingualText } from './bilingual.js';
import { EMPTY_INVENTORY, exampleDevice, exampleInputs } from './example-inputs.js';
import type { ComputedIndicator, IndicatorInputs, Outcome } from './indicator.js';
import { NETWORKED_INPUTS, networkedOutcome } from './networked-rule.js';
import { networkedTrace } from './trace/networked.trace.js';
import { NOTHING_EXPECTED, NO_WINDOW, insufficient } from './reasons.js';

/** S002: every vehicle of the fleet register counts below the line, whether it ever connected or not. */
function compute(inputs: IndicatorInputs): Outcome {
  if (!inputs.hasWindow) return insufficient(NO_WINDOW);
  const fleet = inputs.devices.filter(({ assetKind }) => assetKind === 'vehicle');
  if (fleet.length === 0) return insufficient(NO_VEHICLE);
  if (fleet.every((vehicle) => vehicle.expected === 0)) return insufficient(NOTHING_EXPECTED);
  return networkedOutcome({ candidates: fleet, equipment: fleet, denominator: fleet.length, threshold: inputs.networkedThreshold, figures: (networkedEquipment) => ({ networkedEquipment }) });
}

const NO_VEHICLE: BilingualText = { zh: '设备台账中没有车辆', en: 'the inventory holds no vehicle' };
const bus = (id: string, valid: number) => exampleDevice(id, { assetKind: 'vehicle', intelligent: false, expected: 100, valid, calendarExpected: 150, calendarValid: valid });
const judged = (id: string, valid: number, networked: boolean) =>
  ({ id, expected: 100, valid, networked, calendarExpected: 150, calendarValid: valid, calendarNetworked: false, reason: null });

export const busRemoteMonitoring: ComputedIndicator = {
  id: 'bus-remote-monitoring',
  nameZh: '公交车辆远程监测率',
  nameEn: 'buses under remote monitoring',
  unit: '%',
  scale: 100,
  comparator: '>=',
  defaultTarget: 100,
  programme: 'P3',
  directions: ['P3.transport'],
  clause: { document: 'S002', place: '总体 三(六)', quoteZh: '完成公交车辆100%远程监测' },
  kind: 'telemetry',
  sourceKind: 'collected',
  computed: true,
  inputs: NETWORKED_INPUTS,
  gates: ['platform'],
  formula: {
    zh: '联网车辆数 ÷ 车辆台账数 × 100%；有效间隔数 ÷ 应有间隔数达到任务书阈值的车辆计为联网',
    en: 'vehicles networked ÷ vehicles of the fleet register × 100 %; a vehicle is networked when its valid ÷ expected intervals reach the threshold of the contract',
  },
  ownDefinition: {
    zh: '“远程监测”采用与联网率相同的判定规则，为本平台定义',
    en: '"remote monitoring" follows the rule of the networked ratio: a definition of this platform',
  },
  formulaVersion: '1.2.0',
  compute,
  trace: networkedTrace(({ devices }) => devices.filter(({ assetKind }) => assetKind === 'vehicle')),
  workedExamples: [
    {
      title: { zh: '三辆公交车中两辆联网；场站网关不是车辆', en: 'two of three buses are networked; the gateway of the depot is no vehicle' },
      inputs: exampleInputs([bus('B03', 79), bus('B01', 100), exampleDevice('G01', { assetKind: 'gateway', equipment: false, expected: 100, valid: 100 }), bus('B02', 80)]),
      expected: {
        kind: 'value', ratio: { numerator: 2, denominator: 3 }, counted: ['B01', 'B02'], intervals: { expected: 300, valid: 259 },
        figures: {
          equipment: 3, networkedEquipment: 2, byCalendar24h: { numerator: 0, denominator: 3 }, everConnected: 3, validInWindow: 3, verifiedOnSite: 3,
          devices: [judged('B01', 100, true), judged('B02', 80, true), judged('B03', 79, false)],
        },
      },
    },
  ],
  noDataCases: [
    { title: { zh: '台账为空', en: 'empty inventory' }, inputs: EMPTY_INVENTORY },
    { title: { zh: '没有车辆', en: 'no vehicle' }, inputs: exampleInputs([exampleDevice('M01', { expected: 10, valid: 10 })]) },
    { title: { zh: '时段为空', en: 'empty window' }, inputs: exampleInputs([bus('B01', 1)], { hasWindow: false }) },
    { title: { zh: '全部免除', en: 'everything exempt' }, inputs: exampleInputs([exampleDevice('B01', { assetKind: 'vehicle' })]) },
  ],
};
