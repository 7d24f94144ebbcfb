import type { DesignationLevel, Micros } from '@yanshou/telemetry';
import type { BilingualText } from '../bilingual.js';

/** A designation of a project of the programme; in force from ≤ t < until. */
export interface DesignationInput {
  readonly project: string;
  readonly id: string;
  readonly level: DesignationLevel;
  /** What was named, by what two spellings of its name have in common. */
  readonly subject: string;
  readonly from: Micros;
  /** Null where it has not ended. */
  readonly until: Micros | null;
}

/** What an indicator over the projects of a programme reads. Exact and free of order. */
export interface ProgrammeInputs {
  /** The date at which is counted. */
  readonly at: Micros;
  readonly designations: readonly DesignationInput[];
}

export type ProgrammeOutcome =
  | {
      readonly kind: 'value';
      readonly value: number;
      /** `project/id` of the designations counted, ascending; one a thing that is counted. */
      readonly counted: readonly string[];
      /** Of the same level, at that date: ended, dated later, and in force of a thing that is counted already. */
      readonly ended: number;
      readonly toCome: number;
      readonly again: number;
    }
  | { readonly kind: 'insufficient'; readonly reason: BilingualText };

export interface ProgrammeExample {
  readonly title: BilingualText;
  readonly inputs: ProgrammeInputs;
  readonly expected: ProgrammeOutcome;
}

/** How an indicator over the projects of a programme is computed; of one project alone it has no value. */
export interface ProgrammeComputation {
  readonly inputs: BilingualText;
  /** Pure: the same inputs give the same outcome, in any order. */
  readonly compute: (inputs: ProgrammeInputs) => ProgrammeOutcome;
  readonly workedExamples: readonly ProgrammeExample[];
  readonly noDataCases: readonly Omit<ProgrammeExample, 'expected'>[];
}
