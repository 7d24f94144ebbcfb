import type { BrokerEvent } from './broker-options.js';

const PER_SECOND = 5;
const SECOND = 1_000;

/** Passes on a few events of a kind each second: a hostile client must not be able to fill the log. */
export class EventLog {
  private readonly windows = new Map<BrokerEvent['kind'], { from: number; count: number; suppressed: number }>();

  constructor(private readonly sink: ((event: BrokerEvent) => void) | undefined, private readonly now: () => number) {}

  write(kind: BrokerEvent['kind'], detail: string, principal?: string): void {
    if (this.sink === undefined) return;
    const now = this.now();
    const window = this.windows.get(kind) ?? { from: now, count: 0, suppressed: 0 };
    this.windows.set(kind, window);
    if (now - window.from >= SECOND) Object.assign(window, { from: now, count: 0 });
    if (window.count >= PER_SECOND) {
      window.suppressed += 1;
      return;
    }
    window.count += 1;
    const { suppressed } = window;
    window.suppressed = 0;
    this.pass({ kind, detail, suppressed, ...(principal === undefined ? {} : { principal }) });
  }

  private pass(event: BrokerEvent): void {
    try {
      this.sink?.(event);
    } catch {
      // A log that fails must not cost a connection.
    }
  }
}
