import type { BilingualText } from './bilingual.js';
import { EMPTY_INVENTORY, EMPTY_WINDOW, exampleDevice, exampleInputs } from './example-inputs.js';
import { DAY_INPUTS, expectedPlannedDays, isJudged, leftOutDays, onPlannedDays, patient, plannedDayTable } from './health-services.js';
import type { ComputedIndicator, IndicatorInputs, Outcome } from './indicator.js';
import { byId } from './networked-rule.js';
import { enrolledTrace } from './trace/health.trace.js';
import { NOTHING_EXPECTED, NO_WINDOW, insufficient, platformDeviceDaysNote } from './reasons.js';

const SHARE_OF_DAYS = { numerator: 4, denominator: 5 };

/** One wearable an enrolled person; ids are pseudonymous. */
function chronic({ hasWindow, devices }: IndicatorInputs): Outcome {
  if (!hasWindow) return insufficient(NO_WINDOW);
  const all = byId(devices.filter(({ assetKind }) => assetKind === 'wearable')).map(onPlannedDays);
  const enrolled = all.filter(isJudged);
  if (all.length === 0) return insufficient(NO_WEARABLE);
  if (enrolled.every(({ days }) => days === 0)) return insufficient(NOTHING_EXPECTED);
  const monitored = enrolled.filter(({ days, validDays }) => days > 0 && validDays * SHARE_OF_DAYS.denominator >= days * SHARE_OF_DAYS.numerator);
  const notes = leftOutDays(all);
  return {
    kind: 'value', ratio: { numerator: monitored.length, denominator: enrolled.length }, counted: monitored.map(({ id }) => id),
    intervals: { expected: enrolled.reduce((sum, { days }) => sum + days, 0), valid: enrolled.reduce((sum, { validDays }) => sum + validDays, 0) },
    figures: { tables: [plannedDayTable(all)] },
    ...(notes.length > 0 && { notes }),
  };
}

const NO_WEARABLE: BilingualText = { zh: '设备台账中没有穿戴设备', en: 'the inventory holds no wearable' };

export const chronicDiseaseMonitoring: ComputedIndicator = {
  id: 'chronic-disease-monitoring', nameZh: '慢性病人群连续监测率', nameEn: 'continuous monitoring of chronic patients', unit: '%', scale: 100, comparator: '>=', defaultTarget: null,
  programme: 'P3', directions: ['P3.health'], clause: { document: 'S002', place: '智能医疗与健康 三(三)4', quoteZh: '健康监测数据在居民电子健康档案连续记录' },
  kind: 'telemetry', sourceKind: 'collected', computed: true, inputs: DAY_INPUTS, readsDays: true, gates: ['platform'],
  formula: {
    zh: '考核时段内至少 80% 的计划日有有效数据的在册人数 ÷ 在册人数 × 100%（一人一台穿戴设备，假名化编号）',
    en: 'enrolled persons with a valid reading on at least 80 % of the planned days ÷ enrolled × 100 % (one wearable a person, pseudonymous ids)',
  },
  ownDefinition: { zh: '“连续”按计划日中有数据的天数比例计，计划日为任务书生产（监测）日历中有计划时间的日子；平台自身停机占当日一半以上且该设备当日无数据的日子不计为应有，为本平台定义', en: '"continuous" by the share of planned days with data, a planned day being one with planned time by the contract\'s calendar; a day without data of the device, of which the platform itself was down for half and more, is not expected: a definition of this platform' },
  formulaVersion: '1.2.0', compute: chronic, trace: enrolledTrace(SHARE_OF_DAYS),
  workedExamples: [{
    title: { zh: '两人中一人恰好 80% 的天有数据', en: 'one of two persons has data on exactly 80 % of the days' },
    inputs: exampleInputs([patient('W2', 7), patient('W1', 8), exampleDevice('G1', { assetKind: 'gateway', days: 10, validDays: 10 })]),
    expected: {
      kind: 'value', ratio: { numerator: 1, denominator: 2 }, counted: ['W1'], intervals: { expected: 20, valid: 15 }, figures: { tables: [expectedPlannedDays(['W1', 8, 10], ['W2', 7, 10])] },
    },
  }, {
    title: { zh: '十天中两天平台停机：八天中 7 天有数据', en: 'two of ten days in which the platform was down: data on 7 of eight' },
    inputs: exampleInputs([{ ...patient('W1', 7, 8), platformDays: 2 }]),
    expected: {
      kind: 'value', ratio: { numerator: 1, denominator: 1 }, counted: ['W1'], intervals: { expected: 8, valid: 7 }, figures: { tables: [expectedPlannedDays(['W1', 7, 8, 2])] },
      notes: [platformDeviceDaysNote(2)],
    },
  }, {
    title: { zh: '十天中八个计划日：休息日有无数据都不计', en: 'eight of ten days are planned: a day off counts neither way' },
    inputs: exampleInputs([{ ...patient('W2', 8), planned: { days: 8, validDays: 6, platformDays: 0 } }, { ...patient('W1', 7), planned: { days: 8, validDays: 7, platformDays: 0 } }]),
    expected: {
      kind: 'value', ratio: { numerator: 1, denominator: 2 }, counted: ['W1'], intervals: { expected: 16, valid: 13 }, figures: { tables: [expectedPlannedDays(['W1', 7, 8], ['W2', 6, 8])] },
    },
  }],
  noDataCases: [
    { title: { zh: '台账为空', en: 'empty inventory' }, inputs: EMPTY_INVENTORY },
    { title: { zh: '没有穿戴设备', en: 'no wearable' }, inputs: exampleInputs([exampleDevice('M1', { days: 10, validDays: 10 })]) },
    { title: { zh: '时段为空', en: 'empty window' }, inputs: EMPTY_WINDOW },
    { title: { zh: '尚未投入使用', en: 'nobody enrolled yet' }, inputs: exampleInputs([patient('W1', 0, 0)]) },
  ],
};
