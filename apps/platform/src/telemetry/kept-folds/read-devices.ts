import type { ExtractReading } from '@yanshou/kpi';
import type { ReadingQuery, TelemetryView } from '@yanshou/store';
import { readingAt } from '../reading-at.js';

/** So many are asked for one by one: of more, asking costs more than reading all of the project's. */
const FEW_DEVICES = 16;

/** Readings of a metric and these devices, ascending by device and time. */
export async function readDevices(store: TelemetryView, query: Omit<ReadingQuery, 'device'>, devices: ReadonlySet<string>, each: (reading: ExtractReading) => void): Promise<void> {
  const asked: readonly ReadingQuery[] = devices.size > FEW_DEVICES ? [query] : [...devices].sort().map((device) => ({ ...query, device }));
  for (const one of asked) {
    for await (const page of store.readings(one)) {
      for (let row = 0; row < page.length; row += 1) if (devices.has(page.device[row] as string)) each(readingAt(page, row));
    }
  }
}
