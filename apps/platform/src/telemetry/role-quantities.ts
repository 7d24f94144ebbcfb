import type { RoleQuantity } from '@yanshou/catalogue';
import type { ExtractReading } from '@yanshou/kpi';
import { RoleQuantityFold, roleMetrics } from '@yanshou/kpi';
import type { ReadingPage, TelemetryStore } from '@yanshou/store';
import { LEGS, ValueKind, UNUSED, legPeriod, originName, originOf, qualityLetter, qualityOf, valueKindOf } from '@yanshou/telemetry';
import type { ProjectContract, ProjectInventory } from '@yanshou/telemetry';

/**
 * Exact quantities of the metrics with a role in both legs. Their raw readings are streamed through the fold that the
 * verifier uses on an extract: the same numbers to the last digit. Reads nothing where no metric has a role.
 */
export async function readRoleQuantities(store: TelemetryStore, inventory: ProjectInventory, contract: ProjectContract): Promise<readonly RoleQuantity[]> {
  const fold = new RoleQuantityFold(inventory, contract);
  for (const leg of LEGS) {
    const period = legPeriod(contract, leg);
    if (!period) continue;
    for (const { device, metric } of roleMetrics(inventory)) {
      const { from, to } = period;
      for await (const page of store.readings({ project: inventory.project, device, metric: metric.name, from, to })) {
        for (let row = 0; row < page.length; row += 1) fold.add(leg, readingAt(page, row));
      }
    }
  }
  return fold.finish();
}

/** A row of a page as an extract holds it. */
export function readingAt(page: ReadingPage, row: number): ExtractReading {
  const flags = page.flags[row] as number;
  const kind = valueKindOf(flags);
  return {
    device: page.device[row] as string,
    metric: page.metric[row] as string,
    at: page.at[row] as number,
    value: kind === ValueKind.text ? (page.text[row] as string) : (page.number[row] as number),
    kind: kind === ValueKind.text ? 'text' : kind === ValueKind.boolean ? 'boolean' : 'number',
    quality: qualityLetter(qualityOf(flags)),
    origin: originName(originOf(flags)),
    unused: (flags & UNUSED) !== 0,
  };
}
