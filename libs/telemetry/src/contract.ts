import type { BaseParameter } from './metric.js';
import type { ScopedCalendar } from './planned-calendar.js';
import type { PlannedTime } from './planned-time.js';
import { SUFFICIENCY_DEFAULTS } from './sufficiency-terms.js';
import type { SufficiencyTerms } from './sufficiency-terms.js';
import type { Micros } from './time.js';
import type { TraceStep } from './trace-batch.js';

export type Comparator = '>=' | '<=' | '=' | '>' | '<';

/** One target of a signed contract (任务书). */
export interface ContractTarget {
  readonly indicator: string;
  readonly comparator: Comparator;
  /** In `unit`. */
  readonly value: number;
  readonly unit: string;
  /** Document and place, e.g. `S000 一(二)1 考核指标(1)`. */
  readonly clause: string;
  /** Approval number of a target lowered below the programme's default. */
  readonly approval?: string;
  /** A key indicator: roll-ups may demand that each of them is met. */
  readonly isKey?: boolean;
  /** Of a stock figure: its own window within the contract's, fixed beforehand; from ≤ time < to. */
  readonly window?: { readonly from: Micros; readonly to: Micros };
  /** What is to be reached by the end of single years, by the comparator and in the unit of the target; the target is of the whole term. */
  readonly byYear?: readonly { readonly year: number; readonly value: number }[];
}

/** What a programme demands of a direction's indicator beside or above its document; the contracts of the direction are judged against it. */
export interface ProgrammeTarget {
  readonly indicator: string;
  readonly comparator: Comparator;
  /** In `unit`. */
  readonly value: number;
  readonly unit: string;
  readonly clause: string;
  /** Approval number of one that is less demanding than the document. */
  readonly approval?: string;
}

/** The assessment window, fixed beforehand: from ≤ time < to. */
export interface AssessmentWindow {
  readonly from: Micros;
  readonly to: Micros;
  /** Only these calendar days `YYYY-MM-DD` of the planned time's zone, where data was recorded on single days; all when absent. */
  readonly days?: readonly string[];
}

/** Which of the three definitions of production efficiency the contract chose. */
export const EFFICIENCY_DEFINITIONS = ['labour-hours', 'oee', 'machine-hours'] as const;
export type EfficiencyDefinition = (typeof EFFICIENCY_DEFINITIONS)[number];

/** How production efficiency is computed; the standards are frozen at the baseline. */
export interface EfficiencyTerms {
  readonly definition: EfficiencyDefinition;
  /** Per device: standard (labour) or ideal (OEE) time of one good piece, in whole milliseconds. Not read by `machine-hours`. */
  readonly standards: readonly { readonly device: string; readonly millisecondsPerPiece: number }[];
}

/**
 * Reduction of energy per unit (the stricter); growth of output per energy; or energy avoided against what a regression of
 * the baseline's days predicts for the reporting period's output (and temperature).
 */
export const ENERGY_DEFINITIONS = ['reduction', 'output-per-energy', 'regression'] as const;
export type EnergyDefinition = (typeof ENERGY_DEFINITIONS)[number];

/** Carriers that GB/T 2589 has a default for here; of any other a factor is the project's own. */
export const ENERGY_CARRIERS = ['electricity', 'natural-gas', 'other'] as const;
export type EnergyCarrier = (typeof ENERGY_CARRIERS)[number];

/** What a unit of a metric is in coal equivalent. */
export interface CoalFactor {
  readonly device: string;
  readonly metric: string;
  readonly kgcePerUnit: number;
  /** Told by the unit kWh or MWh when absent: electricity. */
  readonly carrier?: EnergyCarrier;
  /** Id of the evidence file with the measured calorific value, of a factor that is not the default. */
  readonly evidence?: string;
}

/** How a gain in energy utilisation is computed. */
export interface EnergyTerms {
  readonly definition: EnergyDefinition;
  /** kgce per unit of the metric, by device and metric (GB/T 2589); absent: all energy metrics are of one carrier and unit. */
  readonly factors?: readonly CoalFactor[];
  /** Read by `regression` only. */
  readonly model?: EnergyModelTerms;
}

/** The two-sided confidence levels at which the uncertainty of a saving is stated. */
export const CONFIDENCE_LEVELS = [68, 80, 90, 95] as const;
export type ConfidenceLevel = (typeof CONFIDENCE_LEVELS)[number];

/** Nine tenths of the shortest month (CalTRACK lets a tenth of the days be missing): fewer days say nothing of a saving. */
export const LEAST_REPORTING_DAYS = 25;

/** What a regression of days reads. */
export interface EnergyModelTerms {
  /** Whether the mean outdoor temperature of the day is a variable beside the output; false when absent. */
  readonly temperature?: boolean;
  /** Hours of a local day with a valid reading of every series, from which the day is used; 20 when absent. */
  readonly minimumHours?: number;
  /** Days of the reporting period that have to be usable; never fewer than LEAST_REPORTING_DAYS, which it is when absent. */
  readonly minimumReportingDays?: number;
  /** Per cent; 90 when absent. */
  readonly confidence?: ConfidenceLevel;
  /** No output is recorded: the baseline is described by weekday and hour, and no gain is made of it. False when absent. */
  readonly calendar?: boolean;
}

/** By which text an air quality index is made; by the date of the data when a contract names none. */
export const AIR_STANDARDS = ['HJ 633-2012', 'HJ 633-2026'] as const;
export type AirStandard = (typeof AIR_STANDARDS)[number];

/** How indicators of air and water are judged. */
export interface EnvironmentTerms {
  /** The text that the contract cites; absent: of each day the one in force on it. */
  readonly airStandard?: AirStandard;
  /** Decides the limit of phosphorus and whether nitrogen is judged (GB 3838); `river` when absent. */
  readonly waterBody?: 'river' | 'lake';
  /** Waters of salmonids, with the stricter oxygen of GB 11607; false when absent. */
  readonly salmonid?: boolean;
}

/** What metered energy and material cost; frozen, so that a gain is none of the market's. */
export interface CostTerms {
  /** Yuan per unit of the metric, by device and metric; every metered one needs a price. */
  readonly prices: readonly { readonly device: string; readonly metric: string; readonly yuanPerUnit: number }[];
}

/** The links of a business that S000 wants under remote management. */
export const MANAGEMENT_LINKS = ['rd-design', 'production', 'logistics'] as const;
export type ManagementLink = (typeof MANAGEMENT_LINKS)[number];

/** The systems of one link: the devices that show that they live, and the items of evidence that describe them. */
export interface ManagedLink {
  readonly link: ManagementLink;
  readonly devices: readonly string[];
  readonly evidence: readonly string[];
}

/** Kinds of bases by the programme's own names for what has to be monitored of them. */
export const BASE_KINDS = ['aquaculture', 'greenhouse', 'livestock'] as const;
export type BaseKind = (typeof BASE_KINDS)[number];

/** Farms or bases, and what each of them has to monitor. */
export interface BaseSites {
  /** Site ids, all that are in scope, equipped or not. */
  readonly sites: readonly string[];
  readonly parameters: readonly BaseParameter[];
}

/** The farms or bases that a ratio is about; a mixed farm says it by kind, and the rest holds for kinds without own terms. */
export interface BaseTerms extends BaseSites {
  readonly byKind?: Readonly<Partial<Record<BaseKind, BaseSites>>>;
}

/** What has to be traceable, and what a batch has to show for it. */
export interface TraceTerms {
  /** The project's own varieties by name; which of them `scope` takes in are the denominator. */
  readonly varieties: readonly { readonly name: string; readonly vegetable: boolean }[];
  readonly scope: 'vegetables' | 'all';
  /** Site ids of the demonstration bases. */
  readonly bases: readonly string[];
  /** Steps that a batch needs; all of them when absent. */
  readonly steps?: readonly TraceStep[];
  /** Days after its production until which a batch may be on its way: later ones are not counted yet; 0 when absent. */
  readonly dueDays?: number;
  readonly coldChain?: {
    /** Unit of the limits; the metric has to be in it. */
    readonly unit: string;
    /** Limits, both inclusive, by product; those without one hold for the others. */
    readonly ranges: readonly { readonly product?: string; readonly low: number; readonly high: number }[];
    /** Share of the span's judging intervals with a valid reading; 0.9 when absent. */
    readonly minimumCoverage?: number;
    /** Share of the intervals with readings that are within the limits throughout; 0.95 when absent. */
    readonly minimumInRange?: number;
  };
}

/** The two periods that a gain compares. */
export const LEGS = ['baseline', 'reporting'] as const;
export type Leg = (typeof LEGS)[number];

/** A unit that carries the project out (承担单位、参与单位), by its registered name. */
export interface ProjectUnit {
  readonly name: string;
  readonly role: 'lead' | 'partner';
  /** 统一社会信用代码. */
  readonly creditCode?: string;
}

/** What a project promised and how it is judged; fixed before the period begins, changes approved. */
export interface ProjectContract {
  readonly project: string;
  readonly programme: string;
  readonly direction: string;
  readonly targets: readonly ContractTarget[];
  readonly window: AssessmentWindow;
  readonly baseline?: { readonly from: Micros; readonly to: Micros };
  /** Share of expected intervals from which a device counts as networked. */
  readonly networkedThreshold: number;
  /** Least platform coverage for a verdict. */
  readonly minimumPlatformCoverage: number;
  /** Of the project as it holds last, in whose zone days are cut; read `plannedCalendars` for what counts of a device and when. */
  readonly plannedTime: PlannedTime;
  readonly efficiency?: EfficiencyTerms;
  readonly energy?: EnergyTerms;
  readonly environment?: EnvironmentTerms;
  readonly cost?: CostTerms;
  readonly managedLinks?: readonly ManagedLink[];
  readonly bases?: BaseTerms;
  readonly traceability?: TraceTerms;
  /** Least device coverage for a verdict of the indicators that it gates; 0.8 when absent. */
  readonly minimumDeviceCoverage?: number;
  /** Hours after its source time within which what a device sends counts as delivered; 72 when absent. */
  readonly lateDeliveryHours?: number;
  /** What the data behind a value has to be where devices gate it. */
  readonly sufficiency?: SufficiencyTerms;
  /** First and last day on which evidence may be dated: from ≤ date < to; the assessment window when absent. */
  readonly term?: { readonly from: Micros; readonly to: Micros };
  /** Whose evidence counts; nobody's when absent. */
  readonly units?: readonly ProjectUnit[];
  /** Batch of the programme that the project was approved in; it tells the rule document. */
  readonly batch?: string;
  /** Number of another rule document than that of the batch, with its approval. */
  readonly ruleDocument?: { readonly number: string; readonly approval?: string };
  /** What the programme has set for the direction, put beside the terms when they are judged: never a part of what is signed and kept. */
  readonly programmeTargets?: readonly ProgrammeTarget[];
  /** The window that the contract fixed, put beside `window` when a period is assessed: never a part of what is signed and kept. */
  readonly reportingWindow?: AssessmentWindow;
  /** Planned time of sites, classes and devices, and of the project where it has not always been the same: put beside the terms as the registry holds them, never a part of what is signed. */
  readonly calendars?: readonly ScopedCalendar[];
}

export const DEFAULT_LATE_DELIVERY_HOURS = 72;

/** The contract's terms, with the default of each that it leaves out. */
export const sufficiencyTerms = ({ sufficiency }: Pick<ProjectContract, 'sufficiency'>): Required<SufficiencyTerms> => ({ ...SUFFICIENCY_DEFAULTS, ...sufficiency });

/** The period of a leg; undefined for the baseline of a contract that names none. */
export const legPeriod = (contract: ProjectContract, leg: Leg): AssessmentWindow | undefined =>
  leg === 'reporting' ? contract.window : contract.baseline;
