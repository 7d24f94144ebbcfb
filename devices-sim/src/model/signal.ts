import { MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { Moment } from './moment.js';
import { within } from './moment.js';
import { draw, hash, smoothNoise } from './noise.js';
import type { SimulatedValue } from '../message.js';

/** The value of a metric at a moment: pure, so that a history and a live run of one seed agree. */
export type Signal = (moment: Moment) => SimulatedValue;
export type NumberSignal = (moment: Moment) => number;
export type Condition = (moment: Moment) => boolean;

export interface Wave {
  readonly mean: number;
  /** Half the difference between the day's highest and lowest value. */
  readonly swing: number;
  /** Local hour of the maximum. */
  readonly peak: number;
  /** Largest deviation by autocorrelated noise. */
  readonly noise: number;
  /** Minutes over which the noise forgets itself; 90 when absent. */
  readonly memory?: number;
}

/** A daily cycle with a device's own offset, slow weather and fast noise. `name` keeps two signals of a device apart. */
export function diurnal(name: string, wave: Wave): NumberSignal {
  const memory = (wave.memory ?? 90) * MICROS_PER_MINUTE;
  const [slowly, fastly, jitterly, offsetly] = [hash(`${name}/slow`), hash(`${name}/fast`), hash(`${name}/jitter`), hash(`${name}/offset`)];
  return ({ key, at, hour }) => {
    const cycle = Math.cos(((hour - wave.peak) / 12) * Math.PI) * wave.swing;
    const slow = smoothNoise(key, slowly, at, memory * 16) * 0.5;
    const fast = smoothNoise(key, fastly, at, memory) * 0.3;
    const jitter = (draw(key, jitterly, Math.floor(at / 1000)) - 0.5) * 0.2;
    const offset = (draw(key, offsetly) - 0.5) * 0.2;
    return wave.mean + cycle + (slow + fast + jitter + offset) * wave.noise;
  };
}

/** A level without a daily cycle. */
export const steady = (name: string, mean: number, noise: number, memory?: number): NumberSignal =>
  diurnal(name, memory === undefined ? { mean, swing: 0, peak: 0, noise } : { mean, swing: 0, peak: 0, noise, memory });

/** On for about `share` of the slots of `minutes`, in runs. */
export function intermittent(name: string, share: number, minutes: number): Condition {
  const stream = hash(name);
  return ({ key, at }) => draw(key, stream, Math.floor(at / (minutes * MICROS_PER_MINUTE))) < share;
}

/** On between two local hours, whatever the day. */
export const daily = (from: number, to: number): Condition => ({ hour }) => within(hour, from, to);

/** A whole day of working hours yields `perHour` each; it grows for ever and stands still out of hours. */
export interface CounterDuty {
  readonly perHour: number;
  readonly from: number;
  readonly to: number;
  readonly weekdaysOnly: boolean;
}

/** A counter that only ever counts up, in whole units of `step`. */
export function counter(name: string, duty: CounterDuty, step = 1): NumberSignal {
  const [rated, started] = [hash(`${name}/rate`), hash(`${name}/start`)];
  return ({ key, days }) => {
    const rate = duty.perHour * (0.85 + 0.3 * draw(key, rated));
    const start = Math.floor(draw(key, started) * 1_000);
    return (start + Math.floor(workedHours(days, duty) * (rate / step))) * step;
  };
}

/** Monday 2020-01-06 in days since 1970: counting starts here, which keeps counters short. */
const FIRST_MONDAY = 18_267;

function workedHours(days: number, duty: CounterDuty): number {
  const { finished, today } = dutyAt(days, duty);
  return finished * (duty.to - duty.from) + today;
}

/** Days of duty that are over, and hours of today's that are gone; none on a day without duty. */
export function dutyAt(days: number, duty: CounterDuty): { readonly finished: number; readonly today: number } {
  const since = Math.max(0, days - FIRST_MONDAY);
  const whole = Math.floor(since);
  const weekday = whole % 7;
  const today = Math.min(Math.max((since - whole) * 24 - duty.from, 0), duty.to - duty.from);
  if (!duty.weekdaysOnly) return { finished: whole, today };
  return { finished: Math.floor(whole / 7) * 5 + Math.min(weekday, 5), today: weekday < 5 ? today : 0 };
}

/** One value while the condition holds, another while it does not. */
export const either = (condition: Condition, yes: Signal, no: Signal): Signal => (moment) =>
  condition(moment) ? yes(moment) : no(moment);

export const constant = (value: SimulatedValue): Signal => () => value;
export const asBoolean = (condition: Condition): Signal => (moment) => condition(moment);

/** One of several texts, kept for `minutes`. */
export function oneOf(name: string, texts: readonly string[], minutes: number): Signal {
  const stream = hash(name);
  return ({ key, at }) => texts[Math.floor(draw(key, stream, Math.floor(at / (minutes * MICROS_PER_MINUTE))) * texts.length)] ?? null;
}
