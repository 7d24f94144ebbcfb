/** Of one unit, from ≤ t < to. */
interface Range {
  readonly from: number;
  readonly to: number;
}

/** Ascending and apart: each moment once, however often it is named; what touches is one. */
export function unitedRanges(ranges: readonly Range[]): readonly Range[] {
  const united: { from: number; to: number }[] = [];
  for (const { from, to } of [...ranges].sort((a, b) => a.from - b.from)) {
    const last = united.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else united.push({ from, to });
  }
  return united;
}
