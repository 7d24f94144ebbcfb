import { LEDGER_COUNTERS, lostSessionsIn } from '@yanshou/store';
import type {
  ConflictRow, DeclaredGapRow, DeviceHourDeltas, DirtyCursor, DirtyHours, LedgerCounter, LedgerCounts, LedgerRow, LostSession, PrincipalRow, PrincipalTotals, QuarantineQuery, QuarantineRow, ReadingPage,
  FoldKind, FoldQuery, KeptFold, ReadingQuery, SeriesActivity, SeriesHourDeltas, TelemetryView, WindowAggregate, WindowDetail, WindowQuery,
} from '@yanshou/store';
import type { Micros, OriginCode } from '@yanshou/telemetry';

/** Stores by partition as one: a project is in one of them, and what is asked of none is asked of all. */
export class SharedView implements TelemetryView {
  constructor(private readonly partitions: readonly TelemetryView[], private readonly partitionOf: (project: string) => number) {}

  latest(project: string, device?: string): Promise<ReadingPage> {
    return this.of(project).latest(project, device);
  }

  readings(query: ReadingQuery): AsyncIterable<ReadingPage> {
    return this.of(query.project).readings(query);
  }

  windows(query: WindowQuery): Promise<readonly WindowAggregate[]> {
    return this.of(query.project).windows(query);
  }

  windowDetails(query: WindowQuery): Promise<readonly WindowDetail[]> {
    return this.of(query.project).windowDetails(query);
  }

  conflicts(query: ReadingQuery): Promise<readonly ConflictRow[]> {
    return this.of(query.project).conflicts(query);
  }

  exportTo(query: ReadingQuery, format: 'csv' | 'parquet', path: string): Promise<number> {
    return this.of(query.project).exportTo(query, format, path);
  }

  deviceHours(project: string, fromHour: number, toHour: number, origins: readonly OriginCode[]): Promise<DeviceHourDeltas> {
    return this.of(project).deviceHours(project, fromHour, toHour, origins);
  }

  seriesHours(project: string, fromHour: number, toHour: number, origins: readonly OriginCode[]): Promise<SeriesHourDeltas> {
    return this.of(project).seriesHours(project, fromHour, toHour, origins);
  }

  activity(project: string, fromHour: number, toHour: number, origins: readonly OriginCode[]): Promise<readonly SeriesActivity[]> {
    return this.of(project).activity(project, fromHour, toHour, origins);
  }

  ledger(project: string, from: Micros, to: Micros): Promise<readonly LedgerRow[]> {
    return this.of(project).ledger(project, from, to);
  }

  async totals(project?: string): Promise<LedgerCounts> {
    if (project !== undefined) return this.of(project).totals(project);
    const all = await Promise.all(this.partitions.map((one) => one.totals()));
    return Object.fromEntries(LEDGER_COUNTERS.map((counter) => [counter, all.reduce((sum, counts) => sum + counts[counter], 0)])) as Record<LedgerCounter, number>;
  }

  totalsByPrincipal(project: string): Promise<readonly PrincipalTotals[]> {
    return this.of(project).totalsByPrincipal(project);
  }

  quarantine(query: QuarantineQuery): Promise<readonly QuarantineRow[]> {
    return this.of(query.project).quarantine(query);
  }

  async platformMinutes(fromMinute: number, toMinute: number, project?: string): Promise<readonly number[]> {
    if (project !== undefined) return this.of(project).platformMinutes(fromMinute, toMinute);
    const all = await Promise.all(this.partitions.map((one) => one.platformMinutes(fromMinute, toMinute)));
    return [...new Set(all.flat())].sort((a, b) => a - b);
  }

  principals(project: string): Promise<readonly PrincipalRow[]> {
    return this.of(project).principals(project);
  }

  dirtyHours(project: string, after?: DirtyCursor): Promise<DirtyHours | undefined> {
    return this.of(project).dirtyHours(project, after);
  }

  async dataSet(project: string): Promise<string | undefined> {
    return this.of(project).dataSet?.(project);
  }

  foldCursor(project: string): Promise<number> {
    return this.of(project).foldCursor(project);
  }

  keptFolds(query: FoldQuery): Promise<readonly KeptFold[]> {
    return this.of(query.project).keptFolds(query);
  }

  keepFolds(kind: FoldKind, folds: readonly KeptFold[]): Promise<void> {
    return this.of(kind.project).keepFolds(kind, folds);
  }

  async declaredGaps(project?: string): Promise<readonly DeclaredGapRow[]> {
    if (project !== undefined) return this.of(project).declaredGaps();
    return (await Promise.all(this.partitions.map((one) => one.declaredGaps()))).flat();
  }

  async lostSessions(from: Micros, to: Micros, project?: string): Promise<readonly LostSession[]> {
    if (project !== undefined) return this.of(project).lostSessions(from, to);
    return lostSessionsIn((await Promise.all(this.partitions.map((one) => one.lostSessions(from, to)))).flat(), from, to);
  }

  async close(): Promise<void> {
    await Promise.all(this.partitions.map((one) => one.close()));
  }

  private of(project: string): TelemetryView {
    return this.partitions[this.partitionOf(project)] as TelemetryView;
  }
}
