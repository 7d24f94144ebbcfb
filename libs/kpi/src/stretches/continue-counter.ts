import { CounterRegister } from '@yanshou/telemetry';
import type { CounterLevel, CounterState } from '@yanshou/telemetry';
import type { CounterStretch, DatedLevel } from './series-stretch.js';

/** What a register had undecided before a stretch; `isCut`: growth between the two is not counted. */
export interface CounterBefore<Place> {
  readonly state: CounterState<Place>;
  readonly isCut: boolean;
}

/** How the days of a stretch are named in the register that goes on. */
export interface Places<Place> {
  of(day: number): Place;
  isSame(one: Place, other: Place): boolean;
}

/** What a stretch adds to a register, and what is undecided then. */
export interface CounterAfter<Place> {
  /** Hands out all growth that is told by then. */
  readonly each: (take: (steps: number, less: number, place: Place) => void) => void;
  readonly state: CounterState<Place>;
  readonly resets: number;
  readonly excursions: number;
}

/**
 * Leads a register over a stretch. It is given the first levels beside a register that begins with the stretch; from where
 * both say the same of what is undecided they never differ again, so that all further growth is that of the stretch.
 * Undefined where they differ to the end of the levels that are kept: then only the readings tell.
 */
export function continueCounter<Place>(before: CounterBefore<Place>, part: CounterStretch, places: Places<Place>): CounterAfter<Place> | undefined {
  const growth: { readonly steps: number; readonly less: number; readonly place: Place }[] = [];
  const own = new CounterRegister<Place>((told) => growth.push(told));
  own.resume(before.state, { resets: 0, excursions: 0 });
  if (before.isCut) own.cut();
  const told = part.steps.map(() => 0);
  const fresh = new CounterRegister<number>(({ steps, less, place }) => { told[place] = (told[place] as number) + steps - less; });
  const hasMet = meet(own, fresh, part, places);
  if (!told.every(Number.isSafeInteger)) return undefined;
  const each: CounterAfter<Place>['each'] = (take) => {
    for (const { steps, less, place } of growth) take(steps, less, place);
    if (hasMet) part.steps.forEach((steps, day) => { take(steps, told[day] as number, places.of(day)); });
  };
  if (!hasMet) return part.isWhole ? { each, state: own.state(), resets: own.resets, excursions: own.excursions } : undefined;
  return { each, state: lastState(part, (day) => places.of(day)), resets: own.resets + part.resets - fresh.resets, excursions: own.excursions + part.excursions - fresh.excursions };
}

/** Gives both the first levels until they are alike; whether they are. */
function meet<Place>(own: CounterRegister<Place>, fresh: CounterRegister<number>, { first }: CounterStretch, places: Places<Place>): boolean {
  const isSame = (one: CounterLevel<Place>, other: CounterLevel<number>): boolean => places.isSame(one.place, places.of(other.place));
  for (let at = 0; at < first.length; at += 2) {
    const [steps, day] = [first[at] as number, first[at + 1] as number];
    if (own.isLike(fresh, isSame)) return true;
    own.add(steps, places.of(day), NaN);
    fresh.add(steps, day, NaN);
  }
  return own.isLike(fresh, isSame);
}

/** What is undecided at the end of a stretch; when it was shown is not kept. */
export function lastState<Place>({ last: { told, top, low } }: CounterStretch, placeOf: (day: number) => Place): CounterState<Place> {
  const level = ([steps, day]: DatedLevel): CounterLevel<Place> => ({ steps, place: placeOf(day), at: NaN, until: NaN });
  return { ...(told && { told: level(told) }), ...(top && { top: level(top) }), ...(low && { low: level(low) }) };
}
