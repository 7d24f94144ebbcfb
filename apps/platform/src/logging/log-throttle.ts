const MILLIS_PER_SECOND = 1_000;

export interface ThrottleRate {
  /** Lines that may come at once. */
  readonly burst: number;
  readonly perSecond: number;
}

/** Half a line a second is some ten megabytes a day. */
export const DEFAULT_THROTTLE: ThrottleRate = { burst: 50, perSecond: 0.5 };

/** Lets a burst of lines through and then few: whoever sends endless bad requests must not be able to fill the disk. */
export class LogThrottle {
  private tokens: number;
  private at: number;
  private suppressed = 0;

  /** `now`: monotonic milliseconds. */
  constructor(private readonly now: () => number, private readonly rate: ThrottleRate = DEFAULT_THROTTLE) {
    this.tokens = rate.burst;
    this.at = now();
  }

  /** Calls `write` when there is room, with the number of lines left out since the last. */
  pass(write: (suppressed: number) => void): void {
    const now = this.now();
    this.tokens = Math.min(this.rate.burst, this.tokens + ((now - this.at) * this.rate.perSecond) / MILLIS_PER_SECOND);
    this.at = now;
    if (this.tokens < 1) {
      this.suppressed += 1;
      return;
    }
    this.tokens -= 1;
    const { suppressed } = this;
    this.suppressed = 0;
    write(suppressed);
  }
}
