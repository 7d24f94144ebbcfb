import type { BilingualText } from '../bilingual.js';
import { DAYS_OF_A_YEAR_MEAN, monthSuffices, yearSuffices } from './validity.js';

/** Days of one series or station: those asked for, and those that are valid. */
export interface StationDays {
  readonly device: string;
  readonly parameter?: string;
  readonly asked: readonly string[];
  readonly valid: ReadonlySet<string>;
  /** Asked for, and not valid because the platform was down; none when absent. */
  readonly lost?: ReadonlySet<string>;
}

/** Why the days do not suffice: the first month, or whole year, with too few of them. Undefined where they do. */
export function monthsLacking(stations: readonly StationDays[]): BilingualText | undefined {
  for (const station of stations) {
    if (station.asked.length === 0) return noDay(station);
    const lacking = firstLacking(station, 'YYYY-MM'.length, monthHolds, tooFew) ?? firstLacking(station, 'YYYY'.length, yearHolds, tooFewOfYear);
    if (lacking !== undefined) return lacking;
    // Days that were all lost are not too few, and no data either.
    if (station.valid.size === 0) return noValidDay(station);
  }
  return undefined;
}

/** Days of a month or year of a station. */
interface DaysOfPeriod {
  readonly valid: number;
  readonly asked: number;
  readonly lost: number;
}

type Holds = (period: string, days: DaysOfPeriod) => boolean;
type Reason = (station: StationDays, period: string, valid: number, asked: number) => BilingualText;

/** Periods are told apart by as many characters of the day. */
function firstLacking(station: StationDays, characters: number, holds: Holds, reasonOf: Reason): BilingualText | undefined {
  for (const period of new Set(station.asked.map((day) => day.slice(0, characters)))) {
    const asked = station.asked.filter((day) => day.startsWith(period));
    const valid = asked.filter((day) => station.valid.has(day)).length;
    const lost = asked.filter((day) => station.lost?.has(day)).length;
    if (!holds(period, { valid, asked: asked.length, lost })) return reasonOf(station, period, valid, asked.length - lost);
  }
  return undefined;
}

/** Whether a month suffices as it is, or without the days that were lost because the platform was down. */
export const monthHolds: Holds = (month, { valid, asked, lost }) => monthSuffices(month, valid, asked) || (lost > 0 && monthSuffices(month, valid, asked - lost));

/** The same of a year: without the days that were lost, the share is asked for that the rule demands of a whole one. */
export const yearHolds: Holds = (year, { valid, asked, lost }) => yearSuffices(year, valid, asked) || (lost > 0 && valid * DAYS_OF_A_YEAR >= (asked - lost) * DAYS_OF_A_YEAR_MEAN);
const DAYS_OF_A_YEAR = 365;

const nameOf = ({ device, parameter }: StationDays): string => (parameter === undefined ? device : `${device} ${parameter}`);

const noDay = (station: StationDays): BilingualText => ({
  zh: `考核时段内没有“${nameOf(station)}”的完整自然日`,
  en: `the window holds no whole day of "${nameOf(station)}"`,
});
const noValidDay = (station: StationDays): BilingualText => ({
  zh: `“${nameOf(station)}”没有有效的自然日：应有的天均因平台自身停机而缺失`,
  en: `"${nameOf(station)}" has no valid day: those that were asked for were lost because the platform itself was down`,
});
const tooFew = (station: StationDays, month: string, valid: number, asked: number): BilingualText => ({
  zh: `“${nameOf(station)}”${month} 有效天数 ${valid}/${asked}，低于标准要求（每月至少 27 天，2 月 25 天，不足整月按 27/30 折算）`,
  en: `"${nameOf(station)}" has ${valid} valid days of ${asked} in ${month}: the standard asks for 27 a month, 25 in February, 27 of 30 of a part`,
});
const tooFewOfYear: Reason = (station, year, valid, asked) => ({
  zh: `“${nameOf(station)}”${year} 年有效天数 ${valid}/${asked}，低于标准要求（全年至少 ${DAYS_OF_A_YEAR_MEAN} 天）`,
  en: `"${nameOf(station)}" has ${valid} valid days of ${asked} in ${year}: the standard asks for ${DAYS_OF_A_YEAR_MEAN} a year`,
});
