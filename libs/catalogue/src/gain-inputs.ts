import type { CoverageGate, IndicatorInput } from './indicator.js';

/** A device's silence must not improve a gain: the devices behind each leg, and the platform in the reporting period. */
export const GAIN_GATES: readonly CoverageGate[] = ['platform', 'device'];

const ANY_UNIT = { zh: '测点计量单位', en: 'unit of the metric' };

export const DECLARED_FIGURES: IndicatorInput = {
  name: 'declared-figures',
  unit: { zh: '申报数的计量单位', en: 'unit of the figure' },
  aggregation: { zh: '已确认的唯一申报数，仅在该环节无遥测数据时采用', en: 'the one accepted figure, only where the leg has no telemetry' },
};

/** What every gain from production data reads. */
export const GAIN_INPUTS: readonly IndicatorInput[] = [
  { name: 'inventory', unit: { zh: '台（套、线）', en: 'devices' }, aggregation: { zh: '计数', en: 'count' } },
  {
    name: 'role-quantities',
    unit: ANY_UNIT,
    aggregation: { zh: '计数器取期内增量，其余取期内读数之和，生产状态取时长，精确求和', en: 'growth of counters, sum of other readings, time in production; exact' },
  },
  {
    name: 'minute-masks',
    unit: { zh: '判定间隔', en: 'judging intervals' },
    aggregation: { zh: '仅用于数据完整率', en: 'for the coverage only' },
  },
  DECLARED_FIGURES,
];
