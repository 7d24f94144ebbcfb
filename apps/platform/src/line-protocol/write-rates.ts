import { principalName } from '@yanshou/access';
import type { Identity } from '@yanshou/access';
import type { PublishRate } from '../runtime/publish-rates.js';

interface Allowance {
  tokens: number;
  at: number;
}

const MILLIS_PER_SECOND = 1_000;

/** How many messages each principal may still write: its publish rate on average, its burst at once. */
export class WriteRates {
  private readonly allowances = new Map<string, Allowance>();

  constructor(
    private readonly rateOf: (identity: Identity) => PublishRate,
    /** Monotonic milliseconds. */
    private readonly now: () => number,
  ) {}

  /** Whole seconds until so many messages may come in; 0: now. More than a burst may come in when the burst is there. */
  waitSeconds(identity: Identity, messages: number): number {
    const { perSecond, burst } = this.rateOf(identity);
    const missing = Math.min(messages, burst) - this.refilled(identity).tokens;
    return missing <= 0 ? 0 : Math.ceil(missing / perSecond);
  }

  /** Takes them, below zero where they are more than a burst: what comes next waits the longer. */
  take(identity: Identity, messages: number): void {
    this.refilled(identity).tokens -= messages;
  }

  private refilled(identity: Identity): Allowance {
    const { perSecond, burst } = this.rateOf(identity);
    const now = this.now();
    const principal = principalName(identity);
    const known = this.allowances.get(principal) ?? { tokens: burst, at: now };
    known.tokens = Math.min(burst, known.tokens + ((now - known.at) * perSecond) / MILLIS_PER_SECOND);
    known.at = now;
    this.allowances.set(principal, known);
    return known;
  }
}
