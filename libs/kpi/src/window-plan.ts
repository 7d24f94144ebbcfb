import { findIndicator } from '@yanshou/catalogue';
import { QUANTITY_ROLES } from '@yanshou/telemetry';
import type { Leg, MetricRole, ProjectContract } from '@yanshou/telemetry';

/** How a role is read by windows: pollutants by the hour of the reporting period, what a regression reads by the day of both legs, by the hour where the calendar explains it. */
export interface WindowPlan {
  readonly unit: 'hour' | 'day';
  readonly legs: readonly Leg[];
}

const HOURS: WindowPlan = { unit: 'hour', legs: ['reporting'] };
const DAYS: WindowPlan = { unit: 'day', legs: ['baseline', 'reporting'] };
const HOURS_OF_BOTH: WindowPlan = { unit: 'hour', legs: ['baseline', 'reporting'] };
const BY_DAY: ReadonlySet<MetricRole> = new Set<MetricRole>([...QUANTITY_ROLES, 'outdoor-temperature']);

/** The roles that the contract's targets read by windows. */
export function windowPlan(contract: ProjectContract): ReadonlyMap<MetricRole, WindowPlan> {
  const roles = new Set(contract.targets.flatMap(({ indicator }) => {
    const definition = findIndicator(indicator);
    return definition?.computed ? (definition.windowRoles ?? []) : [];
  }));
  const isRegression = contract.energy?.definition === 'regression';
  const amounts = contract.energy?.model?.calendar === true ? HOURS_OF_BOTH : DAYS;
  return new Map([...roles].filter((role) => isRegression || !BY_DAY.has(role)).map((role) => [role, BY_DAY.has(role) ? amounts : HOURS]));
}
