import type {
  ConflictRow, DeclaredGapRow, DeviceHourDeltas, DirtyCursor, DirtyHours, LedgerCounts, LedgerRow, PrincipalRow, PrincipalTotals, ProjectionBook, QuarantineQuery, QuarantineRow, ReadingPage,
  ReadingQuery, SeriesActivity, SeriesHourDeltas, TelemetryView, WindowAggregate, WindowDetail, WindowQuery,
} from '@yanshou/store';
import type { Micros, OriginCode } from '@yanshou/telemetry';
import { exportCsv } from './csv-export.js';
import { exportParquet } from './parquet-export.js';
import type { PointSource } from './point-source.js';
import { readLatest, streamPages, streamPoints } from './reader.readings.js';
import type { SeriesPoints } from './reader.readings.js';
import { readWindowDetails, readWindows } from './reader.windows.js';
import type { SeriesDirectory } from './series-directory.js';

/** One state of the store: which points count, and what the numbers stand for. */
export interface Look {
  readonly source: PointSource;
  readonly directory: SeriesDirectory;
}

type Selection = Pick<ReadingQuery, 'project' | 'device' | 'metric'>;

/** What can be asked of readings in InfluxDB and a book: the same for the process that writes them and for those that only read. */
export abstract class InfluxAnswers implements TelemetryView {
  constructor(private readonly book: ProjectionBook) {}

  /** The present state, as far as the selection needs it. */
  protected abstract look(selection: Selection): Look | Promise<Look>;

  abstract close(): Promise<void>;

  async latest(project: string, device?: string): Promise<ReadingPage> {
    const selection = device === undefined ? { project } : { project, device };
    const { source, directory } = await this.look(selection);
    return readLatest(source, directory.select(selection));
  }

  readings(query: ReadingQuery): AsyncIterable<ReadingPage> {
    return streamPages(this.points(query));
  }

  async windows(query: WindowQuery): Promise<readonly WindowAggregate[]> {
    return readWindows(await this.windowParts(query), query);
  }

  async windowDetails(query: WindowQuery): Promise<readonly WindowDetail[]> {
    return readWindowDetails(await this.windowParts(query), query);
  }

  async exportTo(query: ReadingQuery, format: 'csv' | 'parquet', path: string): Promise<number> {
    const look = await this.look(query);
    const write = format === 'csv' ? exportCsv : exportParquet;
    return write(pointsOf(look, query), look.directory, path);
  }

  conflicts(query: ReadingQuery): Promise<readonly ConflictRow[]> {
    return this.book.conflicts(query);
  }

  deviceHours(project: string, fromHour: number, toHour: number, origins: readonly OriginCode[]): Promise<DeviceHourDeltas> {
    return this.book.deviceHours(project, fromHour, toHour, origins);
  }

  seriesHours(project: string, fromHour: number, toHour: number, origins: readonly OriginCode[]): Promise<SeriesHourDeltas> {
    return this.book.seriesHours(project, fromHour, toHour, origins);
  }

  activity(project: string, fromHour: number, toHour: number, origins: readonly OriginCode[]): Promise<readonly SeriesActivity[]> {
    return this.book.activity(project, fromHour, toHour, origins);
  }

  ledger(project: string, from: Micros, to: Micros): Promise<readonly LedgerRow[]> {
    return this.book.ledger(project, from, to);
  }

  totals(project?: string): Promise<LedgerCounts> {
    return this.book.totals(project);
  }

  totalsByPrincipal(project: string): Promise<readonly PrincipalTotals[]> {
    return this.book.totalsByPrincipal(project);
  }

  quarantine(query: QuarantineQuery): Promise<readonly QuarantineRow[]> {
    return this.book.quarantine(query);
  }

  platformMinutes(fromMinute: number, toMinute: number): Promise<readonly number[]> {
    return this.book.platformMinutes(fromMinute, toMinute);
  }

  declaredGaps(): Promise<readonly DeclaredGapRow[]> {
    return this.book.declaredGaps();
  }

  principals(project: string): Promise<readonly PrincipalRow[]> {
    return this.book.principals(project);
  }

  dirtyHours(project: string, after?: DirtyCursor): Promise<DirtyHours | undefined> {
    return this.book.dirtyHours(project, after);
  }

  private async *points(query: ReadingQuery): AsyncGenerator<SeriesPoints> {
    yield* pointsOf(await this.look(query), query);
  }

  private async windowParts(query: WindowQuery) {
    const { source, directory } = await this.look(query);
    return { source, book: this.book, series: directory.select(query)[0] };
  }
}

const pointsOf = ({ source, directory }: Look, query: ReadingQuery): AsyncGenerator<SeriesPoints> => streamPoints(source, directory.select(query), query.from, query.to);
