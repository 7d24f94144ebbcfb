import { setTimeout as sleep } from 'node:timers/promises';
import type { OwnHead } from './own-head.js';
import type { Progress } from './shared-progress.js';
import type { TelemetryClient } from './telemetry-worker-client.js';

const STEP_MILLIS = 50;

/** Where the journal is this process's own: it knows what it gave out, and the projection how far it is. */
export class LocalProgress implements Progress {
  constructor(private readonly head: OwnHead, private readonly telemetry: Pick<TelemetryClient, 'status'>) {}

  /** What the platform journals of its own behind the last message, a job's values among it, keeps no reading from being counted. */
  async pending(): Promise<number> {
    const { nextSequence } = await this.telemetry.status();
    return Math.max(0, this.head.messagesUntil() - nextSequence);
  }

  /** Rejects when the projection has stopped. */
  async settled(): Promise<void> {
    const until = this.head.nextSequence();
    for (;;) {
      const { nextSequence, stopped } = await this.telemetry.status();
      if (nextSequence >= until) return;
      if (stopped !== null) throw new Error(stopped);
      await sleep(STEP_MILLIS);
    }
  }
}
