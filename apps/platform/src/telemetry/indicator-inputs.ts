import type { LedgerCounts, TelemetryStore } from '@yanshou/store';
import type { EvaluationContext } from '@yanshou/kpi';
import type { Origin, ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE, countedOrigins, hourOf } from '@yanshou/telemetry';

export interface IndicatorSources {
  readonly store: TelemetryStore;
  readonly inventory: ProjectInventory;
  readonly contract: ProjectContract;
  /** Messages acknowledged and not yet projected. */
  readonly pending: number;
}

/** Everything that the indicators of one project read, over its contract's window. */
export async function readEvaluationContext(sources: IndicatorSources): Promise<EvaluationContext> {
  const { store, inventory, contract } = sources;
  const { project } = inventory;
  const hours = [hourOf(contract.window.from), Math.ceil(contract.window.to / MICROS_PER_HOUR)] as const;
  const origins = countedOrigins(inventory.demonstration);
  const [columns, activity, totals, senders] = await Promise.all([
    store.deviceHours(project, ...hours, origins),
    store.activity(project, ...hours, origins),
    store.totals(project),
    store.totalsByPrincipal(project),
  ]);
  return {
    inventory,
    contract,
    deviceHours: { principals: new Map(senders.map(({ principal }) => [principal.number, principal.device])), columns },
    activity: activity.map(({ device, series, valid }) => ({ device, metric: series.metric, valid })),
    everConnected: new Set(senders.filter(({ counts }) => counts.messages + counts.received + counts.gaps > 0).map(({ principal }) => principal.device)),
    platformCoverage: await platformCoverage(sources, totals),
    origins: originsSeen(totals),
  };
}

/**
 * Share of the period in which the platform was receiving and is projected. A demonstration's data is made or
 * recorded elsewhere and delivered afterwards: there the question is only whether all of it has been projected.
 */
async function platformCoverage({ store, inventory, contract, pending }: IndicatorSources, totals: LedgerCounts) {
  if (inventory.demonstration) return { covered: totals.messages, total: totals.messages + pending };
  const from = Math.floor(contract.window.from / MICROS_PER_MINUTE);
  const to = Math.floor(contract.window.to / MICROS_PER_MINUTE);
  return { covered: (await store.platformMinutes(from, to)).length, total: Math.max(0, to - from) };
}

function originsSeen(totals: LedgerCounts): Origin[] {
  const seen: Origin[] = [];
  if (totals.simulated > 0) seen.push('simulated');
  if (totals.replayed > 0) seen.push('replayed');
  if (totals.stored > totals.simulated + totals.replayed) seen.unshift('live');
  return seen;
}
