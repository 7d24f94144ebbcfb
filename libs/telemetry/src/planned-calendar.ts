import type { ProjectContract } from './contract.js';
import type { InventoryDevice } from './inventory.js';
import type { Exemption, PlannedHours, PlannedTime } from './planned-time.js';
import { shiftHours, unite, withoutExemptions } from './planned-time.js';
import type { Micros } from './time.js';

/** Scopes of planned time: `project`, `site:{id}`, `class:{id}`, `device:{id}`. */
export const PROJECT_SCOPE = 'project';

/** What holds from an instant on; from the beginning when absent. */
export interface CalendarPart {
  readonly plannedTime: PlannedTime;
  readonly validFrom?: Micros;
  /** The scope has no planned time of its own from then on, the wider calendars count; `plannedTime` is the project's when that was said, for readers. */
  readonly wider?: true;
}

/** Planned time of one scope: what holds last, and what held before it, ascending, each until the next begins. */
export interface ScopedCalendar extends CalendarPart {
  readonly scope: string;
  readonly earlier?: readonly CalendarPart[];
}

/** One planned time from an instant until another: from ≤ t < to. */
export interface CalendarSpan {
  readonly from: Micros;
  readonly to: Micros;
  readonly plannedTime: PlannedTime;
}

/** The planned time of a device at every instant; the spans follow one another from −∞ to ∞. `scopes`: whose calendars it is made of, the nearest first. */
export interface PlannedCalendar {
  readonly scopes: readonly string[];
  readonly spans: readonly CalendarSpan[];
}

/** All parts of a scope, ascending by when they begin. */
export const partsOf = ({ plannedTime, validFrom, wider, earlier = [] }: Omit<ScopedCalendar, 'scope'>): readonly CalendarPart[] =>
  [...earlier, { plannedTime, ...(validFrom !== undefined && { validFrom }), ...(wider && { wider }) }];

/** Whether a scope has planned time of its own at any time: one that was removed for all time has not. */
export const isOwnTime = (calendar: Omit<ScopedCalendar, 'scope'>): boolean => partsOf(calendar).some(({ wider }) => wider !== true);

/**
 * The calendar after a change that holds from `validFrom` on: what held before stays for the time before, and what was to
 * begin later is gone. Without an instant the change holds for all time.
 */
export function changedCalendar(present: Omit<ScopedCalendar, 'scope'> | undefined, { plannedTime, validFrom, wider }: CalendarPart): Omit<ScopedCalendar, 'scope'> {
  const part = { plannedTime, ...(wider && { wider }) };
  if (validFrom === undefined) return part;
  const earlier = (present === undefined ? [] : partsOf(present)).filter((before) => (before.validFrom ?? -Infinity) < validFrom);
  return { ...part, validFrom, ...(earlier.length > 0 && { earlier }) };
}

/**
 * The planned time of a project's devices. Shifts, holidays and days are those of the nearest calendar that holds at the
 * instant (device, class, site, project); exemptions of all of them add up, because where nothing is expected of a site,
 * nothing is of a machine in it. Devices with the same calendars share one, and what is computed of it.
 */
export class PlannedCalendars {
  readonly project: PlannedCalendar;
  private readonly parts: ReadonlyMap<string, readonly CalendarPart[]>;
  private readonly known = new Map<string, PlannedCalendar>();
  private readonly shifts = new Map<string, PlannedHours>();

  constructor({ plannedTime, calendars = [] }: Pick<ProjectContract, 'plannedTime' | 'calendars'>) {
    this.parts = new Map([[PROJECT_SCOPE, [{ plannedTime }]], ...calendars.map((calendar) => [calendar.scope, partsOf(calendar)] as const)]);
    this.project = this.madeOf([]);
  }

  of({ id, classId, siteId }: Pick<InventoryDevice, 'id' | 'classId' | 'siteId'>): PlannedCalendar {
    return this.madeOf([`device:${id}`, `class:${classId}`, ...(siteId === undefined ? [] : [`site:${siteId}`])]);
  }

  ofSite(site: string): PlannedCalendar {
    return this.madeOf([`site:${site}`]);
  }

  /** Planned minutes of `from ≤ t < to`. `as`: what of each planned time is asked for, all of it when absent. */
  hours({ spans }: PlannedCalendar, from: Micros, to: Micros, as: (plannedTime: PlannedTime) => PlannedTime = same): PlannedHours {
    const parts = spans.filter((span) => span.from < to && span.to > from).map((span) => {
      const { exemptions = [], ...shifts } = as(span.plannedTime);
      const out = [...exemptions, ...outside(span, from, to)];
      const hours = this.shiftsOf(shifts, from, to);
      return out.length === 0 ? hours : withoutExemptions(hours, out, from, to);
    });
    const [only, ...others] = parts;
    return only !== undefined && others.length === 0 ? only : unite(parts, from, to);
  }

  /** Shifts take the time, so they are made once, whatever is exempt of them and when they hold. */
  private shiftsOf(shifts: Omit<PlannedTime, 'exemptions'>, from: Micros, to: Micros): PlannedHours {
    const key = JSON.stringify([patternOf(shifts), from, to]);
    const hours = this.shifts.get(key) ?? shiftHours(shifts, from, to);
    this.shifts.set(key, hours);
    return hours;
  }

  private madeOf(scopes: readonly string[]): PlannedCalendar {
    const own = [...scopes.filter((scope) => this.parts.has(scope)), PROJECT_SCOPE];
    const key = own.join('\n');
    const calendar = this.known.get(key) ?? { scopes: own, spans: spansOf(own.map((scope) => this.parts.get(scope) ?? [])) };
    this.known.set(key, calendar);
    return calendar;
  }
}

/** What two planned times with the same shifts have in common. */
export const patternOf = ({ zone, shifts, holidays, days }: Omit<PlannedTime, 'exemptions'>): string => JSON.stringify([zone, shifts, holidays, days]);

/** What of `from ≤ t < to` a span does not hold for. */
const outside = (span: CalendarSpan, from: Micros, to: Micros): readonly Pick<Exemption, 'from' | 'to'>[] =>
  [...(span.from > from ? [{ from, to: span.from }] : []), ...(span.to < to ? [{ from: span.to, to }] : [])];

const same = (plannedTime: PlannedTime): PlannedTime => plannedTime;

/** By the calendars of the scopes, the nearest first; the last of them is the project's, whose first part holds from the beginning. */
function spansOf(scopes: readonly (readonly CalendarPart[])[]): readonly CalendarSpan[] {
  const starts = new Set(scopes.flatMap((parts) => parts.map(({ validFrom = -Infinity }) => validFrom)));
  const ordered = [-Infinity, ...[...starts].filter((start) => start !== -Infinity).sort((a, b) => a - b)];
  return ordered.map((from, place) => ({ from, to: ordered[place + 1] ?? Infinity, plannedTime: plannedAt(scopes, from) }));
}

function plannedAt(scopes: readonly (readonly CalendarPart[])[], at: Micros): PlannedTime {
  // The project's is the widest there is: it cannot end.
  const held = scopes.flatMap((parts, place) => {
    const part = parts.findLast(({ validFrom = -Infinity }) => validFrom <= at) ?? (place === scopes.length - 1 ? parts[0] : undefined);
    return part === undefined || (part.wider === true && place < scopes.length - 1) ? [] : [part.plannedTime];
  });
  const [nearest, ...wider] = held as [PlannedTime, ...PlannedTime[]];
  return wider.every(({ exemptions = [] }) => exemptions.length === 0) ? nearest : { ...nearest, exemptions: distinct(held.flatMap(({ exemptions = [] }) => exemptions)) };
}

const distinct = (exemptions: readonly Exemption[]): readonly Exemption[] =>
  [...new Map(exemptions.map((one) => [JSON.stringify([one.from, one.to, one.reason, one.kind]), one])).values()];

const CALENDARS = new WeakMap<Pick<ProjectContract, 'plannedTime' | 'calendars'>, PlannedCalendars>();

/** Of one contract once: every reader of planned time asks here. */
export function plannedCalendars(contract: Pick<ProjectContract, 'plannedTime' | 'calendars'>): PlannedCalendars {
  const calendars = CALENDARS.get(contract) ?? new PlannedCalendars(contract);
  CALENDARS.set(contract, calendars);
  return calendars;
}
