import type { Comparator, SourceKind } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';

export const INDICATOR_KINDS = ['telemetry', 'registry', 'declared', 'mixed', 'portfolio'] as const;
export type IndicatorKind = (typeof INDICATOR_KINDS)[number];

/** Where the demand is written, and the words that make it. */
export interface Clause {
  /** Document number of the programme's file, e.g. `S000`. */
  readonly document: string;
  readonly place: string;
  readonly quoteZh: string;
}

export const INPUT_NAMES = ['inventory', 'minute-masks', 'series-activity', 'networked-threshold'] as const;
export type InputName = (typeof INPUT_NAMES)[number];

/** What an indicator reads. Only inputs named here enter its digest. */
export interface IndicatorInput {
  readonly name: InputName;
  readonly unit: BilingualText;
  readonly aggregation: BilingualText;
}

/** A device of the inventory with what the window holds of it. Interval counts are integers. */
export interface DeviceInput {
  readonly id: string;
  /** Counts as equipment of the workshop (no sensor, gateway, computer or camera). */
  readonly equipment: boolean;
  readonly intelligent: boolean;
  /** Judging intervals wholly in planned time, and those of them that hold a valid reading. */
  readonly expected: number;
  readonly valid: number;
  /** The same by the 24 h calendar: every judging interval wholly in the window since commissioning. */
  readonly calendarExpected: number;
  readonly calendarValid: number;
  /** Any message was ever received from it. */
  readonly everConnected: boolean;
  /** At least one valid reading in the window, planned time or not. */
  readonly validInWindow: boolean;
  readonly verifiedOnSite: boolean;
}

/** A metric of kind `process` that a device's class defines, with its valid readings in the window. */
export interface ProcessPointInput {
  readonly device: string;
  readonly metric: string;
  readonly valid: number;
}

/** Everything a coded indicator may read: plain, exact and free of order. */
export interface IndicatorInputs {
  /** False for a window without length. */
  readonly hasWindow: boolean;
  /** Share of expected intervals from which a device counts as networked, as written in the contract. */
  readonly networkedThreshold: number;
  readonly devices: readonly DeviceInput[];
  readonly processPoints: readonly ProcessPointInput[];
}

export type CoverageGate = 'platform';

/** Integers; the value is scale × numerator ÷ denominator. */
export interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
}

/** How one device was judged by the networked rule. */
export interface DeviceFigure {
  readonly id: string;
  readonly expected: number;
  readonly valid: number;
  readonly networked: boolean;
  readonly calendarExpected: number;
  readonly calendarValid: number;
  readonly calendarNetworked: boolean;
  /** Why a device that was not judged does not count. */
  readonly reason: BilingualText | null;
}

/** Intermediate figures that are printed beside a value; each indicator fills in those it has. */
export interface OutcomeFigures {
  readonly equipment?: number;
  readonly intelligentEquipment?: number;
  readonly networkedEquipment?: number;
  /** The same rule by the 24 h calendar. */
  readonly byCalendar24h?: Ratio;
  readonly everConnected?: number;
  readonly validInWindow?: number;
  readonly verifiedOnSite?: number;
  readonly definedPoints?: number;
  readonly devices?: readonly DeviceFigure[];
}

/** Σ of judging intervals over the devices judged; coverage = valid ÷ expected. */
export interface IntervalTotals {
  readonly expected: number;
  readonly valid: number;
}

/** A computed value with everything that explains it, or the reason why there is none. Never NaN, never a 0 out of nothing. */
export type Outcome =
  | {
      readonly kind: 'value';
      readonly ratio: Ratio;
      /** Ids that count in the numerator, ascending. */
      readonly counted: readonly string[];
      readonly intervals: IntervalTotals | null;
      readonly figures: OutcomeFigures;
    }
  | { readonly kind: 'insufficient'; readonly reason: BilingualText };

export interface WorkedExample {
  readonly title: BilingualText;
  readonly inputs: IndicatorInputs;
  readonly expected: Outcome;
}

/** Inputs from which no value follows. */
export interface NoDataCase {
  readonly title: BilingualText;
  readonly inputs: IndicatorInputs;
}

/** An indicator as data plus one pure function; a change of meaning raises `formulaVersion`. */
export interface IndicatorDefinition {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly unit: string;
  /** Value in `unit` = scale × numerator ÷ denominator: 100 for per cent, 1 for counts. */
  readonly scale: number;
  readonly comparator: Comparator;
  /** In `unit`; null where only the contract sets one. */
  readonly defaultTarget: number | null;
  readonly programme: string;
  /** Directions of the programme, e.g. `P1.1.1`. */
  readonly directions: readonly string[];
  readonly clause: Clause;
  readonly kind: IndicatorKind;
  readonly sourceKind: SourceKind;
  readonly inputs: readonly IndicatorInput[];
  /** Which coverage must reach the contract's minimum before there is a verdict; a device's silence never gates what measures it. */
  readonly gates: readonly CoverageGate[];
  readonly formula: BilingualText;
  /** What the programme's document leaves open and the platform defines. */
  readonly ownDefinition: BilingualText | null;
  readonly formulaVersion: string;
  /** Pure: the same inputs give the same outcome, in any order of rows. */
  readonly compute: (inputs: IndicatorInputs) => Outcome;
  readonly workedExamples: readonly WorkedExample[];
  readonly noDataCases: readonly NoDataCase[];
}
