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
  readonly growth: readonly { readonly steps: number; readonly less: number; readonly place: Place }[];
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
  const growth: { steps: number; less: number; place: Place }[] = [];
  const own = new CounterRegister<Place>(({ steps, less, place }) => growth.push({ steps, less, place }));
  own.resume(before.state, { resets: 0, excursions: 0 });
  if (before.isCut) own.cut();
  const told = part.steps.map(() => 0);
  const fresh = new CounterRegister<number>(({ steps, less, place }) => { told[place] = (told[place] ?? 0) + steps - less; });
  const isSame = (): boolean => isSameState(own.state(), fresh.state(), places);
  let met = isSame();
  for (let level = 0; level < part.first.length && !met; level += 1) {
    const [steps, day] = part.first[level] as DatedLevel;
    own.add(steps, places.of(day), NaN);
    fresh.add(steps, day, NaN);
    met = isSame();
  }
  if (!told.every(Number.isSafeInteger)) return undefined;
  if (!met) return part.isWhole ? { growth, state: own.state(), resets: own.resets, excursions: own.excursions } : undefined;
  part.steps.forEach((steps, day) => growth.push({ steps, less: told[day] ?? 0, place: places.of(day) }));
  const level = (dated: DatedLevel): CounterLevel<Place> => ({ steps: dated[0], place: places.of(dated[1]) });
  const { told: before1, top, low } = part.last;
  return {
    growth, state: { ...(before1 && { told: level(before1) }), ...(top && { top: level(top) }), ...(low && { low: level(low) }) },
    resets: own.resets + part.resets - fresh.resets, excursions: own.excursions + part.excursions - fresh.excursions,
  };
}

/** The place of what is told does not matter any more. */
function isSameState<Place>(own: CounterState<Place>, fresh: CounterState<number>, places: Places<Place>): boolean {
  const isSameLevel = (one: CounterLevel<Place> | undefined, other: CounterLevel<number> | undefined): boolean =>
    one === undefined || other === undefined ? one === other as unknown : one.steps === other.steps && places.isSame(one.place, places.of(other.place));
  return own.told?.steps === fresh.told?.steps && isSameLevel(own.top, fresh.top) && isSameLevel(own.low, fresh.low);
}
