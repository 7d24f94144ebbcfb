import type { Micros } from '@yanshou/telemetry';
import { MICROS_PER_DAY, MICROS_PER_HOUR } from '@yanshou/telemetry';

/** Asia/Shanghai has kept UTC+8 without summer time since 1991. */
export const SIMULATED_ZONE = 'Asia/Shanghai';
const OFFSET = 8 * MICROS_PER_HOUR;

/** What a signal may depend on: which device, when, and nothing else. */
export interface Moment {
  readonly device: string;
  /** Hash of seed, project and device: two devices of one class never send the same curve. */
  readonly key: number;
  readonly at: Micros;
  /** Hour of the local day, 0 ≤ hour < 24, with its fraction. */
  readonly hour: number;
  /** 1 Monday … 7 Sunday. */
  readonly weekday: number;
  /** Local days since 1970, with the fraction. */
  readonly days: number;
}

export function momentAt(device: string, key: number, at: Micros): Moment {
  const days = (at + OFFSET) / MICROS_PER_DAY;
  const day = Math.floor(days);
  // 1970-01-01 was a Thursday.
  return { device, key, at, hour: (days - day) * 24, weekday: ((day + 3) % 7) + 1, days };
}

/** The local midnight at or before a time. */
export const localMidnight = (at: Micros): Micros => Math.floor((at + OFFSET) / MICROS_PER_DAY) * MICROS_PER_DAY - OFFSET;

/** Whether hour of day lies in from ≤ hour < to; a span may run over midnight. */
export const within = (hour: number, from: number, to: number): boolean =>
  from <= to ? hour >= from && hour < to : hour >= from || hour < to;
