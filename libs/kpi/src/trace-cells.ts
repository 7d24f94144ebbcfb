import { ORIGINS, originCode } from '@yanshou/telemetry';
import type { Micros, Origin } from '@yanshou/telemetry';
import { firstFrom } from './down-intervals.js';
import type { DownIntervals } from './down-intervals.js';

export interface Limits {
  readonly low: number;
  readonly high: number;
}

/** What is found in from ≤ t < to; `min` and `max` are infinite where there are no readings. */
export interface CellFigures {
  readonly readings: number;
  readonly origins: readonly Origin[];
  readonly min: number;
  readonly max: number;
  /** Judging intervals wholly in it that have readings, and those of them with all readings within the limits. */
  readonly covered: number;
  readonly inRange: number;
  /** Of the covered ones those in downtime of the platform: what was delivered for them later. */
  readonly coveredDown: number;
}

/** How many of a series' intervals with readings there are before each, and of all: those within the limits, and those in downtime. */
export interface IntervalSums {
  readonly within: Int32Array;
  readonly down: Int32Array;
}

/**
 * Readings of one series, ascending by time, folded once for any number of spans over it. Time is cut at the starts of judging
 * intervals and at the spans' ends (`edges`, ascending), so that each piece, a cell, lies wholly in or outside of any span.
 * Memory: cells with readings; a span costs the logarithm of their number.
 */
export class TraceCells {
  private readonly starts: number[] = [];
  private readonly lows: number[] = [];
  private readonly highs: number[] = [];
  /** By origin: readings before each cell, and of all. */
  private readonly before: readonly number[][] = ORIGINS.map(() => []);
  private readonly total: number[] = ORIGINS.map(() => 0);
  private readonly slots: number[] = [];
  private readonly slotLows: number[] = [];
  private readonly slotHighs: number[] = [];
  private edge = 0;
  private extremes: { readonly lows: Float64Array; readonly highs: Float64Array } | undefined;

  constructor(private readonly interval: Micros, private readonly edges: readonly Micros[]) {}

  add(at: Micros, value: number, origin: Origin): void {
    const slot = Math.floor(at / this.interval) * this.interval;
    while ((this.edges[this.edge] ?? Infinity) <= at) this.edge += 1;
    const start = Math.max(slot, this.edges[this.edge - 1] ?? -Infinity);
    if (this.slots.at(-1) !== slot) open(this.slots, slot, this.slotLows, this.slotHighs);
    if (this.starts.at(-1) !== start) {
      open(this.starts, start, this.lows, this.highs);
      for (const [code, counts] of this.before.entries()) counts.push(this.total[code] ?? 0);
    }
    for (const [lows, highs] of [[this.lows, this.highs], [this.slotLows, this.slotHighs]] as const) widen(lows, highs, value);
    const code = originCode(origin) ?? 0;
    this.total[code] = (this.total[code] ?? 0) + 1;
  }

  /** How many of the intervals before each, and of all, are within the limits throughout. Ends `add`. */
  within(limits: Limits | undefined): Int32Array {
    return this.sums((index) => limits === undefined || ((this.slotLows[index] as number) >= limits.low && (this.slotHighs[index] as number) <= limits.high));
  }

  /** How many of them are in downtime. Ends `add`. */
  down(intervals: DownIntervals): Int32Array {
    return this.sums((index) => intervals.has(this.slots[index] as number));
  }

  /** Of a span whose ends are edges. Ends `add`. */
  figures(from: Micros, to: Micros, { within, down }: IntervalSums): CellFigures {
    const first = firstFrom(this.starts, from);
    const end = Math.max(first, firstFrom(this.starts, to));
    const counts = this.before.map((sums, code) => (sums[end] ?? this.total[code] ?? 0) - (sums[first] ?? this.total[code] ?? 0));
    const [slot, slotEnd] = [firstFrom(this.slots, from), firstFrom(this.slots, to - this.interval + 1)];
    const { lows, highs } = (this.extremes ??= { lows: treeOf(this.lows, Math.min), highs: treeOf(this.highs, Math.max) });
    return {
      readings: counts.reduce((sum, count) => sum + count, 0), origins: ORIGINS.filter((_, code) => (counts[code] ?? 0) > 0),
      min: overRange(lows, first, end, Math.min, Infinity), max: overRange(highs, first, end, Math.max, -Infinity),
      covered: Math.max(0, slotEnd - slot), inRange: between(within, slot, slotEnd), coveredDown: between(down, slot, slotEnd),
    };
  }

  private sums(counts: (index: number) => boolean): Int32Array {
    const sums = new Int32Array(this.slots.length + 1);
    for (let index = 0; index < this.slots.length; index += 1) sums[index + 1] = (sums[index] as number) + (counts(index) ? 1 : 0);
    return sums;
  }
}

const between = (sums: Int32Array, first: number, end: number): number => (end > first ? (sums[end] ?? 0) - (sums[first] ?? 0) : 0);

function open(starts: number[], start: number, lows: number[], highs: number[]): void {
  starts.push(start);
  lows.push(Infinity);
  highs.push(-Infinity);
}

function widen(lows: number[], highs: number[], value: number): void {
  const last = lows.length - 1;
  lows[last] = Math.min(lows[last] as number, value);
  highs[last] = Math.max(highs[last] as number, value);
}

type KeepOne = (left: number, right: number) => number;

/** A segment tree: the values from position n on, above them what `keep` keeps of two. */
function treeOf(values: readonly number[], keep: KeepOne): Float64Array {
  const tree = new Float64Array(2 * values.length);
  tree.set(values, values.length);
  for (let node = values.length - 1; node > 0; node -= 1) tree[node] = keep(tree[2 * node] as number, tree[2 * node + 1] as number);
  return tree;
}

function overRange(tree: Float64Array, first: number, end: number, keep: KeepOne, none: number): number {
  let kept = none;
  for (let [low, high] = [first + tree.length / 2, end + tree.length / 2]; low < high; low >>>= 1, high >>>= 1) {
    if (low & 1) kept = keep(kept, tree[low++] as number);
    if (high & 1) kept = keep(kept, tree[--high] as number);
  }
  return kept;
}
