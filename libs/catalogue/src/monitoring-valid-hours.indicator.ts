import { AIR_ROLES, WATER_ROLES } from '@yanshou/telemetry';
import type { MetricRole } from '@yanshou/telemetry';
import { hoursDemanded, hoursPerReading, isValidHour, validHoursByDay, wholeDays } from './environment/station-series.js';
import { NO_STATION } from './environment/station-series.js';
import { AIR_NAMES, WATER_NAMES } from './environment/parameter-names.js';
import { VALID_HOURS_EXAMPLES, VALID_HOURS_NO_DATA } from './environment/valid-hours.example.js';
import { monthSuffices } from './environment/validity.js';
import { WINDOW_INPUTS } from './environment/window-input.js';
import type { FigureCell, FigureTable } from './figure-table.js';
import type { ComputedIndicator, IndicatorInputs, Outcome } from './indicator.js';
import { insufficient } from './reasons.js';
import type { Describe } from './trace/describe.js';
import { sharesOfStations } from './trace/stations.trace.js';
import { isInService } from './series-window.js';
import type { LegDay, SeriesInput } from './series-window.js';

const ROLES: readonly MetricRole[] = [...AIR_ROLES, ...WATER_ROLES];

/** Hours of one series: expected of it, and valid. */
interface SeriesHours {
  readonly series: SeriesInput;
  readonly expected: number;
  readonly valid: number;
  /** Hours in which the source stood still (flag F) and nothing valid came: none is expected of them. */
  readonly stopped: number;
  readonly days: { readonly asked: number; readonly valid: number };
  readonly monthsLacking: readonly string[];
}

const stationSeries = ({ windows: { reporting } }: IndicatorInputs): readonly SeriesInput[] =>
  reporting.series.filter(({ role }) => ROLES.includes(role)).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));

const trace: Describe = (inputs, _outcome, indicator) => sharesOfStations(
  indicator, HOURS, [{ zh: '站点', en: 'station' }, { zh: '测点', en: 'metric' }, { zh: '停运小时', en: 'hours stopped' }],
  stationSeries(inputs).map((one) => seriesHours(one, inputs.windows.reporting.days)).map(({ series: { device, metric }, valid, expected, stopped }) =>
    ({ cells: [device, metric, stopped], above: valid, below: expected, source: { kind: 'readings', leg: 'reporting', device, metric } })),
);

const HOURS = {
  above: { zh: '有效小时', en: 'valid hours' }, below: { zh: '应有小时', en: 'hours expected' }, unit: 'h',
  formula: {
    above: { zh: 'Σ 有至少 45 分钟有效数据的当地小时', en: 'Σ local hours with valid data of at least 45 minutes' },
    below: { zh: 'Σ 时段内的小时（按上报间隔折算） − 停运小时', en: 'Σ hours of the window (as often as a reading is due) − hours stopped' },
  },
} as const;

function compute(inputs: IndicatorInputs): Outcome {
  const { reporting } = inputs.windows;
  const series = stationSeries(inputs);
  if (series.length === 0) return insufficient(NO_STATION);
  const hours = series.map((one) => seriesHours(one, reporting.days));
  const [expected, valid] = [sum(hours.map((one) => one.expected)), sum(hours.map((one) => one.valid))];
  if (expected === 0) return insufficient(NO_HOUR);
  return {
    kind: 'value',
    ratio: { numerator: valid, denominator: expected },
    counted: [...new Set(hours.filter((one) => one.valid > 0).map((one) => one.series.device))].sort(),
    intervals: { expected, valid },
    readings: sum(series.flatMap(({ windows }) => windows.map(({ readings }) => readings))),
    figures: { tables: [hourTable(hours)] },
  };
}

const NO_HOUR = { zh: '考核时段内没有应有数据的小时', en: 'no hour of data is expected anywhere in the window' };
const keyOf = ({ device, metric }: SeriesInput): string => `${device}\n${metric}`;
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** A reading that stands for several hours is expected as often as it is due. */
function seriesHours(series: SeriesInput, days: readonly LegDay[]): SeriesHours {
  const asked = days.filter(({ day }) => isInService(series, day));
  const inDays = new Set(asked.map(({ day }) => day));
  const held = series.windows.filter(({ day }) => inDays.has(day));
  const due = sum(asked.map(({ hours }) => Math.floor(hours / hoursPerReading(series))));
  const stopped = held.filter((window) => window.stopped > 0 && !isValidHour(window)).length;
  const valid = held.filter(isValidHour).length;
  const expected = Math.max(0, due - stopped);
  return { series, expected, valid: Math.min(valid, expected), stopped, ...validDays(series, wholeDays({ days, series: [] }, series)) };
}

function validDays(series: SeriesInput, asked: readonly string[]): Pick<SeriesHours, 'days' | 'monthsLacking'> {
  const hours = validHoursByDay(series);
  const valid = asked.filter((day) => (hours.get(day)?.length ?? 0) >= hoursDemanded(series));
  const months = [...new Set(asked.map((day) => day.slice(0, 7)))];
  const count = (of: readonly string[], month: string): number => of.filter((day) => day.startsWith(month)).length;
  return { days: { asked: asked.length, valid: valid.length }, monthsLacking: months.filter((month) => !monthSuffices(month, count(valid, month), count(asked, month))) };
}

const hourTable = (hours: readonly SeriesHours[]): FigureTable => ({
  title: { zh: '各测点有效小时与有效天', en: 'valid hours and days of each series' },
  columns: [
    { zh: '站点', en: 'station' }, { zh: '参数', en: 'parameter' }, { zh: '应有小时', en: 'hours expected' }, { zh: '有效小时', en: 'valid hours' },
    { zh: '停运小时', en: 'hours stopped' }, { zh: '有效天', en: 'valid days' }, { zh: '天', en: 'days' }, { zh: '有效天不足的月份', en: 'months with too few days' },
  ],
  rows: hours.map(({ series, expected, valid, stopped, days, monthsLacking }) =>
    [series.device, nameOf(series.role), expected, valid, stopped, days.valid, days.asked, monthsLacking.join(' ')]),
});

const NAMES: Readonly<Record<string, FigureCell | undefined>> = { ...AIR_NAMES, ...WATER_NAMES };
const nameOf = (role: MetricRole): FigureCell => NAMES[role] ?? role;

export const monitoringValidHours: ComputedIndicator = {
  id: 'monitoring-valid-hours',
  nameZh: '监测数据有效小时比例',
  nameEn: 'share of valid hours of monitoring data',
  unit: '%',
  scale: 100,
  comparator: '>=',
  defaultTarget: null,
  programme: 'P1',
  directions: ['P1.4.2', 'P1.4.1'],
  clause: { document: 'S000', place: '四(二)2', quoteZh: '针对大气、水、土壤及固废等重污染成因精细化分析和精准控制需求' },
  kind: 'telemetry',
  sourceKind: 'collected',
  computed: true,
  inputs: WINDOW_INPUTS,
  windowRoles: ROLES,
  gates: ['platform'],
  formula: {
    zh: '有效小时数 ÷ 应有小时数 × 100%，按测点合计；有效小时须有至少 45 分钟标记为 N（或无标记）的数据，标记 F（停运）的小时不计为应有；另列每日 20 小时、每月 27 天（2 月 25 天）的有效性',
    en: 'valid hours ÷ expected hours × 100 %, over all series; an hour is valid with data of 45 minutes flagged N (or not flagged), and none is expected while the source is stopped (F); validity of days (20 h) and months (27 days, February 25) is listed',
  },
  ownDefinition: {
    zh: '文件未定量，目标值由任务书规定；有效性取 HJ 212 数据标记与 GB 3095 表 4，为本平台定义',
    en: 'the document sets no number: the target is the contract\'s; validity is taken from the flags of HJ 212 and table 4 of GB 3095: a definition of this platform',
  },
  formulaVersion: '1.1.0',
  compute,
  trace,
  workedExamples: VALID_HOURS_EXAMPLES,
  noDataCases: VALID_HOURS_NO_DATA,
};
