import type { EvidenceView } from '@yanshou/api-schema';
import { isRegisteredKind, nextLegalStates } from '@yanshou/telemetry';
import type { LegalState } from '@yanshou/telemetry';

export type LegalChangeView = EvidenceView['legalChanges'][number];

/** The change that awaits its decision; there is at most one. */
export const pendingChange = ({ legalChanges }: EvidenceView): LegalChangeView | undefined => legalChanges.find(({ status }) => status === 'submitted');

/**
 * The states that can be stated of an item: what follows on the last that was accepted. None of a paper that was rejected or
 * is not counted one by one, and none while a change awaits its decision.
 */
export function statesToFollow(item: EvidenceView): readonly LegalState[] {
  const { kind, status, legalState, legalChanges } = item;
  if (!isRegisteredKind(kind) || legalState === undefined || status === 'rejected' || pendingChange(item) !== undefined) return [];
  return nextLegalStates(legalChanges.findLast((change) => change.status === 'accepted')?.state ?? legalState);
}
