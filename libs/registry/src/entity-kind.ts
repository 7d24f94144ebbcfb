import type { StateTableName } from './schema.js';

/** How one kind of record is named in changes, where it is kept and by which key. */
export interface EntityKind<State> {
  readonly entity: string;
  readonly table: StateTableName;
  keyOf(state: State): string;
}
