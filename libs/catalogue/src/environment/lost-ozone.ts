import { hoursLost } from '../lost-hours.js';
import type { SeriesInput, WindowInputs } from '../series-window.js';
import { hasDayOfOzone } from './air-day.js';
import { isValidHour, wholeDays, windowsByDay } from './station-series.js';

/** Whole days whose ozone has too few means of eight hours, and would have enough with the hours that were lost because the platform was down. */
export function lostOzoneDays(windows: WindowInputs, series: SeriesInput): ReadonlySet<string> {
  const whole = new Set(wholeDays(windows, series));
  const down = windows.days.filter(({ day, platformDown }) => platformDown !== undefined && whole.has(day));
  if (down.length === 0) return new Set();
  const held = windowsByDay(series);
  return new Set(down.filter(({ day, platformDown = [] }) => {
    const own = held.get(day) ?? [];
    const valid = own.filter(isValidHour).map(({ hour }) => hour ?? 0);
    const lost = hoursLost({ down: platformDown, windows: own, isHad: isValidHour });
    return !hasDayOfOzone(new Set(valid)) && hasDayOfOzone(new Set([...valid, ...lost]));
  }).map(({ day }) => day));
}
