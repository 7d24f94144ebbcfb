import type { ProjectionBatch, ReadingQuery, SeriesRow, StoreState } from '@yanshou/store';
import type { Micros } from '@yanshou/telemetry';

/** A series with everything one needs to write it and to ask for it. */
export interface KnownSeries extends SeriesRow {
  readonly project: string;
  readonly device: string;
  /** Latest stored source time, -Infinity without any. */
  highest: Micros;
}

interface KnownPrincipal {
  readonly project: string;
  readonly device: string;
}

/** What the numbers in batches and keys stand for; as large as the inventory. */
export class SeriesDirectory {
  private readonly principals = new Map<number, KnownPrincipal>();
  private readonly series: (KnownSeries | undefined)[] = [];
  private readonly byProject = new Map<string, KnownSeries[]>();

  constructor(state: Pick<StoreState, 'principals' | 'series'>) {
    for (const { number, project, device } of state.principals) this.principals.set(number, { project, device });
    for (const { highest, ...row } of state.series) this.enter(row, highest);
  }

  /** Takes in new numbers; repeating it changes nothing. */
  learn({ principals, series }: Pick<ProjectionBatch, 'principals' | 'series'>): void {
    for (const { number, project, device } of principals) this.principals.set(number, { project, device });
    for (const row of series) if (!this.series[row.series]) this.enter(row, -Infinity);
  }

  of(series: number): KnownSeries {
    const known = this.series[series];
    if (!known) throw new RangeError(`series ${series} is not known`);
    return known;
  }

  find(series: number): KnownSeries | undefined {
    return this.series[series];
  }

  /** Device of a principal, '' for none. */
  deviceOf(principal: number): string {
    return this.principals.get(principal)?.device ?? '';
  }

  projects(): readonly string[] {
    return [...this.byProject.keys()];
  }

  raise(series: number, at: Micros): void {
    const known = this.of(series);
    if (at > known.highest) known.highest = at;
  }

  /** In the order of device and metric by their bytes: that of every page. */
  select({ project, device, metric }: Pick<ReadingQuery, 'project' | 'device' | 'metric'>): KnownSeries[] {
    return (this.byProject.get(project) ?? [])
      .filter((row) => (device === undefined || row.device === device) && (metric === undefined || row.metric === metric))
      .sort((a, b) => byBytes(a.device, b.device) || byBytes(a.metric, b.metric) || a.series - b.series);
  }

  private enter(row: SeriesRow, highest: Micros): void {
    const { project, device } = this.principals.get(row.principal) ?? { project: '', device: '' };
    const known = { ...row, project, device, highest };
    this.series[row.series] = known;
    const ofProject = this.byProject.get(project);
    if (ofProject) ofProject.push(known);
    else this.byProject.set(project, [known]);
  }
}

const byBytes = (a: string, b: string): number => (a === b ? 0 : Buffer.compare(Buffer.from(a), Buffer.from(b)));
