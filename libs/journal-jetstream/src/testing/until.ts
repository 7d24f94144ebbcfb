import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '@yanshou/telemetry';

/** Repeats what is false yet, or fails for a reason that passes; resolves with the answer that was accepted. */
export async function until<T>(attempt: () => T | Promise<T>, millis = 90_000): Promise<Exclude<T, false>> {
  const deadline = performance.now() + millis;
  for (;;) {
    try {
      const result = await attempt();
      if (result !== false) return result as Exclude<T, false>;
    } catch (error) {
      if (!(error instanceof Failure && error.retryable) || performance.now() > deadline) throw error;
    }
    if (performance.now() > deadline) throw new Error(`not within ${millis} ms: ${String(attempt)}`);
    await sleep(20);
  }
}
