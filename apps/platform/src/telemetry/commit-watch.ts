import type { ProjectionBatch, TelemetryStore } from '@yanshou/store';
import { FixedHistogram } from '../health/fixed-histogram.js';
import type { HistogramSnapshot } from '../health/fixed-histogram.js';

/** What the projection has committed since the start, and how long the store took. */
export interface CommitFigures {
  /** Seconds an attempt, failed ones included. */
  readonly seconds: HistogramSnapshot;
  readonly failures: number;
  readonly messages: number;
  readonly quarantinedMessages: number;
  /** What went to quarantine, `{level} {reason}`. */
  readonly quarantined: Readonly<Record<string, number>>;
}

/** From a batch of a few records to one that a server takes in many requests. */
const COMMIT_BOUNDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];
const MILLIS_PER_SECOND = 1_000;

/** Looks on while batches are committed: counts of a batch, not of its rows, so that it costs nothing beside the commit. */
export class CommitWatch {
  private readonly seconds = new FixedHistogram(COMMIT_BOUNDS);
  private readonly quarantined: Record<string, number> = {};
  private messages = 0;
  private quarantinedMessages = 0;
  private failures = 0;

  /** `now`: monotonic milliseconds. */
  constructor(private readonly now: () => number) {}

  /** The store with its commits measured. */
  measured(store: TelemetryStore): TelemetryStore {
    const commit: TelemetryStore['commit'] = (batch) => this.timed(() => store.commit(batch));
    return new Proxy(store, {
      get: (target, name) => {
        if (name === 'commit') return commit;
        const member: unknown = Reflect.get(target, name);
        return typeof member === 'function' ? (member as (...args: unknown[]) => unknown).bind(target) : member;
      },
    });
  }

  /** A batch that is durable. */
  readonly committed = ({ ledger, quarantine }: ProjectionBatch): void => {
    for (const { counts } of ledger) this.messages += Math.max(0, counts.messages);
    for (const { level, code } of quarantine) {
      const key = `${level} ${code}`;
      this.quarantined[key] = (this.quarantined[key] ?? 0) + 1;
      if (level === 'message') this.quarantinedMessages += 1;
    }
  };

  read(): CommitFigures {
    const { messages, quarantinedMessages, failures, quarantined } = this;
    return { seconds: this.seconds.snapshot(), failures, messages, quarantinedMessages, quarantined: { ...quarantined } };
  }

  private async timed<T>(commit: () => Promise<T>): Promise<T> {
    const from = this.now();
    try {
      return await commit();
    } catch (error) {
      this.failures += 1;
      throw error;
    } finally {
      this.seconds.observe((this.now() - from) / MILLIS_PER_SECOND);
    }
  }
}
