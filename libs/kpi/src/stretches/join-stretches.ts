import { MICROS_PER_DAY, MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { Micros } from '@yanshou/telemetry';
import { continueCounter, lastState } from './continue-counter.js';
import { datedState } from './day-stretch.js';
import { joinWindows } from './join-windows.js';
import { FIRST_LEVELS } from './series-stretch.js';
import type { CounterStretch, SeriesStretch, StateStretch, StretchAmount, SumStretch } from './series-stretch.js';
import type { StretchTerms } from './stretch-terms.js';

/** Delays that are told apart: where a contract's limit lies below the longest of a stretch, its readings have to be read, so that a late day takes none with it that was not. */
const DELAYS: readonly Micros[] = [MICROS_PER_HOUR, MICROS_PER_DAY, 3 * MICROS_PER_DAY];
const delayClass = ({ delay, windows }: SeriesStretch): number => DELAYS.filter((limit) => Math.max(delay, windows?.delay ?? 0) > limit).length;

/** Stretches of one series, ascending, with those that can be one joined; `bounds`: where each day begins. */
export function joinStretches(stretches: readonly SeriesStretch[], terms: StretchTerms, bounds: readonly Micros[]): readonly SeriesStretch[] {
  const joined: SeriesStretch[] = [];
  for (const next of stretches) {
    const last = joined.at(-1);
    const one = last && join(last, next, terms, bounds);
    if (one) joined[joined.length - 1] = one;
    else joined.push(next);
  }
  return joined;
}

/** Days that follow each other, none of them without an amount: what bridges a silent day is the amount of neither. */
function join(one: SeriesStretch, next: SeriesStretch, terms: StretchTerms, bounds: readonly Micros[]): SeriesStretch | undefined {
  if (one.day + one.days !== next.day || delayClass(one) !== delayClass(next) || delayClass(one) === DELAYS.length) return undefined;
  const amount = joinAmounts(one.amount, next.amount, terms);
  const windows = joinWindows(one, next, terms, bounds);
  return amount && windows && {
    day: one.day, days: one.days + next.days, valid: one.valid + next.valid, live: one.live + next.live, serverStamped: one.serverStamped + next.serverStamped,
    delay: Math.max(one.delay, next.delay), runs: joinRuns(one.runs, next.runs, terms.gap), amount, ...windows,
  };
}

function joinRuns(one: readonly number[], next: readonly number[], gap: number): readonly number[] {
  const isOneRun = one.length > 0 && next.length > 0 && (next[0] as number) - (one.at(-1) as number) <= gap;
  return isOneRun ? [...one.slice(0, -1), ...next.slice(1)] : [...one, ...next];
}

function joinAmounts(one: StretchAmount, next: StretchAmount, { hold }: StretchTerms): StretchAmount | undefined {
  if (one.readings === 0 || next.readings === 0) return undefined;
  if (one.kind === 'sum' && next.kind === 'sum') return joinSums(one, next);
  if (one.kind === 'counter' && next.kind === 'counter') return joinCounters(one, next);
  return one.kind === 'state' && next.kind === 'state' ? joinStates(one, next, hold ?? Infinity) : undefined;
}

const countedOf = (one: StretchAmount, next: StretchAmount): { readonly readings: number; readonly origins: number } =>
  ({ readings: one.readings + next.readings, origins: one.origins | next.origins });

const joinCounts = (one: SumStretch | CounterStretch, next: SumStretch | CounterStretch): Pick<SumStretch, 'counts'> =>
  (one.counts && next.counts ? { counts: [...one.counts, ...next.counts] } : {});

const joinSums = (one: SumStretch, next: SumStretch): SumStretch =>
  ({ kind: 'sum', ...countedOf(one, next), steps: [...one.steps, ...next.steps], ...joinCounts(one, next) });

function joinStates(one: StateStretch, next: StateStretch, hold: Micros): StateStretch {
  const over = one.open === null || next.first === null ? 0 : Math.min(next.first, one.open + hold) - one.open;
  return { kind: 'state', ...countedOf(one, next), first: one.first, active: one.active + over + next.active, open: next.open };
}

function joinCounters(one: CounterStretch, next: CounterStretch): CounterStretch | undefined {
  const days = one.steps.length;
  const after = continueCounter({ state: lastState(one, (day) => day), isCut: false }, next, { of: (day) => day + days, isSame: (a, b) => a === b });
  const steps = [...one.steps, ...next.steps.map(() => 0)];
  after?.each((grown, less, place) => { steps[place] = (steps[place] ?? 0) + grown - less; });
  if (!after || !steps.every(Number.isSafeInteger)) return undefined;
  return {
    kind: 'counter', ...countedOf(one, next), steps, ...joinCounts(one, next), ...joinFirst(one, next),
    resets: one.resets + after.resets, excursions: one.excursions + after.excursions, last: datedState(after.state),
  };
}

/** A level that is shown again decides nothing. */
function joinFirst(one: CounterStretch, next: CounterStretch): Pick<CounterStretch, 'first' | 'isWhole'> {
  if (!one.isWhole) return { first: one.first, isWhole: false };
  const later = next.first.map((value, place) => (place % 2 === 0 ? value : value + one.steps.length));
  const all = [...one.first, ...(later[0] === one.first.at(-2) ? later.slice(2) : later)];
  return { first: all.slice(0, 2 * FIRST_LEVELS), isWhole: next.isWhole && all.length <= 2 * FIRST_LEVELS };
}
