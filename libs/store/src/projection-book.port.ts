import type { Micros, OriginCode } from '@yanshou/telemetry';
import type { PrincipalRow, ProjectHour, ProjectionBatch, SeriesHourDeltas } from './projection-batch.js';
import type { KnownSeriesRow, ReadingQuery, TelemetryStore } from './store.port.js';

/** Everything of a batch but its readings. `commit` marks those where they are kept. */
export interface BookBatch extends Omit<ProjectionBatch, 'readings'> {
  /** Above every number handed in or passed over before. */
  readonly commit: number;
  /** Its dirty hours name what was restored of the hours that were announced (`announceRestoring`): those are forgotten with it. */
  readonly tellsRestored?: boolean;
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

/** Where a book stands that was opened, and what may not have been told by whoever had it before. */
export interface OpenedBook extends BookCursor {
  /** Announced, and told by no batch since: ascending by project and hour. */
  readonly restoring: readonly ProjectHour[];
}

/** Which book it is: of all books of that name, in whatever database. A copy that was restored is the same book. */
export interface BookIdentity {
  readonly name: string;
  readonly identity: string;
}

/** Who may open a book, where more than one process could: the holder of a lease that is in force. */
export interface BookLease {
  readonly journal: string;
  readonly holder: string;
  readonly token: number;
}

/** What a reader that keeps nothing needs for one question, all of one moment. */
export interface BookView {
  readonly cursor: BookCursor;
  /** All of the project. */
  readonly principals: readonly PrincipalRow[];
  /** Those that were asked for. */
  readonly series: readonly KnownSeriesRow[];
}

/**
 * What a telemetry store without transactions keeps elsewhere: cursor, numbers, partials, ledger, quarantine, conflicts,
 * minutes and gaps of one journal. `commit` is the moment at which a batch counts. One instance may write; all answers
 * are as the TelemetryStore's. Faults are `Failure`s: `book-unavailable` (retryable), `store-gap`, `store-other-journal`.
 */
export interface ProjectionBook extends Pick<TelemetryStore,
  'state' | 'conflicts' | 'deviceHours' | 'seriesHours' | 'activity' | 'ledger' | 'totals' | 'totalsByPrincipal' | 'quarantine'
  | 'platformMinutes' | 'declaredGaps' | 'lostSessions' | 'dirtyHours' | 'principals' | 'foldCursor' | 'keptFolds' | 'keepFolds' | 'compact' | 'close'> {
  /**
   * Where the book stands. Passes over the next commit number: a batch may have been cut off while it was written, or be
   * under way by whoever had opened it before, who commits no more (`book-taken`). With a lease only while it is in force,
   * else `book-lease-lost`.
   */
  open(lease?: BookLease): Promise<OpenedBook>;
  /** The same for ever; opens nothing. */
  identity(): Promise<BookIdentity>;
  /** Where the book stands, with numbers of a project; opens nothing and changes nothing. */
  view(selection: Pick<ReadingQuery, 'project' | 'device' | 'metric'>): Promise<BookView>;
  /**
   * Notes, durably, hours whose readings may be about to be written again where they were lost: a crash before the batch that tells
   * of them (`tellsRestored`) would leave nothing that shows it. Idempotent.
   */
  announceRestoring(hours: readonly ProjectHour[]): Promise<void>;
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
