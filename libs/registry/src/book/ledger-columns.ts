import { LEDGER_COUNTERS } from '@yanshou/store';
import type { LedgerCounter, LedgerCounts } from '@yanshou/store';

/** Columns of the ledger, in the order of its counters. */
export const LEDGER_COLUMNS: readonly string[] = LEDGER_COUNTERS.map((counter) => counter.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`));

/** A select list of their sums; counts are far below 2^53. */
export const LEDGER_SUMS = LEDGER_COLUMNS.map((column) => `coalesce(sum(l.${column}), 0)::double precision as ${column}`).join(', ');

export const countsOf = (row: Readonly<Record<string, unknown>>): LedgerCounts =>
  Object.fromEntries(LEDGER_COUNTERS.map((counter, index) => [counter, Number(row[LEDGER_COLUMNS[index] as string])])) as Record<LedgerCounter, number>;
