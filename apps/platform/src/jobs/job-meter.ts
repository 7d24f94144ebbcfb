import { randomUUID } from 'node:crypto';
import type { Durations, Tally } from '../health/tally.js';
import { correlated } from '../logging/correlation.js';
import type { PlatformLogger } from '../runtime/logger.js';

export interface JobMeterParts {
  readonly log: PlatformLogger;
  readonly runs: Tally;
  readonly seconds: Durations;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}

const ID_LENGTH = 13;

/** Names each run of a job, counts and measures it, and knows when a job last got on. */
export class JobMeter {
  private readonly gotOnAt = new Map<string, number>();

  constructor(private readonly parts: JobMeterParts) {}

  /** Does the work; rejects as it does. */
  run<T>(job: string, work: () => Promise<T>): Promise<T> {
    return correlated({ job, run: randomUUID().slice(0, ID_LENGTH) }, () => this.measured(job, work));
  }

  /** A job that takes hours is not silent while it gets on. */
  progress(job: string): void {
    this.gotOnAt.set(job, this.parts.now());
  }

  /** Seconds since the job last ended well or got on; undefined before it ever did. */
  silentSeconds(job: string): number | undefined {
    const at = this.gotOnAt.get(job);
    return at === undefined ? undefined : (this.parts.now() - at) / 1_000;
  }

  private async measured<T>(job: string, work: () => Promise<T>): Promise<T> {
    const { log, runs, seconds, now } = this.parts;
    const from = now();
    let outcome = 'failed';
    try {
      const made = await work();
      outcome = 'ok';
      this.progress(job);
      return made;
    } finally {
      const took = (now() - from) / 1_000;
      runs.add({ job, outcome });
      seconds.add({ job }, took);
      log.debug({ outcome, seconds: took }, 'job run');
    }
  }
}
