import type { LibraryDecision, LibraryEntry, LibraryProject, LibraryQuota, Promotion, RegisteredRecommender } from '@yanshou/telemetry';
import type { Outcome } from './input-fault.js';
import type { Author } from './records.js';

export interface LibraryStepDraft {
  readonly to: LibraryDecision;
  readonly reason?: string;
  readonly approval?: string;
}

export type RecommenderDraft = Pick<RegisteredRecommender, 'programme' | 'id' | 'kind' | 'name'>;

/** The project library of a programme: recommended, reviewed, selected or not, promoted. */
export interface LibraryBook {
  /** Organisations that may recommend for a programme, by id. */
  recommenders(programme: string): Promise<RegisteredRecommender[]>;
  /** Registers one, or gives it another name; its kind stays. `duplicate` where another one of its kind has the name. */
  registerRecommender(draft: RecommenderDraft, author: Author): Promise<Outcome<RegisteredRecommender>>;
  /** By id. */
  libraryProjects(programme: string): Promise<LibraryProject[]>;
  libraryProject(programme: string, id: string): Promise<LibraryProject | undefined>;
  /**
   * Admits a project, counting in the transaction that saves it: of two at the last place one is refused. `quota-exceeded` above
   * the recommender's or the applicant's number; where the number is a usual one, `approval-required` instead, until there is one.
   * The recommender has to be registered, else `unknown-reference`; the project keeps its id and its name as registered.
   */
  recommendProject(entry: LibraryEntry, quota: LibraryQuota, author: Author): Promise<Outcome<LibraryProject>>;
  /** `no-such-step` where the result does not follow from the present one; `same-person` where whoever recommended it would say whether it is selected. */
  decideLibraryProject(programme: string, id: string, draft: LibraryStepDraft, author: Author): Promise<Outcome<LibraryProject>>;
  /** Records a promotion of what was selected. */
  promoteLibraryProject(programme: string, id: string, promotion: Omit<Promotion, 'who' | 'at'>, author: Author): Promise<Outcome<LibraryProject>>;
}
