import type { Micros, WindowUnit } from '@yanshou/telemetry';
import { MICROS_PER_HOUR, MICROS_PER_MINUTE, MICROS_PER_SECOND, WINDOW_UNITS, nextWindow, windowOf } from '@yanshou/telemetry';

const LENGTHS: Readonly<Record<string, Micros>> = { s: MICROS_PER_SECOND, m: MICROS_PER_MINUTE, h: MICROS_PER_HOUR };

const isUnit = (every: string): every is WindowUnit => (WINDOW_UNITS as readonly string[]).includes(every);

/**
 * Bounds of the windows that tile from ≤ t < to in `zone`, ascending, `from` and `to` among them: the first and the last
 * window may be cut. Calendar units follow the calendar; fixed lengths (`15m`) are counted from the midnight before `from`.
 */
export function* windowBounds(every: string, from: Micros, to: Micros, zone: string): Generator<Micros> {
  yield from;
  for (const bound of isUnit(every) ? calendarBounds(every, from, zone) : fixedBounds(every, from, zone)) {
    if (bound >= to) break;
    yield bound;
  }
  yield to;
}

function* calendarBounds(unit: WindowUnit, from: Micros, zone: string): Generator<Micros> {
  for (let window = windowOf(from, unit, zone); ; window = nextWindow(window)) yield window.to;
}

function* fixedBounds(every: string, from: Micros, zone: string): Generator<Micros> {
  const length = Number(every.slice(0, -1)) * (LENGTHS[every.slice(-1)] ?? MICROS_PER_HOUR);
  const midnight = windowOf(from, 'day', zone).from;
  for (let bound = midnight + (Math.floor((from - midnight) / length) + 1) * length; ; bound += length) yield bound;
}

/** Runs of at most `most` windows, as arrays of bounds: the last bound of one is the first of the next. */
export function* boundRuns(bounds: Iterable<Micros>, most: number): Generator<Float64Array> {
  let run: Micros[] = [];
  for (const bound of bounds) {
    run.push(bound);
    if (run.length === most + 1) {
      yield Float64Array.from(run);
      run = [bound];
    }
  }
  if (run.length > 1) yield Float64Array.from(run);
}
