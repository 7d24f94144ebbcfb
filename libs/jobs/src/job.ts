import type { Micros, PeriodUnit, Result, WindowUnit } from '@yanshou/telemetry';

/** A calendar window of a project for which a job has to run: from ≤ time < to. */
export interface JobWindow {
  readonly project: string;
  readonly job: string;
  readonly unit: PeriodUnit;
  readonly from: Micros;
  readonly to: Micros;
}

/** A window that is ours until `leaseUntil`, or longer where it is renewed; `attempt` fences off an owner whose lease has been taken over. */
export interface WindowClaim extends JobWindow {
  readonly owner: string;
  readonly attempt: number;
  readonly leaseUntil: Micros;
  /** Why it is computed again, as bits (libs/store, DirtyHour); 0 where nothing touched it since the last time. */
  readonly causes: number;
}

export interface FinishedWindow {
  /** False when the lease has meanwhile gone to somebody else: then nothing of the result was kept. */
  readonly finished: boolean;
  readonly next?: WindowClaim;
}

/** What a job needs of the ledger of windows, `Made` being what it makes of one; the registry is one. See there for the guarantees. */
export interface WindowBook<Made> {
  plannedSpans(job: string): Promise<readonly { readonly project: string; readonly from: Micros; readonly to: Micros }[]>;
  planWindows(windows: readonly JobWindow[]): Promise<number>;
  claimWindow(owner: string, leaseMillis: number, job?: string, leftOut?: readonly string[]): Promise<WindowClaim | undefined>;
  /** Ours for as long again, counted from now; false when it has gone to somebody else. */
  renewWindow(claim: WindowClaim, leaseMillis: number): Promise<boolean>;
  finishWindow(claim: WindowClaim, made: Made, nextLeaseMillis?: number, leftOut?: readonly string[]): Promise<Result<FinishedWindow, { readonly en: string }>>;
  releaseWindow(claim: WindowClaim, error: string, retryAt: Micros): Promise<boolean>;
  postponeWindow(claim: WindowClaim, why: string, until: Micros): Promise<boolean>;
}

/** Where a job has to have run: every whole calendar window of the span that has ended. */
export interface JobSpan {
  readonly project: string;
  /** IANA zone in which the calendar windows are cut. */
  readonly zone: string;
  readonly from: Micros;
  readonly to: Micros;
  /** The period that is compared with, where the contract has one. */
  readonly baseline?: { readonly from: Micros; readonly to: Micros };
}

/** Calendar windows, one of the two periods of a contract as a whole, or periods that somebody asked for. */
export type JobUnit = WindowUnit | 'baseline' | 'reporting' | 'term';

/** Work that is done once for every window of a project. */
export interface Job<Made> {
  readonly id: string;
  readonly unit: JobUnit;
  /** How long after its end a window is closed: what arrives later is late data. */
  readonly graceMicros: number;
  /** Windows that ended longer ago than this are not made up for; all of them when left out. */
  readonly backfillMicros?: number;
  /** Projects whose windows are not to be taken for now: they stay due, and are in nobody's way. Asked before each window; none when left out. */
  leftOut?(): readonly string[];
  /** Keeps nothing itself: what it answers is kept with the end of the window. A crash before that runs it again. Throws NotYet to wait. */
  run(window: JobWindow & Partial<Pick<WindowClaim, 'causes'>>): Promise<Made>;
}

/** A window that cannot be told yet, and nothing is wrong: it stays due, and is asked again before long. That counts as no attempt. */
export class NotYet extends Error {
  constructor(why: string) {
    super(why);
    this.name = 'NotYet';
  }
}
