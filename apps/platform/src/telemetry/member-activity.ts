import { ExtractFold, datedMembers, memberHours, memberMinutes } from '@yanshou/kpi';
import type { DeviceHours, SeriesValidRow } from '@yanshou/kpi';
import type { TelemetryView } from '@yanshou/store';
import { MICROS_PER_HOUR, hourOf } from '@yanshou/telemetry';
import type { ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import { readingAt } from './reading-at.js';

interface MemberSources {
  readonly store: TelemetryView;
  readonly inventory: ProjectInventory;
  readonly contract: ProjectContract;
}

/**
 * The activity of the reporting period without what devices delivered before they came to the project or after they left.
 * The store counts by the hour and knows no memberships, so of such devices the readings are read again: of most projects
 * there are none, which the minutes tell.
 */
export async function activityOfMembers(sources: MemberSources, hours: DeviceHours, activity: readonly SeriesValidRow[]): Promise<readonly SeriesValidRow[]> {
  const outside = deliveredOutside(sources.inventory, hours);
  if (outside.size === 0) return activity;
  const { store, inventory, contract } = sources;
  const fold = new ExtractFold(inventory, contract);
  const { from, to } = contract.window;
  for (const device of [...outside].sort()) {
    for await (const page of store.readings({ project: inventory.project, device, from: hourOf(from) * MICROS_PER_HOUR, to: Math.ceil(to / MICROS_PER_HOUR) * MICROS_PER_HOUR })) {
      for (let row = 0; row < page.length; row += 1) fold.add('reporting', readingAt(page, row));
    }
  }
  return [...activity.filter(({ device }) => !outside.has(device)), ...fold.finish().activity];
}

/** Devices with a valid minute that lies outside their membership. */
function deliveredOutside({ devices }: ProjectInventory, { principals, columns }: DeviceHours): ReadonlySet<string> {
  const members = new Map([...datedMembers({ devices })].map(([id, membership]) => [id, memberHours(membership, 0)]));
  const found = new Set<string>();
  if (members.size === 0) return found;
  for (let row = 0; row < columns.length; row += 1) {
    const device = principals.get(columns.principal[row] as number) ?? '';
    const member = members.get(device);
    if (member === undefined) continue;
    const own = memberMinutes(member, columns.hour[row] as number);
    if ((((columns.low[row] as number) & ~own.low) | ((columns.high[row] as number) & ~own.high)) !== 0) found.add(device);
  }
  return found;
}
