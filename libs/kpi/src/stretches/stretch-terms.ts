import type { Leg, Micros, ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import { holdOf } from '../role-amounts.js';
import { roleMetrics } from '../role-metrics.js';
import type { RoleMetric } from '../role-metrics.js';
import { PresenceSpans } from '../series/presence-spans.js';
import { isLevel } from '../sufficiency/gated-roles.js';
import { windowPlan } from '../window-plan.js';
import type { WindowTerms } from '../window-series.js';
import { windowTerms } from '../window-terms.js';

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
  /** How its windows are read; null where they are not. */
  readonly windows: WindowTerms | null;
}

function stretchTerms(role: RoleMetric, windows: WindowTerms | null): StretchTerms {
  const { metric, deviceClass } = role;
  const { gap } = new PresenceSpans(role);
  const common = { resolution: metric.resolution, isMean: isLevel(metric.role), gap, windows };
  if (metric.role !== 'production-state') return { ...common, kind: metric.kind === 'counter' ? 'counter' : 'sum', hold: null };
  const hold = holdOf(metric, deviceClass);
  return { ...common, kind: 'state', hold: hold === Infinity ? null : hold };
}

/** The terms of a metric's series, by device, ascending: of every device of the inventory that has it with a role. */
export function pieceTerms(inventory: ProjectInventory, contract: ProjectContract, leg: Leg, metric: string): ReadonlyMap<string, StretchTerms> {
  const plan = windowPlan(contract);
  return new Map(roleMetrics(inventory).filter((role) => role.metric.name === metric).map((role) => [role.device, stretchTerms(role, windowTerms(role, contract, plan, leg) ?? null)]));
}

/** Whether what was made on `held` is all that is made on `wanted`. */
export const isMadeFor = (held: StretchTerms, wanted: StretchTerms): boolean => isSameAmount(held, wanted) && (wanted.windows === null || isSameWindows(held.windows, wanted.windows));

const isSameWindows = (one: WindowTerms | null, other: WindowTerms): boolean =>
  one !== null && one.unit === other.unit && one.level === other.level && one.floor === other.floor && one.hold === other.hold;

const isSameAmount = (one: StretchTerms, other: StretchTerms): boolean =>
  one.kind === other.kind && one.resolution === other.resolution && one.isMean === other.isMean && one.hold === other.hold && one.gap === other.gap;
