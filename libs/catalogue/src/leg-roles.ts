import { METRIC_ROLES } from '@yanshou/telemetry';
import type { MetricRole } from '@yanshou/telemetry';
import type { LegFigure } from './outcome-figures.js';

/** Roles behind the quantities that are not called by their role. */
const ROLE_OF: Readonly<Record<string, MetricRole>> = { 'earned-time': 'good-quantity', 'energy-cost': 'energy', 'material-cost': 'material' };
const ROLES: ReadonlySet<string> = new Set(METRIC_ROLES);

/** Roles of the metrics that a leg was read from; none of one that was declared. */
export function rolesOfLeg({ quantities }: Pick<LegFigure, 'quantities'>): readonly MetricRole[] {
  const measured = quantities.filter(({ declaredFigure, readings }) => declaredFigure === null && readings > 0);
  return [...new Set(measured.map(({ quantity }) => ROLE_OF[quantity] ?? quantity).filter((name): name is MetricRole => ROLES.has(name)))].sort();
}
