import { MICROS_PER_HOUR, hourOf, legPeriod } from '@yanshou/telemetry';
import type { Leg, ProjectContract } from '@yanshou/telemetry';

/** The UTC hours that touch a leg: first ≤ h < end; none of a leg that the contract does not name. */
export function hoursOfLeg(contract: ProjectContract, leg: Leg): { readonly first: number; readonly end: number } {
  const period = legPeriod(contract, leg);
  return period ? { first: hourOf(period.from), end: Math.ceil(period.to / MICROS_PER_HOUR) } : { first: 0, end: 0 };
}
