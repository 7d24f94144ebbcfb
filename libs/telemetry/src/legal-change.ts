import type { DecisionState } from './declared-figure.js';
import type { EvidenceItem, LegalState } from './evidence-item.js';
import type { Micros } from './time.js';

/** What a legal state can become; nothing follows on what was withdrawn or revoked. */
const NEXT: Readonly<Record<LegalState, readonly LegalState[]>> = {
  applied: ['granted', 'published', 'refused', 'withdrawn', 'expired'], granted: ['deployed', 'expired', 'withdrawn', 'revoked'], published: ['deployed', 'expired', 'withdrawn', 'revoked'],
  deployed: ['expired', 'withdrawn', 'revoked'],
  // Restored on request, and granted after a review of the refusal.
  expired: ['granted', 'published', 'deployed'], refused: ['granted'], withdrawn: [], revoked: [],
};

export const nextLegalStates = (state: LegalState): readonly LegalState[] => NEXT[state];

/** A state that an item of evidence came into: stated with its proof by one person, decided by another. */
export interface LegalChange {
  readonly project: string;
  /** Id of the item. */
  readonly evidence: string;
  /** From 1 for each item. */
  readonly number: number;
  readonly state: LegalState;
  /** From when the state holds, as the proof says. */
  readonly at: Micros;
  /** Id of the file of evidence that shows it. */
  readonly proof: string;
  readonly reason?: string;
  readonly statedBy: string;
  readonly statedAt: Micros;
  readonly status: DecisionState;
  readonly decidedBy?: string;
  readonly decidedAt?: Micros;
  readonly decisionNote?: string;
}

/** An accepted change, as an evaluation reads it. */
export interface LegalStateSince {
  readonly state: LegalState;
  readonly at: Micros;
}

/** The accepted changes of each item, ascending by time. */
export function legalHistories(changes: readonly LegalChange[]): ReadonlyMap<string, readonly LegalStateSince[]> {
  const histories = new Map<string, LegalStateSince[]>();
  for (const { evidence, state, at, status } of [...changes].sort((left, right) => left.at - right.at || left.number - right.number)) {
    if (status !== 'accepted') continue;
    const history = histories.get(evidence);
    if (history === undefined) histories.set(evidence, [{ state, at }]);
    else history.push({ state, at });
  }
  return histories;
}

/** The state of an item just before `until`: that of its paper until a later one holds. */
export const legalStateBefore = (stated: LegalState | undefined, history: readonly LegalStateSince[], until: Micros): LegalState | undefined =>
  history.findLast(({ at }) => at < until)?.state ?? stated;

/** The item as it stands just before `until`, without what came later. */
export function evidenceBefore({ legalChanges = [], legalState: stated, ...item }: EvidenceItem, until: Micros): EvidenceItem {
  const legalState = legalStateBefore(stated, legalChanges, until);
  return { ...item, ...(legalState === undefined ? {} : { legalState }) };
}
