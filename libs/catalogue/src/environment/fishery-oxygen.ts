import type { LevelRun } from '../series-window.js';

/** Whether 24 h meet GB 11607-89; `undecided` where what is not known could decide either way, `lost` where that is so by the platform's downtime alone. */
export const OXYGEN_VERDICTS = ['compliant', 'breach', 'undecided', 'lost'] as const;
export type OxygenVerdict = (typeof OXYGEN_VERDICTS)[number];

export const FISHERY_LEVEL = 5;
export const FISHERY_FLOOR = { ordinary: 3, salmonid: 4 } as const;
const HOUR = 3_600_000_000;
const SPAN = 24 * HOUR;
const DEMANDED = 16 * HOUR;
/** Four of 24 h may be missing from a day (GB 3095, table 4, taken over). */
const TOLERATED = 4 * HOUR;

/** A stretch of time in which the level is known, or in which it is not because the platform was down. */
export interface OxygenRun extends Pick<LevelRun, 'from' | 'to'> {
  readonly level: LevelRun['level'] | 'lost';
}

/** Microseconds of some 24 h: known above 5 mg/L, not known, how much of that by the platform's downtime, and known below the floor. */
interface OxygenTime {
  readonly above: number;
  readonly unknown: number;
  readonly lost: number;
  readonly floor: number;
}

/** GB 11607-89: more than 16 of 24 h above 5 mg/L, and never below the floor. What was not measured may have been either. */
function verdictOf({ above, unknown, lost, floor }: OxygenTime): OxygenVerdict {
  if (floor > 0 || above + unknown <= DEMANDED) return 'breach';
  if (above > DEMANDED && unknown <= TOLERATED) return 'compliant';
  return lost > 0 ? undecidedBeside(unknown - lost) : 'undecided';
}

/** Of a span that the platform's downtime lies in: lost, where no more than what is tolerated is missing besides. */
const undecidedBeside = (own: number): OxygenVerdict => (own <= TOLERATED ? 'lost' : 'undecided');

/**
 * The verdicts of all 24 h in a row inside so many hours, whenever they begin: one for every hour that ends such spans,
 * the worst of those that end in it. Runs are ascending and apart, in microseconds since the hours began. Between two
 * edges of runs every time is linear, so the spans that begin or end at an edge, or with an hour, decide.
 */
export function rollingOxygen(runs: readonly OxygenRun[], hours: number): Readonly<Record<OxygenVerdict, number>> {
  const counts: Record<OxygenVerdict, number> = { compliant: 0, breach: 0, undecided: 0, lost: 0 };
  if (hours * HOUR < SPAN) return counts;
  const time = new LevelTime(runs);
  const starts = startsOf(runs, hours);
  let worst: OxygenVerdict = 'compliant';
  let before: OxygenTime | undefined;
  for (const start of starts) {
    const found = time.between(start, start + SPAN);
    worst = worseOf(worst, verdictOf(found));
    if (before !== undefined) worst = worseOf(worst, justAfter(before, found));
    before = found;
    if (start % HOUR !== 0) continue;
    counts[worst] += 1;
    worst = 'compliant';
  }
  return counts;
}

/** A span that begins just after another has all but its times: what is beyond a limit still is, what is at it may no longer be. */
function justAfter({ above, unknown, lost, floor }: OxygenTime, next: OxygenTime): OxygenVerdict {
  if (floor > 0 || above + unknown < DEMANDED) return 'breach';
  if (above >= DEMANDED && unknown <= TOLERATED) return 'compliant';
  // A downtime that begins where the span ends lies in those that begin later.
  return lost > 0 || next.lost > 0 ? undecidedBeside(unknown - lost) : 'undecided';
}

const BY_WEIGHT: readonly OxygenVerdict[] = ['compliant', 'lost', 'undecided', 'breach'];
const worseOf = (one: OxygenVerdict, other: OxygenVerdict): OxygenVerdict => (BY_WEIGHT.indexOf(one) >= BY_WEIGHT.indexOf(other) ? one : other);

/** Ascending, each once: whole hours, and where a span begins or ends with an edge. */
function startsOf(runs: readonly OxygenRun[], hours: number): readonly number[] {
  const last = hours * HOUR - SPAN;
  const starts = new Set(Array.from({ length: last / HOUR + 1 }, (_, hour) => hour * HOUR));
  for (const { from, to } of runs) for (const edge of [from, to, from - SPAN, to - SPAN]) if (edge >= 0 && edge <= last) starts.add(edge);
  return [...starts].sort((a, b) => a - b);
}

/** How long each level is known, and how long nothing is because the platform was down. */
interface LevelSums {
  readonly above: number;
  readonly known: number;
  readonly lost: number;
  readonly floor: number;
}

const NO_TIME: LevelSums = { above: 0, known: 0, lost: 0, floor: 0 };

/** The same up to a time. */
class LevelTime {
  private readonly sums: readonly LevelSums[];

  constructor(private readonly runs: readonly OxygenRun[]) {
    const sums = [NO_TIME];
    for (const run of runs) sums.push(added(sums.at(-1) ?? NO_TIME, run, run.to));
    this.sums = sums;
  }

  between(from: number, to: number): OxygenTime {
    const [early, late] = [this.until(from), this.until(to)];
    return { above: late.above - early.above, floor: late.floor - early.floor, lost: late.lost - early.lost, unknown: to - from - (late.known - early.known) };
  }

  private until(time: number): LevelSums {
    let low = 0;
    let high = this.runs.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.runs[middle]?.to ?? Infinity) <= time) low = middle + 1;
      else high = middle;
    }
    const sum = this.sums[low] ?? NO_TIME;
    const run = this.runs[low];
    return run && run.from < time ? added(sum, run, time) : sum;
  }
}

function added({ above, known, lost, floor }: LevelSums, { from, level }: OxygenRun, to: number): LevelSums {
  const time = to - from;
  if (level === 'lost') return { above, known, lost: lost + time, floor };
  return { above: above + (level === 'above' ? time : 0), known: known + time, lost, floor: floor + (level === 'floor' ? time : 0) };
}
