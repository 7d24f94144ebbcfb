import { ALL_EXEMPT, EMPTY_INVENTORY, EMPTY_WINDOW, exampleDevice, exampleInputs } from './example-inputs.js';
import { FUNCTIONS, HEALTH, NO_DEVICE, acquires, wearable } from './health-services.js';
import type { ComputedIndicator, IndicatorInputs, Outcome } from './indicator.js';
import { NETWORKED_INPUTS, countWhere, intervalTotals, judgeDevices, leftOutNotes, presenceCounts } from './networked-rule.js';
import { networkedTrace } from './trace/networked.trace.js';
import { NOTHING_EXPECTED, NO_WINDOW, insufficient } from './reasons.js';

function acquisition(inputs: IndicatorInputs): Outcome {
  if (!inputs.hasWindow) return insufficient(NO_WINDOW);
  const devices = inputs.devices.filter(acquires);
  if (devices.length === 0) return insufficient(NO_DEVICE);
  if (devices.every(({ expected }) => expected === 0)) return insufficient(NOTHING_EXPECTED);
  const judged = judgeDevices(devices, inputs.networkedThreshold);
  const counted = judged.filter(({ networked }) => networked).map(({ id }) => id);
  return {
    kind: 'value', ratio: { numerator: counted.length, denominator: 1 }, counted, intervals: intervalTotals(judged), ...leftOutNotes(judged),
    figures: { byCalendar24h: { numerator: countWhere(judged, ({ calendarNetworked }) => calendarNetworked), denominator: 1 }, ...presenceCounts(devices), devices: judged },
  };
}

const judged = (id: string, valid: number, networked: boolean) =>
  ({ id, expected: 100, valid, networked, calendarExpected: 100, calendarValid: valid, calendarNetworked: networked, reason: null });

export const remoteAcquisition: ComputedIndicator = {
  id: 'remote-acquisition', nameZh: '远程数据采集功能', nameEn: 'remote acquisition of data', unit: '台', scale: 1, comparator: '>=', defaultTarget: null, ...HEALTH, clause: FUNCTIONS,
  kind: 'telemetry', sourceKind: 'collected', computed: true, inputs: NETWORKED_INPUTS, gates: ['platform'],
  formula: {
    zh: '期内有效间隔数 ÷ 应有间隔数达到任务书阈值的采集设备数（网关、计算机、摄像头除外）',
    en: 'devices (no gateways, computers, cameras) whose valid ÷ expected intervals in the window reach the threshold of the contract',
  },
  ownDefinition: { zh: '“远程采集”采用与联网率相同的判定规则，为本平台定义', en: '"remote acquisition" follows the rule of the networked ratio: a definition of this platform' },
  formulaVersion: '1.2.0', compute: acquisition, trace: networkedTrace(),
  workedExamples: [{
    title: { zh: '三台穿戴设备中两台持续送达数据，网关不计', en: 'two of three wearables deliver; the gateway does not count' },
    inputs: exampleInputs([wearable('W3', 79), wearable('W1', 100), exampleDevice('G1', { assetKind: 'gateway', equipment: false, expected: 100, valid: 100 }), wearable('W2', 80)]),
    expected: {
      kind: 'value', ratio: { numerator: 2, denominator: 1 }, counted: ['W1', 'W2'], intervals: { expected: 300, valid: 259 },
      figures: {
        byCalendar24h: { numerator: 2, denominator: 1 }, everConnected: 3, validInWindow: 3, verifiedOnSite: 3,
        devices: [judged('W1', 100, true), judged('W2', 80, true), judged('W3', 79, false)],
      },
    },
  }],
  noDataCases: [
    { title: { zh: '台账为空', en: 'empty inventory' }, inputs: EMPTY_INVENTORY },
    { title: { zh: '只有网关', en: 'a gateway alone' }, inputs: exampleInputs([exampleDevice('G1', { assetKind: 'gateway' })]) },
    { title: { zh: '时段为空', en: 'empty window' }, inputs: EMPTY_WINDOW },
    { title: { zh: '全部免除', en: 'everything exempt' }, inputs: ALL_EXEMPT },
  ],
};
