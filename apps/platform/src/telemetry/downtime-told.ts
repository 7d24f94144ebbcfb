import { DowntimeToldFold } from '@yanshou/kpi';
import type { DowntimeTold, MinuteRange } from '@yanshou/kpi';
import type { TelemetryView } from '@yanshou/store';
import type { ProjectContract, ProjectInventory } from '@yanshou/telemetry';
import { readingAt } from './reading-at.js';

/** What single series told of the platform's downtime; only readings around an outage are read, and none where no target needs them. */
export async function readDowntimeTold(store: TelemetryView, inventory: ProjectInventory, contract: ProjectContract, down: readonly MinuteRange[]): Promise<readonly DowntimeTold[]> {
  const fold = new DowntimeToldFold(inventory, contract, down);
  for (const { leg, metric, from, to } of fold.stretches()) {
    for await (const page of store.readings({ project: inventory.project, metric, from, to })) {
      for (let row = 0; row < page.length; row += 1) fold.add(leg, readingAt(page, row));
    }
  }
  return fold.finish();
}
