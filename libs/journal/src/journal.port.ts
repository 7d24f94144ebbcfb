import type { Failure, Micros } from '@yanshou/telemetry';

/** What a record is. Codes are stored for ever: never reuse one. */
export const RecordKind = {
  /** A raw message, acknowledged to its sender once durable. */
  message: 1,
  /** Counts of what was refused before acknowledgement: device, reason, minute. */
  refusals: 2,
  /** A QoS 2 packet id was released (PUBREL): the id may be used again. */
  release: 3,
  /** One change of the registry: who, when, after-state. */
  registryChange: 4,
  /** The platform was receiving at this minute. */
  heartbeat: 5,
  /** An operator set a damaged segment aside: the sequences in between are declared missing. */
  gap: 6,
  /** An external broker lost our session: messages that it had taken may not have been delivered. */
  brokerSessionLost: 7,
} as const;
export type RecordKindCode = (typeof RecordKind)[keyof typeof RecordKind];

/** Bytes of a record that know how to write themselves, so that a group is one buffer and no copy in between. */
export interface JournalBody {
  readonly byteLength: number;
  /** Writes exactly `byteLength` bytes at `offset`. */
  writeTo(target: Buffer, offset: number): void;
}

export interface JournalEntry {
  readonly kind: RecordKindCode;
  /** Time of receipt by the platform's clock. */
  readonly at: Micros;
  readonly body: JournalBody;
}

/** A durable record. `body` may be a view that is only valid until the next read: copy what is kept. */
export interface JournalRecord {
  /** Consecutive from 1, except across a declared gap. */
  readonly sequence: number;
  readonly kind: RecordKindCode;
  readonly at: Micros;
  readonly body: Buffer;
}

/** Called once per append, in append order; with an error the record is not in the journal and never will be. */
export type AppendDone = (error: Failure | null, sequence: number) => void;

export type JournalCondition =
  | { readonly kind: 'ok' }
  /** Disk is running low (below 15 % free, or 85 % of the set size): still accepting. */
  | { readonly kind: 'low'; readonly freeBytes: number }
  /** Refusing; accepts again by itself when there is room. */
  | { readonly kind: 'full'; readonly freeBytes: number }
  /** Input/output error: refusing until the process is restarted. */
  | { readonly kind: 'failed'; readonly error: Failure };

/**
 * A durable, ordered log of records. One writer, any number of readers.
 *
 * - `append` never blocks and never throws; `done` runs when the record survives a power cut (its group was
 *   flushed with fdatasync or accepted by a majority of replicas). Calls complete in append order.
 * - Sequences are given out in append order, without holes.
 * - Nothing is ever truncated or rewritten, save the torn tail that was never acknowledged.
 * Errors: `journal-full` (retryable), `journal-failed` (not), `journal-closed` (not).
 */
export interface JournalWriter {
  /** Names this journal for ever; a cursor is (journal, sequence). */
  readonly journal: string;
  append(entry: JournalEntry, done: AppendDone): void;
  condition(): JournalCondition;
  /** The sequence the next record will get. */
  nextSequence(): number;
  /** Stops accepting, waits for what was appended, releases the lock. Idempotent. */
  close(): Promise<void>;
}

export interface ReadLimit {
  readonly maxRecords: number;
  /** The batch ends after the record that exceeds this many body bytes: it may overshoot by one record. */
  readonly maxBytes: number;
  /** How long to wait for a first record; 0 answers at once, with an empty array when there is none. */
  readonly waitMillis: number;
}

/** Where a gap was declared: a `gap` record was to be found at `fromSequence`. */
export interface GapPlace {
  readonly fromSequence: number;
  readonly toSequence: number;
}

/** Reads durable records in order, while another thread or process writes. */
export interface JournalReader {
  readonly journal: string;
  read(limit: ReadLimit): Promise<JournalRecord[]>;
  /**
   * Gaps declared so far, ascending, without reading the journal: a gap may be declared behind a reader that has passed its
   * place. The record there is what counts; it is missing where another gap was declared over it.
   */
  gapPlaces(): Promise<readonly GapPlace[]>;
  /** Continue with the first record whose sequence is ≥ `sequence`. */
  seek(sequence: number): Promise<void>;
  close(): Promise<void>;
}
