import type { Leg, MetricRole, Origin } from '@yanshou/telemetry';

/**
 * What one metric of one device measured in one leg, exactly: the amount is `steps` × `resolution` in `unit`. A counter
 * gives its growth, any other number the sum of its readings, `production-state` the microseconds in production (`us`).
 */
export interface RoleQuantity {
  readonly leg: Leg;
  readonly device: string;
  readonly metric: string;
  readonly role: MetricRole;
  /** An integer of any size as decimal text. */
  readonly steps: string;
  readonly resolution: number;
  readonly unit: string;
  /** Valid readings of the leg that are in the amount; at least one. */
  readonly readings: number;
  /** Falls of a counter, after each of which the new value counted from zero. */
  readonly resets: number;
  /** Levels of a counter that were left out: it came back from them, or stepped back, or ended with a fall. Absent without any. */
  readonly excursions?: number;
  /** Origins of those readings, in the order of ORIGINS. */
  readonly origins: readonly Origin[];
}
