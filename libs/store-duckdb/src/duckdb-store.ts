import type {
  ConflictRow, DeclaredGapRow, DeviceHourDeltas, DirtyCursor, DirtyHours, FoundReadings, LedgerCounts, LedgerRow, LostSession, PrincipalRow, PrincipalTotals, ProjectionBatch, QuarantineQuery, QuarantineRow,
  FoldKind, FoldQuery, KeptFold, ReadingKeys, ReadingPage, ReadingQuery, RowsNotStored, SeriesActivity, SeriesHourDeltas, StoreState, TelemetryStore, WindowAggregate,
  WindowDetail, WindowQuery,
} from '@yanshou/store';
import { ALL_STORED } from '@yanshou/store';
import { systemClock } from '@yanshou/telemetry';
import type { Clock, Micros, OriginCode } from '@yanshou/telemetry';
import { compactStore } from './compact.js';
import { Database } from './database.js';
import type { DuckDbStoreOptions } from './engine-instance.js';
import { exportReadings } from './export.js';
import { foldCursor, keepFolds, keptFolds } from './kept-folds.js';
import { findExisting } from './reader.by-key.js';
import { readDeclaredGaps, readDirtyHours, readLedger, readLostSessions, readPlatformMinutes, readQuarantine } from './reader.ledger.js';
import { readActivity, readDeviceHours, readSeriesHours } from './reader.partials.js';
import { readConflicts, readLatest, streamReadings } from './reader.readings.js';
import { readPrincipalsOf, readState, readTotals, readTotalsByPrincipal } from './reader.state.js';
import { readWindowDetails, readWindows } from './reader.windows.js';
import { BatchWriter } from './writer.js';

/**
 * Opens a store file, created when missing, for this thread alone. Throws `store-locked` where it is open already
 * in this or another process, `store-damaged`, `store-unavailable` (retryable) or `store-engine-too-old`.
 */
export async function openDuckDbStore(options: DuckDbStoreOptions & { readonly clock?: Clock }): Promise<DuckDbStore> {
  return new DuckDbStore(await Database.open(options), options.clock ?? systemClock);
}

/** The embedded telemetry store. After `store-unavailable` the next call reopens the file; continue from `state()`. */
export class DuckDbStore implements TelemetryStore {
  private readonly writer: BatchWriter;
  private closed = false;

  constructor(private readonly database: Database, private readonly clock: Clock) {
    this.writer = new BatchWriter(database);
  }

  state(): Promise<StoreState> {
    return readState(this.database);
  }

  async commit(batch: ProjectionBatch): Promise<RowsNotStored> {
    await this.writer.commit(batch);
    return ALL_STORED;
  }

  existing(keys: ReadingKeys): Promise<FoundReadings> {
    return findExisting(this.database, keys);
  }

  latest(project: string, device?: string): Promise<ReadingPage> {
    return readLatest(this.database, project, device);
  }

  readings(query: ReadingQuery): AsyncIterable<ReadingPage> {
    return streamReadings(this.database, query);
  }

  windows(query: WindowQuery): Promise<readonly WindowAggregate[]> {
    return readWindows(this.database, query);
  }

  windowDetails(query: WindowQuery): Promise<readonly WindowDetail[]> {
    return readWindowDetails(this.database, query);
  }

  conflicts(query: ReadingQuery): Promise<readonly ConflictRow[]> {
    return readConflicts(this.database, query);
  }

  exportTo(query: ReadingQuery, format: 'csv' | 'parquet', path: string): Promise<number> {
    return exportReadings(this.database, query, format, path);
  }

  deviceHours(project: string, fromHour: number, toHour: number, origins: readonly OriginCode[]): Promise<DeviceHourDeltas> {
    return readDeviceHours(this.database, { project, fromHour, toHour, origins });
  }

  seriesHours(project: string, fromHour: number, toHour: number, origins: readonly OriginCode[]): Promise<SeriesHourDeltas> {
    return readSeriesHours(this.database, { project, fromHour, toHour, origins });
  }

  activity(project: string, fromHour: number, toHour: number, origins: readonly OriginCode[]): Promise<readonly SeriesActivity[]> {
    return readActivity(this.database, { project, fromHour, toHour, origins });
  }

  ledger(project: string, from: Micros, to: Micros): Promise<readonly LedgerRow[]> {
    return readLedger(this.database, project, from, to);
  }

  totals(project?: string): Promise<LedgerCounts> {
    return readTotals(this.database, project);
  }

  totalsByPrincipal(project: string): Promise<readonly PrincipalTotals[]> {
    return readTotalsByPrincipal(this.database, project);
  }

  quarantine(query: QuarantineQuery): Promise<readonly QuarantineRow[]> {
    return readQuarantine(this.database, query);
  }

  platformMinutes(fromMinute: number, toMinute: number): Promise<readonly number[]> {
    return readPlatformMinutes(this.database, fromMinute, toMinute);
  }

  declaredGaps(): Promise<readonly DeclaredGapRow[]> {
    return readDeclaredGaps(this.database);
  }

  lostSessions(from: Micros, to: Micros): Promise<readonly LostSession[]> {
    return readLostSessions(this.database, from, to);
  }

  principals(project: string): Promise<readonly PrincipalRow[]> {
    return readPrincipalsOf(this.database, project);
  }

  dirtyHours(project: string, after?: DirtyCursor): Promise<DirtyHours | undefined> {
    return readDirtyHours(this.database, project, after);
  }

  foldCursor(): Promise<number> {
    return foldCursor(this.database);
  }

  keptFolds(query: FoldQuery): Promise<readonly KeptFold[]> {
    return keptFolds(this.database, query);
  }

  keepFolds(kind: FoldKind, folds: readonly KeptFold[]): Promise<void> {
    return keepFolds(this.database, kind, folds);
  }

  compact(): Promise<void> {
    return compactStore(this.database, this.clock.now());
  }

  /** Waits for running commits and reads; later ones, and the next page of a stream, fail with `store-closed`. Closing twice does nothing. */
  async close(): Promise<void> {
    if (this.closed) return;
    this.closed = true;
    await this.database.close();
  }
}
