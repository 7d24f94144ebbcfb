import { FULL_HALF, MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { Micros, PlannedHours, SufficiencyTerms } from '@yanshou/telemetry';
import { decimalFraction } from '@yanshou/catalogue';
import type { DaySpan } from '../leg-days.js';
import type { MergedMinutes } from '../merged-minutes.js';
import { rangeHalves } from '../minute-range.js';
import type { MinuteRange } from '../minute-range.js';
import type { ServiceSpan } from '../service-span.js';

/** The planned hours of a leg and the local days that they begin in. */
export interface HourGrid {
  readonly days: readonly DaySpan[];
  readonly firstHour: number;
  /** Place of the day in `days` by hour of the leg; −1 where the hour is not wholly planned. */
  readonly dayOf: Int32Array;
  /** Hours of the leg that lie wholly in the platform's proven downtime. */
  readonly down: ReadonlySet<number>;
}

const NO_DAY = -1;

export function hourGrid({ firstHour, low, high }: PlannedHours, days: readonly DaySpan[], down: readonly MinuteRange[] = []): HourGrid {
  const dayOf = new Int32Array(low.length).fill(NO_DAY);
  let place = 0;
  for (let hour = 0; hour < low.length; hour += 1) {
    const start = (firstHour + hour) * MICROS_PER_HOUR;
    while (start >= (days[place]?.end ?? Infinity)) place += 1;
    if (low[hour] === FULL_HALF && high[hour] === FULL_HALF && start >= (days[place]?.start ?? Infinity)) dayOf[hour] = place;
  }
  return { days, firstHour, dayOf, down: downHours(down, firstHour, low.length) };
}

function downHours(down: readonly MinuteRange[], firstHour: number, hours: number): ReadonlySet<number> {
  if (down.length === 0) return new Set();
  const halves = rangeHalves(down, firstHour, hours);
  return new Set(Array.from({ length: hours }, (_, hour) => hour).filter((hour) => halves[2 * hour] === FULL_HALF && halves[2 * hour + 1] === FULL_HALF));
}

/** The longest run of planned hours without a valid minute; the planned stops in it are not counted. */
export interface LongestGap {
  readonly hours: number;
  readonly from: Micros;
  readonly to: Micros;
}

/** Hours and days of one device in one leg. */
export interface DeviceDays {
  readonly hours: { readonly planned: number; readonly present: number };
  readonly days: number;
  readonly complete: number;
  /** Null where no planned hour was missed. */
  readonly gap: LongestGap | null;
  /** Ends of the days that are not complete, ascending. */
  readonly incompleteEnds: readonly Micros[];
}

/** A day while its hours are being read. */
interface OpenDay {
  readonly place: number;
  planned: number;
  present: number;
  run: number;
  longest: number;
}

/** Which hours of a device hold a valid minute. */
export function isPresent({ halves, hours }: MergedMinutes, row: number): (hour: number) => boolean {
  const first = 2 * row * hours;
  return (hour) => ((halves[first + 2 * hour] as number) | (halves[first + 2 * hour + 1] as number)) !== 0;
}

/** Reads every planned hour that lies wholly in service once. An hour in which the platform was down, and that nobody filled later, is as if not planned. */
export function deviceDays(grid: HourGrid, present: (hour: number) => boolean, span: ServiceSpan, terms: Required<SufficiencyTerms>): DeviceDays {
  const days: OpenDay[] = [];
  const leastHours = leastHoursOf(terms);
  const gaps = new GapWatch(grid.firstHour);
  const end = Math.min(grid.dayOf.length, span.until?.hour ?? Infinity);
  for (let hour = firstWholeHour(span); hour < end; hour += 1) {
    const place = grid.dayOf[hour] as number;
    if (place === NO_DAY) continue;
    const isThere = present(hour);
    if (!isThere && grid.down.has(hour)) continue;
    countHour(dayAt(days, place), isThere);
    gaps.see(hour, isThere);
  }
  const incomplete = days.filter(({ planned, present: held, longest }) => longest > terms.longestGapHours || held < leastHours(planned));
  return {
    hours: { planned: sum(days.map(({ planned }) => planned)), present: sum(days.map((day) => day.present)) },
    days: days.length,
    complete: days.length - incomplete.length,
    gap: gaps.longest,
    incompleteEnds: incomplete.map(({ place }) => grid.days[place]?.end ?? 0),
  };
}

const firstWholeHour = ({ hour, minutes: { low, high } }: ServiceSpan): number => (low === FULL_HALF && high === FULL_HALF ? hour : hour + 1);

function dayAt(days: OpenDay[], place: number): OpenDay {
  const last = days.at(-1);
  if (last?.place === place) return last;
  const day = { place, planned: 0, present: 0, run: 0, longest: 0 };
  days.push(day);
  return day;
}

function countHour(day: OpenDay, isThere: boolean): void {
  day.planned += 1;
  day.run = isThere ? 0 : day.run + 1;
  if (isThere) day.present += 1;
  if (day.run > day.longest) day.longest = day.run;
}

/** Fewest hours of a day with so many planned ones that reach the share: exact, and looked up for every day of every device. */
function leastHoursOf({ minimumHoursOfDay }: Required<SufficiencyTerms>): (planned: number) => number {
  const { numerator, denominator } = decimalFraction(minimumHoursOfDay);
  const known: number[] = [];
  return (planned) => (known[planned] ??= Number((numerator * BigInt(planned) + denominator - 1n) / denominator));
}

const sum = (numbers: readonly number[]): number => numbers.reduce((total, number) => total + number, 0);

class GapWatch {
  longest: LongestGap | null = null;
  private run = 0;
  private since = 0;

  constructor(private readonly firstHour: number) {}

  see(hour: number, isThere: boolean): void {
    if (isThere) {
      this.run = 0;
      return;
    }
    if (this.run === 0) this.since = hour;
    this.run += 1;
    if (this.run > (this.longest?.hours ?? 0)) this.longest = { hours: this.run, from: this.micros(this.since), to: this.micros(hour + 1) };
  }

  private micros(hour: number): Micros {
    return (this.firstHour + hour) * MICROS_PER_HOUR;
  }
}
