/** How much one batch may hold, and how often batches are written. */
export interface ProjectorLimits {
  readonly maxRecords: number;
  readonly maxBytes: number;
  /** Bytes that are read and decoded before the thread does something else. */
  readonly portionBytes: number;
  /** Least time between two commits while the journal is followed; an idle projector commits a message at once, one that is behind whenever a batch is full. */
  readonly commitIntervalMillis: number;
  /** Longest wait for a record; also how soon a stop is heard. */
  readonly waitMillis: number;
  /** First and longest pause before a failed commit is tried again; it doubles in between. */
  readonly retryMillis: number;
  readonly maxRetryMillis: number;
  /** Metrics of one device that its class does not define, where the policy accepts them. */
  readonly maxUnknownMetrics: number;
  /** Quarantined payload bytes tried again with one batch. */
  readonly maxReplayBytes: number;
}

export const DEFAULT_LIMITS: ProjectorLimits = {
  maxRecords: 100_000,
  maxBytes: 8 * 1024 * 1024,
  portionBytes: 512 * 1024,
  commitIntervalMillis: 500,
  waitMillis: 250,
  retryMillis: 100,
  maxRetryMillis: 10_000,
  maxUnknownMetrics: 1_000,
  maxReplayBytes: 16 * 1024 * 1024,
};
