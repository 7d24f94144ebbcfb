import type { Outcome } from './input-fault.js';
import type { RegistryChange } from './records.js';

/** Names a record of a journal. */
export interface JournalPlace {
  readonly journal: string;
  readonly sequence: number;
}

/** Every change that the journal has up to this record is in the registry. */
export interface JournalPosition extends JournalPlace {
  /** The database was filled from a dump since this was noted: the journal may know of changes that were made after the dump. */
  readonly restored: boolean;
}

export interface RecoveredChanges {
  /** Changes that the registry did not have. */
  readonly applied: number;
  /** Changes whose number the registry has given to another one: two histories of one registry are in the journal. */
  readonly differing: number;
}

/** How a registry that is behind its journal, because it was restored from an older copy, gets the changes that it lacks. */
export interface ChangeRecovery {
  /** Undefined before the first call of `reachedJournal`. One row is read. */
  journalPosition(): Promise<JournalPosition | undefined>;
  /**
   * Takes changes as the journal has them, in its order, one page after another; those that are there already are compared
   * and left. `sound` is false once a page had differing ones: then nothing more is applied. All of a page or none: `invalid`
   * when a change does not fit what it was made on. Idempotent.
   */
  recoverChanges(changes: readonly RegistryChange[], sound: boolean): Promise<Outcome<RecoveredChanges>>;
  /**
   * Notes the position; with `journalled`, in the same transaction that all changes up to that number are in the journal.
   * Callers have made sure of both.
   */
  reachedJournal(place: JournalPlace, journalled?: number): Promise<void>;
  /** Ends every session and link: what was ended or taken away since the copy may be open again in it. Answers how many. */
  closeAllSessions(): Promise<number>;
}
