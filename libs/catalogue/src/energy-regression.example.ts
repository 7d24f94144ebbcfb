import type { EnergyTerms, Leg, MetricRole } from '@yanshou/telemetry';
import { EMPTY_LEG } from './example-inputs.js';
import { exampleLegs, legOf, measuredLeg, measuredQuantity, quantityRow, roleDevice } from './gain.example.js';
import type { FigureCell, FigureTable } from './figure-table.js';
import type { IndicatorInputs, LegInputs, NoDataCase, WorkedExample } from './indicator.js';
import type { SeriesInput, SeriesWindow, WindowInputs } from './series-window.js';

const REGRESSION: EnergyTerms = { definition: 'regression' };
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);
const daysFrom = (month: string, count: number): readonly string[] => Array.from({ length: count }, (_, index) => `${month}-${String(index + 1).padStart(2, '0')}`);

/** Output and energy of one day. */
type Pair = readonly [pieces: number, kilowattHours: number];

/** 30 days of 10 … 55 pieces by 100 kWh + 2 kWh a piece, the first ten days 3 kWh above the line and the next ten below. */
const BASELINE: readonly Pair[] = Array.from({ length: 30 }, (_, index) => {
  const pieces = 10 + 5 * (index % 10);
  return [pieces, 100 + 2 * pieces + ([3, -3, 0][Math.floor(index / 10)] ?? 0)];
});
/** 140 and 180 kWh are expected, and a tenth less was used. */
const REPORTING: readonly Pair[] = Array.from({ length: 30 }, (_, index): Pair => (index < 15 ? [20, 126] : [40, 162]));

const series = (role: MetricRole, unit: string, days: readonly string[], values: readonly number[], facts: Partial<SeriesWindow> = {}): SeriesInput => ({
  device: role === 'outdoor-temperature' ? 'W01' : 'P01', metric: role, role, resolution: 1, unit, origins: ['live'], intervalMinutes: 60, since: '',
  windows: days.map((day, index) => ({
    day, hour: null, steps: String(values[index] ?? 0), readings: 24, held: 24, least: 0, most: 0, known: 0, above: 0, stopped: 0, bridged: 3_600_000_000, ...facts,
  })),
});

function windowsOf(month: string, pairs: readonly Pair[], facts: Partial<SeriesWindow> = {}): WindowInputs {
  const days = daysFrom(month, pairs.length);
  return {
    days: days.map((day) => ({ day, hours: 24, planned: 0 })),
    series: [series('energy', 'kWh', days, pairs.map(([, energy]) => energy), facts), series('good-quantity', '件', days, pairs.map(([pieces]) => pieces))],
  };
}

const legWith = (leg: Leg, pairs: readonly Pair[]): LegInputs => legOf(
  [quantityRow(leg, 'P01', 'energy', sum(pairs.map(([, energy]) => energy)), { unit: 'kWh' }), quantityRow(leg, 'P01', 'good-quantity', sum(pairs.map(([pieces]) => pieces)))],
  [roleDevice('P01', ['energy', 'good-quantity'])],
);

function plant(baseline: readonly Pair[], reporting: readonly Pair[], facts: Partial<IndicatorInputs> = {}): IndicatorInputs {
  return exampleLegs(legWith('baseline', baseline), legWith('reporting', reporting), {
    energy: REGRESSION, windows: { baseline: windowsOf('2026-03', baseline), reporting: windowsOf('2026-07', reporting) }, ...facts,
  });
}

/** The same plant with a thermometer that shows what the day's place says, and 1 kWh more a degree. */
function warmed(): IndicatorInputs {
  const degrees = (index: number): number => [4, 9, 1, 7, 0, 3, 8][index % 7] ?? 0;
  const hotter = (pairs: readonly Pair[]): readonly Pair[] => pairs.map(([pieces, energy], index) => [pieces, energy + degrees(index)]);
  const inputs = plant(hotter(BASELINE), hotter(REPORTING), { energy: { definition: 'regression', model: { temperature: true, confidence: 68 } } });
  const withTemperature = (leg: Leg, month: string, count: number): WindowInputs => {
    const days = daysFrom(month, count);
    const thermometer = series('outdoor-temperature', '°C', days, days.map((_, index) => 24 * degrees(index)));
    return { ...inputs.windows[leg], series: [...inputs.windows[leg].series, thermometer] };
  };
  return { ...inputs, windows: { baseline: withTemperature('baseline', '2026-03', 30), reporting: withTemperature('reporting', '2026-07', 30) } };
}

const legs = [
  measuredLeg('baseline', [66, 13], 'kWh/件', [measuredQuantity('energy', 4_950, 'kWh'), measuredQuantity('good-quantity', 975, '件')]),
  measuredLeg('reporting', [24, 5], 'kWh/件', [measuredQuantity('energy', 4_320, 'kWh'), measuredQuantity('good-quantity', 900, '件')]),
];

const label = (zh: string, en: string): FigureCell => ({ zh, en });
const fitTable = (rows: readonly (readonly FigureCell[])[]): FigureTable => ({
  title: { zh: '基期回归模型与节能量', en: 'model of the baseline, and the saving' },
  columns: [{ zh: '项目', en: 'figure' }, { zh: '数值', en: 'value' }, { zh: '单位', en: 'unit' }],
  rows,
});
const dayTable = (pairs: readonly Pair[]): FigureTable => ({
  title: { zh: '报告期逐日预测与实际', en: 'expected and actual of the reporting period by day' },
  columns: [
    { zh: '日期', en: 'day' }, { zh: '产量', en: 'output' }, { zh: '温度 °C', en: 'temperature °C' }, { zh: '预测能耗', en: 'energy expected' }, { zh: '实际能耗', en: 'actual energy' },
  ],
  rows: pairs.map(([pieces, energy], index) => [daysFrom('2026-07', 30)[index] ?? '', pieces, null, 100 + 2 * pieces, energy]),
});

/** SSE 180 of 30 days around a mean of 165 kWh; neighbouring residuals share 153 of those 180. */
const FIT: FigureTable = fitTable([
  [label('基期可用天数', 'days of the baseline used'), 30, '/ 30'],
  [label('报告期可用天数', 'days of the reporting period used'), 30, '/ 30'],
  [label('常数项', 'constant'), 100, 'kWh'],
  [label('产量系数', 'per output'), 2, 'kWh/件'],
  ['R²', 275 / 277, ''],
  ['CV(RMSE)', 1.5366440995063937, '%'],
  ['NMBE', 0, '%'],
  [label('残差一阶自相关', 'lag-1 autocorrelation of the residuals'), 0.85, ''],
  [label('等效独立点数 P′', 'independent points P′'), 2.432432432432433, ''],
  [label('t（双侧 90%）', 't (two-sided 90 %)'), 1.701130922519591, ''],
  [label('模型预测能耗', 'energy that the model expects'), 4_800, 'kWh'],
  [label('实际能耗', 'actual energy'), 4_320, 'kWh'],
  [label('避免的能耗', 'energy avoided'), 480, 'kWh'],
  [label('节能量相对不确定度 FSU', 'fractional savings uncertainty (FSU)'), 23.4734099606173, '%'],
]);

export const REGRESSION_EXAMPLES: readonly WorkedExample[] = [
  {
    title: { zh: '回归法：模型预测 4800 kWh，实际 4320 kWh，节能 10%', en: 'by regression: 4 800 kWh expected, 4 320 kWh used, 10 % saved' },
    inputs: plant(BASELINE, REPORTING),
    expected: {
      kind: 'value', ratio: { numerator: 1n, denominator: 10n }, counted: [], intervals: { expected: 100, valid: 100 }, readings: 2_880, uncertainty: 2.34734099606173,
      figures: { legs, tables: [FIT, dayTable(REPORTING)] },
      notes: [],
    },
  },
];

/** Days of the reporting period that can be used: one that the least allows, and one fewer. */
export const LEAST_DAYS_PLANT = plant(BASELINE, REPORTING.slice(0, 25));
export const SHORT_PLANT = plant(BASELINE, REPORTING.slice(0, 24));
export const STRICT_PLANT = plant(BASELINE, REPORTING.slice(0, 29), { energy: { definition: 'regression', model: { minimumReportingDays: 30 } } });

/** Facts of the model that the tests read one by one. */
export const WARMED_PLANT = warmed();
/** A day on which the meter showed nothing. */
export const METER_OFF_PLANT = plant([...BASELINE, [20, 0]], REPORTING);
export const EXTRAPOLATED_PLANT = plant(BASELINE, [...REPORTING.slice(0, 25), [60, 220], [59, 218], [5, 110]]);
export const UNCERTAIN_PLANT = plant(BASELINE, REPORTING.map(([pieces]) => [pieces, pieces === 20 ? 139 : 178]));

const BY_CALENDAR: EnergyTerms = { definition: 'regression', model: { calendar: true } };
/** Hours 8 and 9 of four Mondays in March (10 and 30 kWh, one Monday 4 kWh more in each), and of one in July. */
const mondays = (days: readonly string[], more: number): WindowInputs => ({
  days: days.map((day) => ({ day, hours: 24, planned: 0 })),
  series: [{ ...series('energy', 'kWh', [], []), windows: days.flatMap((day, index) => [8, 9].map((hour) => ({
    day, hour, steps: String((hour === 8 ? 10 : 30) + (index === 0 ? more : 0)), readings: 4, held: 60, least: 0, most: 0, known: 0, above: 0, stopped: 0, bridged: 0,
  }))) }],
});
/** A plant whose energy is metered and whose output is not. */
export const UNMETERED_PLANT: IndicatorInputs = exampleLegs(EMPTY_LEG, EMPTY_LEG, {
  energy: BY_CALENDAR, windows: { baseline: mondays(['2026-03-02', '2026-03-09', '2026-03-16', '2026-03-23'], 4), reporting: mondays(['2026-07-06'], -4) },
});

const monthly = (facts: Partial<SeriesWindow>): IndicatorInputs => plant(BASELINE, REPORTING, { windows: { baseline: windowsOf('2026-03', BASELINE, facts), reporting: windowsOf('2026-07', REPORTING) } });

export const REGRESSION_NO_DATA: readonly NoDataCase[] = [
  { title: { zh: '回归法：基期只有 29 天', en: 'a regression of 29 days' }, inputs: plant(BASELINE.slice(0, 29), REPORTING) },
  { title: { zh: '回归法：基期电表每日只有 19 小时有数', en: 'a regression whose meter was heard 19 hours a day' }, inputs: monthly({ held: 19 }) },
  { title: { zh: '回归法：基期每日的增量跨越两天', en: 'a regression whose growth bridges two days' }, inputs: monthly({ bridged: 48 * 3_600_000_000 }) },
  { title: { zh: '回归法：电表读数不变视为缺数', en: 'a regression whose meter stands still' }, inputs: monthly({ steps: '0' }) },
  { title: { zh: '回归法：产量没有变化', en: 'a regression whose output never varies' }, inputs: plant(BASELINE.map(([, energy]) => [10, energy]), REPORTING) },
  { title: { zh: '回归法：没有逐日数据', en: 'a regression without days' }, inputs: plant(BASELINE, REPORTING, { windows: { baseline: { days: [], series: [] }, reporting: { days: [], series: [] } } }) },
  { title: { zh: '回归法：报告期没有可用的一天', en: 'a regression without a day to compare' }, inputs: plant(BASELINE, REPORTING, { windows: { baseline: windowsOf('2026-03', BASELINE), reporting: windowsOf('2026-07', REPORTING, { held: 1 }) } }) },
  { title: { zh: '回归法：报告期只有 24 天可用', en: 'a regression of 24 days to compare' }, inputs: SHORT_PLANT },
  { title: { zh: '回归法：缺少室外温度', en: 'a regression without its temperature' }, inputs: plant(BASELINE, REPORTING, { energy: { definition: 'regression', model: { temperature: true } } }) },
  { title: { zh: '回归法：两期单位不一致', en: 'a regression with legs in different units' }, inputs: plant(BASELINE, REPORTING, { windows: { baseline: windowsOf('2026-03', BASELINE), reporting: { ...windowsOf('2026-07', REPORTING), series: windowsOf('2026-07', REPORTING).series.map((one) => (one.role === 'energy' ? { ...one, unit: 'm3' } : one)) } } }) },
  { title: { zh: '日历模型：没有记录产量，只列出模型，不给出数值', en: 'a model by the calendar: no output is recorded, and the model is no value' }, inputs: UNMETERED_PLANT },
  { title: { zh: '日历模型：但记录了产量', en: 'a model by the calendar although output is recorded' }, inputs: plant(BASELINE, REPORTING, { energy: BY_CALENDAR }) },
  { title: { zh: '日历模型：基期没有能耗小时', en: 'a model by the calendar without hours of the baseline' }, inputs: exampleLegs(EMPTY_LEG, EMPTY_LEG, { energy: BY_CALENDAR }) },
  { title: { zh: '回归法：缺少折标煤系数', en: 'a regression without a coal-equivalent factor' }, inputs: plant(BASELINE, REPORTING, { energy: { definition: 'regression', factors: [] } }) },
];
