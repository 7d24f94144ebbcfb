import type { FigureTable } from '../figure-table.js';
import type { NoDataCase, WorkedExample } from '../indicator.js';
import { platformHoursNote } from '../reasons.js';
import { WATER_NAMES } from './parameter-names.js';
import { exampleHour, exampleSeries, hoursOf, wholeDay, windowExample } from './window.example.js';

const DAY = '2026-05-01';

/** One hour with just enough data, one short of it, one stopped, one whose readings were all of a fault. */
const SO2 = exampleSeries('AIR-1', 'so2', 'µg/m³', [
  ...hoursOf(DAY, 10, 20),
  exampleHour(DAY, 20, 10, { held: 45 }),
  exampleHour(DAY, 21, 10, { held: 40 }),
  exampleHour(DAY, 22, 0, { readings: 0, held: 0, least: null, most: null, stopped: 6 }),
  exampleHour(DAY, 23, 0, { readings: 0, held: 0, least: null, most: null }),
], { intervalMinutes: 5 });

/** Sampled every four hours: six a day, of which five came. */
const COD = exampleSeries('W-1', 'cod', 'mg/L', [0, 4, 8, 12, 16].map((hour) => exampleHour(DAY, hour, 18)), { intervalMinutes: 240 });

const HOUR_TABLE: Omit<FigureTable, 'rows'> = {
  title: { zh: '各测点有效小时与有效天', en: 'valid hours and days of each series' },
  columns: [
    { zh: '站点', en: 'station' }, { zh: '参数', en: 'parameter' }, { zh: '应有小时', en: 'hours expected' }, { zh: '有效小时', en: 'valid hours' },
    { zh: '停运小时', en: 'hours stopped' }, { zh: '平台停机小时', en: 'hours the platform was down' }, { zh: '有效天', en: 'valid days' }, { zh: '天', en: 'days' }, { zh: '有效天不足的月份', en: 'months with too few days' },
  ],
};

export const VALID_HOURS_EXAMPLES: readonly WorkedExample[] = [
  {
    title: { zh: '一小时不足 45 分钟、一小时停运、一小时故障；另一站每 4 小时一次', en: 'an hour of 40 minutes, one stopped and one of a fault; another station samples every 4 h' },
    inputs: windowExample([wholeDay(DAY)], [COD, SO2, exampleSeries('AIR-2', 'so2', 'µg/m³', [], { since: '~' })]),
    expected: {
      kind: 'value', ratio: { numerator: 26, denominator: 29 }, counted: ['AIR-1', 'W-1'], intervals: { expected: 29, valid: 26 }, readings: 27,
      figures: {
        tables: [{
          ...HOUR_TABLE,
          rows: [['AIR-1', 'SO₂', 23, 21, 1, 0, 1, 1, ''], ['AIR-2', 'SO₂', 0, 0, 0, 0, 0, 0, ''], ['W-1', WATER_NAMES['cod'], 6, 5, 0, 0, 1, 1, '']],
        }],
      },
    },
  },
  {
    title: { zh: '平台停机：整小时、停机 30 分钟且其余 15 分钟有数的小时不计为应有；停机 30 分钟而其余只有 10 分钟有数的照计', en: 'the platform was down: a whole hour, and one of 30 minutes with 15 of data, are not expected; one of 30 minutes with only 10 of data is' },
    inputs: windowExample([{ ...wholeDay(DAY), platformDown: Array.from({ length: 24 }, (_, hour) => [0, 60, 30, 30][hour] ?? 0) }], [exampleSeries('AIR-1', 'so2', 'µg/m³', [
      exampleHour(DAY, 2, 10, { held: 15 }), exampleHour(DAY, 3, 10, { held: 10 }), ...hoursOf(DAY, 10).filter(({ hour }) => (hour ?? 0) === 0 || (hour ?? 0) > 3),
    ], { intervalMinutes: 5 })]),
    expected: {
      kind: 'value', ratio: { numerator: 21, denominator: 22 }, counted: ['AIR-1'], intervals: { expected: 22, valid: 21 }, readings: 23,
      figures: { tables: [{ ...HOUR_TABLE, rows: [['AIR-1', 'SO₂', 22, 21, 0, 2, 1, 1, '']] }] },
      notes: [platformHoursNote(2)],
    },
  },
];

export const VALID_HOURS_NO_DATA: readonly NoDataCase[] = [
  { title: { zh: '没有监测参数', en: 'no parameter of air or water' }, inputs: windowExample([wholeDay(DAY)], []) },
  { title: { zh: '时段为空', en: 'an empty window' }, inputs: windowExample([], [SO2]) },
  { title: { zh: '全部尚未投入使用', en: 'nothing commissioned yet' }, inputs: windowExample([wholeDay(DAY)], [{ ...SO2, since: '~' }]) },
];
