import type { IssuedSelfAssessment, SelfAssessmentEntry, SelfAssessmentVersion } from '@yanshou/telemetry';
import type { Outcome } from './input-fault.js';
import type { Author } from './records.js';

/** What somebody hands in, on top of the version that they saw (0: none). */
export interface SelfAssessmentDraft {
  readonly project: string;
  readonly year: number;
  readonly basedOn: number;
  readonly entries: readonly SelfAssessmentEntry[];
  readonly reason?: string;
}

/** A version without its rows, and without the table that was fixed when it was issued: those take megabytes. */
export type SelfAssessmentHead = Omit<SelfAssessmentVersion, 'entries' | 'issued'> & { readonly issued?: Omit<IssuedSelfAssessment, 'table'> };

/** Yearly performance self-assessments (绩效自评表), in versions that are never changed. */
export interface SelfAssessmentBook {
  /** The heads of all versions of every year, by year and version. */
  selfAssessmentHeads(project: string): Promise<SelfAssessmentHead[]>;
  /** One version of a year, the last without one named. */
  selfAssessment(project: string, year: number, version?: number): Promise<SelfAssessmentVersion | undefined>;
  /**
   * Keeps the next version. `duplicate` when `basedOn` is not the last one; `reason-required` on top of an issued one without
   * a reason; `duplicate` where nothing differs from a draft; `quota-exceeded` above 200 versions of a year. Weights have to come to exactly 100, with 10 for the budget, and no score may be above its weight.
   */
  saveSelfAssessment(draft: SelfAssessmentDraft, author: Author): Promise<Outcome<SelfAssessmentVersion>>;
  /** Fixes the entries of the version `basedOn`, the last one, with the table around them: `frozen` when it is issued already. */
  issueSelfAssessment(project: string, year: number, basedOn: number, issued: IssuedSelfAssessment, author: Author): Promise<Outcome<SelfAssessmentVersion>>;
}
