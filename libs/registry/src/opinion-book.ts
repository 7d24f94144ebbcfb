import type { SignedOpinion } from '@yanshou/telemetry';
import type { Outcome } from './input-fault.js';
import type { Author } from './records.js';

/** What auditors say of issued assessments. Opinions are added and never changed, by nobody. */
export interface OpinionBook {
  /**
   * Once each opinion is what follows on the last one of its assessment: `duplicate` (field `number`) where somebody was first,
   * and the opinion is to be made and signed anew; the same again changes nothing. `unknown` for an assessment that there is not,
   * `unknown-reference` for evidence that the project has not. That it is signed and fits the statement is for the caller to see to.
   */
  addOpinion(opinion: SignedOpinion, author: Author): Promise<Outcome>;
  /** By assessment and number; of one assessment where it is named. */
  opinions(project: string, assessment?: string): Promise<SignedOpinion[]>;
}
