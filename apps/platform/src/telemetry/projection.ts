import type { ProjectorStatus, ReplayOutcome } from '@yanshou/projection';
import type { Micros } from '@yanshou/telemetry';

export interface ProjectionStatus {
  /** First journal sequence that is not projected yet; with several journals the sum of theirs. */
  readonly nextSequence: number;
  readonly messagesPerSecond: number;
  readonly condition: ProjectorStatus['condition'];
  /** Receipt of the latest record that is projected, of the partition that is furthest behind; undefined before the first commit. */
  readonly projectedUntil: Micros | undefined;
  /** Seconds by which the clock of the store's server is ahead of ours, negative where it is behind: the furthest of several. */
  readonly storeClockSeconds?: number | undefined;
}

/** What this process projects: one journal, its share of the partitions, or nothing. */
export interface Projection {
  /** Goes on until `stop`; rejects with what ended it for good. */
  run(): Promise<void>;
  status(): ProjectionStatus;
  /** Projects quarantined messages again with the present inventory, wherever the project is projected. */
  replayQuarantine(project: string): Promise<ReplayOutcome>;
  /** Housekeeping of what this process writes. */
  compact(): Promise<void>;
  /** Ends after the batch in hand; nothing is under way any more. Idempotent. */
  stop(): Promise<void>;
}
