import type { Micros, OriginCode, ReadingColumns } from '@yanshou/telemetry';
import type { FoldShelf } from './fold-shelf.port.js';
import type {
  ConflictRow, DeclaredGapRow, DeviceHourDeltas, DirtyHour, LedgerCounts, LostSession, PrincipalRow, ProjectionBatch, QuarantineRow, SeriesHourDeltas, SeriesRow,
} from './projection-batch.js';

/** `highest`: latest stored source time of the series, -Infinity without any. */
export type KnownSeriesRow = SeriesRow & { readonly highest: Micros };

/** What the projector needs to continue after a start. */
export interface StoreState {
  readonly journal: string | undefined;
  readonly nextSequence: number;
  readonly principals: readonly PrincipalRow[];
  /** Their `highest` is from `latestAt` of the deltas. */
  readonly series: readonly KnownSeriesRow[];
  readonly simulatedPrincipals: readonly number[];
}

export interface ReadingKeys {
  readonly series: Int32Array;
  readonly at: Float64Array;
}

/** Values found for keys: `index` points into the keys asked for. At most one row a key. */
export interface FoundReadings {
  readonly length: number;
  readonly index: Int32Array;
  readonly number: Float64Array;
  readonly text: readonly string[];
}

export interface ReadingQuery {
  readonly project: string;
  readonly device?: string;
  readonly metric?: string;
  /** from ≤ source time < to */
  readonly from: Micros;
  readonly to: Micros;
}

/** A page of readings by column, ordered by device, metric, source time. */
export interface ReadingPage {
  readonly length: number;
  readonly device: readonly string[];
  readonly metric: readonly string[];
  readonly at: Float64Array;
  readonly received: Float64Array;
  readonly number: Float64Array;
  readonly text: readonly string[];
  readonly flags: Uint16Array;
  readonly sequence: Float64Array;
}

export interface WindowQuery extends ReadingQuery {
  readonly device: string;
  readonly metric: string;
  readonly origins: readonly OriginCode[];
  /** Window bounds, ascending: window i is bounds[i] ≤ t < bounds[i+1]. At most 100 000 windows. They decide, not `from` and `to`. */
  readonly bounds: Float64Array;
}

/**
 * One window of one series; order-independent and exact. `numeric`, `min`, `max` and `sum` are of valid readings that
 * are numbers or booleans (0 and 1) with a place on the grid (toGrid); `first` and `last` are valid readings of any kind.
 */
export interface WindowAggregate {
  readonly from: Micros;
  readonly to: Micros;
  readonly count: number;
  readonly valid: number;
  readonly min: number | null;
  readonly max: number | null;
  /** Exact Σ of integers on the series' resolution grid, and how many readings are in it. */
  readonly sum: bigint;
  readonly numeric: number;
  readonly resolution: number;
  readonly first: { readonly at: Micros; readonly value: number | string } | null;
  readonly last: { readonly at: Micros; readonly value: number | string } | null;
}

/**
 * Aggregates that need the raw order of readings. A valid reading holds until the next reading, valid or not, or the
 * last bound; after one that is not valid nothing is covered until the next valid one.
 */
export interface WindowDetail {
  readonly from: Micros;
  readonly to: Micros;
  /** Σ grid value × microseconds it held, and the microseconds covered by a value of any kind. */
  readonly weightedSum: bigint;
  readonly coveredMicros: number;
  /** Growth since the valid number before, be it in an earlier window, and resets, by CounterRegister; what the last bound leaves undecided is left out. */
  readonly counterIncrease: bigint;
  readonly resets: number;
  /** Microseconds in each state (text, or `true`/`false`). */
  readonly stateMicros: ReadonlyMap<string, number>;
}

export interface SeriesActivity {
  readonly series: SeriesRow;
  readonly device: string;
  readonly valid: number;
  readonly count: number;
}

export interface LedgerRow {
  readonly device: string;
  /** UTC hour of receipt since 1970. */
  readonly hour: number;
  readonly counts: LedgerCounts;
  readonly reasons: Readonly<Record<string, number>>;
}

export interface PrincipalTotals {
  readonly principal: PrincipalRow;
  readonly counts: LedgerCounts;
  /** UTC hour of the last receipt of a message, reading or gap; null when all was refused. */
  readonly lastHour: number | null;
}

export interface QuarantineQuery {
  readonly project: string;
  /** Only entries that are not resolved, with sequence > after, ascending by sequence and part. */
  readonly after: number;
  /** A message is never cut: the last one may carry the page over the limit. */
  readonly limit: number;
}

/** How far somebody has looked at the dirty hours of a journal, and in which set of data. Numbers of another journal or set are not comparable. */
export interface DirtyCursor {
  readonly journal: string;
  readonly sequence: number;
  readonly dataSet?: string;
}

export interface DirtyHours {
  /** Where to go on. */
  readonly cursor: DirtyCursor;
  /** Ascending, each hour once; `causes` names at least what touched it since the cursor that was given. */
  readonly hours: readonly Pick<DirtyHour, 'hour' | 'causes'>[];
}

/** Readings that are counted already and are not there any more: readings of one message that share time and flags side by side. */
export interface LostReadings {
  readonly readings: ReadingColumns;
  /** Contradictions of the same hours, which may be there. */
  readonly conflicts: readonly ConflictRow[];
}

/** Rows of a batch's readings, ascending. */
export type RowsNotStored = readonly number[];

export const ALL_STORED: RowsNotStored = [];

export interface RestoreReceipt {
  /** Of the readings, those that the server would not take. */
  readonly refused: number;
  /** Answers have them as soon as the cursor (`foldCursor`) is above this. */
  readonly visibleAbove: number;
}

/**
 * Stored telemetry of one journal. Exactly one instance may be open on a data set; every method may be called
 * while `commit` runs. Numbers come back to the last bit, except that a zero has no sign. Ranges are from ≤ t < to. Operational faults are `Failure`s: `store-unavailable` (retryable),
 * `store-locked`, `store-damaged` (not).
 */
export interface TelemetryStore extends FoldShelf {
  state(): Promise<StoreState>;
  /**
   * Writes the batch and its cursor in one transaction. Resolves when durable. A batch whose `nextSequence` is not
   * above the stored cursor is a repetition and changes nothing; one whose `fromSequence` is above it is refused with
   * `store-gap` (not retryable) and changes nothing either. Answers those rows of the readings, ascending, that are not
   * stored after all: what a server would not take, which is then in quarantine, and what it would drop for its age. None
   * of a repetition, and none where readings are kept with what counts them.
   */
  commit(batch: ProjectionBatch): Promise<RowsNotStored>;
  /**
   * Where readings are kept apart from what counts them, so that a server may lose some: writes them again, and counts nothing. Answers
   * have them with the next batch, among whose dirty hours theirs are (RESTORED_READINGS); before that they may have to be written
   * once more. To be given none whose key is there. Idempotent; faults as of `commit`.
   */
  restore?(lost: LostReadings): Promise<RestoreReceipt>;
  /** Where a server is behind it: seconds by which its clock is ahead of ours, negative where it is behind; undefined while that is not known. */
  clockAhead?(): number | undefined;
  /** Which of these keys are stored, and with what value. The keys may be in any order, and spread over years. */
  existing(keys: ReadingKeys): Promise<FoundReadings>;

  latest(project: string, device?: string): Promise<ReadingPage>;
  readings(query: ReadingQuery): AsyncIterable<ReadingPage>;
  windows(query: WindowQuery): Promise<readonly WindowAggregate[]>;
  windowDetails(query: WindowQuery): Promise<readonly WindowDetail[]>;
  conflicts(query: ReadingQuery): Promise<readonly ConflictRow[]>;
  /** Streams the selection to a file; resolves with the number of readings written. */
  exportTo(query: ReadingQuery, format: 'csv' | 'parquet', path: string): Promise<number>;

  /** Deltas of the hours fromHour ≤ h < toHour in no particular order; the same key may occur more than once. */
  deviceHours(project: string, fromHour: number, toHour: number, origins: readonly OriginCode[]): Promise<DeviceHourDeltas>;
  seriesHours(project: string, fromHour: number, toHour: number, origins: readonly OriginCode[]): Promise<SeriesHourDeltas>;
  /** Per series: readings in those hours, from the partials. */
  activity(project: string, fromHour: number, toHour: number, origins: readonly OriginCode[]): Promise<readonly SeriesActivity[]>;

  /** Devices and gateways of a project that were ever heard of, by number. */
  principals(project: string): Promise<readonly PrincipalRow[]>;
  /** Hours that touch from ≤ t < to, ordered by device and hour; reasons that add up to nothing are left out. */
  ledger(project: string, from: Micros, to: Micros): Promise<readonly LedgerRow[]>;
  /** Sums of the ledger over a project, or over everything. */
  totals(project?: string): Promise<LedgerCounts>;
  /** Sums of the ledger by principal, ordered by number; only principals that the ledger knows. */
  totalsByPrincipal(project: string): Promise<readonly PrincipalTotals[]>;
  quarantine(query: QuarantineQuery): Promise<readonly QuarantineRow[]>;
  /**
   * Minutes of fromMinute ≤ m < toMinute in which the platform was receiving, ascending. Where there are several journals:
   * by the one that the project's messages are in, or by any of them when no project is named.
   */
  platformMinutes(fromMinute: number, toMinute: number, project?: string): Promise<readonly number[]>;
  /**
   * Every gap that was declared in the journal, ascending; one that a later declaration covers is left out. Where there are
   * several journals: of the project's, or of all.
   */
  declaredGaps(project?: string): Promise<readonly DeclaredGapRow[]>;
  /**
   * Spans of time that touch from ≤ t < to, whole, of which a broker may have acknowledged what never came: ascending and apart,
   * however often each was told. Where there are several journals: as the project's tells, or all of them.
   */
  lostSessions(from: Micros, to: Micros, project?: string): Promise<readonly LostSession[]>;
  /**
   * Hours of a project that batches committed after the cursor have touched late, and those of sessions that were lost (LOST_SESSION,
   * of every project); all that ever were without a cursor or with one of another journal. Undefined where there are none. Never forgotten: who computes keeps the cursor.
   */
  dirtyHours(project: string, after?: DirtyCursor): Promise<DirtyHours | undefined>;
  /**
   * Where data can be built anew beside the old: which set of it a project's answers are of, the same for as long as it is added to.
   * What was made of another set need not be what would be made of this one.
   */
  dataSet?(project: string): Promise<string | undefined>;

  /**
   * Housekeeping between batches: merges deltas of closed hours, sorts closed months. Never changes an answer. `close`
   * ends it at its next step; what it has done until then stays.
   */
  compact(): Promise<void>;
  close(): Promise<void>;
}

/** The answers of a store, for those who only read. Where another process commits, each answer is of its own moment. */
export type TelemetryView = Omit<TelemetryStore, 'state' | 'commit' | 'existing' | 'restore' | 'compact'>;
