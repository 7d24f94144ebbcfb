import type { LedgerCounts, TelemetryView } from '@yanshou/store';
import { batchesOfPeriod, deliveryDowntime } from '@yanshou/kpi';
import type { DeviceHours, EvaluationContext } from '@yanshou/kpi';
import type { DeclaredFigure, EvidenceItem, Leg, Micros, Origin, OriginCode, ProjectContract, ProjectInventory, TraceBatchItem } from '@yanshou/telemetry';
import { MICROS_PER_HOUR, ORIGINS, countedOrigins, hourOf, legPeriod, originName } from '@yanshou/telemetry';
import { readOverdue } from './delivery-inputs.js';
import { activityOfMembers } from './member-activity.js';
import { readDowntimeTold } from './downtime-told.js';
import type { OverdueCache } from './overdue-cache.js';
import { readPlatformHeard } from './platform-silence.js';
import { readRoleMetrics } from './role-quantities.js';
import { readTraceReadings } from './trace-readings.js';

export interface IndicatorSources {
  readonly store: TelemetryView;
  readonly inventory: ProjectInventory;
  readonly contract: ProjectContract;
  /** Messages acknowledged and not yet projected. */
  readonly pending: number;
  /** As of FoldSources. */
  readonly closedUntil?: Micros | undefined;
  /** Registered items and declared figures of the project, whatever was decided on them; none when absent. */
  readonly evidence?: readonly EvidenceItem[];
  readonly figures?: readonly DeclaredFigure[];
  readonly batches?: readonly TraceBatchItem[];
  /** Where it lives longer than one evaluation. */
  readonly overdue?: OverdueCache;
}

/** Everything that the indicators of one project read, over its contract's window. */
export async function readEvaluationContext(sources: IndicatorSources): Promise<EvaluationContext> {
  const { store, inventory, contract } = sources;
  const { project } = inventory;
  const origins = countedOrigins(inventory.demonstration);
  const [totals, senders] = await Promise.all([store.totals(project), store.totalsByPrincipal(project)]);
  const principals = new Map(senders.map(({ principal }) => [principal.number, principal.device]));
  const hoursOf = (leg: Leg): Promise<DeviceHours | null> => deviceHours(sources, { leg, origins, principals });
  const batches = batchesOfPeriod(contract, sources.batches);
  const heard = await platformFacts(sources, totals);
  const down = deliveryDowntime(heard);
  const [reporting, baselineHours, activity, folded, told, traceReadings] = await Promise.all([
    hoursOf('reporting'),
    hoursOf('baseline'),
    store.activity(project, ...hourRange(contract.window), origins),
    readRoleMetrics({ ...sources, down }),
    readDowntimeTold(store, inventory, contract, down),
    readTraceReadings(store, { inventory, terms: contract.traceability ?? null, batches, period: contract.window, down }),
  ]);
  return {
    inventory,
    contract,
    deviceHours: reporting as DeviceHours,
    baselineHours,
    activity: await activityOfMembers(sources, reporting as DeviceHours, activity.map(({ device, series, valid }) => ({ device, metric: series.metric, valid }))),
    ...folded,
    told,
    evidence: sources.evidence ?? [],
    figures: sources.figures ?? [],
    batches,
    traceReadings,
    everConnected: new Set(senders.filter(({ counts }) => counts.messages + counts.received + counts.gaps > 0).map(({ principal }) => principal.device)),
    ...heard,
    overdue: await readOverdue({ ...sources, down }, sources.overdue),
    messages: await deliveredReadings(sources, totals),
    origins: originsSeen(totals, [reporting, baselineHours]),
  };
}

/**
 * By the hour of receipt, and only where a target asks: a ledger of a year is long. A demonstration's data is delivered
 * at any time after its own: there all of it counts.
 */
async function deliveredReadings({ store, inventory, contract, pending }: IndicatorSources, totals: LedgerCounts): Promise<NonNullable<EvaluationContext['messages']>> {
  if (!contract.targets.some(({ indicator }) => indicator === 'transmission')) return { received: 0, stored: 0 };
  const rows = inventory.demonstration ? [totals] : (await store.ledger(inventory.project, contract.window.from, contract.window.to)).map(({ counts }) => counts);
  const sum = (of: (counts: LedgerCounts) => number): number => rows.reduce((total, counts) => total + of(counts), 0);
  return { received: sum(({ received, quarantined }) => received + quarantined) + pending, stored: sum(({ stored, duplicates }) => stored + duplicates) };
}

interface HoursQuery {
  readonly leg: Leg;
  readonly origins: readonly OriginCode[];
  readonly principals: ReadonlyMap<number, string>;
}

/** Minutes of the hours that touch the leg's period; null for a leg without one. */
async function deviceHours({ store, inventory, contract }: IndicatorSources, { leg, origins, principals }: HoursQuery): Promise<DeviceHours | null> {
  const period = legPeriod(contract, leg);
  return period ? { principals, columns: await store.deviceHours(inventory.project, ...hourRange(period), origins) } : null;
}

const hourRange = ({ from, to }: { readonly from: number; readonly to: number }): readonly [from: number, to: number] =>
  [hourOf(from), Math.ceil(to / MICROS_PER_HOUR)];

/**
 * As `readEvaluationContext`, but of the window alone: what was received before or after it changes nothing, so that a
 * window gives the same row whenever it is computed from the same readings, and costs the same however long the history
 * is. A device counts as ever connected when it delivered in the window.
 */
export async function readWindowContext(sources: IndicatorSources): Promise<EvaluationContext> {
  const { store, inventory, contract, pending } = sources;
  const origins = countedOrigins(inventory.demonstration);
  const senders = await store.principals(inventory.project);
  const principals = new Map(senders.map(({ number, device }) => [number, device]));
  const heard = await platformFacts({ ...sources, pending }, undefined);
  const down = deliveryDowntime(heard);
  const [reporting, baselineHours, activity, folded, told] = await Promise.all([
    deviceHours(sources, { leg: 'reporting', origins, principals }),
    deviceHours(sources, { leg: 'baseline', origins, principals }),
    store.activity(inventory.project, ...hourRange(contract.window), origins),
    readRoleMetrics({ ...sources, down }),
    readDowntimeTold(store, inventory, contract, down),
  ]);
  const hours = reporting as DeviceHours;
  const seen = originsOf([hours]);
  return {
    inventory, contract, deviceHours: hours, baselineHours, ...folded, told, evidence: [], figures: [],
    activity: await activityOfMembers(sources, hours, activity.map(({ device, series, valid }) => ({ device, metric: series.metric, valid }))),
    everConnected: new Set(distinct(hours.columns.principal, hours.columns.length).map((number) => principals.get(number) ?? '')),
    ...heard,
    overdue: await readOverdue({ ...sources, down }, sources.overdue),
    origins: ORIGINS.filter((origin) => seen.has(origin)),
  };
}

type PlatformFacts = Pick<EvaluationContext, 'platformCoverage' | 'baselinePlatformCoverage' | 'platformSilence' | 'lostSessions' | 'downtimeAfter'>;

/**
 * Share of the period in which the platform was receiving and is projected, and when it was not. A demonstration's data is
 * made or recorded elsewhere and delivered afterwards: there the question is only whether all of it has been projected.
 */
async function platformFacts({ store, inventory, contract, pending }: IndicatorSources, totals: LedgerCounts | undefined): Promise<PlatformFacts> {
  if (inventory.demonstration) return { platformCoverage: totals ? { covered: totals.messages, total: totals.messages + pending } : { covered: 1, total: 1 } };
  const { coverage, baseline, silence, lost, after } = await readPlatformHeard(store, inventory.project, contract);
  return { platformCoverage: coverage, ...(baseline && { baselinePlatformCoverage: baseline }), platformSilence: silence, ...(lost.length > 0 && { lostSessions: lost }), ...(after.length > 0 && { downtimeAfter: after }) };
}

/**
 * The ledger knows how much was simulated or replayed, ever: such a project carries its stamp. What was imported it
 * counts with the live, so that is told by the readings of both legs.
 */
function originsSeen(totals: LedgerCounts, legs: readonly (DeviceHours | null)[]): readonly Origin[] {
  const counting = originsOf(legs);
  const isImported = counting.has('imported');
  const isLive = counting.has('live') || (!isImported && totals.stored > totals.simulated + totals.replayed);
  const seen = { live: isLive, simulated: totals.simulated > 0, replayed: totals.replayed > 0, imported: isImported };
  return ORIGINS.filter((origin) => seen[origin]);
}

const originsOf = (legs: readonly (DeviceHours | null)[]): ReadonlySet<Origin> =>
  new Set(legs.flatMap((leg) => distinct(leg?.columns.origin ?? new Uint8Array(0), leg?.columns.length ?? 0)).map(originName));

/** Small whole numbers among so many first rows, ascending; marked in a table, because a set of a year's rows takes a second. */
function distinct(numbers: Int32Array | Uint8Array, length: number): readonly number[] {
  let highest = -1;
  for (let row = 0; row < length; row += 1) highest = Math.max(highest, numbers[row] as number);
  const found = new Uint8Array(highest + 1);
  for (let row = 0; row < length; row += 1) found[numbers[row] as number] = 1;
  return [...found.keys()].filter((number) => found[number] === 1);
}
