/** Lets `ratePerSecond` through on average and `burst` at once. Times are monotonic milliseconds. */
export class TokenBucket {
  private tokens: number;

  constructor(private perSecond: number, private burst: number, private at: number) {
    this.tokens = burst;
  }

  get ratePerSecond(): number {
    return this.perSecond;
  }

  /** Goes on with another rate. What is there stays, up to the new burst: a change earns no tokens. */
  adjust(rate: { readonly perSecond: number; readonly burst: number }, now: number): void {
    if (rate.perSecond === this.perSecond && rate.burst === this.burst) return;
    this.refill(now);
    this.perSecond = rate.perSecond;
    this.burst = rate.burst;
    this.tokens = Math.min(this.tokens, rate.burst);
  }

  /** Takes one token when there is one. */
  take(now: number): boolean {
    this.refill(now);
    if (this.tokens < 1) return false;
    this.tokens -= 1;
    return true;
  }

  /** Takes one token now or in advance: milliseconds until it is due. */
  reserve(now: number): number {
    this.refill(now);
    this.tokens -= 1;
    return this.tokens >= 0 ? 0 : (-this.tokens * 1_000) / this.perSecond;
  }

  /** Milliseconds until `count` tokens are there, at most the time to fill up. */
  waitMillis(count: number, now: number): number {
    this.refill(now);
    return Math.max(0, ((Math.min(count, this.burst) - this.tokens) * 1_000) / this.perSecond);
  }

  /** How full it is, 0 to 1. */
  level(now: number): number {
    this.refill(now);
    return Math.max(0, this.tokens) / this.burst;
  }

  private refill(now: number): void {
    if (now <= this.at) return;
    this.tokens = Math.min(this.burst, this.tokens + ((now - this.at) * this.perSecond) / 1_000);
    this.at = now;
  }
}
