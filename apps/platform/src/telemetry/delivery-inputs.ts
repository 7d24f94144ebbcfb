import { DeliveryFold, OffFold, deliveryDowntime, hoursOfLeg, lateLimit, stateMetrics } from '@yanshou/kpi';
import type { Delivery, DeviceHourMask, EvaluationContext, GapEvidence, MinuteRange } from '@yanshou/kpi';
import { LATE_DATA, OVERDUE_DATA } from '@yanshou/store';
import type { DirtyHours, TelemetryView } from '@yanshou/store';
import { LEGS, MICROS_PER_DAY, MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { Leg, Micros, ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import { OverdueCache } from './overdue-cache.js';
import type { HourMinutes } from './overdue-hours.js';
import { readingAt } from './reading-at.js';

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
 * evaluation, an hour is read again only when something late or replayed came to it since.
 */
export async function readOverdue(sources: DeliverySources, cache = new OverdueCache()): Promise<readonly DeviceHourMask[]> {
  const { store, inventory, contract, down } = sources;
  const dirty = await store.dirtyHours(inventory.project);
  if (dirty === undefined) return [];
  // Of what came more than a day late a mark of its own is kept.
  const touched = hoursWith(dirty, lateLimit(contract) < MICROS_PER_DAY ? LATE_DATA : OVERDUE_DATA);
  const legs = LEGS.map((leg) => ({ leg, hours: hoursOfLeg(contract, leg) }));
  const wanted = touched.filter((hour) => legs.some(({ hours }) => isIn(hours, hour)));
  const minutes = await cache.get({ store, inventory, contract, down, wanted, cursor: dirty.cursor, read: (hours) => readHours(sources, hours) });
  return legs.flatMap(({ leg, hours }) => minutes.filter(({ hour }) => isIn(hours, hour)).map((one) => ({ leg, ...one })));
}

const isIn = ({ first, end }: Hours, hour: number): boolean => hour >= first && hour < end;

/** Overdue minutes of some hours, ascending, of whichever leg. */
async function readHours(sources: DeliverySources, hours: readonly number[]): Promise<{ readonly overdue: readonly HourMinutes[]; readonly newest: Micros }> {
  const { overdue, newest } = await readDelivery(sources, [{ leg: 'reporting', hours: { first: -Infinity, end: Infinity } }], hours);
  return { overdue: overdue.map(({ leg: _, ...minutes }) => minutes), newest };
}

/** What tells whose fault the gaps of the reporting period are: reads every reading of a state, and the hours that came late. */
export async function readGapEvidence(sources: DeliverySources): Promise<GapEvidence> {
  const hours = hoursOfLeg(sources.contract, 'reporting');
  const { late } = await readDelivery(sources, [{ leg: 'reporting', hours }], await touchedHours(sources, LATE_DATA));
  return { off: await readOff(sources), late };
}

/** An evaluation's context with it. */
export const withGapEvidence = async (context: EvaluationContext, store: TelemetryView): Promise<EvaluationContext> =>
  ({ ...context, gapEvidence: await readGapEvidence({ store, inventory: context.inventory, contract: context.contract, down: deliveryDowntime(context) }) });

const touchedHours = async ({ store, inventory }: DeliverySources, cause: number): Promise<readonly number[]> => hoursWith(await store.dirtyHours(inventory.project), cause);
const hoursWith = (dirty: DirtyHours | undefined, cause: number): readonly number[] => (dirty?.hours ?? []).filter(({ causes }) => (causes & cause) !== 0).map(({ hour }) => hour);

interface LegHours {
  readonly leg: Leg;
  readonly hours: Hours;
}

async function readDelivery(sources: DeliverySources, legs: readonly LegHours[], touched: readonly number[]): Promise<Delivery & { readonly newest: Micros }> {
  const { store, inventory, contract, down } = sources;
  const { project } = inventory;
  const found: { overdue: DeviceHourMask[]; late: DeviceHourMask[]; newest: Micros } = { overdue: [], late: [], newest: -Infinity };
  for (const { leg, hours: own } of legs) {
    for (const hours of runsOf(touched, own)) {
      const fold = new DeliveryFold({ leg, hours, inventory, contract, down });
      for await (const page of store.readings({ project, from: hours.first * MICROS_PER_HOUR, to: hours.end * MICROS_PER_HOUR })) {
        for (let row = 0; row < page.length; row += 1) {
          fold.add(readingAt(page, row));
          found.newest = Math.max(found.newest, page.received[row] as number);
        }
      }
      const { overdue, late } = fold.finish();
      // No spread: a long run can have more masks than a call takes arguments.
      for (const minutes of overdue) found.overdue.push(minutes);
      for (const minutes of late) found.late.push(minutes);
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
