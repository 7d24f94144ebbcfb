import { setTimeout as sleep } from 'node:timers/promises';
import type { ChangeRecovery } from '@yanshou/registry';
import { notCaughtUp } from './recovery-failures.js';

const LOOK_MILLIS = 250;
const PATIENCE_MILLIS = 60_000;

/**
 * For a process without the journal: resolves when one that has it has compared the registry with it, at once where that was
 * done before. Throws Failure `registry-not-caught-up` (retryable) after a minute.
 */
export async function awaitRecovery(registry: Pick<ChangeRecovery, 'journalPosition'>, patienceMillis = PATIENCE_MILLIS): Promise<void> {
  for (let left = patienceMillis; ; left -= LOOK_MILLIS) {
    const position = await registry.journalPosition();
    if (position !== undefined && !position.restored) return;
    if (left <= 0) throw notCaughtUp();
    await sleep(LOOK_MILLIS);
  }
}
