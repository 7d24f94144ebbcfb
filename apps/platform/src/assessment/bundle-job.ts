import type { Statement } from '@yanshou/reports';
import type { ProjectFacts } from '../indicators/project-facts.js';
import type { AssessmentFacts } from '../telemetry/assessment-extract.js';

/** Everything a bundle is made of; crosses to the thread that writes it. */
export interface BundleJob {
  /** Where the extracts are and the files go. */
  readonly directory: string;
  readonly statement: Statement;
  readonly facts: ProjectFacts;
  readonly read: AssessmentFacts;
  /** File of the signing key. */
  readonly signingKey: string;
}

export type BundleReport =
  | { readonly kind: 'done' }
  | { readonly kind: 'failed'; readonly code: string; readonly message: string; readonly help?: { readonly zh: string; readonly en: string } };
