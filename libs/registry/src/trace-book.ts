import type { TraceBatch, TraceBatchItem, TraceEvent } from '@yanshou/telemetry';
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
  readonly batches: readonly TraceAnswer<TraceBatch>[];
  readonly events: readonly TraceAnswer<TraceEvent>[];
}

/** Batches and the events of their way, append-only. */
export interface TraceBook {
  /**
   * Records what can be recorded, batches first, in one transaction; one answer an item, in the order given. Refusals:
   * `invalid` (also: too many batches or events, spans with readings too long in sum), `unknown-reference` (base, site, series, batch, event corrected), `duplicate` (the id with another content,
   * an event that is corrected already), `withdrawn`.
   */
  addTrace(project: string, drafts: TraceDrafts, author: Author): Promise<Outcome<TraceAnswers>>;
  /** Ends what a batch counts for and its public page; once. */
  withdrawBatch(project: string, id: string, reason: string, author: Author): Promise<Outcome<TraceBatch>>;
  /** Up to `limit` batches with ids after `after`, by id. */
  traceBatches(project: string, after: string, limit: number): Promise<TraceBatch[]>;
  traceBatch(project: string, id: string): Promise<TraceBatch | undefined>;
  /** The batch of a public id, of whichever project; withdrawn ones too. One row is read. */
  publicTraceBatch(publicId: string): Promise<TraceBatch | undefined>;
  /** All events of these batches, corrected ones too, by time; in one query. */
  traceEvents(project: string, batches: readonly string[]): Promise<TraceEvent[]>;
  /** Every batch of a project with its events, as an evaluation reads them. */
  traceItems(project: string): Promise<TraceBatchItem[]>;
}
