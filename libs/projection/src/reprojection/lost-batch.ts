import type { FoundReadings, ReadingKeys } from '@yanshou/store';
import { ReadingColumns, hourOf } from '@yanshou/telemetry';
import type { Micros } from '@yanshou/telemetry';
import { copyRow } from '../candidate-resolver.js';
import type { LostCounts } from './lost-counts.js';

/** So many keys are looked up at a time. */
const MOST_KEYS = 20_000;

/** Readings of the journal that may be lost, each key once: the first one is the one that was stored. */
export class LostBatch {
  private readonly readings = new ReadingColumns(MOST_KEYS);
  /** With those that were written again and that no answer has yet. */
  private readonly known = new Set<string>();

  get isFull(): boolean {
    return this.readings.length >= MOST_KEYS;
  }

  get isEmpty(): boolean {
    return this.readings.length === 0;
  }

  /** Keys that are remembered. */
  get size(): number {
    return this.known.size;
  }

  /** Changes nothing where the key is known. */
  add(...reading: Parameters<ReadingColumns['push']>): void {
    const key = keyOf(reading[0], reading[1]);
    if (this.known.has(key)) return;
    this.known.add(key);
    this.readings.push(...reading);
  }

  keys(): ReadingKeys {
    const { series, at, length } = this.readings;
    return { series: series.slice(0, length), at: at.slice(0, length) };
  }

  /** Takes out those that are not there, as many as are missing; the batch is empty then. */
  takeLost(found: FoundReadings, lost: LostCounts): ReadingColumns {
    const isThere = new Uint8Array(this.readings.length);
    for (let place = 0; place < found.length; place += 1) isThere[found.index[place] as number] = 1;
    const taken = new ReadingColumns(this.readings.length);
    for (let row = 0; row < this.readings.length; row += 1) {
      const [series, hour] = [this.readings.series[row] as number, hourOf(this.readings.at[row] as number)];
      if (isThere[row] === 1 || !lost.isLacking(series, hour)) continue;
      lost.give(series, hour);
      copyRow(this.readings, row, taken);
    }
    this.readings.clear();
    return taken;
  }

  /** What was written again is found from now on. */
  forget(): void {
    this.known.clear();
  }
}

const keyOf = (series: number, at: Micros): string => `${series}/${at}`;
