import type {
  ConflictRow, DeclaredGapRow, DeviceHourDeltas, DirtyCursor, DirtyHours, FoldKind, FoldQuery, KeptFold, LedgerCounts, LedgerRow, LostSession, PrincipalRow, PrincipalTotals, ProjectionBook, QuarantineQuery, QuarantineRow, ReadingPage,
  ReadingQuery, SeriesActivity, SeriesHourDeltas, TelemetryView, WindowAggregate, WindowDetail, WindowQuery,
} from '@yanshou/store';
import type { Micros, OriginCode } from '@yanshou/telemetry';
import { exportCsv } from './csv-export.js';
import { exportParquet } from './parquet-export.js';
import type { PointSource } from './point-source.js';
import { readLatest } from './reader.by-key.js';
import { streamPages, streamPoints } from './reader.readings.js';
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

  latest(project: string, device?: string): Promise<ReadingPage> {
    const selection = device === undefined ? { project } : { project, device };
    return this.with(selection, ({ source, directory }) => readLatest(source, directory.select(selection)));
  }

  readings(query: ReadingQuery): AsyncIterable<ReadingPage> {
    const look = this.look(query);
    return streamPages(look instanceof Promise ? laterPoints(look, query) : pointsOf(look, query));
  }

  windows(query: WindowQuery): Promise<readonly WindowAggregate[]> {
    return this.with(query, (look) => readWindows(this.windowParts(look, query), query));
  }

  windowDetails(query: WindowQuery): Promise<readonly WindowDetail[]> {
    return this.with(query, (look) => readWindowDetails(this.windowParts(look, query), query));
  }

  exportTo(query: ReadingQuery, format: 'csv' | 'parquet', path: string): Promise<number> {
    const write = format === 'csv' ? exportCsv : exportParquet;
    return this.with(query, (look) => write(pointsOf(look, query), look.directory, path));
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

  lostSessions(from: Micros, to: Micros): Promise<readonly LostSession[]> {
    return this.book.lostSessions(from, to);
  }

  principals(project: string): Promise<readonly PrincipalRow[]> {
    return this.book.principals(project);
  }

  dirtyHours(project: string, after?: DirtyCursor): Promise<DirtyHours | undefined> {
    return this.book.dirtyHours(project, after);
  }

  async dataSet(): Promise<string> {
    return (await this.book.identity()).identity;
  }

  foldCursor(project: string): Promise<number> {
    return this.book.foldCursor(project);
  }

  keptFolds(query: FoldQuery): Promise<readonly KeptFold[]> {
    return this.book.keptFolds(query);
  }

  keepFolds(kind: FoldKind, folds: readonly KeptFold[]): Promise<void> {
    return this.book.keepFolds(kind, folds);
  }

  /** Reads by the state of the call where that is at hand: what a commit brings meanwhile, a database that is only being made for one, is not asked for. */
  private with<T>(selection: Selection, read: (look: Look) => Promise<T>): Promise<T> {
    const look = this.look(selection);
    return look instanceof Promise ? look.then(read) : read(look);
  }

  private windowParts({ source, directory }: Look, query: WindowQuery) {
    return { source, book: this.book, series: directory.select(query)[0] };
  }
}

async function* laterPoints(look: Promise<Look>, query: ReadingQuery): AsyncGenerator<SeriesPoints> {
  yield* pointsOf(await look, query);
}

const pointsOf = ({ source, directory }: Look, query: ReadingQuery): AsyncGenerator<SeriesPoints> => streamPoints(source, directory.select(query), query.from, query.to);
