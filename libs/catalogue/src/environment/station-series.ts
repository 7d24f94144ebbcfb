import type { LevelRole, MetricRole, Result } from '@yanshou/telemetry';
import { fail, ok } from '@yanshou/telemetry';
import type { BilingualText } from '../bilingual.js';
import { decimalFraction, divideFractions, multiplyFractions } from '../fraction.js';
import type { Fraction } from '../fraction.js';
import { dueHours } from '../lost-hours.js';
import type { DueHours } from '../lost-hours.js';
import { isDayOf } from '../series-window.js';
import type { LegDay, SeriesInput, SeriesWindow, WindowInputs } from '../series-window.js';
import { UNIT, unitMeaning } from '../units.js';
import { HOURS_OF_A_DAY_MEAN, MINUTES_OF_AN_HOUR_MEAN } from './validity.js';

/** A series with what turns its grid steps into the unit that the standards write. */
export interface StationSeries {
  readonly series: SeriesInput;
  readonly perStep: Fraction;
}

/** A device with its series by role; at most one of each. */
export interface Station {
  readonly device: string;
  readonly series: ReadonlyMap<LevelRole, StationSeries>;
}

/** What standards write: µg/m³ (CO mg/m³), mg/L, °C, no unit. */
export type StandardUnit = 'µg/m³' | 'mg/m³' | 'mg/L' | '°C' | '';

/** Stations of the roles asked for, ascending; a reason where a unit does not fit or a role has two metrics. */
export function stationsOf({ series }: WindowInputs, roles: readonly MetricRole[], unitOf: (role: MetricRole) => StandardUnit): Result<readonly Station[], BilingualText> {
  const stations = new Map<string, Map<LevelRole, StationSeries>>();
  for (const one of [...series].filter(({ role }) => roles.includes(role)).sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1))) {
    const perStep = perStepOf(one, unitOf(one.role));
    const station = stations.get(one.device) ?? new Map<LevelRole, StationSeries>();
    const role = one.role as LevelRole;
    if (perStep === undefined) return fail(noUnit(one, unitOf(one.role)));
    if (station.has(role)) return fail(twoMetrics(one));
    stations.set(one.device, station.set(role, { series: one, perStep }));
  }
  if (stations.size === 0) return fail(NO_STATION);
  return ok([...stations].map(([device, held]) => ({ device, series: held })));
}

const keyOf = ({ device, metric }: SeriesInput): string => `${device}\n${metric}`;

/** How much of the standard's unit one grid step is. */
function perStepOf({ unit, resolution }: SeriesInput, wanted: StandardUnit): Fraction | undefined {
  const perUnit = perUnitOf(unit, wanted);
  return perUnit && multiplyFractions(decimalFraction(resolution), perUnit);
}

/** How much of the standard's unit one of `unit` is; undefined where it is none of it. */
export function perUnitOf(unit: string, wanted: StandardUnit): Fraction | undefined {
  if (wanted === '°C') return ['°C', '℃', 'Cel'].includes(unit) ? ONE : undefined;
  if (wanted === '') return ['', '1', 'pH', '[pH]', '/L', '1/L', '个/L'].includes(unit) ? ONE : undefined;
  const [from, to] = [unitMeaning(unit), unitMeaning(wanted)];
  return from.base === UNIT.concentration ? divideFractions(from.factor, to.factor) : undefined;
}

const ONE: Fraction = { numerator: 1n, denominator: 1n };

/** The mean of a window's readings. */
export const meanOfWindow = ({ steps, readings }: SeriesWindow, perStep: Fraction): Fraction =>
  multiplyFractions({ numerator: BigInt(steps), denominator: BigInt(readings) }, perStep);

/** An hour with data of at least 45 minutes; where one reading stands for more than an hour, with a reading. */
export const isValidHour = (window: SeriesWindow): boolean => window.readings > 0 && window.held >= MINUTES_OF_AN_HOUR_MEAN;

/** Hours that one reading stands for, at least one. */
export const hoursPerReading = ({ intervalMinutes }: SeriesInput): number => Math.max(1, Math.ceil(intervalMinutes / 60));

/** Valid hours that make a day valid: 20 of 24, fewer in proportion where a reading stands for several hours. */
export const hoursDemanded = (series: SeriesInput): number => Math.ceil(HOURS_OF_A_DAY_MEAN / hoursPerReading(series));

/** Whole local days in which the series' device was the project's; the edges of a window are no days. */
export const wholeDays = ({ days }: WindowInputs, member: Pick<SeriesInput, 'since' | 'until'>): readonly string[] =>
  days.filter(({ day, hours }) => hours >= LEAST_HOURS_OF_A_DAY && isDayOf(member, day)).map(({ day }) => day);

/** The day on which clocks are put forward. */
const LEAST_HOURS_OF_A_DAY = 23;

/** A day of a series by the hours that are due of it; `windows`: those of the day. */
export const dueOfDay = (series: SeriesInput, { hours, platformDown = [] }: LegDay, windows: readonly SeriesWindow[]): DueHours =>
  dueHours({ hours, down: platformDown, windows, per: hoursPerReading(series), isHad: isValidHour });

/** Whole days that are not valid, and would be with the hours that were lost because the platform was down. */
export function lostDays(windows: WindowInputs, series: SeriesInput): ReadonlySet<string> {
  const whole = new Set(wholeDays(windows, series));
  const down = windows.days.filter(({ day, platformDown }) => platformDown !== undefined && whole.has(day));
  if (down.length === 0) return new Set();
  const [held, demanded] = [windowsByDay(series), hoursDemanded(series)];
  return new Set(down.filter((day) => {
    const { had, lost } = dueOfDay(series, day, held.get(day.day) ?? []);
    return had < demanded && had + lost >= demanded;
  }).map(({ day }) => day));
}

export function windowsByDay({ windows }: Pick<SeriesInput, 'windows'>): ReadonlyMap<string, readonly SeriesWindow[]> {
  const days = new Map<string, SeriesWindow[]>();
  for (const window of windows) {
    const known = days.get(window.day);
    if (known) known.push(window);
    else days.set(window.day, [window]);
  }
  return days;
}

/** Valid hours by day. */
export const validHoursByDay = ({ windows }: SeriesInput): ReadonlyMap<string, readonly SeriesWindow[]> => windowsByDay({ windows: windows.filter(isValidHour) });

export const NO_STATION: BilingualText = {
  zh: '台账中没有设备的测点载明该指标所需的参数，请在设备类别中为测点指定含义',
  en: 'no device has a metric of the parameters that the indicator reads: give the metrics of its class their role',
};
const noUnit = ({ device, metric, unit }: SeriesInput, wanted: string): BilingualText => ({
  zh: `设备“${device}”测点“${metric}”的单位“${unit}”不能换算为“${wanted}”`,
  en: `the unit (${unit}) of metric "${metric}" of device "${device}" cannot be converted to (${wanted})`,
});
const twoMetrics = ({ device, role }: SeriesInput): BilingualText => ({
  zh: `设备“${device}”有两个测点同为“${role}”，请只保留一个`,
  en: `two metrics of device "${device}" are both "${role}"; keep one`,
});
