import { MINUTES_OF_AN_HOUR_MEAN } from './environment/validity.js';
import type { SeriesWindow } from './series-window.js';

/** What is asked of a series in one day, and what came of it. */
export interface HoursAsked {
  /** Hours of the day that are asked for. */
  readonly hours: number;
  /** Minutes of the platform's downtime in them, by hours since midnight; 0 in an hour that is not asked for. */
  readonly down: readonly number[];
  /** Of the hours asked for. */
  readonly windows: readonly SeriesWindow[];
  /** Hours that one reading stands for. */
  readonly per: number;
  readonly isHad: (window: SeriesWindow) => boolean;
}

export interface DueHours {
  /** How often data is due, without what is lost. */
  readonly due: number;
  readonly had: number;
  /** Due, and not had by the fault of the platform alone. */
  readonly lost: number;
}

/** A day of a series whose readings are due as often as they stand for; what came counts, whatever is lost. */
export function dueHours({ hours, down, windows, per, isHad }: HoursAsked): DueHours {
  const had = windows.filter(isHad).length;
  const due = Math.floor(hours / per);
  const left = Math.max(Math.min(had, due), Math.floor((hours - hoursLost({ down, windows, isHad }).length) / per));
  return { due: left, had, lost: due - left };
}

/**
 * Hours since midnight that were not had, and would have been but for the platform: what was delivered of them and the minutes in which it
 * was down make those that an hour needs. A source that says that it stood still lost nothing.
 */
export function hoursLost({ down, windows, isHad }: Pick<HoursAsked, 'down' | 'windows' | 'isHad'>): readonly number[] {
  if (down.length === 0) return [];
  const known = new Map(windows.map((window) => [window.hour ?? 0, window]));
  const isLost = (minutes: number, window: SeriesWindow | undefined): boolean => {
    if (window !== undefined && (isHad(window) || window.stopped > 0)) return false;
    return minutes > 0 && (window?.held ?? 0) + minutes >= MINUTES_OF_AN_HOUR_MEAN;
  };
  return down.flatMap((minutes, hour) => (isLost(minutes, known.get(hour)) ? [hour] : []));
}
