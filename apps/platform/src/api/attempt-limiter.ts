import type { Clock, Micros } from '@yanshou/telemetry';
import { MICROS_PER_MINUTE, MICROS_PER_SECOND } from '@yanshou/telemetry';

const WINDOW = 15 * MICROS_PER_MINUTE;
const MOST_KEYS = 20_000;

/** Bounds failed attempts by key within a quarter of an hour. An attempt counts from its beginning, so that many at once gain nothing. */
export class AttemptLimiter {
  private readonly attempts = new Map<string, Micros[]>();

  constructor(private readonly most: number, private readonly clock: Clock) {}

  /** Notes an attempt; answers 0 when it may be made, else after how many seconds to come again. */
  begin(key: string): number {
    const now = this.clock.now();
    const recent = (this.attempts.get(key) ?? []).filter((at) => at > now - WINDOW);
    const [oldest] = recent;
    if (recent.length >= this.most && oldest !== undefined) return Math.max(1, Math.ceil((oldest + WINDOW - now) / MICROS_PER_SECOND));
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
