import type { Micros, OriginCode, ReadingFlags } from '@yanshou/telemetry';
import { LATE, MICROS_PER_HOUR, MICROS_PER_SECOND, SERVER_STAMPED, packFlags } from '@yanshou/telemetry';

/** Readings stamped on receipt are told apart by a microsecond each, as long as they stay this close to their receipt. */
const STAMP_SPREAD = MICROS_PER_SECOND;

/** What readings of one element have in common: when they are of, and the flags that say so. */
export interface ElementStamp {
  readonly at: Micros;
  readonly common: ReadingFlags;
}

/** `given`: the sender's time, NaN without one. */
export function stampOf(given: Micros, received: Micros, origin: OriginCode): ElementStamp {
  const stamped = Number.isNaN(given);
  const at = stamped ? received : given;
  return { at, common: (received - at > MICROS_PER_HOUR ? LATE : 0) | (stamped ? SERVER_STAMPED : 0) | packFlags(0, 0, origin) };
}

/** Readings stamped on one and the same microsecond follow one another; a time that was given stays. `highest`: the latest of the series before. */
export function timeAbove({ at, common }: ElementStamp, highest: Micros): Micros {
  const bumped = (common & SERVER_STAMPED) !== 0 && at <= highest && highest - at < STAMP_SPREAD;
  return bumped ? highest + 1 : at;
}
