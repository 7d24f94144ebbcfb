import type { Micros, PlannedTime } from '@yanshou/telemetry';
import { MICROS_PER_DAY, parseIsoMicros } from '@yanshou/telemetry';

/** Planned 09:00–19:00Z of the recorded days; the days between them are none of the project's. */
export function recordedDaysOnly(days: readonly string[]): PlannedTime {
  const recorded = new Set(days);
  const [first = '', last = ''] = [days[0], days.at(-1)];
  const holidays: string[] = [];
  for (let at = dayStart(first); at < dayStart(last); at += MICROS_PER_DAY) {
    const day = new Date(at / 1_000).toISOString().slice(0, 10);
    if (!recorded.has(day)) holidays.push(day);
  }
  return { zone: 'UTC', shifts: [{ start: '09:00', end: '19:00' }], holidays };
}

export const dayStart = (day: string): Micros => parseIsoMicros(`${day}T00:00:00Z`) ?? 0;
