import type { Micros, WindowUnit } from '@yanshou/telemetry';

/** A calendar window of a project for which a job has to run: from ≤ time < to. */
export interface JobWindow {
  readonly project: string;
  readonly job: string;
  readonly unit: WindowUnit | 'term';
  readonly from: Micros;
  readonly to: Micros;
}

/** A window that is ours until `leaseUntil`; `attempt` fences off an owner whose lease has been taken over. */
export interface WindowClaim extends JobWindow {
  readonly owner: string;
  readonly attempt: number;
  readonly leaseUntil: Micros;
}

/** What a job needs of the ledger of windows; the registry is one. See there for the guarantees. */
export interface WindowBook {
  plannedSpans(job: string): Promise<readonly { readonly project: string; readonly from: Micros; readonly to: Micros }[]>;
  planWindows(windows: readonly JobWindow[]): Promise<number>;
  claimWindow(owner: string, leaseMillis: number, job?: string): Promise<WindowClaim | undefined>;
  finishWindow(claim: WindowClaim, inputsDigest: string): Promise<boolean>;
  releaseWindow(claim: WindowClaim, error: string, retryAt: Micros): Promise<boolean>;
}

/** Where a job has to have run: every whole calendar window of the span that has ended. */
export interface JobSpan {
  readonly project: string;
  /** IANA zone in which the calendar windows are cut. */
  readonly zone: string;
  readonly from: Micros;
  readonly to: Micros;
}

/** Work that is done once for every calendar window of a project. */
export interface Job {
  readonly id: string;
  readonly unit: WindowUnit;
  /** How long after its end a window is closed: what arrives later is late data. */
  readonly graceMicros: number;
  /** Answers the digest of what it computed from. Must be repeatable: a crash after it runs it again. */
  run(window: JobWindow): Promise<string>;
}
