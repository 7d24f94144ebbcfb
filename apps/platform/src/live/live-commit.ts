/** What a journal tells of a project; what is judged of it has no place there. */
export type JournalledType = 'reading' | 'state';

/** Events by column: what stands at one index is one event, `data` its JSON. A state has no metric (''). */
export interface LiveEvents {
  readonly type: readonly JournalledType[];
  readonly device: readonly string[];
  readonly metric: readonly string[];
  readonly data: readonly string[];
}

/** Events of one project that a stretch of its journal left in the store. */
export interface LiveCommit {
  readonly project: string;
  readonly journal: string;
  /** from ≤ sequence < next; the stretches of a project follow one another without a hole while somebody follows it. */
  readonly from: number;
  readonly next: number;
  /** In the order of storing. */
  readonly events: LiveEvents;
  /** Readings before these that were too many to tell. */
  readonly dropped: number;
}

/** Behind the first `seen` events of the stretch that begins at `sequence`. */
export interface LivePosition {
  readonly journal: string;
  readonly sequence: number;
  readonly seen: number;
}

export const charactersOf = ({ events }: LiveCommit): number => events.data.reduce((sum, data) => sum + data.length, 0);

export const NO_EVENTS: LiveEvents = { type: [], device: [], metric: [], data: [] };

/** The place behind event `index`: behind the last one it is where the next stretch begins. */
export const positionBehind = ({ journal, from, next, events }: LiveCommit, index: number): LivePosition =>
  index + 1 < events.data.length ? { journal, sequence: from, seen: index + 1 } : { journal, sequence: next, seen: 0 };

/** A position as the id of an event, and back; undefined for a text that is none. */
export const positionText = ({ journal, sequence, seen }: LivePosition): string => `${journal}.${sequence}.${seen}`;

export function parsePosition(text: string): LivePosition | undefined {
  const [, journal, sequence, seen] = /^([^\s]{1,200})\.(\d{1,16})\.(\d{1,9})$/.exec(text) ?? [];
  return journal === undefined ? undefined : { journal, sequence: Number(sequence), seen: Number(seen) };
}
