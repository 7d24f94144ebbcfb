import { findIndicator, rolesOfLeg } from '@yanshou/catalogue';
import type { ComputedIndicator, IndicatorDefinition, LegFigure } from '@yanshou/catalogue';
import { LEVEL_ROLES } from '@yanshou/telemetry';
import type { MetricRole, ProjectContract } from '@yanshou/telemetry';
import { windowPlan } from '../window-plan.js';

const LEVELS: ReadonlySet<MetricRole> = new Set<MetricRole>(LEVEL_ROLES);

/** Whether the silence of a device may hold the value of an indicator back. */
export const isGatedByDevices = (definition: IndicatorDefinition | undefined): definition is ComputedIndicator =>
  definition?.computed === true && definition.gates.includes('device');

/** What a gated indicator reads: amounts, and the levels that the contract's terms make it read. */
export function rolesRead(definition: ComputedIndicator, contract: ProjectContract): readonly MetricRole[] {
  const plan = windowPlan(contract);
  return [...new Set([...(definition.roles ?? []), ...levelsOf(definition).filter((role) => plan.has(role))])];
}

const levelsOf = ({ windowRoles = [] }: ComputedIndicator): readonly MetricRole[] => windowRoles.filter((role) => LEVELS.has(role));

/** Roles whose readings are folded: those that a gated target of the contract reads. */
export const gatedRoles = (contract: ProjectContract): ReadonlySet<MetricRole> =>
  new Set(contract.targets.map(({ indicator }) => findIndicator(indicator)).filter(isGatedByDevices).flatMap((definition) => rolesRead(definition, contract)));

/** Roles behind one leg of a value. */
export function rolesBehind(definition: ComputedIndicator, contract: ProjectContract, leg: LegFigure): ReadonlySet<MetricRole> {
  const levels = rolesRead(definition, contract).filter((role) => LEVELS.has(role));
  return new Set([...rolesOfLeg(leg), ...(contract.energy?.model?.temperature === true ? levels : [])]);
}

/**
 * Whether daily amounts of a role are to differ from each other. Energy and levels are measured; pieces, labour and
 * material repeat because the plan does, and states have two values.
 */
export const isMeasured = (role: MetricRole): boolean => role === 'energy' || LEVELS.has(role);

export const isLevel = (role: MetricRole): boolean => LEVELS.has(role);
