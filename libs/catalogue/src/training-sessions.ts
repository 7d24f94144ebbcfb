import type { Origin } from '@yanshou/telemetry';

/** Training sessions that one device sent in the reporting period. */
export interface TrainingSessions {
  readonly device: string;
  /** Source times with a valid reading of the role `training-session`. */
  readonly sessions: number;
  /** Sessions with a score of the same device at the same source time that the device sent itself. */
  readonly scored: number;
  /** Sessions whose only score came with an imported file. */
  readonly imported: number;
  /** Scores without a session at their time. */
  readonly unmatched: number;
  readonly readings: number;
  readonly origins: readonly Origin[];
}
