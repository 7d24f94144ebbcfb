import type { Clock } from '@yanshou/telemetry';
import { MICROS_PER_MILLISECOND } from '@yanshou/telemetry';
import type { FinishedWindow, Job, JobSpan, WindowBook, WindowClaim } from './job.js';
import { NotYet } from './job.js';
import { keepLease } from './keep-lease.js';
import { missingWindows } from './plan-windows.js';

export interface JobRunnerParts<Made> {
  readonly windows: WindowBook<Made>;
  readonly clock: Clock;
  /** Unlike any other process's. */
  readonly owner: string;
  readonly onError: (claim: WindowClaim, error: unknown) => void;
  readonly leaseMillis?: number;
}

const LEASE_MILLIS = 5 * 60_000;
const FIRST_RETRY_MILLIS = 10_000;
const LONGEST_RETRY_MILLIS = 60 * 60_000;
const NOT_YET_MILLIS = 60_000;

/**
 * Runs one job for every window that is due, oldest first, each once: the ledger hands a window to one owner at a time,
 * whichever process asks, and for as long as he works on it. A window that fails is tried again later, ever more rarely, and holds up no other.
 */
export class JobRunner<Made> {
  private running: Promise<number> | undefined;
  private stopped = false;

  constructor(private readonly job: Job<Made>, private readonly parts: JobRunnerParts<Made>) {}

  /** Makes due what has ended since the last call; answers how many windows are new. */
  async plan(spans: readonly JobSpan[]): Promise<number> {
    const known = new Map((await this.parts.windows.plannedSpans(this.job.id)).map((span) => [span.project, span]));
    const now = this.parts.clock.now();
    const missing = spans.flatMap((span) => missingWindows(this.job, span, now, known.get(span.project)));
    return missing.length === 0 ? 0 : this.parts.windows.planWindows(missing.sort((left, right) => left.from - right.from));
  }

  /** Runs what is due until nothing is; answers how many windows were finished. Calls while it runs share its end. */
  drain(): Promise<number> {
    this.running ??= this.runAll().finally(() => { this.running = undefined; });
    return this.running;
  }

  /** Resolves when the window in hand is ended, and takes no other: a lease that nobody serves would hold it up. For good. */
  async stop(): Promise<void> {
    this.stopped = true;
    await this.running?.catch(() => undefined);
  }

  private async runAll(): Promise<number> {
    let finished = 0;
    let claim = await this.claim();
    while (claim !== undefined) {
      const ended = await this.runOne(claim);
      finished += ended?.finished === true ? 1 : 0;
      claim = ended === undefined ? await this.claim() : ended.next;
    }
    return finished;
  }

  private async claim(): Promise<WindowClaim | undefined> {
    return this.stopped ? undefined : this.parts.windows.claimWindow(this.parts.owner, this.leaseMillis, this.job.id, this.job.leftOut?.());
  }

  private get leaseMillis(): number {
    return this.parts.leaseMillis ?? LEASE_MILLIS;
  }

  /** A window may take longer than its lease: that is for those who have died. */
  private held<T>(claim: WindowClaim, work: () => Promise<T>): Promise<T> {
    const lease = keepLease(() => this.parts.windows.renewWindow(claim, this.leaseMillis), this.leaseMillis);
    return work().finally(() => lease.stop());
  }

  /** Undefined when it failed; the window is then given back. */
  private async runOne(claim: WindowClaim): Promise<FinishedWindow | undefined> {
    try {
      const made = await this.held(claim, () => this.job.run(claim));
      const ended = await this.parts.windows.finishWindow(claim, made, this.stopped ? undefined : this.leaseMillis, this.job.leftOut?.());
      if (!ended.ok) throw new Error(ended.reason.en);
      return ended.value;
    } catch (error) {
      await this.giveBack(claim, error);
      return undefined;
    }
  }

  private async giveBack(claim: WindowClaim, error: unknown): Promise<void> {
    const { windows, clock, onError } = this.parts;
    const after = (millis: number): number => clock.now() + millis * MICROS_PER_MILLISECOND;
    if (error instanceof NotYet) return void (await windows.postponeWindow(claim, String(error), after(NOT_YET_MILLIS)));
    onError(claim, error);
    await windows.releaseWindow(claim, String(error), after(Math.min(FIRST_RETRY_MILLIS * 2 ** Math.min(claim.attempt - 1, 16), LONGEST_RETRY_MILLIS)));
  }
}
