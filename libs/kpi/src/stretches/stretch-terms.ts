import type { Micros } from '@yanshou/telemetry';
import { holdOf } from '../role-amounts.js';
import type { RoleMetric } from '../role-metrics.js';
import { PresenceSpans } from '../series/presence-spans.js';
import { isLevel } from '../sufficiency/gated-roles.js';

/** What a stretch depends on beside the readings: a class that says otherwise has other stretches. */
export interface StretchTerms {
  readonly kind: 'state' | 'counter' | 'sum';
  readonly resolution: number;
  /** Whether days are read as means. */
  readonly isMean: boolean;
  /** How long a state lasts unrepeated; null until the next reading, and for what is no state. */
  readonly hold: Micros | null;
  /** Minutes after which a reading is in the same run of presence as the one before. */
  readonly gap: number;
}

export function stretchTerms(role: RoleMetric): StretchTerms {
  const { metric, deviceClass } = role;
  const { gap } = new PresenceSpans(role);
  const common = { resolution: metric.resolution, isMean: isLevel(metric.role), gap };
  if (metric.role !== 'production-state') return { ...common, kind: metric.kind === 'counter' ? 'counter' : 'sum', hold: null };
  const hold = holdOf(metric, deviceClass);
  return { ...common, kind: 'state', hold: hold === Infinity ? null : hold };
}

export const isSameTerms = (one: StretchTerms, other: StretchTerms): boolean =>
  one.kind === other.kind && one.resolution === other.resolution && one.isMean === other.isMean && one.hold === other.hold && one.gap === other.gap;
