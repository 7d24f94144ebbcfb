const WINDOW_MILLIS = 1_000;
/** A figure older than this says nothing of the present. */
const STALE_MILLIS = 3_000;

/** Events a second, over windows of about a second. */
export class RateMeter {
  private since: number;
  private count = 0;
  private rate = 0;
  private measuredAt = -Infinity;

  constructor(private readonly monotonicMillis: () => number) {
    this.since = monotonicMillis();
  }

  add(events: number): void {
    this.count += events;
    const now = this.monotonicMillis();
    if (now - this.since < WINDOW_MILLIS) return;
    this.rate = (this.count * 1_000) / (now - this.since);
    this.measuredAt = now;
    this.since = now;
    this.count = 0;
  }

  perSecond(): number {
    return this.monotonicMillis() - this.measuredAt > STALE_MILLIS ? 0 : this.rate;
  }
}
