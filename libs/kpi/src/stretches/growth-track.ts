import { CounterRegister } from '@yanshou/telemetry';
import type { CounterGrowth, CounterLevel, CounterState, Micros } from '@yanshou/telemetry';
import { FIRST_LEVELS } from './series-stretch.js';

/** What a register showed, on which day of the stretch, first and last. */
type TimedLevel = readonly [steps: number, day: number, at: Micros, until: Micros];
/** The longest wait for the same level again in a window: the day, when it was shown, and when before. */
type Stand = readonly [day: number, at: Micros, since: Micros];

interface FirstLevel {
  readonly level: TimedLevel;
  readonly stands: readonly Stand[];
}

/**
 * How a counter that is read by windows begins and ends in a stretch. Growth that is told behind the first levels is in its
 * windows; of the first levels themselves it depends on what the register showed before, so they are led over again.
 */
export interface GrowthTrack {
  readonly first: readonly FirstLevel[];
  /** There are no other levels. */
  readonly isWhole: boolean;
  readonly last: { readonly told?: TimedLevel; readonly top?: TimedLevel; readonly low?: TimedLevel };
}

type Growth = CounterGrowth<number>;
const NOTHING = { resets: 0, excursions: 0 };

/** Follows the register of one day. `rest` is told the growth behind the first levels; `windowOf` tells windows of the day apart. */
export class GrowthRecorder {
  private readonly first: { level: TimedLevel; readonly stands: Map<number, Stand> }[] = [];
  private isWhole = true;
  private last: { readonly steps: number; readonly at: Micros } | undefined;
  private readonly register: CounterRegister<number>;

  constructor(rest: (growth: Growth) => void, private readonly windowOf: (at: Micros) => number) {
    this.register = new CounterRegister<number>((growth) => {
      if (!this.isWhole) rest(growth);
    });
  }

  add(steps: number, at: Micros): void {
    if (this.last?.steps !== steps) this.begin([steps, 0, at, at]);
    else if (this.isWhole) this.stand(this.last.at, at);
    this.register.add(steps, 0, at);
    this.last = { steps, at };
  }

  finish(): GrowthTrack {
    return { first: this.first.map(({ level, stands }) => ({ level, stands: [...stands.values()] })), isWhole: this.isWhole, last: timedState(this.register.state()) };
  }

  private begin(level: TimedLevel): void {
    if (this.first.length < FIRST_LEVELS) this.first.push({ level, stands: new Map() });
    else this.isWhole = false;
  }

  private stand(since: Micros, at: Micros): void {
    const open = this.first.at(-1);
    if (!open) return;
    const [steps, day, begun] = open.level;
    open.level = [steps, day, begun, at];
    const [, longestAt = 0, longestSince = 0] = open.stands.get(this.windowOf(at)) ?? [];
    if (at - since > longestAt - longestSince) open.stands.set(this.windowOf(at), [day, at, since]);
  }
}

/** Of the same readings: growth is told with its time. */
const isSame = (one: CounterLevel<number>, other: CounterLevel<number>): boolean => one.at === other.at && one.until === other.until;

/** Shows a register a level, and for how long; what that tells beside the register's own growth. */
function show(register: CounterRegister<number>, { level: [steps, day, at, until], stands }: FirstLevel): readonly Growth[] {
  register.add(steps, day, at);
  return until > at && register.standUntil(until) ? stands.map(([place, time, since]) => ({ steps: 0, less: 0, place, at: time, since, isReset: false })) : [];
}

/** What a track adds to a register: growth over its first levels, and what is undecided then. */
export interface TrackAfter {
  readonly growth: readonly Growth[];
  readonly state: CounterState<number>;
}

/** Leads a register over a track that begins with a day; undefined where only the readings tell. */
export function continueTrack(before: { readonly state: CounterState<number>; readonly isCut: boolean }, track: GrowthTrack, day: number): TrackAfter | undefined {
  const growth: Growth[] = [];
  const own = new CounterRegister<number>((told) => growth.push(told));
  own.resume(before.state, NOTHING);
  if (before.isCut) own.cut();
  const fresh = new CounterRegister<number>(() => undefined);
  for (const level of track.first.map((one) => shifted(one, day))) {
    growth.push(...show(own, level));
    show(fresh, level);
  }
  if (track.isWhole) return { growth, state: own.state() };
  return own.isLike(fresh, isSame) ? { growth, state: stateOf(track.last, day) } : undefined;
}

/** Two tracks as one, the second beginning so many days later, with the growth that is now behind the first levels. */
export function joinTracks(one: GrowthTrack, next: GrowthTrack, days: number): { readonly track: GrowthTrack; readonly growth: readonly Growth[] } | undefined {
  if (!one.isWhole) {
    const after = continueTrack({ state: stateOf(one.last, 0), isCut: false }, next, days);
    return after && { track: { first: one.first, isWhole: false, last: timedState(after.state) }, growth: after.growth };
  }
  const levels = joinLevels(one.first, next.first.map((level) => shifted(level, days)));
  const [first, others] = [levels.slice(0, FIRST_LEVELS), levels.slice(FIRST_LEVELS)];
  const growth: Growth[] = [];
  let isBehind = false;
  const own = new CounterRegister<number>((told) => { if (isBehind) growth.push(told); });
  for (const level of first) show(own, level);
  isBehind = true;
  for (const level of others) growth.push(...show(own, level));
  const isWhole = next.isWhole && others.length === 0;
  if (next.isWhole) return { track: { first, isWhole, last: timedState(own.state()) }, growth };
  const fresh = new CounterRegister<number>(() => undefined);
  for (const level of next.first) show(fresh, shifted(level, days));
  return own.isLike(fresh, isSame) ? { track: { first, isWhole: false, last: timedState(stateOf(next.last, days)) }, growth } : undefined;
}

/** A level that is shown on is one, and waits for itself over midnight. */
function joinLevels(one: readonly FirstLevel[], next: readonly FirstLevel[]): readonly FirstLevel[] {
  const [last, first] = [one.at(-1), next[0]];
  if (!last || !first || last.level[0] !== first.level[0]) return [...one, ...next];
  const [steps, day, at, until] = last.level;
  const over: Stand = [first.level[1], first.level[2], until];
  return [...one.slice(0, -1), { level: [steps, day, at, first.level[3]], stands: [...last.stands, over, ...first.stands] }, ...next.slice(1)];
}

const later = ([steps, day, at, until]: TimedLevel, days: number): TimedLevel => [steps, day + days, at, until];

const shifted = ({ level, stands }: FirstLevel, days: number): FirstLevel =>
  (days === 0 ? { level, stands } : { level: later(level, days), stands: stands.map(([day, at, since]) => [day + days, at, since]) });

function stateOf({ told, top, low }: GrowthTrack['last'], days: number): CounterState<number> {
  const level = ([steps, day, at, until]: TimedLevel): CounterLevel<number> => ({ steps, place: day + days, at, until });
  return { ...(told && { told: level(told) }), ...(top && { top: level(top) }), ...(low && { low: level(low) }) };
}

function timedState({ told, top, low }: CounterState<number>): GrowthTrack['last'] {
  const timed = ({ steps, place, at, until }: CounterLevel<number>): TimedLevel => [steps, place, at, until];
  return { ...(told && { told: timed(told) }), ...(top && { top: timed(top) }), ...(low && { low: timed(low) }) };
}
