import type { ReadingColumns } from '@yanshou/telemetry';
import type { FoundReadings, ReadingKeys } from '@yanshou/store';
import { Counter } from './ledger-table.js';
import type { OpenBatch } from './open-batch.js';
import { ReadingKeyIndex } from './reading-key-index.js';
import type { SeriesBook } from './series-book.js';

/**
 * Settles the readings that may be known already, in order of arrival: same key and value, a duplicate; same key and
 * another value, a conflict; else stored. One look-up for the batch. Nothing is changed before `existing` answers.
 */
export async function resolveCandidates(batch: OpenBatch, book: SeriesBook, existing: (keys: ReadingKeys) => Promise<FoundReadings>): Promise<void> {
  const { candidates } = batch;
  if (candidates.length === 0) return;
  const asked = distinctKeys(candidates);
  const found = await existing(asked.keys);
  const foundBy = new Int32Array(asked.keys.series.length).fill(-1);
  for (let k = 0; k < found.length; k += 1) foundBy[found.index[k] as number] = k;
  const inBatch = indexOfBatch(batch, book);
  for (let row = 0; row < candidates.length; row += 1) settle(batch, row, inBatch, { found, at: foundBy[asked.keyOf[row] as number] as number });
}

function settle(batch: OpenBatch, row: number, inBatch: ReadingKeyIndex, stored: { found: FoundReadings; at: number }): void {
  const { candidates, readings } = batch;
  const known = inBatch.find(candidates.series[row] as number, candidates.at[row] as number);
  const number = candidates.number[row] as number;
  const text = candidates.text[row] as string;
  if (known >= 0) count(batch, row, sameValue(number, readings.number[known] as number) && text === readings.text[known]);
  else if (stored.at >= 0) count(batch, row, sameValue(number, stored.found.number[stored.at] as number) && text === stored.found.text[stored.at]);
  else {
    copyRow(candidates, row, readings);
    storeLast(batch);
    inBatch.enter(readings.length - 1);
  }
}

function storeLast(batch: OpenBatch): void {
  const { readings } = batch;
  const row = readings.length - 1;
  const flags = readings.flags[row] as number;
  const owner = batch.ownerOf(readings.series[row] as number);
  batch.addToSeries();
  batch.addToDevice(owner, readings.at[row] as number, flags);
  batch.countStored(batch.ledgerRow(owner, readings.received[row] as number), flags, 1);
}

function count(batch: OpenBatch, row: number, same: boolean): void {
  const { candidates, ledger } = batch;
  const series = candidates.series[row] as number;
  const received = candidates.received[row] as number;
  ledger.add(batch.ledgerRow(batch.ownerOf(series), received), same ? Counter.duplicates : Counter.conflicts, 1);
  if (same) return;
  const text = Number.isNaN(candidates.number[row]);
  batch.conflicts.push({
    series, at: candidates.at[row] as number, received, sequence: candidates.sequence[row] as number,
    value: text ? (candidates.text[row] as string) : (candidates.number[row] as number), flags: candidates.flags[row] as number,
  });
}

/** NaN stands for "a text"; zero has one sign in the store. */
const sameValue = (one: number, other: number): boolean => one === other || (Number.isNaN(one) && Number.isNaN(other));

/** Adds a row of `from` behind those of `to`. */
export function copyRow(from: ReadingColumns, row: number, to: ReadingColumns): void {
  const number = from.number[row] as number;
  to.push(from.series[row] as number, from.at[row] as number, Number.isNaN(number) ? (from.text[row] as string) : number, from.flags[row] as number, {
    received: from.received[row] as number, sequence: from.sequence[row] as number, via: from.via[row] as number,
  });
}

/** The keys asked for, each once, and for every candidate which of them is its own. */
function distinctKeys(candidates: ReadingColumns): { keys: ReadingKeys; keyOf: Int32Array } {
  const index = new ReadingKeyIndex(candidates, candidates.length);
  const keyOf = new Int32Array(candidates.length);
  const firsts: number[] = [];
  for (let row = 0; row < candidates.length; row += 1) {
    const first = index.find(candidates.series[row] as number, candidates.at[row] as number);
    if (first >= 0) {
      keyOf[row] = keyOf[first] as number;
      continue;
    }
    index.enter(row);
    keyOf[row] = firsts.push(row) - 1;
  }
  const series = Int32Array.from(firsts, (row) => candidates.series[row] as number);
  return { keys: { series, at: Float64Array.from(firsts, (row) => candidates.at[row] as number) }, keyOf };
}

/** Indexes those readings of the batch whose series have candidates. */
function indexOfBatch({ readings, candidates }: OpenBatch, book: SeriesBook): ReadingKeyIndex {
  const concerned = new Uint8Array(book.highest.length);
  for (let row = 0; row < candidates.length; row += 1) concerned[candidates.series[row] as number] = 1;
  let rows = candidates.length;
  for (let row = 0; row < readings.length; row += 1) rows += concerned[readings.series[row] as number] as number;
  const index = new ReadingKeyIndex(readings, rows);
  for (let row = 0; row < readings.length; row += 1) if (concerned[readings.series[row] as number] === 1) index.enter(row);
  return index;
}
