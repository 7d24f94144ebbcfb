import type { DirtyHours } from '@yanshou/store';
import type { Micros, PeriodUnit } from '@yanshou/telemetry';
import type { KpiValue } from './records.js';

/** A calendar window of a project for which a job has to run: from ≤ time < to. */
export interface JobWindow {
  readonly project: string;
  readonly job: string;
  readonly unit: PeriodUnit;
  readonly from: Micros;
  readonly to: Micros;
}

export type WindowStatus = 'due' | 'running' | 'done';

export interface WindowEntry extends JobWindow {
  readonly status: WindowStatus;
  readonly attempts: number;
  readonly owner?: string;
  readonly leaseUntil?: Micros;
  readonly dueAt: Micros;
  readonly inputsDigest?: string;
  readonly lastError?: string;
  /** What has touched the window since it was computed last, as bits; absent where nothing did. */
  readonly causes?: number;
}

/** A window taken by `owner` until `leaseUntil`; `attempt` fences off an owner whose lease has been taken over. */
export interface WindowClaim extends JobWindow {
  readonly owner: string;
  readonly attempt: number;
  readonly leaseUntil: Micros;
  /** What has touched the window since it was computed last, as bits (DirtyHour of libs/store, and terms-causes.ts); 0 where nothing did. */
  readonly causes: number;
}

/** What a job made of a window. */
export interface WindowResult {
  readonly inputsDigest: string;
  readonly values?: readonly KpiValue[];
  /** Why a value differs from the one before; without it a restatement is refused. */
  readonly reason?: string;
}

export interface FinishedWindow {
  /** False when the lease has meanwhile gone to somebody else: then nothing of the result was kept. */
  readonly finished: boolean;
  /** The next window of the job, taken in the same transaction. */
  readonly next?: WindowClaim;
}

/** Dirty hours that were looked at; `isRebuilt`: in a set of data that was built anew, so that any window may have been made of one that lacked readings. */
export interface LookedAt extends DirtyHours {
  readonly isRebuilt?: boolean;
}

/** What is known of a job's windows for a project: they tile from ≤ t < to. */
export interface PlannedSpan {
  readonly project: string;
  readonly from: Micros;
  readonly to: Micros;
}
