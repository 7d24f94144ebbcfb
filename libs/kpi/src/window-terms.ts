import { windowFloor, windowLevel } from '@yanshou/catalogue';
import { MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { Leg, ProjectContract } from '@yanshou/telemetry';
import { intervalMinutesOf } from './role-metrics.js';
import type { RoleMetric } from './role-metrics.js';
import type { WindowPlan } from './window-plan.js';
import type { WindowTerms } from './window-series.js';

/** How the contract's indicators read a series of the leg by windows; undefined where none does. */
export function windowTerms(role: RoleMetric, { environment }: ProjectContract, plan: ReadonlyMap<string, WindowPlan>, leg: Leg): WindowTerms | undefined {
  const { metric } = role;
  const planned = plan.get(metric.role);
  if (!planned?.legs.includes(leg)) return undefined;
  const level = planned.unit === 'hour' ? windowLevel(metric.role, metric.unit, metric.resolution) : undefined;
  const floor = level === undefined ? undefined : windowFloor(metric.role, metric.unit, metric.resolution, environment?.salmonid === true);
  return { unit: planned.unit, level: level ?? null, floor: floor ?? null, hold: intervalMinutesOf(role) * MICROS_PER_MINUTE };
}
