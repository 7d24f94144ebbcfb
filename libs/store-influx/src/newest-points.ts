import type { Micros } from '@yanshou/telemetry';
import { VALUE_KINDS, fieldOf } from './field-names.js';
import { queryFailed } from './influx-failures.js';
import type { InfluxLink } from './influx-link.js';
import { runGrouped } from './influx-query.js';
import { influxql } from './influxql.js';
import { SAMPLES } from './line-protocol.js';
import type { KnownSeries } from './series-directory.js';
import { shapesWith } from './shape.js';

/** Of one device: when the newest point of each of its shapes is, newest first. */
type Newest = readonly (readonly [shape: string, at: Micros])[];

/**
 * Which of the series have a point at their newest time or later, all of them of one project: one query, whose answer has
 * a row for each device and shape. A point that no commit confirms was written after those that are: it hides nothing that
 * a lost tail would have taken. The name of a shape with many fields does not tell them: it stands for any.
 */
export async function withNewest(link: InfluxLink, database: string, series: readonly KnownSeries[]): Promise<ReadonlySet<KnownSeries>> {
  const times = series.map(({ highest }) => highest);
  const [from, to] = [times.reduce((least, at) => Math.min(least, at), Infinity), times.reduce((most, at) => Math.max(most, at), -Infinity)];
  if (from > to) return new Set();
  const newest = await newestByDevice(link, database, { from, to });
  return new Set(series.filter(({ device, metric, highest }) => {
    const held = (newest.get(device) ?? []).filter(([, at]) => at >= highest);
    return held.length > 0 && held.some(([shape]) => holdsOf(metric).test(shape));
  }));
}

async function newestByDevice(link: InfluxLink, database: string, { from, to }: { readonly from: Micros; readonly to: Micros }): Promise<ReadonlyMap<string, Newest>> {
  const [begin, end] = [BigInt(from) * 1_000n, BigInt(to + 1) * 1_000n];
  const query = influxql`SELECT last("sequence") FROM ${{ identifier: SAMPLES }} WHERE time >= ${begin} AND time < ${end} GROUP BY "device", "shape"`;
  const newest = new Map<string, (readonly [string, Micros])[]>();
  for (const { tags: { device, shape }, values: [row] } of await runGrouped(link, database, query)) {
    if (device === undefined || shape === undefined || typeof row?.[0] !== 'number') throw queryFailed('a group without device, shape or time');
    const own = newest.get(device) ?? [];
    own.push([shape, row[0]]);
    newest.set(device, own);
  }
  return newest;
}

const HOLDS = new Map<string, RegExp>();

/** The shapes that may hold a metric. */
function holdsOf(metric: string): RegExp {
  const known = HOLDS.get(metric) ?? new RegExp(shapesWith(VALUE_KINDS.map((kind) => fieldOf(metric, kind))));
  HOLDS.set(metric, known);
  return known;
}
