import type { DeclaredGap, StatementInput } from '@yanshou/reports';
import type { DeclaredGapRow, LedgerCounts } from '@yanshou/store';
import { formatIsoMicros } from '@yanshou/telemetry';

/** The ledger's counters as a statement prints them. Everything acknowledged is projected before an assessment is made. */
export function statementTotals(totals: LedgerCounts): StatementInput['totals'] {
  const { messages, projected, quarantined, received, stored, duplicates, conflicts, rejected, gaps, late, serverStamped } = totals;
  return {
    messages: { acknowledged: messages, projected, quarantined, pending: 0 },
    readings: { received, stored, duplicates, conflicts, rejected, gaps, late, serverStamped },
  };
}

export const statedGap = ({ fromSequence, toSequence, declaredAt, cause, reason }: DeclaredGapRow): DeclaredGap =>
  ({ fromSequence, toSequence, declaredAt: formatIsoMicros(declaredAt), cause, reason });
