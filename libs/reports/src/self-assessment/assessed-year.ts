import { windowOf } from '@yanshou/telemetry';
import type { Micros } from '@yanshou/telemetry';
import type { AssessedYear } from './self-assessment.js';

/** The year in a zone, with its values as of its end or, while it goes on, of now. */
export function assessedYear(year: number, zone: string, now: Micros): AssessedYear {
  // The middle of a year is in that year in every zone.
  const { from, to } = windowOf(Date.UTC(year, 6, 1) * 1_000, 'year', zone);
  return { year, from, to, asOf: Math.max(from, Math.min(now, to)), zone };
}

