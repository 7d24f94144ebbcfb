import type { Comparator } from '@yanshou/telemetry';
import type { BilingualText } from '../bilingual.js';
import type { Clause } from '../indicator.js';

/**
 * How a rule can be checked: from the inventory, by its indicator from telemetry (any value above 0 shows the function; by
 * a document while there is too little data), from a declared figure, or by an officer who reads a document.
 */
export type RuleBasis = 'inventory' | 'telemetry' | 'declared' | 'document';

/** A limit that a rule sets, where it sets one in numbers. */
export interface RuleLimit {
  readonly quantity: string;
  readonly comparator: Comparator;
  /** In `unit`. */
  readonly value: number;
  readonly unit: string;
  /** The document says “in general” (一般): exceptions are approved, not refused. */
  readonly inGeneral?: boolean;
}

/** A rule of a programme's document: who may apply, what is paid, what a library admits. */
export interface ProgrammeRule extends BilingualText {
  readonly id: string;
  readonly basis: RuleBasis;
  readonly limit?: RuleLimit;
  /** The indicator that shows whether the rule holds, where one does. */
  readonly indicator?: string;
  readonly clause: Clause;
}

/** What a direction demands of an indicator: the words and the target of its own clause. */
export interface Demand {
  readonly indicator: string;
  readonly comparator: Comparator;
  /** In the indicator's unit; null where only the contract sets one. */
  readonly target: number | null;
  readonly clause: Clause;
}

/** What a document asks for without a number, with the indicators by which a contract can set one. */
export interface ContractDefined extends BilingualText {
  readonly indicators?: readonly string[];
}

/** One direction (征集方向) that a project belongs to. */
export interface Direction {
  readonly id: string;
  readonly nameZh: string;
  readonly nameEn: string;
  readonly clause: Clause;
  /** Conditions of application. */
  readonly eligibility: readonly ProgrammeRule[];
  readonly demands: readonly Demand[];
  /** What the document asks for without an indicator: targets come from the contract only. */
  readonly contractDefined: readonly ContractDefined[];
}

export interface BudgetLine extends BilingualText {
  readonly id: string;
  /** What the line may not hold when it is paid from the subsidy. */
  readonly excluded?: BilingualText;
  readonly clause: Clause;
}

/** The form of a project's budget. */
export interface BudgetForm {
  readonly lines: readonly BudgetLine[];
  readonly columns: readonly (BilingualText & { readonly id: string })[];
  /** Planned by year. */
  readonly sources: readonly (BilingualText & { readonly id: string })[];
}

/** A class of a project library with its fields. */
export interface LibraryClass extends BilingualText {
  readonly id: string;
  readonly fields: readonly (BilingualText & { readonly id: string; readonly number: number })[];
  readonly clause: Clause;
}

/** A domain with what has to be monitored in it. */
export interface MonitoringRequirement extends BilingualText {
  readonly id: string;
  readonly parameters: readonly (BilingualText & { readonly id: string })[];
  readonly clause: Clause;
  /** Parameters named by the platform where the document names none. */
  readonly ownDefinition: boolean;
}

export interface Programme {
  readonly id: string;
  /** Document number of its file, e.g. `S000`. */
  readonly document: string;
  readonly nameZh: string;
  readonly nameEn: string;
  /** First and last year of its batches. */
  readonly years: readonly [from: number, to: number];
  readonly directions: readonly Direction[];
  /** Rules that hold for every direction. */
  readonly rules: readonly ProgrammeRule[];
  readonly budget?: BudgetForm;
  readonly library?: readonly LibraryClass[];
  readonly monitoring?: readonly MonitoringRequirement[];
}

/** Clauses of one document. */
export const clausesOf = (document: string) => (place: string, quoteZh: string): Clause => ({ document, place, quoteZh });

export const atLeast = (indicator: string, target: number | null, clause: Clause): Demand => ({ indicator, comparator: '>=', target, clause });
