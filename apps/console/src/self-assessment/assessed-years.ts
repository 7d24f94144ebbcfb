import type { Contract, IndicatorRowView } from '@yanshou/api-schema';
import { dayText } from '../format/time-text.js';

const MOST_YEARS = 30;
const yearIn = (iso: string, zone: string): number => Number(dayText(iso, zone).slice(0, 4));

/** The calendar years that the term of a contract touches; its window where it names no term. */
export function assessedYears({ term, window }: Pick<Contract, 'term' | 'window'>, zone: string): readonly string[] {
  const { from, to } = term ?? window;
  const [first, last] = [yearIn(from, zone), yearIn(new Date(Date.parse(to) - 1).toISOString(), zone)];
  return Array.from({ length: Math.min(MOST_YEARS, last - first + 1) }, (_, index) => String(first + index));
}

/** The year up to which the indicators are computed: the one that goes on, or the last. */
export const presentYear = (rows: readonly Pick<IndicatorRowView, 'to'>[], { window }: Pick<Contract, 'window'>, zone: string): string =>
  String(yearIn(new Date(Date.parse(rows[0]?.to ?? window.to) - 1).toISOString(), zone));
