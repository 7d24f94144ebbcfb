import { DeliveryFold, OffFold, lateLimit, stateMetrics } from '@yanshou/kpi';
import type { Delivery, DeviceHourMask, EvaluationContext, GapEvidence } from '@yanshou/kpi';
import { LATE_DATA, OVERDUE_DATA } from '@yanshou/store';
import type { TelemetryView } from '@yanshou/store';
import { LEGS, MICROS_PER_DAY, MICROS_PER_HOUR, hourOf, legPeriod } from '@yanshou/telemetry';
import type { Leg, ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import { readingAt } from './role-quantities.js';

interface DeliverySources {
  readonly store: TelemetryView;
  readonly inventory: ProjectInventory;
  readonly contract: ProjectContract;
}

interface Hours {
  readonly first: number;
  readonly end: number;
}

/**
 * Minutes of both legs that were delivered after the contract's limit only. Raw readings are read of the hours alone that
 * the store knows to have been touched so late: of most projects there are none.
 */
export async function readOverdue(sources: DeliverySources): Promise<readonly DeviceHourMask[]> {
  const cause = lateLimit(sources.contract) >= MICROS_PER_DAY ? OVERDUE_DATA : LATE_DATA;
  return (await readDelivery(sources, LEGS, cause)).overdue;
}

/** What tells whose fault the gaps of the reporting period are: reads every reading of a state, and the hours that came late. */
export async function readGapEvidence(sources: DeliverySources): Promise<GapEvidence> {
  const { late } = await readDelivery(sources, ['reporting'], LATE_DATA);
  return { off: await readOff(sources), late };
}

/** An evaluation's context with it. */
export const withGapEvidence = async (context: EvaluationContext, store: TelemetryView): Promise<EvaluationContext> =>
  ({ ...context, gapEvidence: await readGapEvidence({ store, inventory: context.inventory, contract: context.contract }) });

async function readDelivery(sources: DeliverySources, legs: readonly Leg[], cause: number): Promise<Delivery> {
  const { store, inventory, contract } = sources;
  const { project } = inventory;
  const touched = ((await store.dirtyHours(project))?.hours ?? []).filter(({ causes }) => (causes & cause) !== 0).map(({ hour }) => hour);
  const found: { overdue: DeviceHourMask[]; late: DeviceHourMask[] } = { overdue: [], late: [] };
  for (const leg of legs) {
    for (const hours of runsOf(touched, hoursOf(contract, leg))) {
      const fold = new DeliveryFold({ leg, hours, inventory, contract });
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
  const hours = hoursOf(contract, 'reporting');
  const fold = new OffFold(inventory, hours);
  const metrics = [...new Set(stateMetrics(inventory).map(({ metric }) => metric))];
  for (const metric of metrics) {
    for await (const page of store.readings({ project: inventory.project, metric, from: hours.first * MICROS_PER_HOUR, to: hours.end * MICROS_PER_HOUR })) {
      for (let row = 0; row < page.length; row += 1) fold.add(readingAt(page, row));
    }
  }
  return fold.finish();
}

function hoursOf(contract: ProjectContract, leg: Leg): Hours {
  const period = legPeriod(contract, leg);
  return period ? { first: hourOf(period.from), end: Math.ceil(period.to / MICROS_PER_HOUR) } : { first: 0, end: 0 };
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
