import type { Micros } from '@yanshou/telemetry';
import type { LostSession } from './projection-batch.js';

/**
 * Those that touch from ≤ t < to, ascending and apart: two workers may lose theirs in one outage of the broker, and a loss may
 * be told again.
 */
export const lostSessionsIn = (rows: readonly LostSession[], from: Micros, to: Micros): LostSession[] =>
  united(rows).filter((lost) => lost.from < to && lost.to > from);

function united(rows: readonly LostSession[]): readonly LostSession[] {
  const all: { from: Micros; to: Micros }[] = [];
  for (const { from, to } of [...rows].sort((a, b) => a.from - b.from)) {
    const last = all.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else all.push({ from, to });
  }
  return all;
}
