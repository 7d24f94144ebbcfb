import type { Leg, MetricRole, Origin } from '@yanshou/telemetry';

/** A stretch of an hour in which a value is known, in microseconds since the hour began: above the role's level, at or below it, or below the floor. */
export interface LevelRun {
  readonly from: number;
  readonly to: number;
  readonly level: 'above' | 'fair' | 'floor';
}

/** What the valid readings of one series were in one window: an hour or a whole local day of the contract's zone. Integers only. */
export interface SeriesWindow {
  /** Local day `YYYY-MM-DD`. */
  readonly day: string;
  /** Hours since the day began; null for a window of the whole day. */
  readonly hour: number | null;
  /** Sum of the readings, of a counter the growth that arrived in the window; grid steps as decimal text. */
  readonly steps: string;
  readonly readings: number;
  /** How much of the window has a valid reading: minutes of an hour, by the metric's interval; hours of a day. */
  readonly held: number;
  /** Least and greatest reading in grid steps; null without any. */
  readonly least: number | null;
  readonly most: number | null;
  /** Microseconds for which the value is known, and of those above the role's level; 0 for a role without one. */
  readonly known: number;
  readonly above: number;
  /** The same by stretches, ascending and apart; absent for a role without a level. */
  readonly levels?: readonly LevelRun[];
  /** Readings that say that the source stood still (HJ 212 flag F): no gap of the data. */
  readonly stopped: number;
  /** Of a counter: the longest time between two readings whose growth arrived here, in microseconds. */
  readonly bridged: number;
}

/** The windows of one series in one leg, ascending by time; windows without any reading are absent. */
export interface SeriesWindows {
  readonly leg: Leg;
  readonly device: string;
  readonly metric: string;
  readonly role: MetricRole;
  readonly resolution: number;
  readonly unit: string;
  readonly origins: readonly Origin[];
  readonly windows: readonly SeriesWindow[];
}

/** A series that a leg expects, also one that was silent. */
export interface SeriesInput extends Omit<SeriesWindows, 'leg'> {
  /** Minutes that one reading stands for. */
  readonly intervalMinutes: number;
  /** First local day that lies wholly after the device's commissioning; '' where all do. */
  readonly since: string;
  /** First local day that does not lie wholly in the device's time in the project any more; absent where it has no end. */
  readonly until?: string;
  /** The leg's days by the planned time of the device; absent where that is the project's. */
  readonly days?: readonly LegDay[];
}

/** Whether a local day lies wholly in the time in which the series' device was the project's. */
export const isDayOf = ({ since, until }: Pick<SeriesInput, 'since' | 'until'>, day: string): boolean => day >= since && (until === undefined || day < until);

/** A local day of a leg, with how many whole hours of it lie in the leg. */
export interface LegDay {
  readonly day: string;
  readonly hours: number;
  /** Hours since midnight that lie wholly in planned time, as bits. */
  readonly planned: number;
  /** Minutes of each of its whole hours, since midnight, in which the platform is proven to have been down; absent where there is none. */
  readonly platformDown?: readonly number[];
  /** The same by stretches, in minutes since midnight: from ≤ minute < to, ascending and apart. */
  readonly downSpans?: readonly (readonly [from: number, to: number])[];
  /** Hours that an exemption of the kind `drained` touches, as bits; absent without any. */
  readonly drained?: number;
}

/** Days of a site: its own, or the project's. */
export const daysOfSite = ({ days, siteDays = {} }: Pick<WindowInputs, 'days' | 'siteDays'>, site: string): readonly LegDay[] =>
  (Object.hasOwn(siteDays, site) ? siteDays[site] : undefined) ?? days;

/** What telemetry holds of one leg by windows. */
export interface WindowInputs {
  /** Ascending, by the planned time of the project. */
  readonly days: readonly LegDay[];
  /** The same by the planned time of a base's site; absent where that is the project's. */
  readonly siteDays?: Readonly<Record<string, readonly LegDay[]>>;
  readonly series: readonly SeriesInput[];
}
