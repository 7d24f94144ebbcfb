import type { TraceBatch, TraceBatchItem, TraceEntry, TraceEvent } from '@yanshou/telemetry';
import type { Decision } from './figure-book.js';
import type { Outcome } from './input-fault.js';
import type { Author } from './records.js';

/** As its sender states it; ids are the sender's own, so that it can be sent again. */
export type TraceBatchDraft = Omit<TraceBatch, 'project' | 'publicId' | 'recordedBy' | 'recordedAt' | 'withdrawn'>;
export type TraceEventDraft = Omit<TraceEvent, 'project' | 'recordedBy' | 'recordedAt'>;

export interface TraceDrafts {
  readonly batches: readonly TraceBatchDraft[];
  readonly events: readonly TraceEventDraft[];
}

/** `repeated`: the same was recorded before, and nothing is changed. */
export type TraceAnswer<T> = Outcome<{ readonly record: T; readonly repeated: boolean }>;

export interface TraceAnswers {
  /** Whether all of it is recorded; when one item is refused, nothing is, and the answers of the others say what they would be. */
  readonly recorded: boolean;
  readonly batches: readonly TraceAnswer<TraceBatch>[];
  readonly events: readonly TraceAnswer<TraceEvent>[];
}

export interface CorrectionDecision {
  readonly decision: Decision;
  readonly note?: string;
}

/** Batches and the events of their way, append-only. */
export interface TraceBook {
  /**
   * Records all items or none, batches first, in one transaction whose number of queries does not grow with them; one answer
   * an item, in the order given. A correction is recorded and counts once it is accepted. Refusals: `invalid` (also: too many
   * batches or events, spans with readings too long in sum, a correction of one that is not accepted), `unknown-reference`
   * (base, site, series, batch, event corrected), `duplicate` (the id with another content, an event that is corrected
   * already), `withdrawn`.
   */
  addTrace(project: string, drafts: TraceDrafts, author: Author): Promise<Outcome<TraceAnswers>>;
  /** Accepts or rejects a correction; once, and `same-person` by whoever recorded it. A rejected one makes place for another. */
  decideCorrection(project: string, batch: string, event: string, decision: CorrectionDecision, author: Author): Promise<Outcome<TraceEntry>>;
  /** Ends what a batch counts for and its public page; once. */
  withdrawBatch(project: string, id: string, reason: string, author: Author): Promise<Outcome<TraceBatch>>;
  /** Up to `limit` batches with ids after `after`, by id. */
  traceBatches(project: string, after: string, limit: number): Promise<TraceBatch[]>;
  traceBatch(project: string, id: string): Promise<TraceBatch | undefined>;
  /** The batch of a public id, of whichever project; withdrawn ones too. One row is read. */
  publicTraceBatch(publicId: string): Promise<TraceBatch | undefined>;
  /** All events of these batches by time, with what was decided of corrections; in one query. */
  traceEvents(project: string, batches: readonly string[]): Promise<TraceEntry[]>;
  /** Every batch of a project with its events, as an evaluation reads them. */
  traceItems(project: string): Promise<TraceBatchItem[]>;
}
