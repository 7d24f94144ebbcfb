import { principalName } from '@yanshou/access';
import type { Identity } from '@yanshou/access';
import type { PublishRate } from './broker-options.js';
import { TokenBucket } from './token-bucket.js';

/** One bucket a principal. It outlives the connections until it is full: to reconnect earns no new burst. */
export class RateTable {
  private readonly buckets = new Map<string, TokenBucket>();

  constructor(private readonly rateOf: (identity: Identity) => PublishRate, private readonly now: () => number) {}

  bucketOf(identity: Identity): TokenBucket {
    const principal = principalName(identity);
    const known = this.buckets.get(principal);
    const { perSecond, burst } = this.rateOf(identity);
    if (known !== undefined && known.ratePerSecond === perSecond) return known;
    const bucket = new TokenBucket(perSecond, burst, this.now());
    this.buckets.set(principal, bucket);
    return bucket;
  }

  /** Forgets full buckets of principals that `isConnected` does not know. */
  sweep(isConnected: (principal: string) => boolean): void {
    const now = this.now();
    for (const [principal, bucket] of this.buckets) {
      if (bucket.level(now) >= 1 && !isConnected(principal)) this.buckets.delete(principal);
    }
  }
}
