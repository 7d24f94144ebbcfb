import { monitorEventLoopDelay } from 'node:perf_hooks';

const NANOS_PER_SECOND = 1e9;
/** How often the loop is asked; what Node reports is this longer than the delay. */
const RESOLUTION_MILLIS = 20;

export interface LoopDelay {
  readonly p99: number;
  readonly max: number;
}

/** How late the acknowledging thread gets to its work: seconds, over the last whole period. */
export class EventLoopDelay {
  private readonly delays = monitorEventLoopDelay({ resolution: RESOLUTION_MILLIS });
  private last: LoopDelay = { p99: 0, max: 0 };

  start(): void {
    this.delays.enable();
  }

  /** Ends a period. */
  turn(): void {
    this.last = { p99: secondsOf(this.delays.percentile(99)), max: secondsOf(this.delays.max) };
    this.delays.reset();
  }

  read(): LoopDelay {
    return this.last;
  }

  stop(): void {
    this.delays.disable();
  }
}

const secondsOf = (nanos: number): number => Math.max(0, nanos / NANOS_PER_SECOND - RESOLUTION_MILLIS / 1_000);
