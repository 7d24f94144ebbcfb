import type { BilingualText } from './bilingual.js';
import { EMPTY_INVENTORY, EMPTY_WINDOW, exampleInputs } from './example-inputs.js';
import { DAY_INPUTS, DAY_LIST, FUNCTIONS, HEALTH, NO_DEVICE, dayTable, expectedDays, leftOutDays, patient } from './health-services.js';
import type { ComputedIndicator, IndicatorInputs, Outcome } from './indicator.js';
import { byId, intervalTotals } from './networked-rule.js';
import { storageTrace } from './trace/health.trace.js';
import { NO_WINDOW, insufficient, platformDeviceDaysNote, platformLostDaysNote } from './reasons.js';

/** Days of which data is stored and summed up: what the masks of the store say. */
export function storage({ hasWindow, devices, dataDays, platformDays }: IndicatorInputs): Outcome {
  if (!hasWindow) return insufficient(NO_WINDOW);
  if (devices.length === 0) return insufficient(NO_DEVICE);
  if (dataDays.length === 0) return insufficient(NO_DAY);
  const notes = [...leftOutDays(devices), ...(platformDays.length > 0 ? [platformLostDaysNote(platformDays)] : [])];
  const held = byId(devices.filter(({ validDays }) => validDays > 0));
  return {
    kind: 'value', ratio: { numerator: dataDays.length, denominator: 1 }, counted: held.map(({ id }) => id), intervals: intervalTotals(devices),
    figures: { tables: [dayTable(devices)] },
    ...(platformDays.length > 0 && { withoutDowntime: { numerator: dataDays.length + platformDays.length, denominator: 1 } }),
    ...(notes.length > 0 && { notes }),
  };
}

const NO_DAY: BilingualText = { zh: '考核时段内没有任何一天有有效数据', en: 'no day of the window has a valid reading' };

export const storageAndAnalysis: ComputedIndicator = {
  id: 'storage-and-analysis', nameZh: '数据存储分析功能', nameEn: 'storage and analysis of data', unit: '天', scale: 1, comparator: '>=', defaultTarget: null, ...HEALTH, clause: FUNCTIONS,
  kind: 'telemetry', sourceKind: 'collected', computed: true, inputs: DAY_INPUTS, readsDays: true, gates: ['platform'],
  formula: { zh: '期内有已入库、已汇总且可查询的有效数据的自然日数', en: 'local days of the period of which valid data is stored, summed up and can be queried' },
  ownDefinition: { zh: '“存储分析”按有汇总数据的天数计；平台自身停机占当日一半以上而无任何数据的日子不计入数值，但只因这些日子而未达目标的，不判为未达标，为本平台定义', en: '"storage and analysis" by days with aggregated data; days without any, of which the platform itself was down for half and more, are not in the value, but what misses its target by them alone is not judged as missing it: a definition of this platform' },
  formulaVersion: '1.1.0', compute: storage, trace: storageTrace,
  workedExamples: [{
    title: { zh: '三天有数据', en: 'three days have data' },
    inputs: exampleInputs([patient('W2', 0), patient('W1', 3)], { dataDays: DAY_LIST }),
    expected: {
      kind: 'value', ratio: { numerator: 3, denominator: 1 }, counted: ['W1'], intervals: { expected: 200, valid: 100 }, figures: { tables: [expectedDays(['W1', 3, 10], ['W2', 0, 10])] },
    },
  }, {
    title: { zh: '平台整日停机的一天不计入数值，也不作为未达标的依据', en: 'a day in which the platform was down is not in the value, and no reason to miss a target' },
    inputs: exampleInputs([patient('W1', 3), { ...patient('W2', 2, 9), platformDays: 1 }], { dataDays: DAY_LIST, platformDays: ['2026-05-04'] }),
    expected: {
      kind: 'value', ratio: { numerator: 3, denominator: 1 }, counted: ['W1', 'W2'], intervals: { expected: 200, valid: 100 }, figures: { tables: [expectedDays(['W1', 3, 10], ['W2', 2, 9, 1])] },
      withoutDowntime: { numerator: 4, denominator: 1 }, notes: [platformDeviceDaysNote(1), platformLostDaysNote(['2026-05-04'])],
    },
  }],
  noDataCases: [
    { title: { zh: '台账为空', en: 'empty inventory' }, inputs: EMPTY_INVENTORY },
    { title: { zh: '时段为空', en: 'empty window' }, inputs: EMPTY_WINDOW },
    { title: { zh: '没有一天有数据', en: 'no day has data' }, inputs: exampleInputs([patient('W1', 0)]) },
  ],
};
