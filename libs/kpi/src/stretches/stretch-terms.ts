import type { Micros } from '@yanshou/telemetry';
import { holdOf } from '../role-amounts.js';
import type { RoleMetric } from '../role-metrics.js';
import { PresenceSpans } from '../series/presence-spans.js';

/** What a stretch depends on beside the readings: a class that says otherwise has other stretches. */
export interface StretchTerms {
  readonly kind: 'state' | 'counter' | 'sum';
  readonly resolution: number;
  /** How long a state lasts unrepeated; null until the next reading, and for what is no state. */
  readonly hold: Micros | null;
  /** Minutes after which a reading is in the same run of presence as the one before. */
  readonly gap: number;
}

export function stretchTerms(role: RoleMetric): StretchTerms {
  const { metric, deviceClass } = role;
  const { gap } = new PresenceSpans(role);
  if (metric.role !== 'production-state') return { kind: metric.kind === 'counter' ? 'counter' : 'sum', resolution: metric.resolution, hold: null, gap };
  const hold = holdOf(metric, deviceClass);
  return { kind: 'state', resolution: metric.resolution, hold: hold === Infinity ? null : hold, gap };
}

export const isSameTerms = (one: StretchTerms, other: StretchTerms): boolean =>
  one.kind === other.kind && one.resolution === other.resolution && one.hold === other.hold && one.gap === other.gap;
