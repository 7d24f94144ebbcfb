import type { PlannedTime } from './planned-time.js';
import type { Micros } from './time.js';

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

/** Reduction of energy per unit (the stricter), or growth of output per energy. */
export const ENERGY_DEFINITIONS = ['reduction', 'output-per-energy'] as const;
export type EnergyDefinition = (typeof ENERGY_DEFINITIONS)[number];

/** How a gain in energy utilisation is computed. */
export interface EnergyTerms {
  readonly definition: EnergyDefinition;
  /** kgce per unit of the metric, by device and metric (GB/T 2589); absent: all energy metrics are of one carrier and unit. */
  readonly factors?: readonly { readonly device: string; readonly metric: string; readonly kgcePerUnit: number }[];
}

/** The two periods that a gain compares. */
export const LEGS = ['baseline', 'reporting'] as const;
export type Leg = (typeof LEGS)[number];

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
  readonly plannedTime: PlannedTime;
  readonly efficiency?: EfficiencyTerms;
  readonly energy?: EnergyTerms;
  /** Least device coverage for a verdict of the indicators that it gates; 0.8 when absent. */
  readonly minimumDeviceCoverage?: number;
  /** First and last day on which evidence may be dated: from ≤ date < to; the assessment window when absent. */
  readonly term?: { readonly from: Micros; readonly to: Micros };
  /** Batch of the programme that the project was approved in; it tells the rule document. */
  readonly batch?: string;
  /** Number of another rule document than that of the batch, with its approval. */
  readonly ruleDocument?: { readonly number: string; readonly approval?: string };
}

/** The period of a leg; undefined for the baseline of a contract that names none. */
export const legPeriod = (contract: ProjectContract, leg: Leg): AssessmentWindow | undefined =>
  leg === 'reporting' ? contract.window : contract.baseline;
