import { valueKindOf, ValueKind } from '@yanshou/telemetry';
import type { Micros } from '@yanshou/telemetry';
import type { Confirmed } from './confirmed.js';
import type { InfluxLink } from './influx-link.js';
import { runQuery } from './influx-query.js';
import type { StatementRows } from './influx-query.js';
import type { InfluxSettings } from './influx-settings.js';
import { databaseOf } from './influx-settings.js';
import { influxql } from './influxql.js';
import type { InfluxQl } from './influxql.js';
import { READINGS, VIA_STEP } from './line-protocol.js';
import type { KnownSeries } from './series-directory.js';

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

/** A stretch of one series: from ≤ at < to. */
export interface Stretch {
  readonly series: KnownSeries;
  readonly from: Micros;
  readonly to: Micros;
}

export interface PointPage {
  readonly points: readonly Point[];
  /** Where the stretch goes on; undefined at its end. */
  readonly next: Micros | undefined;
}

/** Times that InfluxDB knows end in 2262; a bound beyond stands for all of them. */
const LAST_NANO = 9_223_372_036_854_775_806n;
const nanos = (at: Micros): bigint => {
  const value = BigInt(Math.ceil(at)) * 1_000n;
  return value > LAST_NANO ? LAST_NANO : value < -LAST_NANO ? -LAST_NANO : value;
};

/** Reads points of one commit state. Every query has both ends, one series and a limit of rows; nothing is grouped by time. */
export class PointSource {
  constructor(private readonly link: InfluxLink, private readonly settings: InfluxSettings, private readonly confirmed: Confirmed) {}

  /** The first points of several stretches of one project, in one request; of each at most `limit`. */
  async pages(stretches: readonly Stretch[], limit: number): Promise<PointPage[]> {
    const [first] = stretches;
    if (!first) return [];
    const answers = await runQuery(this.link, databaseOf(this.settings, first.series.project), stretches.map((stretch) => this.select(stretch, limit)));
    return answers.map((rows) => this.page(rows, limit));
  }

  private select({ series, from, to }: Stretch, limit: number): InfluxQl {
    return influxql`SELECT number, text, flags, received, sequence, batch FROM ${{ identifier: READINGS }} WHERE device = ${series.device} AND metric = ${series.metric} AND time >= ${nanos(from)} AND time < ${nanos(to)} LIMIT ${BigInt(limit)}`;
  }

  private page({ columns, values, cut }: StatementRows, limit: number): PointPage {
    const place = (name: string): number => columns.indexOf(name);
    const places = { at: place('time'), number: place('number'), text: place('text'), flags: place('flags'), received: place('received'), sequence: place('sequence'), batch: place('batch') };
    const points = values.filter((row) => this.confirmed.holds(row[places.batch] as number)).map((row) => pointOf(row, places));
    const last = values.at(-1)?.[places.at] as number | undefined;
    return { points, next: last !== undefined && (cut || values.length >= limit) ? last + 1 : undefined };
  }
}

type Places = Readonly<Record<'at' | 'number' | 'text' | 'flags' | 'received' | 'sequence' | 'batch', number>>;

function pointOf(row: readonly unknown[], places: Places): Point {
  const word = row[places.flags] as number;
  const flags = word % VIA_STEP;
  const value = valueKindOf(flags) === ValueKind.text ? (row[places.text] as string) : (row[places.number] as number);
  return {
    at: row[places.at] as number, value, flags, via: Math.floor(word / VIA_STEP), received: row[places.received] as number, sequence: row[places.sequence] as number,
  };
}
