import type { FigureCell } from '../figure-table.js';
import type { NoDataCase, Outcome, WorkedExample } from '../indicator.js';
import type { LevelRun, SeriesInput } from '../series-window.js';
import { platformSpansNote } from '../reasons.js';
import { ALL_DAY, exampleHour, exampleSeries, wholeDay, windowExample } from './window.example.js';

const HOUR = 3_600_000_000;
const DAYS = ['2026-06-01', '2026-06-02'] as const;

/** Tenths of mg/L by hour; a null is an hour without data. */
const pond = (device: string, days: Readonly<Record<string, readonly (number | null)[]>>, floor = 30): SeriesInput =>
  exampleSeries(device, 'dissolved-oxygen', 'mg/L', Object.entries(days).flatMap(([day, hours]) => hours.flatMap((tenths, hour) =>
    (tenths === null ? [] : [exampleHour(day, hour, tenths, { above: tenths > 50 ? HOUR : 0, levels: [{ from: 0, to: HOUR, level: levelOf(tenths, floor) }] })]))), { resolution: 0.1 });
const levelOf = (tenths: number, floor: number): LevelRun['level'] => (tenths > 50 ? 'above' : tenths < floor ? 'floor' : 'fair');

const hours = (...groups: readonly (readonly [number | null, number])[]): readonly (number | null)[] =>
  groups.flatMap(([tenths, count]) => Array.from({ length: count }, () => tenths));

/** 17 h of 6 mg/L, 7 h of 4. */
const fair = hours([60, 17], [40, 7]);

const outcome = ([numerator, denominator]: readonly [number, number], counted: readonly string[], rows: readonly (readonly FigureCell[])[], readings: number, undecided = 0): Outcome => ({
  kind: 'value', ratio: { numerator, denominator }, counted, intervals: { expected: denominator + undecided, valid: denominator }, readings,
  figures: {
    tables: [{
      title: { zh: '各池（站）每个连续 24 小时的判定', en: 'verdict of every 24 h of each pond' },
      columns: [
        { zh: '池（站）', en: 'pond' }, { zh: '达标', en: 'compliant' }, { zh: '不达标', en: 'in breach' }, { zh: '数据不足未判定', en: 'undecided for lack of data' },
        { zh: '平台停机未判定', en: 'undecided because the platform was down' },
      ],
      rows,
    }],
  },
});

export const OXYGEN_EXAMPLES: readonly WorkedExample[] = [
  {
    title: { zh: '两天每天 17 小时高于 5 mg/L：25 个连续 24 小时全部达标', en: 'two days with 17 h above 5 mg/L: all 25 spans of 24 h comply' },
    inputs: windowExample(DAYS.map(wholeDay), [pond('P-1', { [DAYS[0]]: fair, [DAYS[1]]: fair })]),
    expected: outcome([25, 25], ['P-1'], [['P-1', 25, 0, 0, 0]], 48),
  },
  {
    title: { zh: '恰好 16 小时不达标；2.9 mg/L 的一小时使所有含它的 24 小时不达标', en: 'sixteen hours are not enough; an hour of 2.9 mg/L breaks every span that holds it' },
    inputs: windowExample([wholeDay(DAYS[0])], [
      pond('P-1', { [DAYS[0]]: hours([60, 16], [50, 8]) }), pond('P-2', { [DAYS[0]]: hours([60, 23], [29, 1]) }), pond('P-3', { [DAYS[0]]: fair }),
    ]),
    expected: outcome([1, 3], ['P-3'], [['P-1', 0, 1, 0, 0], ['P-2', 0, 1, 0, 0], ['P-3', 1, 0, 0, 0]], 72),
  },
  {
    title: { zh: '鲑科水域的下限为 4 mg/L', en: 'the floor of salmonid water is 4 mg/L' },
    inputs: windowExample([wholeDay(DAYS[0])], [pond('P-1', { [DAYS[0]]: hours([60, 17], [39, 7]) }, 40)], { environment: { salmonid: true } }),
    expected: outcome([0, 1], [], [['P-1', 0, 1, 0, 0]], 24),
  },
  {
    title: { zh: '第二天平台停机 6 小时：含其 4 小时以上的连续 24 小时不予判定，也不计为数据不足', en: 'six hours of the second day in which the platform was down: spans with more than four of them are not decided, and not held to lack data' },
    inputs: windowExample([wholeDay(DAYS[0]), { ...wholeDay(DAYS[1]), platformDown: Array.from({ length: 24 }, (_, hour) => (hour < 6 ? 60 : 0)), downSpans: [[0, 360]] }], [pond('P-1', { [DAYS[0]]: hours([60, 24]), [DAYS[1]]: hours([null, 6], [60, 18]) })]),
    expected: { ...outcome([5, 5], ['P-1'], [['P-1', 5, 0, 0, 20]], 42), notes: [platformSpansNote(20)] } as Outcome,
  },
  {
    title: { zh: '第二天排水清塘：只判定有水的一天', en: 'ponds drained on the second day: only the day with water is judged' },
    inputs: windowExample([wholeDay(DAYS[0]), { ...wholeDay(DAYS[1]), drained: ALL_DAY }], [pond('P-1', { [DAYS[0]]: fair, [DAYS[1]]: hours([10, 24]) })]),
    expected: outcome([1, 1], ['P-1'], [['P-1', 1, 0, 0, 0]], 48),
  },
];

export const OXYGEN_NO_DATA: readonly NoDataCase[] = [
  { title: { zh: '没有溶解氧测点', en: 'no metric of oxygen' }, inputs: windowExample([wholeDay(DAYS[0])], []) },
  { title: { zh: '不足 24 小时', en: 'less than 24 h' }, inputs: windowExample([{ ...wholeDay(DAYS[0]), hours: 12 }], [pond('P-1', { [DAYS[0]]: fair })]) },
  { title: { zh: '缺数使结论无法判定', en: 'what is missing could decide' }, inputs: windowExample([wholeDay(DAYS[0])], [pond('P-1', { [DAYS[0]]: hours([60, 16], [null, 8]) })]) },
  { title: { zh: '池塘静默', en: 'a silent pond' }, inputs: windowExample([wholeDay(DAYS[0])], [pond('P-1', { [DAYS[0]]: fair }), pond('P-2', {})]) },
  { title: { zh: '不相连的日期', en: 'days that do not follow each other are 24 h each, and undecided without data' }, inputs: windowExample([wholeDay('2026-06-01'), wholeDay('2026-06-03')], [pond('P-1', {})]) },
];
