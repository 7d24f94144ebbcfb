import { AIR_ROLES } from '@yanshou/telemetry';
import type { AirRole, EnvironmentTerms, MetricRole } from '@yanshou/telemetry';
import { airDay } from './environment/air-day.js';
import type { AirDay, DayMeans } from './environment/air-day.js';
import { AIR_DAYS, itemText, missingText } from './environment/air-days.table.js';
import { airStandardOn } from './environment/air-quality.js';
import { AIR_EXAMPLES, AIR_NO_DATA } from './environment/air.example.js';
import { AIR_NAMES } from './environment/parameter-names.js';
import { monthsLacking } from './environment/station-months.js';
import { lostOzoneDays } from './environment/lost-ozone.js';
import { lostDays, meanOfWindow, stationsOf, validHoursByDay, wholeDays } from './environment/station-series.js';
import type { Station } from './environment/station-series.js';
import { WINDOW_INPUTS } from './environment/window-input.js';
import type { FigureTable } from './figure-table.js';
import type { Fraction } from './fraction.js';
import type { ComputedIndicator, IndicatorInputs, Outcome } from './indicator.js';
import { insufficient, platformDaysNote } from './reasons.js';
import { airSteps } from './environment/air.trace.js';
import type { Describe } from './trace/describe.js';
import type { WindowInputs } from './series-window.js';

/** Up to this index a day is good. */
export const GOOD_AIR = 100;

/** A day of a station with its index. */
export interface JudgedDay extends AirDay {
  readonly device: string;
  readonly day: string;
  /** Not valid because the platform was down. */
  readonly lost: boolean;
}

function compute({ windows: { reporting }, environment }: IndicatorInputs): Outcome {
  const stations = stationsOf(reporting, AIR_ROLES, airUnitOf);
  if (!stations.ok) return insufficient(stations.reason);
  const judged = stations.value.map((station) => ({ station, days: judgedDays(station, reporting, environment) }));
  const lacking = monthsLacking(judged.map(({ station, days }) => ({ device: station.device, asked: days.map(({ day }) => day), valid: new Set(days.filter(hasQuality).map(({ day }) => day)), lost: new Set(days.filter(isLost).map(({ day }) => day)) })));
  if (lacking !== undefined) return insufficient(lacking);
  const days = judged.flatMap((one) => one.days);
  const [valid, lost] = [days.filter(hasQuality), days.filter(isLost)];
  const good = valid.filter(({ quality }) => (quality?.aqi ?? Infinity) <= GOOD_AIR);
  return {
    kind: 'value',
    ratio: { numerator: good.length, denominator: valid.length },
    counted: [...new Set(good.map(({ device }) => device))].sort(),
    intervals: { expected: days.length - lost.length, valid: valid.length },
    readings: stations.value.reduce((sum, station) => sum + readingsOf(station), 0),
    figures: { tables: [dayTable(days)] },
    ...(lost.length > 0 && { notes: [platformDaysNote(lost.length)] }),
  };
}

const trace: Describe = ({ windows: { reporting }, environment }, _outcome, indicator) => {
  const stations = stationsOf(reporting, AIR_ROLES, airUnitOf);
  const days = (stations.ok ? stations.value : []).flatMap((station) => judgedDays(station, reporting, environment));
  return airSteps(days, indicator);
};

/** What the texts write: CO in mg/m³. */
export const airUnitOf = (role: MetricRole) => (role === 'co' ? 'mg/m³' : 'µg/m³');
const hasQuality = ({ quality }: AirDay): boolean => quality !== null;
const isLost = ({ lost }: JudgedDay): boolean => lost;

/** Every whole day of the window from the station's commissioning on. */
export function judgedDays(station: Station, windows: WindowInputs, terms: EnvironmentTerms | null): readonly JudgedDay[] {
  const [first] = station.series.values();
  const means = meansByDay(station);
  const lost = new Map([...station.series].map(([role, { series }]) => [role, role === 'o3' ? lostOzoneDays(windows, series) : lostDays(windows, series)] as const));
  return (first === undefined ? [] : wholeDays(windows, first.series)).map((day) => {
    const judged = airDay(means.get(day) ?? {}, terms?.airStandard ?? airStandardOn(day));
    return { device: station.device, day, ...judged, lost: judged.quality === null && judged.missing.every((role) => lost.get(role)?.has(day) === true) };
  });
}

function meansByDay({ series }: Station): ReadonlyMap<string, DayMeans> {
  const days = new Map<string, Partial<Record<AirRole, (Fraction | undefined)[]>>>();
  for (const [role, { series: held, perStep }] of series) {
    for (const [day, hours] of validHoursByDay(held)) {
      const means: (Fraction | undefined)[] = Array.from({ length: 24 }, () => undefined);
      for (const window of hours) means[window.hour ?? 0] = meanOfWindow(window, perStep);
      days.set(day, { ...days.get(day), [role]: means });
    }
  }
  return days;
}

const readingsOf = ({ series }: Station): number =>
  [...series.values()].reduce((sum, { series: { windows } }) => sum + windows.reduce((total, { readings }) => total + readings, 0), 0);

const dayTable = (days: readonly JudgedDay[]): FigureTable => ({
  title: AIR_DAYS.title,
  columns: AIR_DAYS.columns,
  rows: days.map(({ device, day, quality, missing, lost }) => [
    device, day, quality?.standard ?? null, quality?.aqi ?? null, namesOf(quality?.primary ?? []), missingText(missing, lost),
    ...AIR_DAYS.items.map((item) => itemText(quality?.items.find((one) => one.item === item))),
  ]),
});

const namesOf = (roles: readonly AirRole[]): string => roles.map((role) => AIR_NAMES[role]).join(' ');

export const airQualityGoodDays: ComputedIndicator = {
  id: 'air-quality-good-days',
  nameZh: '环境空气质量优良天数比例',
  nameEn: 'share of days with good air',
  unit: '%',
  scale: 100,
  comparator: '>=',
  defaultTarget: null,
  programme: 'P1',
  directions: ['P1.4.2'],
  clause: { document: 'S000', place: '四(二)2', quoteZh: '针对大气、水、土壤及固废等重污染成因精细化分析和精准控制需求' },
  kind: 'telemetry',
  sourceKind: 'collected',
  computed: true,
  inputs: WINDOW_INPUTS,
  windowRoles: AIR_ROLES,
  gates: ['platform'],
  formula: {
    zh: '空气质量指数（AQI，HJ 633）不大于 100 的站·日数 ÷ 有效站·日数 × 100%；小时均值须有 45 分钟、日均值须有 20 小时、臭氧 8 小时滑动均值须有 6 小时的有效数据、当日须有 14 个有效滑动均值（不足而已超 160 µg/m³ 的仍有效）；整年须有 324 个、每月须有 27 个（2 月 25 个）有效日',
    en: 'station days with an air quality index (HJ 633) of at most 100 ÷ valid station days × 100 %; a mean of an hour needs data of 45 minutes, of a day 20 hours, of ozone over eight hours 6 and a day 14 of those (fewer where it is above 160 µg/m³ all the same); a whole year needs 324 valid days, a month 27 (February 25)',
  },
  ownDefinition: {
    zh: '文件未定量，目标值由任务书规定；数据日期在 2026-03-01 及以后按 HJ 633-2026，此前按 HJ 633-2012，任务书载明的从其规定；日均值先按 GB/T 8170 修约为上报值（μg/m³ 取整，CO 一位小数）再算分指数，两版标准同此；缺项日仅在其余参数 AQI 大于 100 时计入；多站按站·日合计；仅因平台自身停机而无效的日子不计入应有天数，为本平台定义',
    en: 'the document sets no number: the target is the contract\'s. Days from 2026-03-01 on by HJ 633-2026, earlier ones by HJ 633-2012, unless the contract names one; means are rounded to what is reported (whole µg/m³, CO to a tenth) before the index is made, under both texts; a day without a pollutant counts only where the rest is above 100; stations are added by station days; a day that the platform\'s own downtime alone made invalid is not asked for: a definition of this platform',
  },
  formulaVersion: '1.3.0',
  compute,
  trace,
  workedExamples: AIR_EXAMPLES,
  noDataCases: AIR_NO_DATA,
};
