import { MICROS_PER_HOUR } from '@yanshou/telemetry';
import type { Micros } from '@yanshou/telemetry';
import type { DeviceHourDeltas, SeriesHourDeltas } from '../projection-batch.js';
import type { ReadingPage, TelemetryStore, WindowQuery } from '../store.port.js';

/** Pages as one list of rows, in their order. */
export async function collectReadings(pages: AsyncIterable<ReadingPage>): Promise<unknown[]> {
  const rows: unknown[] = [];
  for await (const page of pages) rows.push(...pageRows(page));
  return rows;
}

export const pageRows = (page: ReadingPage): unknown[] => Array.from({ length: page.length }, (_, row) => [
  page.device[row], page.metric[row], page.at[row], page.received[row], page.number[row], page.text[row], page.flags[row], page.sequence[row],
]);

/** Hour deltas combined as their reader would: independent of how many rows a key has and of their order. */
export function combinedSeriesHours(deltas: SeriesHourDeltas): unknown[] {
  const hours = new Map<string, number[]>();
  for (let row = 0; row < deltas.length; row += 1) {
    const key = `${deltas.series[row]}/${deltas.hour[row]}/${deltas.origin[row]}`;
    hours.set(key, [...(hours.get(key) ?? []), row]);
  }
  return [...hours].sort(byKey).map(([key, rows]) => {
    const at = (column: ArrayLike<number>): number[] => rows.map((row) => column[row] as number);
    const sum = (column: ArrayLike<number>): number => at(column).reduce((total, value) => total + value, 0);
    const mask = (column: ArrayLike<number>): number => at(column).reduce((bits, value) => bits | value, 0);
    const numeric = rows.filter((row) => (deltas.numeric[row] as number) > 0);
    const of = (column: Float64Array): number[] => numeric.map((row) => column[row] as number);
    const first = numeric.reduce<number | undefined>((a, b) => (a === undefined || (deltas.firstAt[b] as number) < (deltas.firstAt[a] as number) ? b : a), undefined);
    const last = numeric.reduce<number | undefined>((a, b) => (a === undefined || (deltas.lastAt[b] as number) > (deltas.lastAt[a] as number) ? b : a), undefined);
    return {
      key, count: sum(deltas.count), valid: sum(deltas.valid), numeric: sum(deltas.numeric), sum: sum(deltas.sum) + 0,
      latestAt: Math.max(...at(deltas.latestAt)), min: Math.min(...of(deltas.min)) + 0, max: Math.max(...of(deltas.max)) + 0,
      first: first === undefined ? null : [deltas.firstAt[first], deltas.firstValue[first]],
      last: last === undefined ? null : [deltas.lastAt[last], deltas.lastValue[last]],
      low: mask(deltas.low), high: mask(deltas.high),
    };
  });
}

export function combinedDeviceHours(deltas: DeviceHourDeltas): unknown[] {
  const hours = new Map<string, [number, number]>();
  for (let row = 0; row < deltas.length; row += 1) {
    const key = `${deltas.principal[row]}/${deltas.hour[row]}/${deltas.origin[row]}`;
    const [low, high] = hours.get(key) ?? [0, 0];
    hours.set(key, [low | (deltas.low[row] as number), high | (deltas.high[row] as number)]);
  }
  return [...hours].sort(byKey);
}

const byKey = (a: readonly [string, unknown], b: readonly [string, unknown]): number => (a[0] < b[0] ? -1 : 1);

export interface Questions {
  readonly project: string;
  readonly series: readonly { readonly device: string; readonly metric: string }[];
  readonly from: Micros;
  readonly to: Micros;
}

/** Every answer of a store to one set of questions, as plain data that `toEqual` compares bit by bit. */
export async function allAnswers(store: TelemetryStore, { project, series, from, to }: Questions): Promise<Record<string, unknown>> {
  const [fromHour, toHour] = [Math.floor(from / MICROS_PER_HOUR), Math.ceil(to / MICROS_PER_HOUR)];
  const perSeries = [];
  for (const one of series) {
    const query = { project, ...one, from, to };
    perSeries.push({
      readings: await collectReadings(store.readings(query)), conflicts: await store.conflicts(query),
      windows: await Promise.all(windowQueries(query).map((window) => store.windows(window))),
      details: await Promise.all(windowQueries(query).map((window) => store.windowDetails(window))),
    });
  }
  return {
    state: await store.state(), perSeries, whole: await collectReadings(store.readings({ project, from, to })),
    latest: pageRows(await store.latest(project)), totals: await store.totals(project), byPrincipal: await store.totalsByPrincipal(project), everything: await store.totals(),
    ledger: await store.ledger(project, from, to), quarantine: await store.quarantine({ project, after: 0, limit: 1000 }),
    minutes: await store.platformMinutes(0, Number.MAX_SAFE_INTEGER), gaps: await store.declaredGaps(), losses: await store.lostSessions(0, Number.MAX_SAFE_INTEGER), someLosses: await store.lostSessions(from, to), dirty: await store.dirtyHours(project), principals: await store.principals(project), activity: await store.activity(project, fromHour, toHour, [0, 1, 2, 3]),
    live: await store.activity(project, fromHour, toHour, [0]),
    deviceHours: combinedDeviceHours(await store.deviceHours(project, fromHour, toHour, [0, 3])),
    yearOfDeviceHours: combinedDeviceHours(await store.deviceHours(project, toHour - 8_760, toHour, [0, 1, 2, 3])),
    seriesHours: combinedSeriesHours(await store.seriesHours(project, fromHour, toHour, [0, 1, 2, 3])),
  };
}

function windowQueries(query: { readonly project: string; readonly device: string; readonly metric: string; readonly from: Micros; readonly to: Micros }): WindowQuery[] {
  const start = Math.floor(query.from / MICROS_PER_HOUR) * MICROS_PER_HOUR;
  const hours = Math.ceil((query.to - start) / MICROS_PER_HOUR);
  const hourly = Float64Array.from({ length: Math.min(hours, 60) + 1 }, (_, hour) => start + hour * MICROS_PER_HOUR);
  const wide = Float64Array.of(start, start + 5 * MICROS_PER_HOUR, start + hours * MICROS_PER_HOUR);
  const crooked = Float64Array.of(start + 1, start + 1_800_000_001, start + 2 * MICROS_PER_HOUR + 7, start + hours * MICROS_PER_HOUR - 1);
  return [{ ...query, origins: [0, 1, 2, 3], bounds: hourly }, { ...query, origins: [0], bounds: wide }, { ...query, origins: [0, 1], bounds: crooked }];
}
