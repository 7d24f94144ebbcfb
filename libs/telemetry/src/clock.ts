import type { Micros } from './time.js';
import { MICROS_PER_MILLISECOND } from './time.js';

/** The only source of time: what decides by time takes a Clock, so that tests and the simulator can drive it. */
export interface Clock {
  /** Wall-clock time. It may jump when the machine's clock is set. */
  now(): Micros;
  /** Milliseconds that never jump back; only differences mean anything. */
  monotonicMillis(): number;
}

export const systemClock: Clock = {
  // eslint-disable-next-line no-restricted-syntax -- the one place where time enters
  now: () => Date.now() * MICROS_PER_MILLISECOND,
  monotonicMillis: () => performance.now(),
};

/** A clock that stands still until it is told otherwise. */
export class ManualClock implements Clock {
  constructor(private at: Micros = 0) {}

  now(): Micros {
    return this.at;
  }

  monotonicMillis(): number {
    return this.at / MICROS_PER_MILLISECOND;
  }

  set(at: Micros): void {
    this.at = at;
  }

  advance(by: Micros): void {
    this.at += by;
  }
}
