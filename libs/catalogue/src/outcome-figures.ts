import type { Leg, SourceKind } from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';
import type { FigureTable } from './figure-table.js';

/** Integers; the value is scale × numerator ÷ denominator. A gain's are of any size: a Fraction. */
export interface Ratio {
  readonly numerator: number;
  readonly denominator: number;
}

/** Items of evidence of one indicator by what became of them; ids ascending. */
export interface EvidenceFigure {
  readonly counted: readonly string[];
  /** Submitted, within the term, and not decided on. */
  readonly awaiting: readonly string[];
  readonly outsideTerm: readonly string[];
  readonly rejected: readonly string[];
  /** Without a kind, a number, an owner or a legal state. */
  readonly incomplete: readonly string[];
  /** The applicant or owner is no unit of the project. */
  readonly notOwned: readonly string[];
  /** Of a kind or in a legal state that the clause does not count. */
  readonly notOfClause: readonly string[];
}

/** One input of a leg, summed over devices, with where it comes from. */
export interface QuantityFigure {
  readonly quantity: string;
  /** In `unit`, rounded once. */
  readonly amount: number;
  readonly unit: string;
  readonly sourceKind: SourceKind;
  /** Readings behind it; 0 for a declared figure. */
  readonly readings: number;
  /** Id of the declared figure; null where telemetry gave the amount. */
  readonly declaredFigure: string | null;
}

/** One side of a gain: η or d or e or v = numerator ÷ denominator, in lowest terms, as decimal text of integers. */
export interface LegFigure {
  readonly leg: Leg;
  readonly numerator: string;
  readonly denominator: string;
  /** In `unit`, rounded once. */
  readonly value: number;
  readonly unit: string;
  /** The weakest of its quantities. */
  readonly sourceKind: SourceKind;
  /** Whether stored readings alone gave it, none of them imported afterwards. */
  readonly telemetry: boolean;
  readonly quantities: readonly QuantityFigure[];
  /** Of the devices behind it; null where no reading is in it. */
  readonly intervals: IntervalTotals | null;
  readonly readings: number;
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
  /** Intervals left out of the expected ones because the platform was down; absent when none. */
  readonly platformFault?: number;
  /** Expected intervals that were delivered after the contract's limit only; absent when none. */
  readonly overdue?: number;
  /** Why a device that was not judged does not count. */
  readonly reason: BilingualText | null;
}

/** Intermediate figures that are printed beside a value; each indicator fills in those it has. */
export interface OutcomeFigures {
  readonly equipment?: number;
  readonly intelligentEquipment?: number;
  /** Called intelligent in the inventory, and not accepted as such yet. */
  readonly pendingIntelligent?: number;
  readonly networkedEquipment?: number;
  /** The same rule by the 24 h calendar. */
  readonly byCalendar24h?: Ratio;
  readonly everConnected?: number;
  readonly validInWindow?: number;
  readonly verifiedOnSite?: number;
  readonly definedPoints?: number;
  readonly devices?: readonly DeviceFigure[];
  /** Both legs of a gain, baseline first. */
  readonly legs?: readonly LegFigure[];
  readonly evidence?: EvidenceFigure;
  /** What was computed on the way, for a person with a calculator. */
  readonly tables?: readonly FigureTable[];
}

/** Σ of judging intervals over the devices judged; coverage = valid ÷ expected. */
export interface IntervalTotals {
  readonly expected: number;
  readonly valid: number;
}
