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
export type { BookBatch, BookCursor, BookLease, BookView, ProjectionBook } from './projection-book.port.js';
export type { ReplayAnswer, ReplayRequest, SharedBook } from './shared-book.port.js';
export type {
  FoundReadings, KnownSeriesRow, LedgerRow, PrincipalTotals, QuarantineQuery, ReadingKeys, ReadingPage, ReadingQuery, SeriesActivity, StoreState,
  TelemetryStore, TelemetryView, WindowAggregate, WindowDetail, WindowQuery,
} from './store.port.js';
