import { setTimeout as sleep } from 'node:timers/promises';
import type { IngestPath } from '@yanshou/ingest';
import type { Progress } from './shared-progress.js';
import type { TelemetryClient } from './telemetry-worker-client.js';

const STEP_MILLIS = 50;

/** Where the journal is this process's own: it knows what it gave out, and the projection how far it is. */
export class LocalProgress implements Progress {
  /** What an earlier run left may hold messages up to its end. */
  private readonly left: number;

  constructor(private readonly nextSequence: () => number, private readonly ingest: Pick<IngestPath, 'messagesUntil'>, private readonly telemetry: Pick<TelemetryClient, 'status'>) {
    this.left = nextSequence();
  }

  /** What the platform journals of its own behind the last message, a job's values among it, keeps no reading from being counted. */
  async pending(): Promise<number> {
    const { nextSequence } = await this.telemetry.status();
    return Math.max(0, Math.max(this.left, this.ingest.messagesUntil()) - nextSequence);
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
