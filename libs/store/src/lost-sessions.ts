import { unitedRanges } from '@yanshou/telemetry';
import type { Micros } from '@yanshou/telemetry';
import type { LostSession } from './projection-batch.js';

/**
 * Those that touch from ≤ t < to, ascending and apart: two workers may lose theirs in one outage of the broker, and a loss may
 * be told again.
 */
export const lostSessionsIn = (rows: readonly LostSession[], from: Micros, to: Micros): LostSession[] =>
  unitedRanges(rows).filter((lost) => lost.from < to && lost.to > from);
