import type { Micros, Shift } from '@yanshou/telemetry';
import { MICROS_PER_DAY, MICROS_PER_HOUR, MICROS_PER_MILLISECOND, MICROS_PER_MINUTE, MICROS_PER_SECOND } from '@yanshou/telemetry';
import { availableAt } from './model/availability.js';
import type { SimulatedAsset } from './model/asset.js';
import { momentAt, within } from './model/moment.js';
import type { Moment } from './model/moment.js';
import { draw, hash } from './model/noise.js';
import type { SimulatedElement, SimulatedValue } from './message.js';

/** The signal of which device, read at which time; fabricated data is the signal of another. */
export interface SignalSource {
  readonly device: string;
  readonly at: Micros;
}

export interface ElementSpan {
  readonly project: string;
  /** from ≤ source time < to. */
  readonly from: Micros;
  readonly to: Micros;
  readonly seed: number;
  readonly shifts: readonly Shift[];
  /** Time between two elements in place of the class's own. */
  readonly interval?: Micros;
  readonly source?: (device: string, at: Micros) => SignalSource;
}

const PHASE = hash('phase');
const JITTER = hash('jitter');
const deviceKey = ({ seed, project }: ElementSpan, device: string): number => hash(`${seed}/${project}/${device}`);
const MAX_JITTER = 3 * MICROS_PER_SECOND;

/** Elements of one asset in time order: a pure function of its arguments, whatever `from` the run began at. */
export function* elementsOf(asset: SimulatedAsset, span: ElementSpan): Generator<SimulatedElement> {
  const interval = span.interval ?? asset.deviceClass.intervalMinutes * MICROS_PER_MINUTE;
  const key = deviceKey(span, asset.id);
  const phase = draw(key, PHASE) * interval * 0.5;
  const last = Math.ceil(span.to / interval);
  for (let slot = Math.floor(span.from / interval); slot <= last; slot += 1) {
    const jitter = draw(key, JITTER, slot) * Math.min(MAX_JITTER, interval * 0.1);
    const at = Math.floor((slot * interval + phase + jitter) / MICROS_PER_MILLISECOND) * MICROS_PER_MILLISECOND;
    if (at < span.from || at >= span.to) continue;
    const moment = momentAt(asset.id, key, at);
    if (!isOn(moment, span.shifts) || !availableAt(asset.group.behaviour, moment, interval)) continue;
    yield elementAt(asset, moment, span);
  }
}

function elementAt(asset: SimulatedAsset, moment: Moment, span: ElementSpan): SimulatedElement {
  const silent = asset.group.behaviour === 'silent';
  const seen = span.source === undefined ? moment : sourceMoment(asset.id, moment.at, span);
  const values: Record<string, SimulatedValue> = {};
  for (const { definition, signal } of asset.deviceClass.metrics) values[definition.name] = silent ? null : signal(seen);
  return { ts: moment.at / MICROS_PER_MILLISECOND, values, origin: 'simulated' };
}

function sourceMoment(device: string, at: Micros, span: ElementSpan): Moment {
  const source = span.source?.(device, at) ?? { device, at };
  return momentAt(source.device, deviceKey(span, source.device), source.at);
}

/** Whether a local time lies in a shift; a shift that runs over midnight belongs to the day on which it began. */
export function isOn(moment: Moment, shifts: readonly Shift[]): boolean {
  if (shifts.length === 0) return true;
  const yesterday = moment.weekday === 1 ? 7 : moment.weekday - 1;
  return shifts.some((shift) => {
    const start = hours(shift.start);
    const end = hours(shift.end);
    const days = shift.weekdays ?? [1, 2, 3, 4, 5, 6, 7];
    if (!within(moment.hour, start, end)) return false;
    return days.includes(end <= start && moment.hour < end ? yesterday : moment.weekday);
  });
}

function hours(clock: string): number {
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return hour + minute / 60;
}

/** Number of the local run of `batch` (a day, an hour, …) that holds a source time. */
export const batchNumber = (element: SimulatedElement, batch: Micros): number =>
  Math.floor((Number(element.ts) * MICROS_PER_MILLISECOND + 8 * MICROS_PER_HOUR) / batch);

export const DAY_BATCH = MICROS_PER_DAY;
