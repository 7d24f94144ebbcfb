import { ExactSum, RawWindowFold, WindowDetailFold, windowIndex } from '@yanshou/store';
import type { ProjectionBook, SeriesHourDeltas, WindowAggregate, WindowDetail, WindowQuery } from '@yanshou/store';
import { MICROS_PER_HOUR, originOf } from '@yanshou/telemetry';
import type { Micros } from '@yanshou/telemetry';
import type { PointSource } from './point-source.js';
import { streamPoints } from './reader.readings.js';
import type { KnownSeries } from './series-directory.js';

interface WindowParts {
  readonly source: PointSource;
  readonly book: ProjectionBook;
  readonly series: KnownSeries | undefined;
}

/** Exact aggregates; from the book's hours where the bounds and the kind of values allow it. */
export async function readWindows({ source, book, series }: WindowParts, query: WindowQuery): Promise<WindowAggregate[]> {
  const { bounds, origins } = query;
  const fold = new RawWindowFold(bounds, series?.resolution ?? 1);
  if (!series || bounds.length < 2) return fold.windows();
  const [from, to] = ends(bounds);
  if (bounds.every((bound) => bound % MICROS_PER_HOUR === 0)) {
    const hours = await book.hoursOf(series.series, from / MICROS_PER_HOUR, to / MICROS_PER_HOUR, origins);
    if (onlyNumbers(hours)) return windowsFromHours(hours, bounds, series.resolution);
  }
  for await (const { points } of streamPoints(source, [series], from, to)) {
    for (const { at, value, flags } of points) if (origins.includes(originOf(flags))) fold.add(at, value, flags);
  }
  return fold.windows();
}

export async function readWindowDetails({ source, book, series }: WindowParts, query: WindowQuery): Promise<WindowDetail[]> {
  const { bounds, origins } = query;
  const fold = new WindowDetailFold(bounds, series?.resolution ?? 1);
  if (!series || bounds.length < 2) return fold.finish();
  const [from, to] = ends(bounds);
  // What is carried in: the last reading and the last number before the first bound lie in one of these hours.
  const hours = await book.lastHoursBefore(series.series, from, origins);
  const stretches: [Micros, Micros][] = hours.map((hour) => [hour * MICROS_PER_HOUR, Math.min(from, (hour + 1) * MICROS_PER_HOUR)]);
  for (const [start, end] of [...stretches, [from, to] as const]) {
    for await (const { points } of streamPoints(source, [series], start, end)) {
      for (const { at, value, flags } of points) if (origins.includes(originOf(flags))) fold.add(at, value, flags);
    }
  }
  return fold.finish();
}

const ends = (bounds: Float64Array): [Micros, Micros] => [bounds[0] as number, bounds.at(-1) as number];

const onlyNumbers = ({ length, valid, numeric }: SeriesHourDeltas): boolean => {
  for (let row = 0; row < length; row += 1) if (valid[row] !== numeric[row]) return false;
  return true;
};

/** Windows on whole hours, from rows in any order. */
function windowsFromHours(hours: SeriesHourDeltas, bounds: Float64Array, resolution: number): WindowAggregate[] {
  const slots = Array.from({ length: bounds.length - 1 }, () => ({ rows: [] as number[], sum: new ExactSum() }));
  for (let row = 0; row < hours.length; row += 1) {
    const slot = slots[windowIndex(bounds, (hours.hour[row] as number) * MICROS_PER_HOUR)];
    slot?.rows.push(row);
    slot?.sum.add(hours.sum[row] as number);
  }
  return slots.map(({ rows, sum }, index) => {
    const numbers = rows.filter((row) => (hours.numeric[row] as number) > 0);
    const total = (column: Int32Array): number => rows.reduce((all, row) => all + (column[row] as number), 0);
    const least = (column: Float64Array): number => numbers.reduce((best, row) => ((column[row] as number) < (column[best] as number) ? row : best), numbers[0] as number);
    const most = (column: Float64Array): number => numbers.reduce((best, row) => ((column[row] as number) > (column[best] as number) ? row : best), numbers[0] as number);
    const some = numbers.length > 0;
    return {
      from: bounds[index] as number, to: bounds[index + 1] as number, resolution, sum: sum.value(),
      count: total(hours.count), valid: total(hours.valid), numeric: total(hours.numeric),
      min: some ? (hours.min[least(hours.min)] as number) + 0 : null, max: some ? (hours.max[most(hours.max)] as number) + 0 : null,
      first: some ? { at: hours.firstAt[least(hours.firstAt)] as number, value: hours.firstValue[least(hours.firstAt)] as number } : null,
      last: some ? { at: hours.lastAt[most(hours.lastAt)] as number, value: hours.lastValue[most(hours.lastAt)] as number } : null,
    };
  });
}
