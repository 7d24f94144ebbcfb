import type { Micros } from '@yanshou/telemetry';

/** Whose folds: `form` names what the body holds and how, so that another one is never read for it. */
export interface FoldKind {
  readonly project: string;
  readonly form: string;
  readonly unit: 'day' | 'month' | 'quarter';
  readonly metric: string;
}

export interface FoldQuery extends FoldKind {
  readonly from: Micros;
  readonly to: Micros;
}

/** Something folded from the readings of a metric in from ≤ t < to. */
export interface KeptFold {
  readonly from: Micros;
  readonly to: Micros;
  /** The cursor (`foldCursor`) before its readings were read. */
  readonly sequence: number;
  readonly body: Uint8Array;
}

/**
 * Folds of closed stretches, kept beside the readings that they were made of. A fold is true for as long as no late or replayed
 * reading has been committed to one of its hours after its `sequence`; one that is not is never handed out. Whoever keeps
 * a fold sees to it that everything received in time for its hours is projected. A cache: what is lost is made again.
 */
export interface FoldShelf {
  /** Where the store stands: commits made after the answer have greater numbers, and readings asked for after it hold all that were made before. */
  foldCursor(project: string): Promise<number>;
  /** Those that lie wholly in from ≤ t < to and are still true, ascending by time. */
  keptFolds(query: FoldQuery): Promise<readonly KeptFold[]>;
  /** All of them or none; one of the same kind and time is replaced. */
  keepFolds(kind: FoldKind, folds: readonly KeptFold[]): Promise<void>;
}
