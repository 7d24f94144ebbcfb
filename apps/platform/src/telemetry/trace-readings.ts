import type { TraceReadings } from '@yanshou/catalogue';
import { TraceReadingsFold } from '@yanshou/kpi';
import type { TraceFoldTerms } from '@yanshou/kpi';
import type { TelemetryView } from '@yanshou/store';
import type { ProjectInventory } from '@yanshou/telemetry';
import { readDowntime } from './platform-silence.js';
import { readingAt } from './reading-at.js';

/** Batches whose cold chains are asked for. */
export interface TraceQuestion extends TraceFoldTerms {
  readonly inventory: ProjectInventory;
}

/** What the store says of the cold chains of batches; only the stretches of the series that they name are read. */
export async function readTraceReadings(store: TelemetryView, { inventory, ...terms }: TraceQuestion): Promise<readonly TraceReadings[]> {
  const fold = new TraceReadingsFold(inventory, terms);
  for (const { device, metric, from, to } of fold.spans()) {
    if (to <= from) continue;
    for await (const page of store.readings({ project: inventory.project, device, metric, from, to })) {
      for (let row = 0; row < page.length; row += 1) fold.add(readingAt(page, row));
    }
  }
  return fold.finish();
}

/**
 * As `readTraceReadings`, with the downtime that the heartbeats prove of the spans of the batches: for who has not asked for
 * that of a contract's legs. A demonstration's data is made or recorded elsewhere: there heartbeats say nothing of it.
 */
export async function traceReadingsOfBatches(store: TelemetryView, question: Omit<TraceQuestion, 'down'>): Promise<readonly TraceReadings[]> {
  const { inventory, ...terms } = question;
  const spans = inventory.demonstration ? [] : new TraceReadingsFold(inventory, terms).spans();
  return readTraceReadings(store, { ...question, down: await readDowntime(store, inventory.project, spans) });
}
