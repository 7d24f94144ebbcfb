import type { Registry } from '@yanshou/registry';
import type { JobMeter } from '../jobs/job-meter.js';

export interface JobWatchParts {
  readonly registry: Pick<Registry, 'oldestOpenWindow'>;
  readonly meter: Pick<JobMeter, 'silentSeconds'>;
  /** The job that serves the ledger of windows. */
  readonly job: string;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}

/**
 * For how long the jobs have not got on: nobody has run them, or the same window has stood first among those that are
 * not done. A backlog that is being worked off has another first window every time.
 */
export class JobWatch {
  private first: string | undefined;
  private firstSeenAt = 0;
  private seconds: number | undefined;
  private readonly from: number;

  constructor(private readonly parts: JobWatchParts) {
    this.from = parts.now();
  }

  /** Seconds as of the last look; undefined before it. */
  read(): number | undefined {
    return this.seconds;
  }

  /** Asks the ledger. Without an answer the window that was first counts on. */
  async look(): Promise<void> {
    const { registry, meter, job, now } = this.parts;
    const silent = meter.silentSeconds(job) ?? (now() - this.from) / 1_000;
    const key = await registry.oldestOpenWindow().then((open) => open && `${open.project} ${open.job} ${open.from}`, () => this.first);
    if (key !== this.first) [this.first, this.firstSeenAt] = [key, now()];
    const stuck = key === undefined ? 0 : (now() - this.firstSeenAt) / 1_000;
    this.seconds = Math.max(silent, stuck);
  }
}
