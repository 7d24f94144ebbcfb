import type { ProjectionBatch, TelemetryStore } from '@yanshou/store';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE, ReadingColumns, lowBit, highBit } from '@yanshou/telemetry';

/** Columns of partial rows that all have one series each: filled by index. */
export function seriesHours(length: number): ProjectionBatch['seriesHours'] {
  const ints = (): Int32Array => new Int32Array(length);
  const doubles = (): Float64Array => new Float64Array(length);
  return {
    length, series: ints(), hour: ints(), origin: new Uint8Array(length), count: ints(), valid: ints(), latestAt: doubles(), min: doubles(), max: doubles(),
    sum: doubles(), numeric: ints(), firstAt: doubles(), firstValue: doubles(), lastAt: doubles(), lastValue: doubles(), low: ints(), high: ints(),
  };
}

export function deviceHours(length: number): ProjectionBatch['deviceHours'] {
  const ints = (): Int32Array => new Int32Array(length);
  return { length, principal: ints(), hour: ints(), origin: new Uint8Array(length), low: ints(), high: ints() };
}

export const emptyBatch = (nextSequence: number): ProjectionBatch => ({
  journal: 'bench', fromSequence: nextSequence - 1, nextSequence, principals: [], series: [], readings: new ReadingColumns(0), seriesHours: seriesHours(0), deviceHours: deviceHours(0),
  conflicts: [], ledger: [], quarantine: [], resolved: [], simulatedPrincipals: [], platformMinutes: [], gaps: [], lostSessions: [], dirtyHours: [],
});

export interface Fill {
  readonly devices: number;
  /** Metrics of a device; 1 when left out. Raw readings are written of the first one only. */
  readonly metrics?: number;
  readonly firstHour: number;
  readonly hours: number;
  /** Minutes between two readings of a device; a divisor of 60. */
  readonly everyMinutes: number;
  /** Whether raw readings are written, or only the partials of them. */
  readonly raw: boolean;
  /** Of how many metrics raw readings are written; of the first one when left out. */
  readonly rawMetrics?: number;
  /** What a metric (from 0) of a device shows at a minute since the epoch, with its flags. */
  readonly valueAt?: (metric: number, device: number, minute: number) => readonly [value: number, flags: number];
}

/** One metric on each of many devices, in time order as live data would come, with the partials that a projector would keep. */
export async function fillStore(store: TelemetryStore, fill: Fill, progress: (share: number) => void = () => undefined): Promise<void> {
  let next = 0;
  const { metrics = 1 } = fill;
  await store.commit({
    ...emptyBatch((next += 1)),
    principals: Array.from({ length: fill.devices }, (_, i) => ({ number: i + 1, project: 'bench', device: `device-${i}` })),
    series: Array.from({ length: fill.devices * metrics }, (_, i) => {
      const metric = Math.floor(i / fill.devices);
      return { series: i + 1, principal: (i % fill.devices) + 1, metric: metric === 0 ? 'value' : `value-${metric}`, resolution: 0.01, unused: false };
    }),
  });
  const perBatch = Math.max(1, Math.floor(fill.raw ? 120_000 / (fill.devices * (fill.rawMetrics ?? 1) * (60 / fill.everyMinutes)) : 200_000 / (fill.devices * metrics)));
  for (let hour = 0; hour < fill.hours; hour += perBatch) {
    const hours = Math.min(perBatch, fill.hours - hour);
    await store.commit({ ...emptyBatch((next += 1)), ...batchOf(fill, fill.firstHour + hour, hours) });
    progress((hour + hours) / fill.hours);
  }
}

const firstMetric: NonNullable<Fill['valueAt']> = (_, device, minute) => [valueOf(device, minute % 60), 0];

function batchOf({ devices, metrics = 1, everyMinutes, raw, rawMetrics = 1, valueAt = firstMetric }: Fill, firstHour: number, hours: number): Pick<ProjectionBatch, 'readings' | 'seriesHours' | 'deviceHours'> {
  const readings = new ReadingColumns(raw ? devices * rawMetrics * hours * (60 / everyMinutes) : 1);
  const [series, masks] = [seriesHours(devices * metrics * hours), deviceHours(devices * hours)];
  const stamp = { received: 0, sequence: 1, via: 0 };
  for (let hour = 0, row = 0; hour < hours; hour += 1) {
    for (let number = 1; number <= devices * metrics; number += 1, row += 1) {
      const place = number <= devices ? { masks, at: hour * devices + number - 1 } : undefined;
      partial(series, row, { number, hour: firstHour + hour, everyMinutes, ...(place && { place }) });
    }
    for (let minute = 0; raw && minute < 60; minute += everyMinutes) {
      const at = (firstHour + hour) * MICROS_PER_HOUR + minute * MICROS_PER_MINUTE;
      stamp.received = at;
      for (let number = 0; number < devices * rawMetrics; number += 1) {
        const [value, flags] = valueAt(Math.floor(number / devices), (number % devices) + 1, at / MICROS_PER_MINUTE);
        readings.push(number + 1, at, value, flags, stamp);
      }
    }
  }
  return { readings, seriesHours: series, deviceHours: masks };
}

const valueOf = (device: number, minute: number): number => 20 + device / 100 + minute / 10;

interface PartialOf {
  readonly number: number;
  readonly hour: number;
  readonly everyMinutes: number;
  /** Where the device's own minutes go; with one of its series. */
  readonly place?: { readonly masks: ProjectionBatch['deviceHours']; readonly at: number };
}

function partial(series: ProjectionBatch['seriesHours'], row: number, { number, hour, everyMinutes, place }: PartialOf): void {
  const count = 60 / everyMinutes;
  const from = hour * MICROS_PER_HOUR;
  const last = 60 - everyMinutes;
  let [low, high, sum] = [0, 0, 0];
  for (let minute = 0; minute < 60; minute += everyMinutes) {
    low |= lowBit(minute);
    high |= highBit(minute);
    sum += Math.round(valueOf(number, minute) / 0.01);
  }
  if (place) Object.entries({ principal: number, hour, low, high }).forEach(([name, value]) => { place.masks[name as 'hour'][place.at] = value; });
  series.series[row] = number;
  series.hour[row] = hour;
  series.low[row] = low;
  series.high[row] = high;
  series.count[row] = series.valid[row] = series.numeric[row] = count;
  series.sum[row] = sum;
  series.min[row] = series.firstValue[row] = valueOf(number, 0);
  series.max[row] = series.lastValue[row] = valueOf(number, last);
  series.firstAt[row] = from;
  series.latestAt[row] = series.lastAt[row] = from + last * MICROS_PER_MINUTE;
}
