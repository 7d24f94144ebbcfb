import { fractionToNumber } from '../fraction.js';
import { ceilingOf } from '../rounding.js';
import { exactText } from '../trace/exact-text.js';
import { minus, over, put, sum, times, whole } from '../trace/expression.js';
import { calculated } from '../trace/make-step.js';
import { sharesOfCounts } from '../trace/stations.trace.js';
import type { TraceSource, TraceStep } from '../trace/trace-step.js';
import type { TracedIndicator } from '../trace/value-step.js';
import { AIR_DAYS, itemText, missingText } from './air-days.table.js';
import { BREAKPOINTS, IAQI_STEPS } from './air-breakpoints.js';
import type { AirDay } from './air-day.js';
import type { AirQuality, ItemIndex } from './air-quality.js';
import { AIR_NAMES } from './parameter-names.js';

/** A day of a station with its index. */
export interface StationDay extends AirDay {
  readonly device: string;
  readonly day: string;
  /** Not valid because the platform was down. */
  readonly lost: boolean;
}

const GOOD = 100;

/** The worst day's index put into its formula, then every day with its index, and how many were good of those valid. */
export function airSteps(days: readonly StationDay[], indicator: TracedIndicator): readonly TraceStep[] {
  const worst = days.reduce<StationDay | undefined>((most, day) => ((day.quality?.aqi ?? 0) > (most?.quality?.aqi ?? 0) ? day : most), undefined);
  return [...(worst?.quality ? indexSteps(worst, worst.quality) : []), ...sharesOfCounts(indicator, DAYS, COLUMNS, days.map((one) => ({
    cells: cellsOf(one), above: one.quality !== null && one.quality.aqi <= GOOD, below: one.quality !== null, source: sourceOf(one),
  })))];
}

const sourceOf = ({ device, day }: StationDay): TraceSource => ({ kind: 'readings', leg: 'reporting', device, day });

const COLUMNS = AIR_DAYS.columns;

const cellsOf = ({ device, day, quality, missing, lost }: StationDay) => [
  device, day, quality?.standard ?? null, quality?.aqi ?? null, quality?.primary.map((role) => AIR_NAMES[role]).join(' ') ?? '', missingText(missing, lost),
  ...AIR_DAYS.items.map((item) => itemText(quality?.items.find((one) => one.item === item))),
];

const DAYS = {
  above: { zh: 'AQI 不大于 100 的站·日', en: 'station days with an index of at most 100' }, below: { zh: '有效站·日', en: 'valid station days' }, unit: '天',
  formula: {
    above: { zh: 'AQI ≤ 100 的有效站·日计数', en: 'number of valid station days with AQI ≤ 100' },
    below: { zh: '有 AQI 的站·日计数；AQI = 各项分指数的最大值', en: 'number of station days with an index; AQI = the greatest individual index' },
  },
} as const;

/** Each item of the day: the straight line between the breakpoints around its concentration. */
const indexSteps = (day: StationDay, quality: AirQuality): readonly TraceStep[] =>
  quality.items.flatMap((item) => {
    const step = indexStep(day, quality, item);
    return step === undefined ? [] : [step];
  });

function indexStep(day: StationDay, { standard }: AirQuality, { item, concentration, iaqi }: ItemIndex): TraceStep | undefined {
  const table = BREAKPOINTS[standard][item];
  const at = Math.max(1, table.findIndex((limit) => limit >= fractionToNumber(concentration)));
  const [low, high] = [table[at - 1] ?? 0, table[at] ?? 0];
  const [from, to] = [IAQI_STEPS[at - 1] ?? 0, IAQI_STEPS[at] ?? 0];
  const line = sum(whole(from), times(over(minus(whole(to), whole(from)), minus(whole(high), whole(low))), minus(put(concentration), whole(low))));
  // Above the last breakpoint, or at the least index of the 2026 text, no line says it.
  if (Number(ceilingOf(line.value)) !== iaqi) return undefined;
  return calculated({
    title: { zh: `最差一日 ${day.device} ${day.day} ${item}：浓度 ${exactText(concentration)}，分指数进位为 ${iaqi}`, en: `worst day ${day.device} ${day.day} ${item}: concentration ${exactText(concentration)}, index rounded up to ${iaqi}` },
    symbol: `IAQI(${item})`, unit: '', formula: { zh: 'IAQI下 + (IAQI上 − IAQI下) ÷ (浓度上 − 浓度下) × (浓度 − 浓度下)，进位取整', en: 'IAQI_lo + (IAQI_hi − IAQI_lo) ÷ (C_hi − C_lo) × (C − C_lo), rounded up' },
  }, line, {
    columns: [{ zh: '站点', en: 'station' }, { zh: '日期', en: 'day' }, { zh: '浓度下–上', en: 'C_lo–C_hi' }, { zh: '分指数下–上', en: 'IAQI_lo–IAQI_hi' }],
    rows: [{ cells: [day.device, day.day, `${low}–${high}`, `${from}–${to}`], source: sourceOf(day) }],
  });
}
