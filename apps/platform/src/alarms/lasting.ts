const MILLIS_PER_SECOND = 1_000;

/** For how long something has been so. */
export class Lasting {
  private since: number | undefined;

  /** Seconds since the first look of an unbroken row in which it was so; 0 when it is not. `now`: monotonic milliseconds. */
  seconds(isSo: boolean, now: number): number {
    if (!isSo) this.since = undefined;
    else this.since ??= now;
    return this.since === undefined ? 0 : (now - this.since) / MILLIS_PER_SECOND;
  }
}
