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

/** What the thread that writes bundles does. */
export interface BundleThread {
  write(job: BundleJob): Promise<void>;
}
