import { randomUUID } from 'node:crypto';
import { MICROS_PER_HOUR, ReadingColumns } from '@yanshou/telemetry';
import type { Micros, OriginCode } from '@yanshou/telemetry';
import type { ProjectHour, SeriesHourDeltas } from '../projection-batch.js';
import type { BookBatch, BookCursor, BookIdentity, BookView, OpenedBook, ProjectionBook } from '../projection-book.port.js';
import type { ReadingQuery } from '../store.port.js';
import { MemoryStore } from './memory-store.js';

type Answers = Omit<ProjectionBook, 'open' | 'identity' | 'view' | 'announceRestoring' | 'commit' | 'hoursOf' | 'lastHoursBefore'>;
const NO_READINGS = new ReadingColumns(0);

/** The book in plain arrays: a memory store that is given no readings. It survives `close`, as a database would. */
export class MemoryBook implements ProjectionBook {
  private readonly kept = new MemoryStore();
  private readonly own: BookIdentity;
  private confirmed = 0;
  private readonly passedOver: number[] = [];
  private readonly restoring = new Map<string, ProjectHour>();

  constructor(name = 'memory') {
    this.own = { name, identity: randomUUID() };
  }

  state: Answers['state'] = () => this.kept.state();
  conflicts: Answers['conflicts'] = (query) => this.kept.conflicts(query);
  deviceHours: Answers['deviceHours'] = (...range) => this.kept.deviceHours(...range);
  seriesHours: Answers['seriesHours'] = (...range) => this.kept.seriesHours(...range);
  activity: Answers['activity'] = (...range) => this.kept.activity(...range);
  ledger: Answers['ledger'] = (...range) => this.kept.ledger(...range);
  totals: Answers['totals'] = (project) => this.kept.totals(project);
  totalsByPrincipal: Answers['totalsByPrincipal'] = (project) => this.kept.totalsByPrincipal(project);
  quarantine: Answers['quarantine'] = (query) => this.kept.quarantine(query);
  platformMinutes: Answers['platformMinutes'] = (from, to) => this.kept.platformMinutes(from, to);
  declaredGaps: Answers['declaredGaps'] = () => this.kept.declaredGaps();
  lostSessions: Answers['lostSessions'] = (from, to) => this.kept.lostSessions(from, to);
  principals: Answers['principals'] = (project) => this.kept.principals(project);
  dirtyHours: Answers['dirtyHours'] = (...asked) => this.kept.dirtyHours(...asked);
  foldCursor: Answers['foldCursor'] = () => this.kept.foldCursor();
  keptFolds: Answers['keptFolds'] = (query) => this.kept.keptFolds(query);
  keepFolds: Answers['keepFolds'] = (...folds) => this.kept.keepFolds(...folds);
  compact: Answers['compact'] = () => this.kept.compact();
  close: Answers['close'] = () => this.kept.close();

  async open(): Promise<OpenedBook> {
    this.confirmed += 1;
    this.passedOver.push(this.confirmed);
    const restoring = [...this.restoring.values()].sort((a, b) => (a.project < b.project ? -1 : a.project > b.project ? 1 : a.hour - b.hour));
    return { ...(await this.cursor()), restoring };
  }

  async announceRestoring(hours: readonly ProjectHour[]): Promise<void> {
    for (const { project, hour } of hours) this.restoring.set(`${project} ${hour}`, { project, hour });
  }

  identity = async (): Promise<BookIdentity> => this.own;

  async view({ project, device, metric }: Pick<ReadingQuery, 'project' | 'device' | 'metric'>): Promise<BookView> {
    const { principals, series } = await this.kept.state();
    const own = principals.filter((row) => row.project === project);
    const asked = new Set(own.filter((row) => device === undefined || row.device === device).map(({ number }) => number));
    return {
      cursor: await this.cursor(), principals: own,
      series: series.filter((row) => asked.has(row.principal) && (metric === undefined || row.metric === metric)),
    };
  }

  private async cursor(): Promise<BookCursor> {
    const { journal, nextSequence } = await this.kept.state();
    return { journal, nextSequence, confirmed: this.confirmed, passedOver: [...this.passedOver] };
  }

  async commit(batch: BookBatch): Promise<void> {
    const before = (await this.kept.state()).nextSequence;
    await this.kept.commit({ ...batch, readings: NO_READINGS });
    if (batch.nextSequence <= before) return;
    this.confirmed = batch.commit;
    if (batch.tellsRestored === true) this.restoring.clear();
  }

  async hoursOf(series: number, fromHour: number, toHour: number, origins: readonly OriginCode[]): Promise<SeriesHourDeltas> {
    const { principals, series: known } = await this.kept.state();
    const owner = known.find((row) => row.series === series)?.principal;
    const project = principals.find(({ number }) => number === owner)?.project;
    return rowsOf(await this.kept.seriesHours(project ?? '', fromHour, toHour, origins), series);
  }

  async lastHoursBefore(series: number, before: Micros, origins: readonly OriginCode[]): Promise<readonly number[]> {
    const { length, hour, numeric } = await this.hoursOf(series, -1e9, Math.ceil(before / MICROS_PER_HOUR), origins);
    const lastTwo = (rows: readonly number[]): number[] => [...new Set(rows.map((row) => hour[row] as number))].sort((a, b) => b - a).slice(0, 2);
    const all = Array.from({ length }, (_, row) => row);
    const found = [...lastTwo(all), ...lastTwo(all.filter((row) => (numeric[row] as number) > 0))];
    return [...new Set(found)].sort((a, b) => a - b);
  }
}

function rowsOf({ length, ...columns }: SeriesHourDeltas, series: number): SeriesHourDeltas {
  const rows = Array.from({ length }, (_, row) => row).filter((row) => columns.series[row] === series);
  const picked = Object.fromEntries(Object.entries(columns).map(([name, column]) => {
    const values = rows.map((row) => (column as Float64Array)[row] as number);
    return [name, (column.constructor as Float64ArrayConstructor).from(values)];
  }));
  return { length: rows.length, ...picked } as unknown as SeriesHourDeltas;
}
