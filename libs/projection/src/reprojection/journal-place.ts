import type { JournalReader } from '@yanshou/journal';
import type { Micros } from '@yanshou/telemetry';

/** The first of the sequences below `until` whose record was received at `at` or later; `until` where none was. Receipts ascend, as far as the clock did. */
export async function firstReceivedFrom(reader: JournalReader, at: Micros, until: number): Promise<number> {
  let [low, high] = [1, until];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    await reader.seek(middle);
    const [record] = await reader.read({ maxRecords: 1, maxBytes: 1, waitMillis: 1_000 });
    if (record !== undefined && record.sequence < high && record.at < at) low = record.sequence + 1;
    else high = middle;
  }
  return low;
}
