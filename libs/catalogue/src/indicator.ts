import type {
  AssetKind, BaseTerms, Comparator, CostTerms, DeclaredFigure, EfficiencyTerms, EnergyTerms, EnvironmentTerms, EvidenceItem, EvidenceKind, FigurePeriod, FigurePurpose, LegalState, Leg, ManagedLink, MetricRole, Micros,
  SourceKind,
} from '@yanshou/telemetry';
import type { BilingualText } from './bilingual.js';
import type { Fraction } from './fraction.js';
import type { IntervalTotals, OutcomeFigures, Ratio } from './outcome-figures.js';
import type { ProgrammeComputation } from './portfolio/programme-computation.js';
import type { RoleQuantity } from './role-quantity.js';
import type { Describe } from './trace/describe.js';
import type { WindowInputs } from './series-window.js';
import type { TrainingSessions } from './training-sessions.js';
import type { TraceInputs } from './traceability/trace-input.js';

export const INDICATOR_KINDS = ['telemetry', 'registry', 'declared', 'mixed', 'portfolio'] as const;
export type IndicatorKind = (typeof INDICATOR_KINDS)[number];

/** Where the demand is written, and the words that make it. */
export interface Clause {
  /** Document number of the programme's file, e.g. `S000`. */
  readonly document: string;
  readonly place: string;
  readonly quoteZh: string;
}

export const INPUT_NAMES = [
  'inventory', 'minute-masks', 'series-activity', 'networked-threshold', 'role-quantities', 'series-windows', 'declared-figures', 'evidence',
  'contract-scope', 'messages', 'trace-batches', 'training-sessions',
] as const;
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
  readonly assetKind: AssetKind;
  /** Site of the device; null without one. */
  readonly site: string | null;
  readonly intelligent: boolean;
  /** Whether an officer has accepted the ground on which it is called so. */
  readonly intelligentApproved: boolean;
  /** Judging intervals wholly in planned time, and those of them that hold a valid reading. */
  readonly expected: number;
  readonly valid: number;
  /** The same by the 24 h calendar: every judging interval wholly in the window since commissioning. */
  readonly calendarExpected: number;
  readonly calendarValid: number;
  /** Intervals of planned time that are not expected, because the platform was down and nothing was delivered for them later. */
  readonly platformFault: number;
  /** Expected intervals that were delivered after the contract's limit only. */
  readonly overdue: number;
  /** Any message was ever received from it. */
  readonly everConnected: boolean;
  /** At least one valid reading in the window, planned time or not. */
  readonly validInWindow: boolean;
  readonly verifiedOnSite: boolean;
  /** Local days of the window since commissioning, and those with a valid reading; 0 unless an indicator of the contract reads days. */
  readonly days: number;
  readonly validDays: number;
  /** Days that are not among `days` because the platform was down for half of them and more, and nothing was delivered for them. */
  readonly platformDays: number;
  /** Local days with valid readings in at least four hours; none when absent. */
  readonly liveDays?: readonly string[];
  /** Local days without, of which the platform was down for half and more; none when absent. */
  readonly takenDays?: readonly string[];
  /** The same of those days alone that have planned time; absent where every day has some. */
  readonly planned?: DayCounts;
}

/** Days of a device: as in `DeviceInput`. */
export interface DayCounts {
  readonly days: number;
  readonly validDays: number;
  readonly platformDays: number;
}

/** A metric of kind `process` that a device's class defines, with its valid readings in the window. */
export interface ProcessPointInput {
  readonly device: string;
  readonly metric: string;
  readonly valid: number;
}

/** A device with metrics that have a role, as one leg saw it. Counts are integers. */
export interface LegDevice {
  readonly id: string;
  readonly roles: readonly MetricRole[];
  /** Judging intervals wholly in planned time, and those of them that hold a valid reading. */
  readonly expected: number;
  readonly valid: number;
  /** Planned time of the leg since commissioning, without that in which the platform was down and nothing tells what the machine made (where it counts no pieces, did). */
  readonly plannedMinutes: number;
  /** What of it was taken out so. */
  readonly platformMinutes: number;
  /** Planned time without that in which the platform was down and nothing tells the state of production; as `plannedMinutes` when absent. */
  readonly stateMinutes?: number;
  /** Its series that gated values are made of; absent where nothing is known of single series. */
  readonly series?: readonly LegSeries[];
}

/** One series of a device: judging intervals that are expected of it, without those that the platform's downtime took, and those for which it has spoken. */
export interface LegSeries {
  readonly metric: string;
  readonly role: MetricRole;
  readonly expected: number;
  readonly valid: number;
}

/** What telemetry holds of one leg; both lists empty where the contract names no such period. */
export interface LegInputs {
  readonly quantities: readonly RoleQuantity[];
  readonly devices: readonly LegDevice[];
}

/** Everything a coded indicator may read: plain, exact and free of order. */
export interface IndicatorInputs {
  /** False for a window without length. */
  readonly hasWindow: boolean;
  /** Share of expected intervals from which a device counts as networked, as written in the contract. */
  readonly networkedThreshold: number;
  readonly devices: readonly DeviceInput[];
  readonly processPoints: readonly ProcessPointInput[];
  readonly legs: Readonly<Record<Leg, LegInputs>>;
  /** What each leg is read over; null for one that the contract does not name. */
  readonly periods: Readonly<Record<Leg, FigurePeriod | null>>;
  /** IANA zone of the project, in which times are told. */
  readonly zone: string;
  /** By hours or days, of the roles that the contract's indicators read so. */
  readonly windows: Readonly<Record<Leg, WindowInputs>>;
  /** The contract's choice; null where it makes none. */
  readonly efficiency: EfficiencyTerms | null;
  readonly energy: EnergyTerms | null;
  readonly environment: EnvironmentTerms | null;
  readonly cost: CostTerms | null;
  readonly managedLinks: readonly ManagedLink[];
  readonly bases: BaseTerms | null;
  /** When evidence may be dated: from ≤ date < to. */
  readonly term: { readonly from: Micros; readonly to: Micros };
  /** Readings received in the window, and those of them that are stored: see `EvaluationContext.messages`. */
  readonly messages: { readonly received: number; readonly stored: number };
  /** Registered items and declared figures of the project, whatever was decided on them. */
  readonly evidence: readonly EvidenceItem[];
  /** Names of the project's units: evidence of anybody else counts nothing. */
  readonly units: readonly string[];
  readonly figures: readonly DeclaredFigure[];
  readonly trace: TraceInputs;
  /** None unless an indicator of the contract reads them. */
  readonly training: readonly TrainingSessions[];
}

/** `device`: every leg that telemetry holds, by the devices behind it; `platform`: the reporting period. */
export type CoverageGate = 'platform' | 'device';

/** What the clause of a registry indicator counts. */
export interface EvidenceRule {
  readonly kinds: readonly EvidenceKind[];
  readonly states: readonly LegalState[];
}

/** A computed value with everything that explains it, or the reason why there is none. Never NaN, never a 0 out of nothing. */
export type Outcome =
  | {
      readonly kind: 'value';
      readonly ratio: Ratio | Fraction;
      /** Ids of devices that count in the numerator, ascending. */
      readonly counted: readonly string[];
      readonly intervals: IntervalTotals | null;
      readonly figures: OutcomeFigures;
      /** The value if everything submitted were accepted, where that differs. */
      readonly withSubmitted?: Ratio;
      /** What the value could be but for the platform's own downtime, where that differs: it decides no target against the project. */
      readonly withoutDowntime?: Ratio;
      /** Readings behind the value, where neither legs nor devices tell. */
      readonly readings?: number;
      /** Of the value, in the indicator's unit and to both sides; absent where none can be stated. */
      readonly uncertainty?: number;
      /** What a reader must know beside the value. */
      readonly notes?: readonly BilingualText[];
    }
  | {
      readonly kind: 'insufficient';
      readonly reason: BilingualText;
      /** What is missing has been submitted and is not decided on. */
      readonly awaitsDecision?: boolean;
      /** What is known nevertheless; nothing of it is the value. */
      readonly figures?: Pick<OutcomeFigures, 'tables'>;
    };

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

/** What an indicator is, computed or not; a change of meaning raises `formulaVersion`. */
export interface IndicatorEntry {
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
  /** Directions of the programme, e.g. `P1.1.1`; other programmes' demands are in PROGRAMMES. */
  readonly directions: readonly string[];
  readonly clause: Clause;
  readonly kind: IndicatorKind;
  readonly sourceKind: SourceKind;
  readonly formula: BilingualText;
  /** What the programme's document leaves open and the platform defines. */
  readonly ownDefinition: BilingualText | null;
  readonly formulaVersion: string;
}

/** An indicator as data plus one pure function. */
export interface ComputedIndicator extends IndicatorEntry {
  readonly computed: true;
  readonly inputs: readonly IndicatorInput[];
  /** Roles of the metrics that it reads; none when absent. */
  readonly roles?: readonly MetricRole[];
  /** Legs that it reads quantities of; both when absent. */
  readonly quantityLegs?: readonly Leg[];
  /** Roles that it reads by windows, of the reporting period; amounts of both legs where the contract chose a regression. */
  readonly windowRoles?: readonly MetricRole[];
  /** Whether it reads on which days there is data. */
  readonly readsDays?: boolean;
  /** Whether it reads by which approval a device is accepted as intelligent: only then is that part of its digest. */
  readonly readsApproval?: boolean;
  /** Purposes of the declared figures that it reads; those of the legs when absent. */
  readonly figurePurposes?: readonly FigurePurpose[];
  /** Of an indicator that counts evidence. */
  readonly evidenceRule?: EvidenceRule;
  /** Which coverage must reach the contract's minimum before there is a verdict; a device's silence never gates what measures it. */
  readonly gates: readonly CoverageGate[];
  /** Pure: the same inputs give the same outcome, in any order of rows. */
  readonly compute: (inputs: IndicatorInputs) => Outcome;
  /** How the value follows, step by step; from the figures of the outcome when absent. */
  readonly trace?: Describe;
  readonly workedExamples: readonly WorkedExample[];
  readonly noDataCases: readonly NoDataCase[];
}

/** An indicator that has no value of one project: it is counted over the programme, or this version does not compute it. */
export interface ListedIndicator extends IndicatorEntry {
  readonly computed: false;
  readonly compute?: undefined;
  /** Of an indicator over the projects of a programme. */
  readonly ofProgramme?: ProgrammeComputation;
}

export type IndicatorDefinition = ComputedIndicator | ListedIndicator;
