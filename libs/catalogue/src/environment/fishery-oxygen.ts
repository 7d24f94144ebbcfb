import type { LevelRun } from '../series-window.js';

/** Whether 24 h meet GB 11607-89; `undecided` where what is not known could decide either way. */
export type OxygenVerdict = 'compliant' | 'breach' | 'undecided';

export const FISHERY_LEVEL = 5;
export const FISHERY_FLOOR = { ordinary: 3, salmonid: 4 } as const;
const HOUR = 3_600_000_000;
const SPAN = 24 * HOUR;
const DEMANDED = 16 * HOUR;
/** Four of 24 h may be missing from a day (GB 3095, table 4, taken over). */
const TOLERATED = 4 * HOUR;

/** Microseconds of some 24 h: known above 5 mg/L, not known, and known below the floor. */
interface OxygenTime {
  readonly above: number;
  readonly unknown: number;
  readonly floor: number;
}

/** GB 11607-89: more than 16 of 24 h above 5 mg/L, and never below the floor. What was not measured may have been either. */
function verdictOf({ above, unknown, floor }: OxygenTime): OxygenVerdict {
  if (floor > 0 || above + unknown <= DEMANDED) return 'breach';
  return above > DEMANDED && unknown <= TOLERATED ? 'compliant' : 'undecided';
}

/**
 * The verdicts of all 24 h in a row inside so many hours, whenever they begin: one for every hour that ends such spans,
 * the worst of those that end in it. Runs are ascending and apart, in microseconds since the hours began. Between two
 * edges of runs every time is linear, so the spans that begin or end at an edge, or with an hour, decide.
 */
export function rollingOxygen(runs: readonly LevelRun[], hours: number): Readonly<Record<OxygenVerdict, number>> {
  const counts: Record<OxygenVerdict, number> = { compliant: 0, breach: 0, undecided: 0 };
  if (hours * HOUR < SPAN) return counts;
  const time = new LevelTime(runs);
  const starts = startsOf(runs, hours);
  let worst: OxygenVerdict = 'compliant';
  let before: OxygenTime | undefined;
  for (const start of starts) {
    const found = time.between(start, start + SPAN);
    worst = worseOf(worst, verdictOf(found));
    if (before !== undefined) worst = worseOf(worst, justAfter(before));
    before = found;
    if (start % HOUR !== 0) continue;
    counts[worst] += 1;
    worst = 'compliant';
  }
  return counts;
}

/** A span that begins just after another has all but its times: what is beyond a limit still is, what is at it may no longer be. */
function justAfter({ above, unknown, floor }: OxygenTime): OxygenVerdict {
  if (floor > 0 || above + unknown < DEMANDED) return 'breach';
  return above < DEMANDED || unknown > TOLERATED ? 'undecided' : 'compliant';
}

const BY_WEIGHT: readonly OxygenVerdict[] = ['compliant', 'undecided', 'breach'];
const worseOf = (one: OxygenVerdict, other: OxygenVerdict): OxygenVerdict => (BY_WEIGHT.indexOf(one) >= BY_WEIGHT.indexOf(other) ? one : other);

/** Ascending, each once: whole hours, and where a span begins or ends with an edge. */
function startsOf(runs: readonly LevelRun[], hours: number): readonly number[] {
  const last = hours * HOUR - SPAN;
  const starts = new Set(Array.from({ length: last / HOUR + 1 }, (_, hour) => hour * HOUR));
  for (const { from, to } of runs) for (const edge of [from, to, from - SPAN, to - SPAN]) if (edge >= 0 && edge <= last) starts.add(edge);
  return [...starts].sort((a, b) => a - b);
}

/** How long each level is known up to a time. */
class LevelTime {
  private readonly sums: readonly { readonly above: number; readonly known: number; readonly floor: number }[];

  constructor(private readonly runs: readonly LevelRun[]) {
    const sums = [{ above: 0, known: 0, floor: 0 }];
    for (const run of runs) sums.push(added(sums.at(-1) ?? { above: 0, known: 0, floor: 0 }, run, run.to));
    this.sums = sums;
  }

  between(from: number, to: number): OxygenTime {
    const [early, late] = [this.until(from), this.until(to)];
    return { above: late.above - early.above, floor: late.floor - early.floor, unknown: to - from - (late.known - early.known) };
  }

  private until(time: number): { readonly above: number; readonly known: number; readonly floor: number } {
    let low = 0;
    let high = this.runs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.runs[middle]?.to ?? Infinity) <= time) low = middle + 1;
      else high = middle;
    }
    const sum = this.sums[low] ?? { above: 0, known: 0, floor: 0 };
    const run = this.runs[low];
    return run && run.from < time ? added(sum, run, time) : sum;
  }
}

const added = (sum: { readonly above: number; readonly known: number; readonly floor: number }, { from, level }: LevelRun, to: number) => ({
  above: sum.above + (level === 'above' ? to - from : 0), known: sum.known + to - from, floor: sum.floor + (level === 'floor' ? to - from : 0),
});
