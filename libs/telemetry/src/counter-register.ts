import type { Micros } from './time.js';

/** A part of a counter's growth that is decided: `steps` of it arrived with the reading at `at`, since the reading at `since`. */
export interface CounterGrowth<Place> {
  readonly steps: number;
  /** Taken off `steps`; apart, since a sum of doubles need not be exact. */
  readonly less: number;
  readonly place: Place;
  readonly at: Micros;
  readonly since: Micros;
  /** Counted from zero, after a reset. */
  readonly isReset: boolean;
}

/** What a register showed, first and last: a register that stands still is one level. */
export interface CounterLevel<Place> {
  readonly steps: number;
  readonly place: Place;
  readonly at: Micros;
  readonly until: Micros;
}

/** What a register's readings so far leave undecided: with what comes next, all that it needs. */
export interface CounterState<Place> {
  readonly told?: CounterLevel<Place>;
  readonly top?: CounterLevel<Place>;
  readonly low?: CounterLevel<Place>;
}

/** A return is near the old register where no more than this part of the fall is missing. */
const NEAR = 16;

/**
 * The one definition of what a cumulative register counted, from its readings ascending by time, in grid steps.
 * One reading is never enough to tell a fall from a fault, so the newest step stays undecided until the next level says:
 * - it comes back (to the old register, or short of it by at most a sixteenth of the fall): what lay between was an
 *   excursion, is left out and counted in `excursions`; the growth is that from the old register;
 * - it goes on from the low one: a reset, counted in `resets`, and from zero; a fall to more than half of the old
 *   register is a step back, which starts where it stands, for no register of that height began at zero since;
 * - it fell back to where it stood before a single high level, no further above than twice that: the high level was the excursion.
 * Undecided at the end is left out. Memory: three levels. `grown` is told late, of every step once, also where it is zero.
 */
export class CounterRegister<Place> {
  resets = 0;
  excursions = 0;
  /** All growth up to here has been told. */
  private told: CounterLevel<Place> | undefined;
  private top: CounterLevel<Place> | undefined;
  private low: CounterLevel<Place> | undefined;

  constructor(private readonly grown: (growth: CounterGrowth<Place>) => void) {}

  add(steps: number, place: Place, at: Micros): void {
    const level = { steps, place, at, until: at };
    if (this.low) this.judge(this.low, level);
    else this.rise(level);
  }

  /** Ends a stretch: the next reading begins a new one, and growth between the two is not counted. */
  cut(): void {
    if (this.top && this.low) {
      this.excursions += 1;
      if (this.isSpike(this.top, this.low)) this.top = this.low;
    }
    this.tell();
    this.told = this.top = this.low = undefined;
  }

  /** For `resume`, of this or another register. */
  state(): CounterState<Place> {
    const { told, top, low } = this;
    return { ...(told && { told }), ...(top && { top }), ...(low && { low }) };
  }

  /** Goes on from a state, with what was counted on the way to it. */
  resume({ told, top, low }: CounterState<Place>, counted: { readonly resets: number; readonly excursions: number }): void {
    this.told = told;
    this.top = top;
    this.low = low;
    this.resets += counted.resets;
    this.excursions += counted.excursions;
  }

  /** Shows its level until then; whether that tells anything, for a level that is in doubt does not stand. */
  standUntil(until: Micros): boolean {
    if (this.low) this.low = { ...this.low, until };
    else if (this.top) this.top = { ...this.top, until };
    return !this.low;
  }

  /** Whether the same is undecided in both, by what makes levels of the same height the same: what comes next they tell alike. When a level that is told began does not matter any more. */
  isLike<Other>({ told, top, low }: CounterRegister<Other>, isSame: (own: CounterLevel<Place>, other: CounterLevel<Other>) => boolean): boolean {
    return this.told?.steps === told?.steps && isAlike(this.top, top, isSame) && isAlike(this.low, low, isSame);
  }

  private rise(level: CounterLevel<Place>): void {
    const { top } = this;
    if (!top) this.top = level;
    else if (level.steps < top.steps) this.low = level;
    else if (level.steps === top.steps) this.stand(top, level);
    else this.follow(level);
  }

  /** No growth, and nothing decided. */
  private stand(top: CounterLevel<Place>, { place, at }: CounterLevel<Place>): void {
    this.grown({ steps: 0, less: 0, place, at, since: top.until, isReset: false });
    this.top = { ...top, until: at };
  }

  private follow(level: CounterLevel<Place>): void {
    this.tell();
    this.told = this.top;
    this.top = level;
  }

  private tell(): void {
    const { told, top } = this;
    if (told && top) this.grown({ steps: top.steps, less: told.steps, place: top.place, at: top.at, since: told.until, isReset: false });
  }

  private judge(low: CounterLevel<Place>, next: CounterLevel<Place>): void {
    const top = this.top as CounterLevel<Place>;
    if (next.steps === low.steps) this.low = { ...low, until: next.at };
    else if (next.steps >= top.steps) this.comeBack(next);
    else if (this.isSpike(top, low) && !isNear(top, low, next)) this.dropSpike(low, next);
    else if (next.steps < low.steps) this.low = next;
    else if (isNear(top, low, next)) this.stepBack(next);
    else this.goOn(top, low, next);
  }

  private comeBack(next: CounterLevel<Place>): void {
    this.excursions += 1;
    this.low = undefined;
    this.rise(next);
  }

  private stepBack(next: CounterLevel<Place>): void {
    this.excursions += 1;
    this.low = next;
  }

  private dropSpike(low: CounterLevel<Place>, next: CounterLevel<Place>): void {
    this.excursions += 1;
    this.top = low;
    this.low = undefined;
    this.rise(next);
  }

  private goOn(top: CounterLevel<Place>, low: CounterLevel<Place>, next: CounterLevel<Place>): void {
    this.tell();
    const isReset = low.steps >= 0 && 2 * low.steps <= top.steps;
    if (isReset) this.resets += 1;
    else this.excursions += 1;
    this.grown({ steps: low.steps, less: isReset ? 0 : low.steps, place: low.place, at: low.at, since: top.until, isReset });
    this.told = undefined;
    this.top = low;
    this.low = undefined;
    this.rise(next);
  }

  private isSpike(top: CounterLevel<Place>, low: CounterLevel<Place>): boolean {
    const before = this.told?.steps ?? 0;
    return top.steps > before && before > 0 && low.steps >= before && low.steps <= 2 * before;
  }
}

const isNear = (top: { readonly steps: number }, low: { readonly steps: number }, next: { readonly steps: number }): boolean =>
  next.steps > low.steps && NEAR * (top.steps - next.steps) <= top.steps - low.steps;

function isAlike<Place, Other>(one: CounterLevel<Place> | undefined, other: CounterLevel<Other> | undefined, isSame: (own: CounterLevel<Place>, other: CounterLevel<Other>) => boolean): boolean {
  if (one === undefined || other === undefined) return one === undefined && other === undefined;
  return one.steps === other.steps && isSame(one, other);
}
