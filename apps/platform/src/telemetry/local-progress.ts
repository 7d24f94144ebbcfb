import { setTimeout as sleep } from 'node:timers/promises';
import type { Progress } from './shared-progress.js';
import type { TelemetryClient } from './telemetry-worker-client.js';

const STEP_MILLIS = 50;

/** Where the journal is this process's own: it knows what it gave out, and the projection how far it is. */
export class LocalProgress implements Progress {
  constructor(private readonly nextSequence: () => number, private readonly telemetry: Pick<TelemetryClient, 'status'>) {}

  async pending(): Promise<number> {
    return this.nextSequence() - (await this.telemetry.status()).nextSequence;
  }

  /** Rejects when the projection has stopped. */
  async settled(): Promise<void> {
    const until = this.nextSequence();
    for (;;) {
      const { nextSequence, stopped } = await this.telemetry.status();
      if (nextSequence >= until) return;
      if (stopped !== null) throw new Error(stopped);
      await sleep(STEP_MILLIS);
    }
  }
}
