import type { BilingualText } from './bilingual.js';
import type { ComputedIndicator, IndicatorInputs, Outcome } from './indicator.js';
import { EMPTY_INVENTORY, SENSOR_ONLY, exampleDevice, exampleInputs } from './example-inputs.js';
import { WORKSHOP_OF_FIVE } from './workshop.example.js';
import { byId, countWhere } from './networked-rule.js';
import { intelligentTrace } from './trace/inventory.trace.js';
import { NO_EQUIPMENT, insufficient } from './reasons.js';

/** An eligibility condition of S000: counted from the inventory, whatever the devices send. What only the unit calls intelligent awaits a decision. */
function compute(inputs: IndicatorInputs): Outcome {
  const equipment = byId(inputs.devices.filter((device) => device.equipment));
  if (equipment.length === 0) return insufficient(NO_EQUIPMENT);
  const counted = equipment.filter((device) => device.intelligent && device.intelligentApproved).map((device) => device.id);
  const pending = countWhere(equipment, (device) => device.intelligent && !device.intelligentApproved);
  return {
    kind: 'value',
    ratio: { numerator: counted.length, denominator: equipment.length },
    ...(pending > 0 && { withSubmitted: { numerator: counted.length + pending, denominator: equipment.length }, notes: [pendingNote(pending)] }),
    counted,
    intervals: null,
    figures: {
      equipment: equipment.length,
      intelligentEquipment: counted.length,
      ...(pending > 0 && { pendingIntelligent: pending }),
      verifiedOnSite: countWhere(equipment, (device) => device.verifiedOnSite),
    },
  };
}

const pendingNote = (count: number): BilingualText => ({
  zh: `${count} 台登记为智能化、尚未经管理人员认定，未计入`, en: `${count} called intelligent in the inventory and not accepted by an officer yet: not counted`,
});

export const intelligentEquipmentRatio: ComputedIndicator = {
  id: 'intelligent-equipment-ratio',
  nameZh: '智能化装备占比',
  nameEn: 'share of intelligent equipment',
  unit: '%',
  scale: 100,
  comparator: '>=',
  defaultTarget: 40,
  programme: 'P1',
  directions: ['P1.1.1'],
  clause: { document: 'S000', place: '一(二)1 申报要求(2)', quoteZh: '智能化装备占车间设备总数40%以上' },
  kind: 'registry',
  sourceKind: 'entered',
  computed: true,
  inputs: [{ name: 'inventory', unit: { zh: '台（套、线）', en: 'devices' }, aggregation: { zh: '计数', en: 'count' } }],
  readsApproval: true,
  gates: [],
  formula: {
    zh: '台账中经认定的智能化设备数 ÷ 台账设备总数 × 100%',
    en: 'equipment of the inventory accepted as intelligent ÷ all equipment of the inventory × 100 %',
  },
  ownDefinition: {
    zh: '文件未定义“智能化”，以台账注明并经管理人员认定的依据为准；尚未认定的另列',
    en: 'the document does not define "intelligent": the ground stated in the inventory and accepted by an officer decides; what awaits it is told beside',
  },
  formulaVersion: '1.1.0',
  compute,
  trace: intelligentTrace,
  workedExamples: [
    {
      title: { zh: '五台设备中四台智能化', en: 'four of five machines are intelligent' },
      inputs: WORKSHOP_OF_FIVE,
      expected: {
        kind: 'value',
        ratio: { numerator: 4, denominator: 5 },
        counted: ['M01', 'M02', 'M03', 'M04'],
        intervals: null,
        figures: { equipment: 5, intelligentEquipment: 4, verifiedOnSite: 5 },
      },
    },
    {
      title: { zh: '五台设备中四台登记为智能化，其中一台尚未认定', en: 'four of five machines are called intelligent, one of them not accepted yet' },
      inputs: exampleInputs(['M01', 'M02', 'M03', 'M04', 'M05'].map((id) => exampleDevice(id, { intelligent: id !== 'M05', intelligentApproved: id !== 'M04' && id !== 'M05' }))),
      expected: {
        kind: 'value',
        ratio: { numerator: 3, denominator: 5 },
        withSubmitted: { numerator: 4, denominator: 5 },
        notes: [pendingNote(1)],
        counted: ['M01', 'M02', 'M03'],
        intervals: null,
        figures: { equipment: 5, intelligentEquipment: 3, pendingIntelligent: 1, verifiedOnSite: 5 },
      },
    },
  ],
  noDataCases: [
    { title: { zh: '台账为空', en: 'empty inventory' }, inputs: EMPTY_INVENTORY },
    { title: { zh: '只有传感器', en: 'sensors only' }, inputs: SENSOR_ONLY },
    { title: { zh: '台账与时段都为空', en: 'neither inventory nor window' }, inputs: exampleInputs([], { hasWindow: false }) },
  ],
};
