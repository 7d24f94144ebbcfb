import type { ComputedIndicator, IndicatorInputs, Outcome } from './indicator.js';
import { ALL_EXEMPT, EMPTY_INVENTORY, EMPTY_WINDOW, SENSOR_ONLY } from './example-inputs.js';
import { WORKSHOP_OF_FIVE, WORKSHOP_OF_FIVE_JUDGED } from './workshop.example.js';
import { NETWORKED_INPUTS, networkedOutcome } from './networked-rule.js';
import { networkedTrace } from './trace/networked.trace.js';
import { NOTHING_EXPECTED, NO_EQUIPMENT, NO_WINDOW, insufficient } from './reasons.js';

/** S001 counts what delivers data, intelligent or not; the networked rule keeps one reading in two years from counting. */
function compute(inputs: IndicatorInputs): Outcome {
  if (!inputs.hasWindow) return insufficient(NO_WINDOW);
  const equipment = inputs.devices.filter((device) => device.equipment);
  if (equipment.length === 0) return insufficient(NO_EQUIPMENT);
  if (equipment.every((device) => device.expected === 0)) return insufficient(NOTHING_EXPECTED);
  return networkedOutcome({ candidates: equipment, equipment, denominator: 1, threshold: inputs.networkedThreshold, figures: (networkedEquipment) => ({ networkedEquipment }) });
}

export const connectedEquipment: ComputedIndicator = {
  id: 'connected-equipment',
  nameZh: '连接工业设备数量',
  nameEn: 'connected industrial equipment',
  unit: '台',
  scale: 1,
  comparator: '>=',
  defaultTarget: null,
  programme: 'P2',
  directions: ['P2.2.1', 'P2.2.2', 'P2.2.3', 'P2.2.4', 'P2.2.5'],
  clause: { document: 'S001', place: '工业互联网建设成效', quoteZh: '预计连接工业设备数量（台）' },
  kind: 'telemetry',
  sourceKind: 'collected',
  computed: true,
  inputs: NETWORKED_INPUTS,
  gates: ['platform'],
  formula: {
    zh: '考核时段内有效间隔数 ÷ 应有间隔数达到任务书阈值的台账设备数',
    en: 'equipment of the inventory whose valid ÷ expected intervals in the window reach the threshold of the contract',
  },
  ownDefinition: {
    zh: '“连接”采用与联网率相同的判定规则，为本平台定义',
    en: '"connected" follows the rule of the networked ratio: a definition of this platform',
  },
  formulaVersion: '1.2.0',
  compute,
  trace: networkedTrace(),
  workedExamples: [
    {
      title: { zh: '五台设备中三台联网，含一台非智能化设备', en: 'three of five machines, one of them not intelligent' },
      inputs: WORKSHOP_OF_FIVE,
      expected: {
        kind: 'value',
        ratio: { numerator: 3, denominator: 1 },
        counted: ['M01', 'M02', 'M05'],
        intervals: { expected: 400, valid: 354 },
        figures: {
          equipment: 5,
          networkedEquipment: 3,
          byCalendar24h: { numerator: 1, denominator: 1 },
          everConnected: 4,
          validInWindow: 4,
          verifiedOnSite: 5,
          devices: WORKSHOP_OF_FIVE_JUDGED,
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
