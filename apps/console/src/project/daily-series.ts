import type { StoredValue } from '@yanshou/api-schema';
import { dayText } from '../format/time-text.js';

/** One calendar day: its value as it stands after restatements, or nothing. */
export interface DailyPoint {
  /** `2026-10-01` in the project's zone. */
  readonly day: string;
  readonly stored: StoredValue | null;
}

const MILLIS_PER_DAY = 86_400_000;
/** Ten years: what a broken clock once stored must not make a line of a million days. */
const MOST_DAYS = 3_660;

/** Every day from the first to the last with a value, in order; days without one are there as gaps. The latest version of a day counts. */
export function dailySeries(values: readonly StoredValue[], zone: string): readonly DailyPoint[] {
  const byDay = new Map<string, StoredValue>();
  for (const value of values) {
    const day = dayText(value.from, zone);
    if ((byDay.get(day)?.version ?? 0) < value.version) byDay.set(day, value);
  }
  const days = [...byDay.keys()].sort();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const from = Math.max(Date.parse(first), Date.parse(last) - (MOST_DAYS - 1) * MILLIS_PER_DAY);
  const length = Math.round((Date.parse(last) - from) / MILLIS_PER_DAY) + 1;
  return Array.from({ length }, (_, index) => {
    const day = new Date(from + index * MILLIS_PER_DAY).toISOString().slice(0, 10);
    return { day, stored: byDay.get(day) ?? null };
  });
}
