import type { AirRole, AirStandard } from '@yanshou/telemetry';
import { AIR_ROLES } from '@yanshou/telemetry';
import { ZERO, addFractions, compareFractions, divideFractions } from '../fraction.js';
import type { Fraction } from '../fraction.js';
import { roundedHalfEven } from '../rounding.js';
import { airQualityIndex } from './air-quality.js';
import type { AirItem } from './air-breakpoints.js';
import type { AirConcentrations, AirQuality } from './air-quality.js';
import { HOURS_OF_A_DAY_MEAN, HOURS_OF_AN_8_HOUR_MEAN, LEAST_8_HOUR_MEANS } from './validity.js';

/** Means of the valid hours of a local day by hour since its midnight; undefined for an hour that is not valid. */
export type HourlyMeans = readonly (Fraction | undefined)[];

/** Means by pollutant: µg/m³, of CO mg/m³. */
export type DayMeans = Readonly<Partial<Record<AirRole, HourlyMeans>>>;

/** A day as HJ 633 judges it. */
export interface AirDay {
  /** Null where nothing can be published. */
  readonly quality: AirQuality | null;
  /** Pollutants whose day is not valid. */
  readonly missing: readonly AirRole[];
}

/**
 * The index of a day: means of at least 20 valid hours, and ozone's greatest mean of eight hours (those that end with the
 * hours 07 … 23, of at least 6 valid hours each, see `ozoneOf`); the 2012 text adds ozone's greatest hour. Where a pollutant
 * is not valid, the rest counts only when it leads to an index above 100 (HJ 633-2026, 5.3.1, taken for both texts).
 */
export function airDay(means: DayMeans, standard: AirStandard): AirDay {
  const concentrations = dayConcentrations(means, standard);
  const missing = AIR_ROLES.filter((role) => concentrations[dayItem(role)] === undefined);
  const quality = airQualityIndex(concentrations, standard);
  const published = quality !== undefined && (missing.length === 0 || quality.aqi > 100);
  return { quality: published ? quality : null, missing };
}

/** What of a pollutant makes its day. */
export const dayItem = (role: AirRole): AirItem => (role === 'o3' ? 'o3-8h' : `${role}-24h`);

/**
 * The day's concentrations as they are reported: whole µg/m³, CO to 0.1 mg/m³ (GB/T 8170), of which the index is made
 * under both texts. The 2012 text leaves open whether a mean is rounded first; the days of Tiantan come out only so. Its
 * vectors of unrounded concentrations (CO 4.05 is 101) are of `individualIndex` alone: no day ever reports 4.05.
 */
export function dayConcentrations(means: DayMeans, standard: AirStandard): AirConcentrations {
  const { o3 = [] } = means;
  const hour = standard === 'HJ 633-2012' && validHours(o3) >= HOURS_OF_A_DAY_MEAN ? greatest(o3) : undefined;
  const daily = AIR_ROLES.filter((role) => role !== 'o3').map((role) => [`${role}-24h`, meanOf(means[role] ?? [], HOURS_OF_A_DAY_MEAN)] as const);
  return Object.fromEntries([...daily, ['o3-8h', ozoneOf(o3)] as const, ['o3-1h', hour] as const].flatMap(reported));
}

const reported = ([item, value]: readonly [string, Fraction | undefined]) =>
  (value === undefined ? [] : [[item, roundedHalfEven(value, item === 'co-24h' ? 1 : 0)] as const]);

/**
 * Ozone's greatest mean of eight hours (HJ 663): of a day with at least 14 valid ones; with fewer only where it is above
 * the limit all the same, for what is missing could only raise it.
 */
function ozoneOf(hours: HourlyMeans): Fraction | undefined {
  const means = Array.from({ length: EIGHT_HOUR_MEANS }, (_, start) => meanOf(hours.slice(start, start + 8), HOURS_OF_AN_8_HOUR_MEAN));
  const most = greatest(means);
  const isExceeding = most !== undefined && compareFractions(most, OZONE_LIMIT) > 0;
  return validHours(means) >= LEAST_8_HOUR_MEANS || isExceeding ? most : undefined;
}

/** Whether those valid hours since midnight make as many means of eight hours as a day of ozone needs. */
export function hasDayOfOzone(hours: ReadonlySet<number>): boolean {
  const validOf = (start: number): number => Array.from({ length: 8 }, (_, hour) => start + hour).filter((hour) => hours.has(hour)).length;
  return Array.from({ length: EIGHT_HOUR_MEANS }, (_, start) => validOf(start)).filter((valid) => valid >= HOURS_OF_AN_8_HOUR_MEAN).length >= LEAST_8_HOUR_MEANS;
}

/** Those that end with the hours 07 … 23. */
const EIGHT_HOUR_MEANS = 17;
/** GB 3095, class II: µg/m³ of eight hours. */
const OZONE_LIMIT: Fraction = { numerator: 160n, denominator: 1n };

const validHours = (hours: HourlyMeans): number => hours.filter((hour) => hour !== undefined).length;

/** The mean of the valid hours, where there are enough of them. */
function meanOf(hours: HourlyMeans, least: number): Fraction | undefined {
  const valid = hours.filter((hour) => hour !== undefined);
  if (valid.length < least) return undefined;
  return divideFractions(valid.reduce(addFractions, ZERO), { numerator: BigInt(valid.length), denominator: 1n });
}

const greatest = (values: HourlyMeans): Fraction | undefined =>
  values.reduce((most, value) => (value !== undefined && (most === undefined || compareFractions(value, most) > 0) ? value : most), undefined);
