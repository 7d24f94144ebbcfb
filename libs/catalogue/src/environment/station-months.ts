import type { BilingualText } from '../bilingual.js';
import { monthSuffices } from './validity.js';

/** Days of one series or station: those asked for, and those that are valid. */
export interface StationDays {
  readonly device: string;
  readonly parameter?: string;
  readonly asked: readonly string[];
  readonly valid: ReadonlySet<string>;
  /** Asked for, and not valid because the platform was down; none when absent. */
  readonly lost?: ReadonlySet<string>;
}

/** Why the days do not suffice: the first month with too few of them. Undefined where they do. */
export function monthsLacking(stations: readonly StationDays[]): BilingualText | undefined {
  for (const station of stations) {
    if (station.asked.length === 0) return noDay(station);
    for (const month of new Set(station.asked.map((day) => day.slice(0, 7)))) {
      const asked = station.asked.filter((day) => day.startsWith(month));
      const valid = asked.filter((day) => station.valid.has(day)).length;
      const lost = asked.filter((day) => station.lost?.has(day)).length;
      if (!monthHolds(month, { valid, asked: asked.length, lost })) return tooFew(station, month, valid, asked.length - lost);
    }
    // Days that were all lost are not too few, and no data either.
    if (station.valid.size === 0) return noValidDay(station);
  }
  return undefined;
}

/** Whether a month suffices as it is, or without the days that were lost because the platform was down. */
export const monthHolds = (month: string, { valid, asked, lost }: { readonly valid: number; readonly asked: number; readonly lost: number }): boolean =>
  monthSuffices(month, valid, asked) || (lost > 0 && monthSuffices(month, valid, asked - lost));

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
