import type { ReadingPage } from '@yanshou/store';
import type { Micros } from '@yanshou/telemetry';
import type { Point, PointPage, PointSource } from './point-source.js';
import type { KnownSeries } from './series-directory.js';

/** So many devices share a request, with so many rows of each at first: most ranges of most devices are answered by it. */
export const DEVICES_PER_REQUEST = 50;
const FIRST_ROWS = 400;
export const ROWS_PER_PAGE = 20_000;
/** Readings of a device that are kept to be put in the order of metrics; beyond it is read metric by metric. */
const KEPT_READINGS = 200_000;

export interface SeriesPoints {
  readonly series: KnownSeries;
  readonly points: readonly Point[];
}

/** The points of series in their order and in that of time, as the caller takes them. All series are of one project, those of a device together. */
export async function* streamPoints(source: PointSource, series: readonly KnownSeries[], from: Micros, to: Micros): AsyncGenerator<SeriesPoints> {
  const devices = byDevice(series);
  const rows = devices.length === 1 ? ROWS_PER_PAGE : FIRST_ROWS;
  for (let first = 0; first < devices.length; first += DEVICES_PER_REQUEST) {
    const some = devices.slice(first, first + DEVICES_PER_REQUEST);
    const pages = await source.pages(some.map((own) => ({ series: own, from, to })), rows);
    for (const [index, own] of some.entries()) yield* metricByMetric(source, own, { first: pages[index] as PointPage, to });
  }
}

/** Rows come in the order of time, with all metrics of a device: what fits is kept, the rest asked for once more, a metric at a time. */
async function* metricByMetric(source: PointSource, series: readonly KnownSeries[], { first, to }: { readonly first: PointPage; readonly to: Micros }): AsyncGenerator<SeriesPoints> {
  const kept: PointPage[] = [];
  let [size, next] = [0, first.next];
  for await (const page of source.through({ series, from: 0, to }, first, ROWS_PER_PAGE)) {
    kept.push(page);
    size += page.points.reduce((sum, { length }) => sum + length, 0);
    next = page.next;
    if (size > KEPT_READINGS || series.length === 1) break;
  }
  for (const [place, one] of series.entries()) {
    for (const { points } of kept) if ((points[place] as readonly Point[]).length > 0) yield { series: one, points: points[place] as readonly Point[] };
    if (next !== undefined && next.from < to) yield* onwards(source, one, { next, to });
  }
}

async function* onwards(source: PointSource, series: KnownSeries, { next, to }: { readonly next: NonNullable<PointPage['next']>; readonly to: Micros }): AsyncGenerator<SeriesPoints> {
  const before: PointPage = { points: [[]], next };
  for await (const { points: [points = []] } of source.through({ series: [series], from: next.from, to }, before, ROWS_PER_PAGE)) if (points.length > 0) yield { series, points };
}

export function byDevice(series: readonly KnownSeries[]): KnownSeries[][] {
  const devices: KnownSeries[][] = [];
  for (const one of series) {
    const last = devices.at(-1);
    if (last?.[0]?.principal === one.principal) last.push(one);
    else devices.push([one]);
  }
  return devices;
}

/** A page with the columns of the port, and the gateway's number beside them. */
export interface StoredPage extends ReadingPage {
  readonly via: Int32Array;
}

export function pageOf(rows: readonly { readonly series: KnownSeries; readonly point: Point }[]): StoredPage {
  return {
    length: rows.length, device: rows.map(({ series }) => series.device), metric: rows.map(({ series }) => series.metric),
    at: Float64Array.from(rows, ({ point }) => point.at), received: Float64Array.from(rows, ({ point }) => point.received),
    number: Float64Array.from(rows, ({ point }) => (typeof point.value === 'number' ? point.value : NaN)),
    text: rows.map(({ point }) => (typeof point.value === 'string' ? point.value : '')),
    flags: Uint16Array.from(rows, ({ point }) => point.flags), sequence: Float64Array.from(rows, ({ point }) => point.sequence),
    via: Int32Array.from(rows, ({ point }) => point.via),
  };
}

/** Pages of a useful size from whatever pieces the server's answers come in. */
export async function* streamPages(pieces: AsyncIterable<SeriesPoints>): AsyncGenerator<StoredPage> {
  let pending: { readonly series: KnownSeries; readonly point: Point }[] = [];
  for await (const { series, points } of pieces) {
    for (const point of points) pending.push({ series, point });
    if (pending.length < ROWS_PER_PAGE) continue;
    yield pageOf(pending);
    pending = [];
  }
  if (pending.length > 0) yield pageOf(pending);
}
