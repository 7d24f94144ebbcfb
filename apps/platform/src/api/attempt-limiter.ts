import type { Clock } from '@yanshou/telemetry';

const WINDOW_MILLIS = 15 * 60 * 1_000;
const MOST_KEYS = 20_000;

/** Bounds failed attempts by key within a quarter of an hour. An attempt counts from its beginning, so that many at once gain nothing. */
export class AttemptLimiter {
  /** By the clock that never jumps: setting the machine's time neither frees nor locks anybody. */
  private readonly attempts = new Map<string, number[]>();

  constructor(private readonly most: number, private readonly clock: Pick<Clock, 'monotonicMillis'>) {}

  /** Notes an attempt; answers 0 when it may be made, else after how many seconds to come again. */
  begin(key: string): number {
    const now = this.clock.monotonicMillis();
    const recent = (this.attempts.get(key) ?? []).filter((at) => at > now - WINDOW_MILLIS);
    const [oldest] = recent;
    if (recent.length >= this.most && oldest !== undefined) return Math.max(1, Math.ceil((oldest + WINDOW_MILLIS - now) / 1_000));
    // Set anew: the map's order is that of the last attempt.
    this.attempts.delete(key);
    this.attempts.set(key, [...recent, now]);
    if (this.attempts.size > MOST_KEYS) this.attempts.delete(this.attempts.keys().next().value as string);
    return 0;
  }

  /** The attempt was a success: the key's failures are forgiven. */
  succeed(key: string): void {
    this.attempts.delete(key);
  }
}
