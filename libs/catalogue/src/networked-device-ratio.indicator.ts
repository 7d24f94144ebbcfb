import type { ComputedIndicator, IndicatorInputs, Outcome } from './indicator.js';
import { ALL_EXEMPT, EMPTY_INVENTORY, EMPTY_WINDOW, SENSOR_ONLY } from './example-inputs.js';
import { WORKSHOP_OF_FIVE, WORKSHOP_OF_FIVE_JUDGED } from './workshop.example.js';
import { NETWORKED_INPUTS, networkedOutcome } from './networked-rule.js';
import { networkedTrace } from './trace/networked.trace.js';
import { NOTHING_EXPECTED, NO_EQUIPMENT, NO_WINDOW, insufficient } from './reasons.js';

/** S000: networked intelligent equipment over ALL equipment of the workshop; what never connected is in the denominator. */
function compute(inputs: IndicatorInputs): Outcome {
  if (!inputs.hasWindow) return insufficient(NO_WINDOW);
  const equipment = inputs.devices.filter((device) => device.equipment);
  if (equipment.length === 0) return insufficient(NO_EQUIPMENT);
  if (equipment.every((device) => device.expected === 0)) return insufficient(NOTHING_EXPECTED);
  const intelligent = equipment.filter((device) => device.intelligent);
  const figures = () => ({ intelligentEquipment: intelligent.length });
  return networkedOutcome({ candidates: intelligent, equipment, denominator: equipment.length, threshold: inputs.networkedThreshold, figures });
}

export const networkedDeviceRatio: ComputedIndicator = {
  id: 'networked-device-ratio',
  nameZh: '车间智能化设备联网率',
  nameEn: 'networked intelligent equipment of the workshop',
  unit: '%',
  scale: 100,
  comparator: '>=',
  defaultTarget: 70,
  programme: 'P1',
  directions: ['P1.1.1'],
  clause: { document: 'S000', place: '一(二)1 考核指标(1)', quoteZh: '车间智能化设备联网数占设备总量不低于70%' },
  kind: 'telemetry',
  sourceKind: 'collected',
  computed: true,
  inputs: NETWORKED_INPUTS,
  gates: ['platform'],
  formula: {
    zh: '联网的智能化设备数 ÷ 台账设备总数 × 100%；有效间隔数 ÷ 应有间隔数达到任务书阈值的设备计为联网',
    en: 'networked intelligent devices ÷ all equipment of the inventory × 100 %; a device is networked when its valid ÷ expected intervals reach the threshold of the contract',
  },
  ownDefinition: {
    zh: '“联网”按考核时段内计划时间的判定间隔计算，为本平台定义',
    en: '"networked" is judged by intervals of planned time in the assessment window: a definition of this platform',
  },
  formulaVersion: '1.2.0',
  compute,
  trace: networkedTrace(({ devices }) => devices.filter(({ equipment }) => equipment)),
  workedExamples: [
    {
      title: { zh: '五台设备：两台智能化设备联网', en: 'five machines, of which two intelligent ones are networked' },
      inputs: WORKSHOP_OF_FIVE,
      expected: {
        kind: 'value',
        ratio: { numerator: 2, denominator: 5 },
        counted: ['M01', 'M02'],
        intervals: { expected: 300, valid: 259 },
        figures: {
          equipment: 5,
          intelligentEquipment: 4,
          byCalendar24h: { numerator: 1, denominator: 5 },
          everConnected: 4,
          validInWindow: 4,
          verifiedOnSite: 5,
          devices: WORKSHOP_OF_FIVE_JUDGED.filter((device) => device.id !== 'M05'),
        },
      },
    },
  ],
  noDataCases: [
    { title: { zh: '台账为空', en: 'empty inventory' }, inputs: EMPTY_INVENTORY },
    { title: { zh: '只有传感器', en: 'sensors only' }, inputs: SENSOR_ONLY },
    { title: { zh: '时段为空', en: 'empty window' }, inputs: EMPTY_WINDOW },
    { title: { zh: '全部免除', en: 'everything exempt' }, inputs: ALL_EXEMPT },
  ],
};
