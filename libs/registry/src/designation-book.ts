import type { Designation, DesignationDraft, DesignationEnd } from '@yanshou/telemetry';
import type { Outcome } from './input-fault.js';
import type { Author } from './records.js';

/** What authorities named projects, parks and enterprises; entered by an officer, with the document. */
export interface DesignationBook {
  /** By project and id; of every project without one named. */
  designations(project?: string): Promise<Designation[]>;
  /**
   * `duplicate` for an id that is there, for a subject that is named so in this project and has not ended, and for a project that
   * the same document names already. The file has to be accepted evidence (`unknown-reference`) of somebody else (`same-person`).
   */
  designate(project: string, draft: DesignationDraft, author: Author): Promise<Outcome<Designation>>;
  /** Once: `duplicate` where it has ended, `unknown` where there is none; the file as of `designate`. */
  endDesignation(project: string, id: string, end: DesignationEnd, author: Author): Promise<Outcome<Designation>>;
}
