import { AIR_ROLES } from '@yanshou/telemetry';
import type { AirRole } from '@yanshou/telemetry';
import type { NoDataCase, Outcome, WorkedExample } from '../indicator.js';
import type { FigureCell } from '../figure-table.js';
import { AIR_DAYS } from './air-days.table.js';
import { exampleSeries, hoursOf, wholeDay, windowExample } from './window.example.js';

/** µg/m³; CO in hundredths of mg/m³. Index 40 by both texts: O3. */
const CLEAN: Readonly<Record<AirRole, number>> = { 'pm2.5': 20, 'pm10': 40, 'so2': 10, 'no2': 30, 'co': 100, 'o3': 80 };

type Day = readonly [day: string, values: Partial<Record<AirRole, number>>, hours?: Partial<Record<AirRole, number>>];

const station = (device: string, days: readonly Day[]) => AIR_ROLES.map((role) => exampleSeries(
  device, role, role === 'co' ? 'mg/m³' : 'µg/m³', days.flatMap(([day, values, hours]) => hoursOf(day, values[role] ?? CLEAN[role], hours?.[role] ?? 24)),
  role === 'co' ? { resolution: 0.01 } : {},
));

/** Ten days of which the last one is of the older text's kind of air: PM2.5 of 75 µg/m³ is 100 by the text of 2012 and 114 by that of 2026. */
const tenDays = (month: string): readonly Day[] =>
  Array.from({ length: 10 }, (_, index): Day => [`${month}-${String(index + 1).padStart(2, '0')}`, index === 9 ? { 'pm2.5': 75 } : {}]);
const daysOf = (days: readonly Day[]) => days.map(([day]) => wholeDay(day));

const rowsOf = (days: readonly Day[], text: string, last: readonly FigureCell[]): readonly (readonly FigureCell[])[] =>
  days.map(([day], index) => (index === 9 ? ['AIR-1', day, text, ...last, ...clean(text, last[0] === 114 ? '75→114' : '75→100')] : ['AIR-1', day, text, 40, '', '', ...clean(text, '20→29')]));

/** The text of 2026 has no greatest hour of ozone. */
const clean = (text: string, fine: string): readonly FigureCell[] => [fine, '40→40', '10→10', '30→38', '1→25', '80→40', text === 'HJ 633-2012' ? '80→25' : null];

const outcome = (good: number, rows: readonly (readonly FigureCell[])[], readings = 1_440): Outcome => ({
  kind: 'value',
  ratio: { numerator: good, denominator: rows.filter(([, , , aqi]) => aqi !== null).length },
  counted: ['AIR-1'],
  intervals: { expected: rows.length, valid: rows.filter(([, , , aqi]) => aqi !== null).length },
  readings,
  figures: {
    tables: [{ title: AIR_DAYS.title, columns: AIR_DAYS.columns, rows }],
  },
});

const [OLD, RECENT] = [tenDays('2026-02'), tenDays('2026-03')];
const ONE_SHORT: readonly Day[] = [...RECENT.slice(0, 9), ['2026-03-10', {}, { no2: 19 }]];

export const AIR_EXAMPLES: readonly WorkedExample[] = [
  {
    title: { zh: '2026 年 2 月按 HJ 633-2012：十天全部优良', en: 'February 2026 by the text of 2012: ten days of ten are good' },
    inputs: windowExample(daysOf(OLD), station('AIR-1', OLD)),
    expected: outcome(10, rowsOf(OLD, 'HJ 633-2012', [100, 'PM2.5', ''])),
  },
  {
    title: { zh: '同样的浓度在 3 月按 HJ 633-2026：九天优良', en: 'the same air in March by the text of 2026: nine days are good' },
    inputs: windowExample(daysOf(RECENT), station('AIR-1', RECENT)),
    expected: outcome(9, rowsOf(RECENT, 'HJ 633-2026', [114, 'PM2.5', ''])),
  },
  {
    title: { zh: '任务书载明 HJ 633-2012 的从其规定', en: 'a contract that cites the text of 2012 is judged by it' },
    inputs: windowExample(daysOf(RECENT), station('AIR-1', RECENT), { environment: { airStandard: 'HJ 633-2012' } }),
    expected: outcome(10, rowsOf(RECENT, 'HJ 633-2012', [100, 'PM2.5', ''])),
  },
  {
    title: { zh: '二氧化氮只有 19 个有效小时的一天不计入', en: 'a day with 19 valid hours of NO₂ is not valid' },
    inputs: windowExample(daysOf(ONE_SHORT), station('AIR-1', ONE_SHORT)),
    expected: outcome(9, [...rowsOf(RECENT, 'HJ 633-2026', []).slice(0, 9), ['AIR-1', '2026-03-10', null, null, '', 'NO₂', null, null, null, null, null, null, null]], 1_435),
  },
];

const twoShort: readonly Day[] = [...RECENT.slice(0, 8), ['2026-03-09', {}, { no2: 19 }], ['2026-03-10', {}, { no2: 19 }]];

export const AIR_NO_DATA: readonly NoDataCase[] = [
  { title: { zh: '没有空气测点', en: 'no metric of air' }, inputs: windowExample(daysOf(RECENT), []) },
  { title: { zh: '有效天数不足', en: 'too few valid days' }, inputs: windowExample(daysOf(twoShort), station('AIR-1', twoShort)) },
  { title: { zh: '站点静默', en: 'a silent station' }, inputs: windowExample(daysOf(RECENT), [...station('AIR-1', RECENT), ...station('AIR-2', [])]) },
  { title: { zh: '没有完整的一天', en: 'no whole day' }, inputs: windowExample([{ ...wholeDay('2026-03-01'), hours: 22 }], station('AIR-1', RECENT)) },
  { title: { zh: '单位不是浓度', en: 'a unit that is no concentration' }, inputs: windowExample(daysOf(RECENT), [exampleSeries('AIR-1', 'o3', 'ppb', [])]) },
  { title: { zh: '同一参数两个测点', en: 'two metrics of one pollutant' }, inputs: windowExample(daysOf(RECENT), [exampleSeries('AIR-1', 'o3', 'µg/m³', []), exampleSeries('AIR-1', 'o3', 'µg/m³', [], { metric: 'o3b' })]) },
];
