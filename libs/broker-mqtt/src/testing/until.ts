import { setTimeout as sleep } from 'node:timers/promises';

const STEP_MILLIS = 5;

/** Resolves as soon as `condition` holds. */
export async function until(condition: () => boolean, what: string, withinMillis = 60_000): Promise<void> {
  for (let waited = 0; waited <= withinMillis; waited += STEP_MILLIS) {
    if (condition()) return;
    await sleep(STEP_MILLIS);
  }
  throw new Error(`not within ${String(withinMillis)} ms: ${what}`);
}
