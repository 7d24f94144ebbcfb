import { DeliveryFold, OffFold, deliveryDowntime, hoursOfLeg, lateLimit, stateMetrics } from '@yanshou/kpi';
import type { Delivery, DeviceHourMask, EvaluationContext, GapEvidence, MinuteRange } from '@yanshou/kpi';
import { LATE_DATA, OVERDUE_DATA } from '@yanshou/store';
import type { DirtyHours, TelemetryView } from '@yanshou/store';
import { LEGS, MICROS_PER_DAY, MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { Leg, ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import type { OverdueCache } from './overdue-cache.js';
import { readingAt } from './role-quantities.js';

interface DeliverySources {
  readonly store: TelemetryView;
  readonly inventory: ProjectInventory;
  readonly contract: ProjectContract;
  /** The platform's downtime, in which nothing becomes late. */
  readonly down: readonly MinuteRange[];
}

interface Hours {
  readonly first: number;
  readonly end: number;
}

/**
 * Minutes of both legs that were delivered after the contract's limit only. Raw readings are read of the hours alone that
 * the store knows to have been touched so late: of most projects there are none. `cache`: where it lives longer than one
 * evaluation, they are read again only when something late or replayed came since.
 */
export async function readOverdue(sources: DeliverySources, cache?: OverdueCache): Promise<readonly DeviceHourMask[]> {
  // A shorter limit looks at hours that late data still comes to: what was kept of them would seldom hold.
  if (lateLimit(sources.contract) < MICROS_PER_DAY) return (await readDelivery(sources, LEGS, await touchedHours(sources, LATE_DATA))).overdue;
  const dirty = await sources.store.dirtyHours(sources.inventory.project);
  if (dirty === undefined) return [];
  const read = async (): Promise<readonly DeviceHourMask[]> => (await readDelivery(sources, LEGS, hoursWith(dirty, OVERDUE_DATA))).overdue;
  return cache === undefined ? read() : cache.get(sources, dirty.cursor, read);
}

/** What tells whose fault the gaps of the reporting period are: reads every reading of a state, and the hours that came late. */
export async function readGapEvidence(sources: DeliverySources): Promise<GapEvidence> {
  const { late } = await readDelivery(sources, ['reporting'], await touchedHours(sources, LATE_DATA));
  return { off: await readOff(sources), late };
}

/** An evaluation's context with it. */
export const withGapEvidence = async (context: EvaluationContext, store: TelemetryView): Promise<EvaluationContext> =>
  ({ ...context, gapEvidence: await readGapEvidence({ store, inventory: context.inventory, contract: context.contract, down: deliveryDowntime(context) }) });

const touchedHours = async ({ store, inventory }: DeliverySources, cause: number): Promise<readonly number[]> => hoursWith(await store.dirtyHours(inventory.project), cause);
const hoursWith = (dirty: DirtyHours | undefined, cause: number): readonly number[] => (dirty?.hours ?? []).filter(({ causes }) => (causes & cause) !== 0).map(({ hour }) => hour);

async function readDelivery(sources: DeliverySources, legs: readonly Leg[], touched: readonly number[]): Promise<Delivery> {
  const { store, inventory, contract, down } = sources;
  const { project } = inventory;
  const found: { overdue: DeviceHourMask[]; late: DeviceHourMask[] } = { overdue: [], late: [] };
  for (const leg of legs) {
    for (const hours of runsOf(touched, hoursOfLeg(contract, leg))) {
      const fold = new DeliveryFold({ leg, hours, inventory, contract, down });
      for await (const page of store.readings({ project, from: hours.first * MICROS_PER_HOUR, to: hours.end * MICROS_PER_HOUR })) {
        for (let row = 0; row < page.length; row += 1) fold.add(readingAt(page, row));
      }
      const { overdue, late } = fold.finish();
      found.overdue.push(...overdue);
      found.late.push(...late);
    }
  }
  return found;
}

async function readOff({ store, inventory, contract }: DeliverySources): Promise<GapEvidence['off']> {
  const hours = hoursOfLeg(contract, 'reporting');
  const fold = new OffFold(inventory, hours);
  const metrics = [...new Set(stateMetrics(inventory).map(({ metric }) => metric))];
  for (const metric of metrics) {
    for await (const page of store.readings({ project: inventory.project, metric, from: hours.first * MICROS_PER_HOUR, to: hours.end * MICROS_PER_HOUR })) {
      for (let row = 0; row < page.length; row += 1) fold.add(readingAt(page, row));
    }
  }
  return fold.finish();
}

/** Hours of the span that follow one another, as stretches; the hours come ascending. */
function runsOf(hours: readonly number[], { first, end }: Hours): readonly Hours[] {
  const runs: { first: number; end: number }[] = [];
  for (const hour of hours) {
    if (hour < first || hour >= end) continue;
    const last = runs.at(-1);
    if (last?.end === hour) last.end = hour + 1;
    else runs.push({ first: hour, end: hour + 1 });
  }
  return runs;
}
