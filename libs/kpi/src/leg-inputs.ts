import { LEGS, legPeriod } from '@yanshou/telemetry';
import type { Leg } from '@yanshou/telemetry';
import type { LegDevice, LegInputs, LegSeries } from '@yanshou/catalogue';
import { countIntervals } from './device-intervals.js';
import type { EvaluationContext } from './evaluation-context.js';
import { LegPlans } from './leg-plans.js';
import { datedMembers, memberHours, memberOf } from './membership.js';
import { mergeMinutes } from './merged-minutes.js';
import type { MergedMinutes } from './merged-minutes.js';
import { roleMetrics } from './role-metrics.js';
import type { RoleMetric } from './role-metrics.js';
import { judgedSeries } from './series/judged-series.js';
import { seriesMinutes } from './series/series-minutes.js';
import { ToldMinutes } from './series/told-minutes.js';
import type { JudgedRow } from './series/told-minutes.js';

/** Minutes of one leg with the calendars it is judged by. */
export interface LegMinutes {
  readonly merged: MergedMinutes;
  readonly plans: LegPlans;
}

/** Minutes of the contract's baseline; null without one, or without its minutes. */
export function baselineMinutes(context: EvaluationContext): LegMinutes | null {
  const { contract, baselineHours } = context;
  if (!contract.baseline || !baselineHours) return null;
  const plans = new LegPlans(context, contract.baseline);
  const merged = mergeMinutes({ ...context, deviceHours: baselineHours }, plans.window, { leg: 'baseline', isWhole: true });
  return { merged, plans };
}

/** What telemetry holds of both legs, for the indicators that read metrics with a role. */
export function legInputs(context: EvaluationContext, minutes: Readonly<Record<Leg, LegMinutes | null>>): Readonly<Record<Leg, LegInputs>> {
  const of = (leg: Leg): LegInputs => {
    const period = legPeriod(context.contract, leg);
    const held = minutes[leg];
    if (!period || !held || !(period.from < period.to)) return { quantities: [], devices: [] };
    return { quantities: context.quantities.filter((row) => row.leg === leg), devices: legDevices(context, leg, held) };
  };
  return Object.fromEntries(LEGS.map((leg) => [leg, of(leg)])) as Record<Leg, LegInputs>;
}

function legDevices(context: EvaluationContext, leg: Leg, { merged, plans }: LegMinutes): readonly LegDevice[] {
  const roles = new Map<string, RoleMetric[]>();
  for (const role of roleMetrics(context.inventory)) {
    const own = roles.get(role.device);
    if (own) own.push(role);
    else roles.set(role.device, [role]);
  }
  const members = datedMembers(context.inventory);
  const judged = judgedSeries(context, leg);
  const told = new ToldMinutes(context, leg, merged);
  return merged.devices.flatMap((id, row): readonly LegDevice[] => {
    const metrics = roles.get(id);
    if (!metrics?.[0]) return [];
    const member = memberHours(memberOf(members, id), merged.firstHour);
    const slots = plans.slots(id);
    const { judgingIntervalMinutes } = metrics[0].deviceClass;
    const { expected, valid } = countIntervals(merged, row, slots(judgingIntervalMinutes), member);
    const series = judged?.get(id)?.map(({ metric, role, spans }): LegSeries => {
      const spoken = seriesMinutes(merged, row, spans);
      const own = spoken ? countIntervals(spoken, 0, slots(judgingIntervalMinutes), member) : { expected, valid };
      return { metric, role, expected: own.expected, valid: own.valid };
    });
    const minutely = countIntervals(merged, row, slots(1), member);
    const planned = plannedTime(told, metrics, { all: minutely.expected + minutely.platformFault, row, slots: slots(judgingIntervalMinutes), member });
    return [{ id, roles: [...new Set(metrics.map(({ metric }) => metric.role))].sort(), expected, valid, ...planned, ...(series && { series }) }];
  });
}

interface PlannedRow extends JudgedRow {
  /** Planned minutes, with those of the platform's downtime. */
  readonly all: number;
}

/** Planned time without the downtime of which the series that it is measured against tell nothing: pieces, and of the state of production its own. */
function plannedTime(told: ToldMinutes, metrics: readonly RoleMetric[], { all, ...judged }: PlannedRow): Pick<LegDevice, 'plannedMinutes' | 'platformMinutes' | 'stateMinutes'> {
  const [good, state] = (['good-quantity', 'production-state'] as const).map((role) => metrics.filter(({ metric }) => metric.role === role)) as [RoleMetric[], RoleMetric[]];
  const untold = (series: readonly RoleMetric[]): number => told.untold(series, judged) * judged.slots.planned.minutes;
  const platformMinutes = untold(good.length > 0 ? good : state);
  const plannedMinutes = all - platformMinutes;
  const stateMinutes = state.length > 0 ? all - untold(state) : plannedMinutes;
  return { plannedMinutes, platformMinutes, ...(stateMinutes !== plannedMinutes && { stateMinutes }) };
}
