export { ExactSum } from './exact-sum.js';
export { toGrid } from './grid.js';
export { RawWindowFold, WindowDetailFold, windowIndex } from './window-fold.js';
export { outermostGaps } from './outermost-gaps.js';
export { lostSessionsIn } from './lost-sessions.js';
export { storeGap, storeOfOtherJournal } from './store-failures.js';
export { LATE_DATA, LEDGER_COUNTERS, LOST_SESSION, OVERDUE_DATA, REPLAYED_QUARANTINE, RESTORED_READINGS } from './projection-batch.js';
export type {
  ConflictRow, DeclaredGapRow, DeviceHourDeltas, DirtyHour, LedgerCounter, LedgerCounts, LedgerDelta, LostSession, PrincipalRow, ProjectHour, ProjectionBatch, QuarantineRow,
  SeriesHourDeltas, SeriesRow,
} from './projection-batch.js';
export type { BookBatch, BookCursor, BookIdentity, BookLease, BookView, OpenedBook, ProjectionBook } from './projection-book.port.js';
export type { FoldKind, FoldQuery, FoldShelf, KeptFold } from './fold-shelf.port.js';
export type { HoursOfProject, ReplayAnswer, ReplayRequest, Reprojection, ReprojectionAnswer, ReprojectionProgress, SharedBook, ToldHead } from './shared-book.port.js';
export type {
  DirtyCursor, DirtyHours, FoundReadings, KnownSeriesRow, LedgerRow, LostReadings, PrincipalTotals, QuarantineQuery, ReadingKeys, ReadingPage, ReadingQuery, RestoreReceipt, RowsNotStored, SeriesActivity, StoreState,
  TelemetryStore, TelemetryView, WindowAggregate, WindowDetail, WindowQuery,
} from './store.port.js';
export { ALL_STORED } from './store.port.js';
