import type { LevelRun } from '@yanshou/catalogue';
import type { Micros } from '@yanshou/telemetry';
import type { GrowthTrack } from './growth-track.js';

/** Levels of a register that are kept from its beginning: a register that comes from before seldom needs more than three. */
export const FIRST_LEVELS = 8;

/**
 * What the counted readings of a series say in whole local days without interruption, whatever comes before and after them:
 * a fold that is given it goes on as if it had been given each reading. Plain data; it is kept as JSON.
 */
export interface SeriesStretch {
  /** Its first day among those of the piece that holds it, and how many days it has. */
  readonly day: number;
  readonly days: number;
  /** Valid readings; those of the origin `live`, and of these the ones that the platform stamped. */
  readonly valid: number;
  readonly live: number;
  readonly serverStamped: number;
  /** The longest time from source time to receipt of a valid live reading. */
  readonly delay: Micros;
  /** Minutes since 1970 of the first and last valid reading of each run: from, to, from, to … ascending; none is further from the next than the gap of the terms. */
  readonly runs: readonly number[];
  readonly amount: StretchAmount;
  /** Where the terms ask for windows. */
  readonly windows?: WindowStretch;
}

/** A window as it is kept: of an hour since midnight, or with null of the whole day. The minutes or hours of it in which there is a reading are bits. */
export interface KeptWindow {
  /** Place of its day in the stretch. */
  readonly day: number;
  readonly hour: number | null;
  readonly steps: string;
  readonly readings: number;
  readonly low: number;
  readonly high: number;
  readonly least: number | null;
  readonly most: number | null;
  readonly known: number;
  readonly above: number;
  readonly stopped: number;
  readonly bridged: number;
  readonly levels?: readonly LevelRun[];
}

/** The windows of a stretch, whatever was known before it. */
export interface WindowStretch {
  /** Ascending. */
  readonly windows: readonly KeptWindow[];
  /** The first reading of any quality, which ends the value before it; null without any. */
  readonly first: Micros | null;
  /** The value that is known from `since` on, on that day of the stretch; null without any, or without a level. */
  readonly held: { readonly since: Micros; readonly day: number; readonly level: LevelRun['level'] } | null;
  /** Of the readings in it, as bits of ORIGINS. */
  readonly origins: number;
  /** The longest time from source time to receipt of a live reading of any quality. */
  readonly delay: Micros;
  /** Of a counter. */
  readonly growth?: GrowthTrack;
}

interface Counted {
  /** Readings that are part of the amount, and their origins as bits of ORIGINS. */
  readonly readings: number;
  readonly origins: number;
}

/** Of what is read as a mean: how many readings each day has. */
interface DayCounts {
  readonly counts?: readonly number[];
}

/** By day: the sum of the readings on the metric's grid. */
export interface SumStretch extends Counted, DayCounts {
  readonly kind: 'sum';
  readonly steps: readonly number[];
}

/** What a register showed, and on which day of the stretch. */
export type DatedLevel = readonly [steps: number, day: number];

/** By day: the growth that is told of a register which begins with the stretch, by CounterRegister. */
export interface CounterStretch extends Counted, DayCounts {
  readonly kind: 'counter';
  readonly steps: readonly number[];
  /** The first levels, each with its day of the stretch: steps, day, steps, day …; all of them where `isWhole`. A register that comes from before is led over them until it says the same as one that begins here. */
  readonly first: readonly number[];
  readonly isWhole: boolean;
  readonly resets: number;
  readonly excursions: number;
  /** What is undecided at the end. */
  readonly last: { readonly told?: DatedLevel; readonly top?: DatedLevel; readonly low?: DatedLevel };
}

/** Time in the active state. */
export interface StateStretch extends Counted {
  readonly kind: 'state';
  /** The first reading of any quality, which ends what was before; null without any. */
  readonly first: Micros | null;
  readonly active: Micros;
  /** Since when it is active at the end. */
  readonly open: Micros | null;
}

/** `raw`: a number that JSON would round; only the readings themselves tell. */
export type StretchAmount = SumStretch | CounterStretch | StateStretch | (Counted & { readonly kind: 'raw' });
