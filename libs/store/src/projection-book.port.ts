import type { Micros, OriginCode } from '@yanshou/telemetry';
import type { ProjectionBatch, SeriesHourDeltas } from './projection-batch.js';
import type { TelemetryStore } from './store.port.js';

/** Everything of a batch but its readings. `commit` marks those where they are kept. */
export interface BookBatch extends Omit<ProjectionBatch, 'readings'> {
  /** Above every number handed in or passed over before. */
  readonly commit: number;
}

/**
 * Which readings count: those of a commit number up to `confirmed` that was not passed over. Numbers above are free; a
 * number under which readings may have been written without the book hearing of it is never used again.
 */
export interface BookCursor {
  readonly journal: string | undefined;
  readonly nextSequence: number;
  readonly confirmed: number;
  readonly passedOver: readonly number[];
}

/**
 * What a telemetry store without transactions keeps elsewhere: cursor, numbers, partials, ledger, quarantine, conflicts,
 * minutes and gaps of one journal. `commit` is the moment at which a batch counts. One instance may write; all answers
 * are as the TelemetryStore's. Faults are `Failure`s: `book-unavailable` (retryable), `store-gap`, `store-other-journal`.
 */
export interface ProjectionBook extends Pick<TelemetryStore,
  'state' | 'conflicts' | 'deviceHours' | 'seriesHours' | 'activity' | 'ledger' | 'totals' | 'totalsByPrincipal' | 'quarantine'
  | 'platformMinutes' | 'declaredGaps' | 'compact' | 'close'> {
  /** Where the book stands. Passes over the next commit number: a batch may have been cut off while it was written. */
  open(): Promise<BookCursor>;
  /**
   * Writes the batch and its cursor in one transaction; resolves when durable. Repetitions and gaps are told by the
   * cursor as `TelemetryStore.commit` does.
   */
  commit(batch: BookBatch): Promise<void>;
  /** As `seriesHours`, of one series. */
  hoursOf(series: number, fromHour: number, toHour: number, origins: readonly OriginCode[]): Promise<SeriesHourDeltas>;
  /**
   * The last two hours of a series that begin before `before` and hold a reading, and the last two that hold a number:
   * ascending, without repetition.
   */
  lastHoursBefore(series: number, before: Micros, origins: readonly OriginCode[]): Promise<readonly number[]>;
}
