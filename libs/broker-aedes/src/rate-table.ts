import { principalName } from '@yanshou/access';
import type { Identity } from '@yanshou/access';
import type { PublishRate } from './broker-options.js';
import { TokenBucket } from './token-bucket.js';

interface Entry {
  readonly identity: Identity;
  readonly bucket: TokenBucket;
}

/** One bucket a principal. It outlives the connections until it is full: to reconnect earns no new burst. */
export class RateTable {
  private readonly entries = new Map<string, Entry>();

  constructor(private readonly rateOf: (identity: Identity) => PublishRate, private readonly now: () => number) {}

  bucketOf(identity: Identity): TokenBucket {
    const principal = principalName(identity);
    const rate = this.rateOf(identity);
    const now = this.now();
    const known = this.entries.get(principal)?.bucket;
    known?.adjust(rate, now);
    const bucket = known ?? new TokenBucket(rate.perSecond, rate.burst, now);
    this.entries.set(principal, { identity, bucket });
    return bucket;
  }

  /** Asks for every rate again: a gateway's changes with its children while its connection stays. */
  refresh(): void {
    const now = this.now();
    for (const { identity, bucket } of this.entries.values()) bucket.adjust(this.rateOf(identity), now);
  }

  /** Forgets full buckets of principals that `isConnected` does not know. */
  sweep(isConnected: (principal: string) => boolean): void {
    const now = this.now();
    for (const [principal, { bucket }] of this.entries) {
      if (bucket.level(now) >= 1 && !isConnected(principal)) this.entries.delete(principal);
    }
  }
}
