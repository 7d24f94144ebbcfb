import type { Micros } from '@yanshou/telemetry';
import type { Outcome } from './input-fault.js';
import type { Assessment, Author } from './records.js';

/** What has changed since an assessment was issued: readings, what the registry says, or the formula. */
export const CHECK_CAUSES = ['late-data', 'replayed-quarantine', 'restored-readings', 'lost-session', 'inventory', 'contract', 'evidence', 'figures', 'batches', 'formula', 'unknown'] as const;
export type CheckCause = (typeof CHECK_CAUSES)[number];

/**
 * `current`: computed anew it is the same to the bit. `inputs-changed`: every figure is the same, inputs are not. `to-restate`: a
 * figure differs, and a restatement is to be issued.
 */
export const CHECK_STANDINGS = ['current', 'inputs-changed', 'to-restate'] as const;
export type CheckStanding = (typeof CHECK_STANDINGS)[number];

/** What an issued assessment would say if it were made anew. The assessment itself never changes; this says whether it holds. */
export interface AssessmentCheck {
  readonly project: string;
  readonly assessment: string;
  readonly standing: CheckStanding;
  /** When it was first seen to differ; null while it is current. */
  readonly since: Micros | null;
  /** In the order of CHECK_CAUSES; none while it is current. */
  readonly causes: readonly CheckCause[];
  /** SHA-256 in hex of each part of what the registry said, by its name: what differs next time has changed since. */
  readonly facts: Readonly<Record<string, string>>;
  /** Of every indicator that differs its figures before and after and the difference; plain JSON (libs/reports, RestatedIndicator). */
  readonly changes: readonly unknown[];
}

/** An assessment without its statement, which may be large. */
export type AssessmentHead = Omit<Assessment, 'statement'>;

/** An assessment that holds no more and that nothing supersedes. */
export type StaleAssessment = Pick<AssessmentCheck, 'project' | 'assessment'> & { readonly since: Micros };

/** Whether issued assessments still say what would be said now. */
export interface AssessmentChecks {
  /** Refused (`unknown-reference`) for an assessment that there is not. The same check again changes nothing. */
  saveAssessmentCheck(check: AssessmentCheck, author?: Author): Promise<Outcome>;
  /** As `assessments`, without the statements. */
  assessmentHeads(project: string): Promise<AssessmentHead[]>;
  /** By assessment. */
  assessmentChecks(project: string): Promise<AssessmentCheck[]>;
  /** Of a project, or of all, those to be restated which no later assessment supersedes, the oldest first. */
  staleAssessments(project?: string): Promise<StaleAssessment[]>;
}
