import type { Micros } from './time.js';
import type { ReadingFlags } from './reading-flags.js';

/**
 * Readings by column: row i is one reading. Grows by doubling; `length` says how many rows are in use.
 * `number` is NaN where the value is a text; `text` is '' where it is a number.
 */
export class ReadingColumns {
  length = 0;
  /** Key of (project, device, metric), given out by the projector. */
  series: Int32Array;
  /** Source time. */
  at: Float64Array;
  received: Float64Array;
  number: Float64Array;
  text: string[] = [];
  flags: Uint16Array;
  /** Journal sequence of the message the reading came in. */
  sequence: Float64Array;
  /** Principal number of the gateway that carried it, 0 for none. */
  via: Int32Array;

  constructor(capacity = 1024) {
    this.series = new Int32Array(capacity);
    this.at = new Float64Array(capacity);
    this.received = new Float64Array(capacity);
    this.number = new Float64Array(capacity);
    this.flags = new Uint16Array(capacity);
    this.sequence = new Float64Array(capacity);
    this.via = new Int32Array(capacity);
  }

  push(series: number, at: Micros, value: number | string, flags: ReadingFlags, stamp: ReadingStamp): void {
    const row = this.length;
    if (row === this.series.length) this.grow();
    this.series[row] = series;
    this.at[row] = at;
    this.received[row] = stamp.received;
    this.number[row] = typeof value === 'number' ? value : NaN;
    this.text[row] = typeof value === 'number' ? '' : value;
    this.flags[row] = flags;
    this.sequence[row] = stamp.sequence;
    this.via[row] = stamp.via;
    this.length = row + 1;
  }

  clear(): void {
    this.length = 0;
    this.text.length = 0;
  }

  private grow(): void {
    const capacity = Math.max(1, this.series.length * 2);
    this.series = enlarge(this.series, new Int32Array(capacity));
    this.at = enlarge(this.at, new Float64Array(capacity));
    this.received = enlarge(this.received, new Float64Array(capacity));
    this.number = enlarge(this.number, new Float64Array(capacity));
    this.flags = enlarge(this.flags, new Uint16Array(capacity));
    this.sequence = enlarge(this.sequence, new Float64Array(capacity));
    this.via = enlarge(this.via, new Int32Array(capacity));
  }
}

/** What all readings of one message share. */
export interface ReadingStamp {
  received: Micros;
  sequence: number;
  via: number;
}

function enlarge<T extends Int32Array | Float64Array | Uint16Array>(old: T, bigger: T): T {
  bigger.set(old as never);
  return bigger;
}
