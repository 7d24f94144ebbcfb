import { setTimeout as sleep } from 'node:timers/promises';

const STEP_MILLIS = 25;

/** Resolves as soon as `condition` holds; rejects after `withinMillis`. */
export async function until(condition: () => boolean | Promise<boolean>, withinMillis = 15_000): Promise<void> {
  for (let waited = 0; waited <= withinMillis; waited += STEP_MILLIS) {
    if (await condition()) return;
    await sleep(STEP_MILLIS);
  }
  throw new Error(`did not come about within ${withinMillis} ms`);
}
