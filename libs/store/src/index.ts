export { ExactSum } from './exact-sum.js';
export { toGrid } from './grid.js';
export { RawWindowFold, WindowDetailFold, windowIndex } from './window-fold.js';
export { outermostGaps } from './outermost-gaps.js';
export { storeGap, storeOfOtherJournal } from './store-failures.js';
export { LEDGER_COUNTERS } from './projection-batch.js';
export type {
  ConflictRow, DeclaredGapRow, DeviceHourDeltas, LedgerCounter, LedgerCounts, LedgerDelta, PrincipalRow, ProjectionBatch, QuarantineRow,
  SeriesHourDeltas, SeriesRow,
} from './projection-batch.js';
export type { BookBatch, BookCursor, ProjectionBook } from './projection-book.port.js';
export type {
  FoundReadings, LedgerRow, PrincipalTotals, QuarantineQuery, ReadingKeys, ReadingPage, ReadingQuery, SeriesActivity, StoreState,
  TelemetryStore, WindowAggregate, WindowDetail, WindowQuery,
} from './store.port.js';
