import type { Clock, Micros } from '@yanshou/telemetry';
import { MICROS_PER_MILLISECOND } from '@yanshou/telemetry';

/** When a message may go. */
export interface Pace {
  /** Resolves when the message that is due at `at` may be sent, or when `signal` is aborted. */
  until(at: Micros, signal: AbortSignal): Promise<void>;
}

/** As fast as the broker acknowledges. */
export const UNPACED: Pace = { until: () => Promise.resolve() };

/** A timer of Node must not be longer. */
const LONGEST_SLEEP = 60_000;

/** Simulated time that runs `speed` times as fast as the clock from `start` on. */
export function scaledPace(clock: Clock, start: Micros, speed: number): Pace {
  const began = clock.monotonicMillis();
  return {
    until: async (at, signal) => {
      while (!signal.aborted) {
        const virtual = start + (clock.monotonicMillis() - began) * MICROS_PER_MILLISECOND * speed;
        const left = (at - virtual) / MICROS_PER_MILLISECOND / speed;
        if (left <= 0) return;
        await sleep(Math.min(Math.ceil(left), LONGEST_SLEEP), signal);
      }
    },
  };
}

const sleep = (millis: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, millis);
    signal.addEventListener('abort', done, { once: true });
  });
