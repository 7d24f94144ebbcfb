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
  /** The platform was receiving at this minute: it is stored at once or not at all, a journal that does not answer is none that receives. */
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
  /** Project whose record it is; none for the platform's own. A journal that is split keeps order within a key only. */
  readonly key?: string;
}

/** A durable record. `body` may be a view that is only valid until the next read: copy what is kept. */
export interface JournalRecord {
  /** Consecutive from 1, except across a declared gap. */
  readonly sequence: number;
  readonly kind: RecordKindCode;
  readonly at: Micros;
  readonly body: Buffer;
}

/**
 * Called once per append, in append order, save that what is refused because too much is waiting need not wait as well; with an error
 * the record is not in the journal and never will be.
 */
export type AppendDone = (error: Failure | null, sequence: number) => void;

export type JournalCondition =
  | { readonly kind: 'ok' }
  /** Disk is running low (below 15 % free, or 85 % of the set size): still accepting. */
  | { readonly kind: 'low'; readonly freeBytes: number }
  /** Refusing; accepts again by itself when there is room. */
  | { readonly kind: 'full'; readonly freeBytes: number }
  /** The servers behind it do not answer: what was appended waits for them, and beyond a bound more is refused; goes on by itself. */
  | {
    readonly kind: 'unreachable';
    readonly error: Failure;
    /** Of a journal of several parts, those that it is about, where the others go on. */
    readonly parts?: readonly string[];
  }
  /** Input/output error: refusing until the process is restarted. */
  | { readonly kind: 'failed'; readonly error: Failure };

/** Bytes that a journal takes, and those that it may still take. */
export interface JournalRoom {
  readonly usedBytes: number;
  /** Of the disk, without what is kept free on it, or of the set size, whichever is less; with servers, of the limit with the least share left, which counts every replica if it is the account's. None: it refuses. Infinity before the first look. */
  readonly freeBytes: number;
  /** With servers, what `freeBytes` is left of; elsewhere that is what is used and what is free. */
  readonly limitBytes?: number;
}

/**
 * Where records are appended: one journal, or a router in front of several, each record of a key going to the same.
 *
 * - `append` never blocks and never throws; `done` runs when the record survives a power cut (its group was
 *   flushed with fdatasync) or was accepted by a majority of replicas. Calls complete in append order (see `AppendDone`).
 * - Sequences are given out in append order. A journal has no holes; where several processes append to it, between two
 *   records of one there may be records of another, and order is kept within each of them. With several journals, or one
 *   that groups by key, it is kept within each key.
 * - Nothing is ever truncated or rewritten, save the torn tail that was never acknowledged.
 * Errors: `journal-full`, `journal-unreachable` (retryable), `journal-failed`, `journal-closed`, `journal-record-too-large` (not).
 */
export interface JournalAppender {
  append(entry: JournalEntry, done: AppendDone): void;
  /** Of the journal that the records of this key go to; without a key the worst of all. */
  condition(key?: string): JournalCondition;
  /** Names the journal that the records of this key are in; with the sequence it names a record for ever. */
  journalOf(key: string): string;
  /** Stops accepting, waits for what was appended, releases the lock. Idempotent. */
  close(): Promise<void>;
}

/** A durable, ordered log of records. One writer, or several where the adapter says so; any number of readers. */
export interface JournalWriter extends JournalAppender {
  /** Names this journal for ever; a cursor is (journal, sequence). */
  readonly journal: string;
  /** The sequence the next record will get; where others append as well, as far as this writer knows: then it may be higher. */
  nextSequence(): number;
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
  /** Whether records were known behind the last ones read: then the next read need not wait. False says only that none were known. */
  more(): boolean;
  /**
   * Gaps declared so far, ascending, without reading the journal: a gap may be declared behind a reader that has passed its
   * place. The record there is what counts; it is missing where another gap was declared over it.
   */
  gapPlaces(): Promise<readonly GapPlace[]>;
  /** Continue with the first record whose sequence is ≥ `sequence`. */
  seek(sequence: number): Promise<void>;
  close(): Promise<void>;
}
