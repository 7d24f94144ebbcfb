import { LEGS } from '@yanshou/telemetry';
import type { DeclaredFigure, MetricRole, ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import { roleMetrics } from './role-metrics.js';

/** Roles of which one each has to be metered. */
type Groups = readonly (readonly MetricRole[])[];

/**
 * What has to be metered for telemetry alone to give both legs of a gain, by the definition that the contract chose. An
 * operating cost always has a part that is declared, and a link under remote management its evidence: those have no windows.
 */
const GROUPS: ReadonlyMap<string, (contract: ProjectContract) => Groups> = new Map(Object.entries({
  'production-efficiency-gain': ({ efficiency }: ProjectContract) => EFFICIENCY[efficiency?.definition ?? 'labour-hours'],
  'defect-rate-reduction': (): Groups => [['scrap-quantity'], ['inspected-quantity']],
  'energy-utilisation-gain': (): Groups => [['energy'], ['good-quantity', 'produced-quantity']],
  'distribution-efficiency-gain': (): Groups => [['delivery-quantity', 'freight-turnover'], ['vehicle-time']],
}));

const EFFICIENCY: Readonly<Record<NonNullable<ProjectContract['efficiency']>['definition'], Groups>> = {
  'labour-hours': [['good-quantity'], ['labour-time']], 'oee': [['good-quantity']], 'machine-hours': [['good-quantity'], ['production-state']],
};

/** Whether an indicator can be a gain of two legs that telemetry alone gives. */
export const isMeteredGain = (indicator: string): boolean => GROUPS.has(indicator);

/**
 * Of the contract's targets the gains that telemetry alone answers, in both legs: everything that their definition reads is
 * metered somewhere, and no accepted figure stands for a leg. None without a baseline.
 */
export function meteredGains(contract: ProjectContract, inventory: ProjectInventory, figures: readonly DeclaredFigure[]): ReadonlySet<string> {
  if (contract.baseline === undefined) return new Set();
  const metered = new Set(roleMetrics(inventory).map(({ metric }) => metric.role));
  const stated = new Set(figures.filter(({ status, purpose }) => status === 'accepted' && LEGS.some((leg) => leg === purpose)).map(({ indicator }) => indicator));
  const isMetered = (indicator: string): boolean => GROUPS.get(indicator)?.(contract).every((roles) => roles.some((role) => metered.has(role))) === true;
  return new Set(contract.targets.map(({ indicator }) => indicator).filter((indicator) => isMetered(indicator) && !stated.has(indicator)));
}
