import type { LegalChange } from '@yanshou/telemetry';
import type { Decision } from './figure-book.js';
import type { Outcome } from './input-fault.js';
import type { Author } from './records.js';

export type LegalChangeDraft = Pick<LegalChange, 'state' | 'at' | 'proof' | 'reason'>;

/** Changes of the legal state of registered items, in place: the paper stays what it was. */
export interface LegalBook {
  /** Of all items of a project, by item and number. */
  legalChanges(project: string): Promise<LegalChange[]>;
  /**
   * States a change; it counts once somebody else has accepted it. Refusals: `unknown`; `invalid` of an item that is not
   * counted one by one or was rejected, and of a time before the state that it follows on or still to come; `no-such-step`
   * where that state does not become this one; `unknown-reference` without its proof; `duplicate` while another one waits.
   */
  changeLegalState(project: string, evidence: string, draft: LegalChangeDraft, author: Author): Promise<Outcome<LegalChange>>;
  /** Once; `same-person` by who stated it. */
  decideLegalChange(project: string, evidence: string, number: number, decision: { readonly decision: Decision; readonly note?: string }, author: Author): Promise<Outcome<LegalChange>>;
}
