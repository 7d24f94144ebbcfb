import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from '@yanshou/telemetry';

/** Repeats what is not true yet, or fails for a reason that passes. */
export async function until<T>(attempt: () => T | Promise<T>, millis = 30_000): Promise<T> {
  const deadline = performance.now() + millis;
  for (;;) {
    try {
      const result = await attempt();
      if (result !== false) return result;
    } catch (error) {
      if (!(error instanceof Failure && error.retryable) || performance.now() > deadline) throw error;
    }
    if (performance.now() > deadline) throw new Error(`not within ${millis} ms: ${String(attempt)}`);
    await sleep(20);
  }
}
