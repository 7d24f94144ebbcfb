import type { DeclaredGapRow } from './projection-batch.js';

/** Gaps in the order of their sequences, without those that lie within another: a gap may be declared over an earlier one. */
export function outermostGaps(rows: readonly DeclaredGapRow[]): DeclaredGapRow[] {
  const ordered = [...rows].sort((a, b) => a.fromSequence - b.fromSequence || b.toSequence - a.toSequence || a.declaredAt - b.declaredAt);
  let reached = -1;
  return ordered.filter(({ toSequence }) => {
    const within = toSequence <= reached;
    reached = Math.max(reached, toSequence);
    return !within;
  });
}
