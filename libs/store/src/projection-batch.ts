import type { Micros, ReadingColumns, RejectionCode } from '@yanshou/telemetry';

/** A device or gateway of a project, numbered by the projector; numbers are never reused. */
export interface PrincipalRow {
  readonly number: number;
  readonly project: string;
  readonly device: string;
}

/** A metric of a device, numbered by the projector; numbers are never reused. */
export interface SeriesRow {
  readonly series: number;
  /** PrincipalRow.number */
  readonly principal: number;
  readonly metric: string;
  /** Grid of exact sums, fixed when the series is first seen. */
  readonly resolution: number;
  /** Accepted, but no indicator reads it (unknown metric under the policy `accept`). */
  readonly unused: boolean;
}

/**
 * What a batch adds to (series, UTC hour, origin). Rows of one key are combined by the reader: counts and sums add,
 * masks are OR-ed, first and last go by time. So a delta never needs to look up the row it adds to.
 */
export interface SeriesHourDeltas {
  length: number;
  series: Int32Array;
  hour: Int32Array;
  origin: Uint8Array;
  /** All stored readings, and those that are valid (numeric or not). */
  count: Int32Array;
  valid: Int32Array;
  /** Latest source time of all stored readings of the row, valid or not, numeric or text. */
  latestAt: Float64Array;
  /** Of valid numeric readings; NaN without any. */
  min: Float64Array;
  max: Float64Array;
  /** Σ toGrid(value, resolution) over valid numeric readings: a safe integer (a row is split where it would not be). */
  sum: Float64Array;
  /** Valid readings in `sum`: numbers and booleans (0, 1) with a place on the grid. Without any, first and last mean nothing. */
  numeric: Int32Array;
  firstAt: Float64Array;
  firstValue: Float64Array;
  lastAt: Float64Array;
  lastValue: Float64Array;
  /** Minutes with at least one valid reading (telemetry/minute-mask). */
  low: Int32Array;
  high: Int32Array;
}

/** Minutes of (device, UTC hour, origin) in which any used metric of the device delivered a valid reading. */
export interface DeviceHourDeltas {
  length: number;
  principal: Int32Array;
  hour: Int32Array;
  origin: Uint8Array;
  low: Int32Array;
  high: Int32Array;
}

/** Same key, other value: both are kept; `readings` holds the first that arrived, this row the other. */
export interface ConflictRow {
  readonly series: number;
  readonly at: Micros;
  readonly received: Micros;
  readonly sequence: number;
  readonly value: number | string;
  readonly flags: number;
}

/**
 * Ledger counters. Messages: messages = projected + quarantined. Readings of projected messages:
 * received = stored + duplicates + conflicts + rejected. `gaps` are apart; the last four are classes of stored;
 * `refused` was never acknowledged.
 */
export const LEDGER_COUNTERS = [
  'messages', 'projected', 'quarantined', 'received', 'stored', 'duplicates', 'conflicts', 'rejected', 'gaps',
  'late', 'serverStamped', 'simulated', 'replayed', 'refused',
] as const;
export type LedgerCounter = (typeof LEDGER_COUNTERS)[number];
export type LedgerCounts = Record<LedgerCounter, number>;

/** What a batch adds to (principal, UTC hour of receipt); may be negative when quarantine is replayed. */
export interface LedgerDelta {
  readonly principal: number;
  readonly hour: number;
  readonly counts: LedgerCounts;
  readonly reasons: ReadonlyMap<RejectionCode, number>;
}

/** Why an hour of source time has to be looked at again, as bits. */
export const LATE_DATA = 1;
export const REPLAYED_QUARANTINE = 2;
/** Beside LATE_DATA: live readings came more than a day late, so that a contract's limit of lateness may be passed. */
export const OVERDUE_DATA = 4;
/** The server had lost readings of the hour and was sent them again: what was made of it meanwhile may rest on the hole. The bits between are the registry's causes. */
export const RESTORED_READINGS = 0x100;

/** A broker lost our session: what the platform can be said to have heard in the hour is less than it was taken for. */
export const LOST_SESSION = 0x200;

/** An hour of source time, in UTC since 1970, of one project. */
export interface ProjectHour {
  readonly project: string;
  readonly hour: number;
}

/** An hour of source time to which a batch added readings after it could have been computed. */
export interface DirtyHour extends ProjectHour {
  /** LATE_DATA, REPLAYED_QUARANTINE, OVERDUE_DATA and RESTORED_READINGS, as bits. */
  readonly causes: number;
}

/** Something that was acknowledged and not (wholly) stored, with its raw bytes. */
export interface QuarantineRow {
  readonly sequence: number;
  /** Readings of one message are numbered; 0 for the whole message. */
  readonly part: number;
  readonly level: 'message' | 'reading';
  readonly principal: number;
  readonly topic: string;
  readonly received: Micros;
  readonly code: RejectionCode;
  readonly field: string;
  readonly hint: string;
  /** The message's payload, verbatim. */
  readonly payload: Buffer;
}

/**
 * A stretch of the journal that was declared missing: what was acknowledged in it is lost. It concerns every project,
 * because nobody can say whose messages were in it.
 */
export interface DeclaredGapRow {
  /** Journal sequences that are missing, both included: at most so many messages. */
  readonly fromSequence: number;
  readonly toSequence: number;
  /** Bytes that were lost, null where that is not known. */
  readonly lostBytes: number | null;
  /** Receipt of the last message before the gap and of the first one after it, null where it is not known. */
  readonly lastReceived: Micros | null;
  readonly nextReceived: Micros | null;
  /** When the gap was declared: whatever was lost was received before. */
  readonly declaredAt: Micros;
  /** `damaged` bytes, a `missing` file, or a file that lost its end (`lost-end`). */
  readonly cause: string;
  /** For the operator: where the damage was found. */
  readonly reason: string;
  /** The file that keeps the damaged bytes, or the name of the segment. */
  readonly file: string;
}

/**
 * A broker lost our session: what it acknowledged to senders in from ≤ t < to may have gone with it. It concerns every project
 * of the journal, because nobody can say whose messages waited in it.
 */
export interface LostSession {
  /** Deliveries were whole until then, and again from `to` on. */
  readonly from: Micros;
  readonly to: Micros;
}

/** Everything one transaction of the projector writes, the cursor included: all of it or nothing. */
export interface ProjectionBatch {
  readonly journal: string;
  /** The cursor that this batch continues: 0 at the beginning of a store, else the `nextSequence` of the batch before. */
  readonly fromSequence: number;
  /** The first sequence not in this batch: where projection continues. */
  readonly nextSequence: number;
  readonly principals: readonly PrincipalRow[];
  readonly series: readonly SeriesRow[];
  /** Accepted readings; keys (series, at) are unique in the batch and absent from the store. */
  readonly readings: ReadingColumns;
  readonly seriesHours: SeriesHourDeltas;
  readonly deviceHours: DeviceHourDeltas;
  readonly conflicts: readonly ConflictRow[];
  readonly ledger: readonly LedgerDelta[];
  readonly quarantine: readonly QuarantineRow[];
  /** Quarantined messages that were projected after all by a replay. */
  readonly resolved: readonly number[];
  /** Principals seen sending origin `simulated` for the first time. */
  readonly simulatedPrincipals: readonly number[];
  /** Minutes (since 1970) in which the platform was receiving. */
  readonly platformMinutes: readonly number[];
  /** Gaps of the journal that this batch crosses, or that were declared behind its cursor. */
  readonly gaps: readonly DeclaredGapRow[];
  /** Sessions at a broker that were lost, as far as this batch is told; one may be told any number of times. */
  readonly lostSessions: readonly LostSession[];
  /** Hours that late or replayed readings of this batch touch, each project and hour once. */
  readonly dirtyHours: readonly DirtyHour[];
}
