import type { Micros, ValueKindCode } from '@yanshou/telemetry';
import type { Confirmed } from './confirmed.js';
import { VALUE_KINDS, fieldOf } from './field-names.js';
import { queryFailed } from './influx-failures.js';
import type { InfluxLink } from './influx-link.js';
import { runQuery } from './influx-query.js';
import type { StatementRows } from './influx-query.js';
import type { InfluxSettings } from './influx-settings.js';
import { databaseOf } from './influx-settings.js';
import { influxql } from './influxql.js';
import type { InfluxQl } from './influxql.js';
import { SAMPLES, VIA_STEP } from './line-protocol.js';
import type { KnownSeries } from './series-directory.js';
import { shapesWith } from './shape.js';

/** A stored reading as it is read. */
export interface Point {
  readonly at: Micros;
  readonly value: number | string;
  readonly flags: number;
  readonly received: Micros;
  readonly sequence: number;
  /** Number of the gateway that carried it, 0 for none. */
  readonly via: number;
}

/** A stretch of some series of one device: from ≤ at < to. */
export interface Stretch {
  readonly series: readonly KnownSeries[];
  readonly from: Micros;
  readonly to: Micros;
}

export interface PointPage {
  /** Of each series of the stretch, in their order and in that of time. */
  readonly points: readonly (readonly Point[])[];
  /** Where the stretch goes on, and how many rows it takes at least to get on; undefined at its end. */
  readonly next: { readonly from: Micros; readonly rows: number } | undefined;
}

/** Times that InfluxDB knows end in 2262; a bound beyond stands for all of them. */
const LAST_NANO = 9_223_372_036_854_775_806n;
const nanos = (at: Micros): bigint => {
  const value = BigInt(Math.ceil(at)) * 1_000n;
  return value > LAST_NANO ? LAST_NANO : value < -LAST_NANO ? -LAST_NANO : value;
};

const MARKS = ['flags', 'received', 'sequence', 'batch'] as const;

/** Reads points of one commit state. Every query has both ends, one device and a limit of rows; nothing is grouped by time. */
export class PointSource {
  /** `unhoused`: projects whose database is gone and cannot be made anew, as far as this process was told. */
  constructor(private readonly link: InfluxLink, private readonly settings: InfluxSettings, private readonly confirmed: Confirmed, private readonly unhoused: ReadonlySet<string> = new Set()) {}

  /**
   * The first points of several stretches of one project, in one request; each from at most `limit` rows. Nothing is asked
   * of series that the book knows no reading of: their project may have no database, and that is known of old.
   */
  async pages(stretches: readonly Stretch[], limit: number): Promise<PointPage[]> {
    const asked = stretches.filter(({ series }) => series.some((one) => this.mayHold(one)));
    const project = asked[0]?.series[0]?.project;
    if (project === undefined) return stretches.map(emptyPage);
    const answers = await runQuery(this.link, databaseOf(this.settings, project), asked.map((stretch) => select(stretch, limit)));
    const pages = new Map(answers.map((rows, index) => [asked[index], this.page(rows, asked[index] as Stretch, limit)]));
    return stretches.map((stretch) => pages.get(stretch) ?? emptyPage(stretch));
  }

  /** As `pages`, of one stretch to its end. */
  async *through(stretch: Stretch, first: PointPage | undefined, limit: number): AsyncGenerator<PointPage> {
    for (let page = first; page; ) {
      yield page;
      const { next } = page;
      page = next === undefined || next.from >= stretch.to ? undefined : (await this.pages([{ ...stretch, from: next.from }], Math.max(limit, next.rows)))[0];
    }
  }

  private mayHold({ project, highest }: KnownSeries): boolean {
    return highest > -Infinity && !this.unhoused.has(project);
  }

  /** A page that is full may end between two points of one time: that time is left to the next one. */
  private page({ columns, values, cut }: StatementRows, { series }: Stretch, limit: number): PointPage {
    const full = cut || values.length >= limit;
    const time = columns.indexOf('time');
    const last = values.at(-1)?.[time] as number | undefined;
    if (!full || last === undefined) return { points: this.pointsOf(columns, values, series), next: undefined };
    const whole = values.filter((row) => (row[time] as number) < last);
    if (whole.length === 0 && values.length < limit) throw queryFailed(`only ${values.length} of more points of one time (max-row-limit)`);
    return { points: this.pointsOf(columns, whole, series), next: { from: last, rows: whole.length === 0 ? 2 * limit : 0 } };
  }

  private pointsOf(columns: readonly string[], rows: StatementRows['values'], series: readonly KnownSeries[]): Point[][] {
    const place = new Map(columns.map((name, index) => [name, index]));
    const at = (name: string): number => place.get(name) ?? -1;
    const marks = { time: at('time'), flags: at('flags'), received: at('received'), sequence: at('sequence'), batch: at('batch') };
    const fields = series.map(({ metric }) => VALUE_KINDS.map((kind) => at(fieldOf(metric, kind))));
    const points: Point[][] = series.map(() => []);
    for (const row of rows) if (this.confirmed.holds(row[marks.batch] as number)) fields.forEach((own, index) => takePoint(points[index] as Point[], row, own, marks));
    return points;
  }
}

const emptyPage = ({ series }: Stretch): PointPage => ({ points: series.map(() => []), next: undefined });

type Marks = Readonly<Record<'time' | (typeof MARKS)[number], number>>;

/** Points of other shapes have nothing of the metric. */
function takePoint(into: Point[], row: readonly unknown[], places: readonly number[], marks: Marks): void {
  const kind = places.findIndex((place) => (row[place] ?? null) !== null);
  if (kind < 0) return;
  const word = row[marks.flags] as number;
  into.push({
    at: row[marks.time] as number, value: row[places[kind] as number] as number | string, flags: (word % VIA_STEP) | (kind as ValueKindCode), via: Math.floor(word / VIA_STEP),
    received: row[marks.received] as number, sequence: row[marks.sequence] as number,
  });
}

/** Of one series only the points are looked at whose shape may hold it. */
function select({ series, from, to }: Stretch, limit: number): InfluxQl {
  const { device } = series[0] as KnownSeries;
  const fields = series.flatMap(({ metric }) => VALUE_KINDS.map((kind) => fieldOf(metric, kind)));
  const [columns, table, begin, end, rows] = [{ identifiers: [...fields, ...MARKS] }, { identifier: SAMPLES }, nanos(from), nanos(to), BigInt(limit)];
  if (series.length > 1) return influxql`SELECT ${columns} FROM ${table} WHERE device = ${device} AND time >= ${begin} AND time < ${end} LIMIT ${rows}`;
  return influxql`SELECT ${columns} FROM ${table} WHERE device = ${device} AND shape =~ ${{ regex: shapesWith(fields) }} AND time >= ${begin} AND time < ${end} LIMIT ${rows}`;
}
