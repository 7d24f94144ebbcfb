import type { FoundReadings, ReadingKeys, ReadingPage } from '@yanshou/store';
import { MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { Micros } from '@yanshou/telemetry';
import type { Point, PointSource, Stretch } from './point-source.js';
import { ROWS_PER_PAGE, pageOf } from './reader.readings.js';
import type { KnownSeries, SeriesDirectory } from './series-directory.js';

/** Keys of a device no further apart share a query. */
const NEAR = 6 * MICROS_PER_HOUR;
const STRETCHES_PER_REQUEST = 100;

/** Index of each wanted time of a series. */
type Wanted = Map<Micros, number[]>;

interface WantedStretch extends Stretch {
  readonly series: KnownSeries[];
  /** Of each series, in their order. */
  readonly wanted: Wanted[];
  to: Micros;
}

interface Found {
  readonly index: number;
  readonly value: number | string;
}

/** Stored values of keys in any order. */
export async function findExisting(source: PointSource, directory: SeriesDirectory, keys: ReadingKeys): Promise<FoundReadings> {
  const found: Found[] = [];
  for await (const { stretch: { wanted }, points } of answersTo(source, stretchesOf(directory, keys))) {
    points.forEach((own, place) => {
      for (const { at, value } of own) for (const index of wanted[place]?.get(at) ?? []) found.push({ index, value });
    });
  }
  return {
    length: found.length, index: Int32Array.from(found, ({ index }) => index),
    number: Float64Array.from(found, ({ value }) => (typeof value === 'number' ? value : NaN)),
    text: found.map(({ value }) => (typeof value === 'string' ? value : '')),
  };
}

/** The newest reading of each series, at the time that the book knows. */
export async function readLatest(source: PointSource, series: readonly KnownSeries[]): Promise<ReadingPage> {
  const newest = new Map<number, Point>();
  for await (const { stretch, points } of answersTo(source, newestOf(series))) {
    points.forEach(([point], place) => {
      if (point) newest.set((stretch.series[place] as KnownSeries).series, point);
    });
  }
  return pageOf(series.flatMap((one) => {
    const point = newest.get(one.series);
    return point === undefined ? [] : [{ series: one, point }];
  }));
}

interface StretchAnswer<S extends Stretch> {
  readonly stretch: S;
  readonly points: readonly (readonly Point[])[];
}

/** The pages of every stretch; many stretches of a project share a request. */
async function* answersTo<S extends Stretch>(source: PointSource, stretches: readonly S[]): AsyncGenerator<StretchAnswer<S>> {
  for (const ofProject of byProject(stretches)) {
    for (let first = 0; first < ofProject.length; first += STRETCHES_PER_REQUEST) {
      const some = ofProject.slice(first, first + STRETCHES_PER_REQUEST);
      const pages = await source.pages(some, ROWS_PER_PAGE);
      for (const [place, stretch] of some.entries()) {
        for await (const { points } of source.through(stretch, pages[place], ROWS_PER_PAGE)) yield { stretch, points };
      }
    }
  }
}

/** Of series with anything stored: no other key is known, and a project with none may have no database to be asked. */
function stretchesOf(directory: SeriesDirectory, { series, at }: ReadingKeys): WantedStretch[] {
  const ofDevice = (index: number): KnownSeries => directory.of(series[index] as number);
  const order = Array.from(series, (_, index) => index)
    .filter((index) => (directory.find(series[index] as number)?.highest ?? -Infinity) > -Infinity)
    .sort((a, b) => ofDevice(a).principal - ofDevice(b).principal || (at[a] as number) - (at[b] as number));
  const stretches: WantedStretch[] = [];
  for (const index of order) {
    const [known, time] = [ofDevice(index), at[index] as number];
    let last = stretches.at(-1);
    if (!last || last.series[0]?.principal !== known.principal || time - last.to > NEAR) {
      last = { series: [], wanted: [], from: time, to: time };
      stretches.push(last);
    }
    last.to = time + 1;
    const wanted = wantedOf(last, known);
    wanted.set(time, [...(wanted.get(time) ?? []), index]);
  }
  return stretches;
}

function wantedOf({ series, wanted }: WantedStretch, one: KnownSeries): Wanted {
  const place = series.indexOf(one);
  if (place >= 0) return wanted[place] as Wanted;
  const made: Wanted = new Map();
  series.push(one);
  wanted.push(made);
  return made;
}

/** Series of a device whose newest readings are of one time stand in the same points. */
function newestOf(series: readonly KnownSeries[]): Stretch[] {
  const stretches = new Map<string, KnownSeries[]>();
  for (const one of series) {
    if (one.highest === -Infinity) continue;
    const key = `${one.principal}@${one.highest}`;
    const own = stretches.get(key);
    if (own) own.push(one);
    else stretches.set(key, [one]);
  }
  return [...stretches.values()].map((own) => ({ series: own, from: (own[0] as KnownSeries).highest, to: (own[0] as KnownSeries).highest + 1 }));
}

function byProject<S extends Stretch>(stretches: readonly S[]): S[][] {
  const projects = new Map<string, S[]>();
  for (const stretch of stretches) {
    const project = stretch.series[0]?.project ?? '';
    const own = projects.get(project);
    if (own) own.push(stretch);
    else projects.set(project, [stretch]);
  }
  return [...projects.values()];
}
