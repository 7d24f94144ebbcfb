import type { FoundReadings, ReadingKeys, ReadingPage } from '@yanshou/store';
import { MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { Micros } from '@yanshou/telemetry';
import type { Point, PointSource, Stretch } from './point-source.js';
import type { KnownSeries, SeriesDirectory } from './series-directory.js';

/** So many series share a request, with so many rows of each at first: most ranges of most series are answered by it. */
const SERIES_PER_REQUEST = 50;
const FIRST_ROWS = 400;
const ROWS_PER_PAGE = 20_000;

export interface SeriesPoints {
  readonly series: KnownSeries;
  readonly points: readonly Point[];
}

/** The points of series in their order and in that of time, as the caller takes them. All series are of one project. */
export async function* streamPoints(source: PointSource, series: readonly KnownSeries[], from: Micros, to: Micros): AsyncGenerator<SeriesPoints> {
  const single = series.length === 1;
  for (let first = 0; first < series.length; first += SERIES_PER_REQUEST) {
    const some = series.slice(first, first + SERIES_PER_REQUEST);
    const pages = await source.pages(some.map((one) => ({ series: one, from, to })), single ? ROWS_PER_PAGE : FIRST_ROWS);
    for (const [index, one] of some.entries()) {
      let page = pages[index];
      while (page) {
        if (page.points.length > 0) yield { series: one, points: page.points };
        page = page.next === undefined || page.next >= to ? undefined : (await source.pages([{ series: one, from: page.next, to }], ROWS_PER_PAGE))[0];
      }
    }
  }
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

/** Keys of a series no further apart share a query. */
const NEAR = 6 * MICROS_PER_HOUR;
const STRETCHES_PER_REQUEST = 100;

interface WantedStretch extends Stretch {
  /** Index of each wanted time. */
  readonly wanted: Map<Micros, number[]>;
}

/** Stored values of keys in any order. */
export async function findExisting(source: PointSource, directory: SeriesDirectory, keys: ReadingKeys): Promise<FoundReadings> {
  const found: { readonly index: number; readonly value: number | string }[] = [];
  for (const stretches of byProject(stretchesOf(directory, keys))) {
    for (let first = 0; first < stretches.length; first += STRETCHES_PER_REQUEST) {
      const some = stretches.slice(first, first + STRETCHES_PER_REQUEST);
      const pages = await source.pages(some, ROWS_PER_PAGE);
      for (const [place, stretch] of some.entries()) {
        let page = pages[place];
        while (page) {
          for (const { at, value } of page.points) for (const index of stretch.wanted.get(at) ?? []) found.push({ index, value });
          page = page.next === undefined || page.next >= stretch.to ? undefined : (await source.pages([{ ...stretch, from: page.next }], ROWS_PER_PAGE))[0];
        }
      }
    }
  }
  return {
    length: found.length, index: Int32Array.from(found, ({ index }) => index),
    number: Float64Array.from(found, ({ value }) => (typeof value === 'number' ? value : NaN)),
    text: found.map(({ value }) => (typeof value === 'string' ? value : '')),
  };
}

function stretchesOf(directory: SeriesDirectory, { series, at }: ReadingKeys): WantedStretch[] {
  const order = Array.from(series, (_, index) => index)
    .filter((index) => directory.find(series[index] as number) !== undefined)
    .sort((a, b) => (series[a] as number) - (series[b] as number) || (at[a] as number) - (at[b] as number));
  const stretches: (WantedStretch & { to: Micros })[] = [];
  for (const index of order) {
    const time = at[index] as number;
    let last = stretches.at(-1);
    if (!last || last.series.series !== series[index] || time - last.to > NEAR) {
      last = { series: directory.of(series[index] as number), from: time, to: time, wanted: new Map() };
      stretches.push(last);
    }
    last.to = time + 1;
    last.wanted.set(time, [...(last.wanted.get(time) ?? []), index]);
  }
  return stretches;
}

function byProject(stretches: readonly WantedStretch[]): WantedStretch[][] {
  const projects = new Map<string, WantedStretch[]>();
  for (const stretch of stretches) {
    const { project } = stretch.series;
    projects.set(project, [...(projects.get(project) ?? []), stretch]);
  }
  return [...projects.values()];
}

/** The newest reading of each series, at the time that the book knows. */
export async function readLatest(source: PointSource, series: readonly KnownSeries[]): Promise<ReadingPage> {
  const used = series.filter(({ highest }) => highest > -Infinity);
  const rows: { readonly series: KnownSeries; readonly point: Point }[] = [];
  for (let first = 0; first < used.length; first += STRETCHES_PER_REQUEST) {
    const some = used.slice(first, first + STRETCHES_PER_REQUEST);
    const pages = await source.pages(some.map((one) => ({ series: one, from: one.highest, to: one.highest + 1 })), 1);
    some.forEach((one, index) => {
      const point = pages[index]?.points[0];
      if (point) rows.push({ series: one, point });
    });
  }
  return pageOf(rows);
}
