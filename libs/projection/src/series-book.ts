import type { Micros, OriginCode } from '@yanshou/telemetry';
import { isValidQuality, originOf, qualityOf, UNUSED } from '@yanshou/telemetry';
import type { PrincipalRow, ProjectionBatch, SeriesRow, StoreState } from '@yanshou/store';

/** Whose readings they are, by the numbers that a batch names. */
export interface SeriesNames {
  /** Principal number by series. */
  readonly owner: Int32Array;
  byNumber(number: number): PrincipalRow;
  metricOf(series: number): string;
}

/** What the projector knows of a device or gateway. */
export interface PrincipalState extends PrincipalRow {
  /** Series by metric. */
  readonly series: Map<string, number>;
  simulated: boolean;
  /** Metrics taken though the class does not define them. */
  unknownMetrics: number;
  /** The latest reading by source time, of any metric that indicators read. */
  lastAt: Micros;
  lastValid: boolean;
  lastOrigin: OriginCode;
}

/**
 * Numbers principals and series in the order of the journal, and keeps the latest source time of each series. What is
 * new since the last `take` belongs to the open batch.
 */
export class SeriesBook implements SeriesNames {
  /** Latest stored source time by series; -Infinity before the first. */
  highest = new Float64Array(1024);
  resolution = new Float64Array(1024);
  unused = new Uint8Array(1024);
  /** Principal number by series. */
  owner = new Int32Array(1024);
  private readonly metrics: string[] = [];
  private readonly principals: (PrincipalState | undefined)[] = [undefined];
  private readonly byName = new Map<string, PrincipalState>();
  private nextSeries = 1;
  private freshPrincipals: PrincipalRow[] = [];
  private freshSeries: SeriesRow[] = [];
  private freshSimulated: number[] = [];

  constructor(state: StoreState) {
    for (const row of state.principals) this.enter(row);
    for (const row of state.series) {
      this.enterSeries(row);
      this.highest[row.series] = row.highest;
    }
    for (const number of state.simulatedPrincipals) this.byNumber(number).simulated = true;
  }

  byNumber(number: number): PrincipalState {
    return this.principals[number] as PrincipalState;
  }

  metricOf(series: number): string {
    return this.metrics[series] as string;
  }

  has(project: string): boolean {
    return this.principals.some((principal) => principal?.project === project);
  }

  /** The principal of that name, numbered now if it has no number yet. */
  principal(project: string, device: string): PrincipalState {
    const known = this.byName.get(`${project}/${device}`);
    if (known) return known;
    const row = { number: this.principals.length, project, device };
    this.freshPrincipals.push(row);
    return this.enter(row);
  }

  /** The series of a metric, numbered now if it has no number yet; `resolution` and `unused` then stay for good. */
  series(principal: PrincipalState, metric: string, resolution: number, unused: boolean): number {
    const known = principal.series.get(metric);
    if (known !== undefined) return known;
    const row: SeriesRow = { series: this.nextSeries, principal: principal.number, metric, resolution, unused };
    this.freshSeries.push(row);
    this.enterSeries(row);
    return row.series;
  }

  markSimulated(principal: PrincipalState): void {
    if (principal.simulated) return;
    principal.simulated = true;
    this.freshSimulated.push(principal.number);
  }

  /** Remembers the reading if it is its device's latest; readings of one time count as one, valid if any is. */
  noteLast(principal: PrincipalState, at: Micros, flags: number): void {
    if (at < principal.lastAt || (flags & UNUSED) !== 0) return;
    const valid = isValidQuality(qualityOf(flags));
    const origin = originOf(flags);
    const same = at === principal.lastAt;
    principal.lastValid = same ? principal.lastValid || valid : valid;
    principal.lastOrigin = same ? Math.min(principal.lastOrigin, origin) : origin;
    principal.lastAt = at;
  }

  /** Hands over what is new since the last call. */
  take(): Pick<ProjectionBatch, 'principals' | 'series' | 'simulatedPrincipals'> {
    const taken = { principals: this.freshPrincipals, series: this.freshSeries, simulatedPrincipals: this.freshSimulated };
    this.freshPrincipals = [];
    this.freshSeries = [];
    this.freshSimulated = [];
    return taken;
  }

  private enter(row: PrincipalRow): PrincipalState {
    const state = {
      ...row, series: new Map<string, number>(), simulated: false, unknownMetrics: 0,
      lastAt: -Infinity, lastValid: false, lastOrigin: 0,
    };
    while (this.principals.length <= row.number) this.principals.push(undefined);
    this.principals[row.number] = state;
    this.byName.set(`${row.project}/${row.device}`, state);
    return state;
  }

  private enterSeries(row: SeriesRow): void {
    while (row.series >= this.highest.length) this.grow();
    this.highest[row.series] = -Infinity;
    this.resolution[row.series] = row.resolution;
    this.unused[row.series] = row.unused ? 1 : 0;
    this.owner[row.series] = row.principal;
    this.metrics[row.series] = row.metric;
    const principal = this.byNumber(row.principal);
    principal.series.set(row.metric, row.series);
    if (row.unused) principal.unknownMetrics += 1;
    this.nextSeries = Math.max(this.nextSeries, row.series + 1);
  }

  private grow(): void {
    const capacity = this.highest.length * 2;
    this.highest = widen(this.highest, new Float64Array(capacity));
    this.resolution = widen(this.resolution, new Float64Array(capacity));
    this.unused = widen(this.unused, new Uint8Array(capacity));
    this.owner = widen(this.owner, new Int32Array(capacity));
  }
}

function widen<T extends Float64Array | Int32Array | Uint8Array>(old: T, bigger: T): T {
  bigger.set(old);
  return bigger;
}
