import type { Touch } from '../window-touch.js';

/** The windows of a project that a saved change touches. Registered changes touch no hour alone, and no period that somebody asked for. */
export type Reopening = Pick<Touch, 'from' | 'to' | 'causes' | 'isLong'> & { readonly project: string };

/** A saved state with the one that it takes the place of, undefined where it is the first. */
export interface SavedChange<State> {
  readonly before: State | undefined;
  readonly after: State;
}

/** Every window of a project. */
export const ALWAYS = { from: Number.MIN_SAFE_INTEGER, to: Number.MAX_SAFE_INTEGER } as const;
/** From an instant on. */
export const since = (from: number) => ({ from, to: Number.MAX_SAFE_INTEGER });
