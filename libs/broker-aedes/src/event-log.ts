import type { BrokerEvent } from './broker-options.js';
import { TokenBucket } from './token-bucket.js';

const BURST = 20;
/** With seven kinds some hundred bytes a second at most: ten megabytes a day. */
const PER_SECOND = 0.1;
const LONGEST = 200;

interface Window {
  readonly bucket: TokenBucket;
  suppressed: number;
}

/** Passes on a burst of events of a kind and then few: a hostile client must not be able to fill the disk with its log. */
export class EventLog {
  private readonly windows = new Map<BrokerEvent['kind'], Window>();

  constructor(private readonly sink: ((event: BrokerEvent) => void) | undefined, private readonly now: () => number) {}

  write(kind: BrokerEvent['kind'], detail: string, principal?: string): void {
    if (this.sink === undefined) return;
    const now = this.now();
    const window = this.windows.get(kind) ?? { bucket: new TokenBucket(PER_SECOND, BURST, now), suppressed: 0 };
    this.windows.set(kind, window);
    if (!window.bucket.take(now)) {
      window.suppressed += 1;
      return;
    }
    const { suppressed } = window;
    window.suppressed = 0;
    this.pass({ kind, detail: detail.slice(0, LONGEST), suppressed, ...(principal === undefined ? {} : { principal }) });
  }

  private pass(event: BrokerEvent): void {
    try {
      this.sink?.(event);
    } catch {
      // A log that fails must not cost a connection.
    }
  }
}
