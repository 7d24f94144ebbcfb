import { setTimeout as sleep } from 'node:timers/promises';

const STEP_MILLIS = 25;

/**
 * Asks until the answer is neither false nor undefined, and resolves with that one: what a test goes on to look at is the answer
 * that was accepted, and not a later one. Rejects after `withinMillis` of waiting; what the asking takes does not count, so that a
 * busy machine has more time.
 */
export function until(condition: () => boolean | Promise<boolean>, withinMillis?: number): Promise<void>;
export function until<T>(ask: () => T | Promise<T>, withinMillis?: number): Promise<Accepted<T>>;
export async function until<T>(ask: () => T | Promise<T>, withinMillis = 60_000): Promise<Accepted<T>> {
  for (let waited = 0; waited <= withinMillis; waited += STEP_MILLIS) {
    const answer = await ask();
    if (answer !== false && answer !== undefined) return answer as Accepted<T>;
    await sleep(STEP_MILLIS);
  }
  throw new Error(`did not come about within ${withinMillis} ms`);
}

type Accepted<T> = Exclude<T, false | undefined>;
