import { FixedHistogram } from './fixed-histogram.js';
import type { HistogramSnapshot } from './fixed-histogram.js';

const MILLIS_PER_SECOND = 1_000;
const ROOM = 1_024;

/**
 * How long messages wait for their acknowledgement. A journal group settles thousands of messages in one turn: each only
 * leaves its time of receipt here, messages of one read share an entry, and the clock is read once, when the
 * acknowledgements of all of them have gone to their sockets.
 */
export class AcknowledgementLatency {
  private readonly histogram = new FixedHistogram();
  private readonly times = new Float64Array(ROOM);
  private readonly repeats = new Uint32Array(ROOM);
  private used = 0;
  private scheduled = false;

  constructor(
    /** Monotonic milliseconds. */
    private readonly now: () => number,
    /** Runs the call when what is being written now has been written. */
    private readonly afterWrites: (call: () => void) => void = afterThisTurnsWrites,
  ) {}

  /** One message that came at `receivedAt` is being acknowledged. */
  readonly acknowledged = (receivedAt: number): void => {
    const last = this.used - 1;
    if (last >= 0 && this.times[last] === receivedAt) {
      this.repeats[last] = (this.repeats[last] as number) + 1;
      return;
    }
    if (this.used === ROOM) this.measure();
    this.times[this.used] = receivedAt;
    this.repeats[this.used] = 1;
    this.used += 1;
    if (this.scheduled) return;
    this.scheduled = true;
    this.afterWrites(this.flush);
  };

  snapshot(): HistogramSnapshot {
    return this.histogram.snapshot();
  }

  private readonly flush = (): void => {
    this.scheduled = false;
    this.measure();
  };

  private measure(): void {
    const now = this.now();
    for (let place = 0; place < this.used; place += 1) {
      this.histogram.observe(Math.max(0, now - (this.times[place] as number)) / MILLIS_PER_SECOND, this.repeats[place]);
    }
    this.used = 0;
  }
}

// Sockets are flushed in the next tick after their first write; a tick behind those are all of them.
const afterThisTurnsWrites = (call: () => void): void => process.nextTick(() => process.nextTick(call));
