import type { TraceReadings } from '@yanshou/catalogue';
import { TraceReadingsFold } from '@yanshou/kpi';
import type { TelemetryView } from '@yanshou/store';
import type { Micros, ProjectInventory, TraceBatchItem, TraceTerms } from '@yanshou/telemetry';
import { readingAt } from './reading-at.js';

/** Batches whose cold chains are asked for. */
export interface TraceQuestion {
  readonly inventory: ProjectInventory;
  readonly terms: TraceTerms | null;
  readonly batches: readonly TraceBatchItem[];
  /** Readings outside change nothing. */
  readonly period: { readonly from: Micros; readonly to: Micros };
}

/** What the store says of the cold chains of batches; only the stretches of the series that they name are read. */
export async function readTraceReadings(store: TelemetryView, { inventory, terms, batches, period }: TraceQuestion): Promise<readonly TraceReadings[]> {
  const fold = new TraceReadingsFold(inventory, terms, batches, period);
  for (const { device, metric, from, to } of fold.spans()) {
    if (to <= from) continue;
    for await (const page of store.readings({ project: inventory.project, device, metric, from, to })) {
      for (let row = 0; row < page.length; row += 1) fold.add(readingAt(page, row));
    }
  }
  return fold.finish();
}
