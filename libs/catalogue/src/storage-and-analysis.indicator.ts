import type { BilingualText } from './bilingual.js';
import { EMPTY_INVENTORY, EMPTY_WINDOW, exampleInputs } from './example-inputs.js';
import { DAY_LIST, FUNCTIONS, HEALTH, HOURS_OF_A_LIVE_DAY, LIVE_INPUTS, NO_DEVICE, acquires, expectedLive, leftOutDays, liveDaysOf, livePatient, liveTable, patient, takenDaysOf } from './health-services.js';
import type { ComputedIndicator, DeviceInput, IndicatorInputs, Outcome } from './indicator.js';
import { byId, intervalTotals } from './networked-rule.js';
import { storageTrace } from './trace/health.trace.js';
import { NO_WINDOW, insufficient, platformDeviceDaysNote, platformLostDaysNote } from './reasons.js';

/** Days of which data is stored and summed up: what the masks of the store say of the devices that acquire it. */
function storage({ hasWindow, devices }: IndicatorInputs): Outcome {
  if (!hasWindow) return insufficient(NO_WINDOW);
  const acquiring = devices.filter(acquires);
  return acquiring.length === 0 ? insufficient(NO_DEVICE) : daysOnLine(acquiring);
}

/** How many days any of the devices was live. What the platform's downtime took is no day, and no reason to miss a target. */
export function daysOnLine(devices: readonly DeviceInput[]): Outcome {
  const [days, taken] = [liveDaysOf(devices), takenDaysOf(devices)];
  if (days.length === 0) return insufficient(NO_DAY);
  const notes = [...leftOutDays(devices), ...(taken.length > 0 ? [platformLostDaysNote(taken)] : [])];
  const held = byId(devices.filter(({ liveDays = [] }) => liveDays.length > 0));
  return {
    kind: 'value', ratio: { numerator: days.length, denominator: 1 }, counted: held.map(({ id }) => id), intervals: intervalTotals(devices),
    figures: { tables: [liveTable(devices)] },
    ...(taken.length > 0 && { withoutDowntime: { numerator: days.length + taken.length, denominator: 1 } }),
    ...(notes.length > 0 && { notes }),
  };
}

const NO_DAY: BilingualText = {
  zh: `考核时段内没有采集设备在线的日子（当日至少 ${HOURS_OF_A_LIVE_DAY} 个小时有有效数据）`,
  en: `on no day of the window was a device that acquires data live (valid data in at least ${HOURS_OF_A_LIVE_DAY} hours of it)`,
};

export const storageAndAnalysis: ComputedIndicator = {
  id: 'storage-and-analysis', nameZh: '数据存储分析功能', nameEn: 'storage and analysis of data', unit: '天', scale: 1, comparator: '>=', defaultTarget: null, ...HEALTH, clause: FUNCTIONS,
  kind: 'telemetry', sourceKind: 'collected', computed: true, inputs: LIVE_INPUTS, readsDays: true, gates: ['platform'],
  formula: {
    zh: '期内至少一台采集设备（网关、计算机、摄像头除外）在线的自然日数；当日至少 4 个小时有已入库、可查询的有效数据为在线',
    en: 'local days of the period on which a device that acquires data (no gateway, computer, camera) was live: valid data that is stored and can be queried in at least four hours of the day',
  },
  ownDefinition: {
    zh: '“存储分析”按采集设备在线的天数计；平台自身停机占当日一半以上而无设备在线的日子不计入数值，但只因这些日子而未达目标的，不判为未达标，为本平台定义',
    en: '"storage and analysis" by live days of devices that acquire data; days without a live one, of which the platform itself was down for half and more, are not in the value, but what misses its target by them alone is not judged as missing it: a definition of this platform',
  },
  formulaVersion: '2.1.0', compute: storage, trace: storageTrace,
  workedExamples: [{
    title: { zh: '三天在线；摄像头与每天一条的读数不计', en: 'three days are live; a camera, and one reading a day, do not count' },
    inputs: exampleInputs([patient('W2', 9), livePatient('W1', DAY_LIST), livePatient('C1', ['2026-05-09'], { assetKind: 'camera' })]),
    expected: {
      kind: 'value', ratio: { numerator: 3, denominator: 1 }, counted: ['W1'], intervals: { expected: 200, valid: 100 }, figures: { tables: [expectedLive(['W1', 'clinic', 3, 3, 10], ['W2', null, 0, 9, 10])] },
    },
  }, {
    title: { zh: '平台整日停机的一天不计入数值，也不作为未达标的依据', en: 'a day in which the platform was down is not in the value, and no reason to miss a target' },
    inputs: exampleInputs([livePatient('W1', DAY_LIST, { takenDays: ['2026-05-04'] }), livePatient('W2', DAY_LIST.slice(0, 2), { days: 9, platformDays: 1, takenDays: ['2026-05-03', '2026-05-04'] })]),
    expected: {
      kind: 'value', ratio: { numerator: 3, denominator: 1 }, counted: ['W1', 'W2'], intervals: { expected: 200, valid: 100 },
      figures: { tables: [expectedLive(['W1', 'clinic', 3, 3, 10], ['W2', 'clinic', 2, 2, 9, 1])] },
      withoutDowntime: { numerator: 4, denominator: 1 }, notes: [platformDeviceDaysNote(1), platformLostDaysNote(['2026-05-04'])],
    },
  }],
  noDataCases: [
    { title: { zh: '台账为空', en: 'empty inventory' }, inputs: EMPTY_INVENTORY },
    { title: { zh: '时段为空', en: 'empty window' }, inputs: EMPTY_WINDOW },
    { title: { zh: '没有一天在线', en: 'no day is live' }, inputs: exampleInputs([patient('W1', 10)]) },
    { title: { zh: '只有摄像头', en: 'a camera alone' }, inputs: exampleInputs([livePatient('C1', DAY_LIST, { assetKind: 'camera' })]) },
  ],
};
