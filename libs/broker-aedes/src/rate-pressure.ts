import type { TokenBucket } from './token-bucket.js';

/** Share of a second's tokens that is waited for, so that a slowed client comes in few larger steps. */
const STEP = 0.1;
/** A rate may have changed meanwhile; milliseconds. */
const LONGEST_WAIT = 1_000;
const RELIEVED_LEVEL = 0.5;

/**
 * A connection's side of its principal's rate: who is over it waits. Remembers since when the client has pressed
 * without a pause; a pause is when half of the burst has come back.
 */
export class RatePressure {
  private timer: NodeJS.Timeout | undefined;
  private since: number | undefined;

  constructor(private readonly bucket: TokenBucket, private readonly onRelief: () => void) {}

  /** Whether one more message may come in now; if not, `onRelief` is called when it may be worth asking again. */
  admits(now: number): boolean {
    if (this.bucket.take(now)) return true;
    this.since ??= now;
    this.timer ??= setTimeout(() => {
      this.timer = undefined;
      this.onRelief();
    }, Math.min(LONGEST_WAIT, Math.max(10, this.bucket.waitMillis(Math.max(1, this.bucket.ratePerSecond * STEP), now))));
    return false;
  }

  isFlood(now: number, floodMillis: number): boolean {
    if (this.since === undefined) return false;
    if (this.bucket.level(now) >= RELIEVED_LEVEL) this.since = undefined;
    return this.since !== undefined && now - this.since > floodMillis;
  }

  stop(): void {
    clearTimeout(this.timer);
  }
}
