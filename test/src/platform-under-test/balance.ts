import type { LedgerCounts } from '@yanshou/store';

/** What the ledger owes: 0 and 0 when every message and every reading is accounted for. */
export const imbalance = (totals: LedgerCounts): { readonly messages: number; readonly readings: number } => ({
  messages: totals.messages - totals.projected - totals.quarantined,
  readings: totals.received - totals.stored - totals.duplicates - totals.conflicts - totals.rejected,
});

export const BALANCED = { messages: 0, readings: 0 } as const;
