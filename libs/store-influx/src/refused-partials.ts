import type { DeviceHourDeltas, ProjectionBatch, SeriesHourDeltas } from '@yanshou/store';
import { toGrid } from '@yanshou/store';
import { UNUSED, ValueKind, highBit, hourOf, isValidQuality, lowBit, minuteOfHour, originOf, qualityOf, valueKindOf } from '@yanshou/telemetry';
import type { ReadingColumns } from '@yanshou/telemetry';
import type { SeriesDirectory } from './series-directory.js';

type Rows = ReadonlySet<number>;

/** The partials of the batch less those of some of its readings: their hours are folded anew from what is left. */
export function seriesHoursWithout({ seriesHours, readings }: ProjectionBatch, out: Rows, directory: SeriesDirectory): SeriesHourDeltas {
  if (out.size === 0) return trimmed(seriesHours);
  const touched = new Map<string, HourRow>();
  for (const row of out) {
    const key = seriesKey(readings, row);
    if (!touched.has(key)) touched.set(key, new HourRow());
  }
  for (let row = 0; row < readings.length; row += 1) {
    if (!out.has(row)) touched.get(seriesKey(readings, row))?.add(readings, row, directory.of(readings.series[row] as number).resolution);
  }
  const kept = rowsWhere(seriesHours.length, (row) => !touched.has(`${seriesHours.series[row]}/${seriesHours.hour[row]}/${seriesHours.origin[row]}`));
  const anew = [...touched].flatMap(([key, hour]) => hour.rows(key.split('/').map(Number) as [number, number, number]));
  const column = <T extends Int32Array | Uint8Array | Float64Array>(name: Exclude<keyof SeriesHourDeltas, 'length'>): T => {
    const source = seriesHours[name];
    const values = [...kept.map((row) => source[row] as number), ...anew.map((row) => row[name])];
    return (source.constructor as Float64ArrayConstructor).from(values) as unknown as T;
  };
  return {
    length: kept.length + anew.length, series: column('series'), hour: column('hour'), origin: column('origin'), count: column('count'),
    valid: column('valid'), latestAt: column('latestAt'), min: column('min'), max: column('max'), sum: column('sum'), numeric: column('numeric'),
    firstAt: column('firstAt'), firstValue: column('firstValue'), lastAt: column('lastAt'), lastValue: column('lastValue'),
    low: column('low'), high: column('high'),
  };
}

/** The columns of a batch are longer than it, and go on being used by its maker. */
const trimmed = ({ length, ...columns }: SeriesHourDeltas): SeriesHourDeltas => {
  const { series, hour, origin, count, valid, latestAt, min, max, sum, numeric, firstAt, firstValue, lastAt, lastValue, low, high } = columns;
  return {
    length, series: series.slice(0, length), hour: hour.slice(0, length), origin: origin.slice(0, length), count: count.slice(0, length),
    valid: valid.slice(0, length), latestAt: latestAt.slice(0, length), min: min.slice(0, length), max: max.slice(0, length),
    sum: sum.slice(0, length), numeric: numeric.slice(0, length), firstAt: firstAt.slice(0, length), firstValue: firstValue.slice(0, length),
    lastAt: lastAt.slice(0, length), lastValue: lastValue.slice(0, length), low: low.slice(0, length), high: high.slice(0, length),
  };
};

const seriesKey = (readings: ReadingColumns, row: number): string =>
  `${readings.series[row]}/${hourOf(readings.at[row] as number)}/${originOf(readings.flags[row] as number)}`;

type DeltaRow = Record<Exclude<keyof SeriesHourDeltas, 'length'>, number>;

/** One hour of one series: a row, or several where one sum would round. */
class HourRow {
  private done: Omit<DeltaRow, 'series' | 'hour' | 'origin'>[] = [];
  private row = emptyRow();

  add(readings: ReadingColumns, at: number, resolution: number): void {
    const time = readings.at[at] as number;
    const flags = readings.flags[at] as number;
    const valid = isValidQuality(qualityOf(flags));
    const value = valueKindOf(flags) === ValueKind.text ? NaN : (readings.number[at] as number);
    const grid = valid ? toGrid(value, resolution) : NaN;
    if (!Number.isNaN(grid) && !Number.isSafeInteger(this.row.sum + grid)) {
      this.done.push(this.row);
      this.row = emptyRow();
    }
    const { row } = this;
    row.count += 1;
    row.latestAt = Math.max(row.latestAt, time);
    if (!valid) return;
    row.valid += 1;
    row.low |= lowBit(minuteOfHour(time));
    row.high |= highBit(minuteOfHour(time));
    if (!Number.isNaN(grid)) addNumber(row, { time, value, grid });
  }

  rows([series, hour, origin]: [number, number, number]): DeltaRow[] {
    return [...this.done, this.row].filter((row) => row.count > 0).map((row) => ({ ...row, series, hour, origin }));
  }
}

const emptyRow = (): Omit<DeltaRow, 'series' | 'hour' | 'origin'> => ({
  count: 0, valid: 0, latestAt: -Infinity, min: NaN, max: NaN, sum: 0, numeric: 0, firstAt: NaN, firstValue: NaN, lastAt: NaN, lastValue: NaN, low: 0, high: 0,
});

function addNumber(row: ReturnType<typeof emptyRow>, { time, value, grid }: { readonly time: number; readonly value: number; readonly grid: number }): void {
  const first = row.numeric === 0;
  row.numeric += 1;
  row.sum += grid;
  row.min = first ? value : Math.min(row.min, value);
  row.max = first ? value : Math.max(row.max, value);
  if (first || time < row.firstAt) [row.firstAt, row.firstValue] = [time, value];
  if (first || time > row.lastAt) [row.lastAt, row.lastValue] = [time, value];
}

/**
 * A minute counts no longer for a device when none of its readings left in the batch fills it. A heartbeat that stood for
 * the same minute of a device that reports by exception goes with it: one minute too few, never one too many.
 */
export function deviceHoursWithout({ deviceHours, readings }: ProjectionBatch, out: Rows, directory: SeriesDirectory): DeviceHourDeltas {
  const { length } = deviceHours;
  const [low, high] = [deviceHours.low.slice(0, length), deviceHours.high.slice(0, length)];
  const lost = new Set([...out].filter((row) => counts(readings, row)).map((row) => minuteKey(readings, row, directory)));
  if (lost.size > 0) {
    for (let row = 0; row < readings.length; row += 1) if (!out.has(row) && counts(readings, row)) lost.delete(minuteKey(readings, row, directory));
  }
  const minutes = minutesByHour(lost);
  for (let row = 0; row < length; row += 1) {
    for (const minute of minutes.get(`${deviceHours.principal[row]}/${deviceHours.hour[row]}/${deviceHours.origin[row]}`) ?? []) {
      low[row] = (low[row] as number) & ~lowBit(minute);
      high[row] = (high[row] as number) & ~highBit(minute);
    }
  }
  return { length, principal: deviceHours.principal.slice(0, length), hour: deviceHours.hour.slice(0, length), origin: deviceHours.origin.slice(0, length), low, high };
}

/** Of each hour of a device the minutes: a whole project may be out, of many devices. */
function minutesByHour(lost: Iterable<string>): ReadonlyMap<string, readonly number[]> {
  const hours = new Map<string, number[]>();
  for (const key of lost) {
    const cut = key.lastIndexOf('/');
    const [hour, minute] = [key.slice(0, cut), Number(key.slice(cut + 1))];
    const own = hours.get(hour);
    if (own) own.push(minute);
    else hours.set(hour, [minute]);
  }
  return hours;
}

const counts = (readings: ReadingColumns, row: number): boolean => {
  const flags = readings.flags[row] as number;
  return (flags & UNUSED) === 0 && isValidQuality(qualityOf(flags));
};

const minuteKey = (readings: ReadingColumns, row: number, directory: SeriesDirectory): string => {
  const at = readings.at[row] as number;
  const { principal } = directory.of(readings.series[row] as number);
  return `${principal}/${hourOf(at)}/${originOf(readings.flags[row] as number)}/${minuteOfHour(at)}`;
};

const rowsWhere = (length: number, wanted: (row: number) => boolean): number[] => Array.from({ length }, (_, row) => row).filter(wanted);
