import { setTimeout as sleep } from 'node:timers/promises';
import type { Clock, Micros } from '@yanshou/telemetry';
import { systemClock } from '@yanshou/telemetry';
import type { OwnHead } from './own-head.js';
import { faultFields } from '../logging/fault-fields.js';
import { projectionBehind } from './projection-behind.js';
import { ReceiptMarks } from './receipt-marks.js';
import type { Progress, Unsettled } from './shared-progress.js';
import type { TelemetryClient } from './telemetry-worker-client.js';

const STEP_MILLIS = 50;

/** Where the journal is this process's own: it knows what it gave out, and the projection how far it is. */
export class LocalProgress implements Progress {
  private readonly marks = new ReceiptMarks();

  constructor(private readonly head: OwnHead, private readonly telemetry: Pick<TelemetryClient, 'status'>, private readonly clock: Clock = systemClock) {}

  /** What the platform journals of its own behind the last message, a job's values among it, keeps no reading from being counted. */
  async pending(): Promise<number> {
    return (await this.look()).pending;
  }

  /** After a restart it is told by the last record that was projected. */
  async knownUntil(): Promise<Micros | undefined> {
    return (await this.look()).known;
  }

  /** Rejects when the projection has stopped, too. All projects are in the one journal. */
  async settled(_project?: string, patienceMillis = Infinity): Promise<void> {
    const [asked, until] = [this.clock.monotonicMillis(), this.head.nextSequence()];
    for (;;) {
      const { nextSequence, stopped } = await this.telemetry.status();
      if (nextSequence >= until) return;
      if (stopped !== null) throw new Error(stopped);
      if (this.clock.monotonicMillis() - asked >= patienceMillis) throw projectionBehind();
      await sleep(STEP_MILLIS);
    }
  }

  async unsettled(projects: readonly string[], patienceMillis: number): Promise<readonly Unsettled[]> {
    const fault = await this.settled(undefined, patienceMillis).then(() => undefined, faultFields);
    return fault === undefined ? [] : projects.map((project) => ({ project, ...fault }));
  }

  private async look(): Promise<{ readonly pending: number; readonly known: Micros | undefined }> {
    const [at, until] = [this.clock.now(), this.head.messagesUntil()];
    const { nextSequence, projectedUntil } = await this.telemetry.status();
    const known = this.marks.look({ at, until }, nextSequence);
    return { pending: Math.max(0, this.head.messagesUntil() - nextSequence), known: latest(known, projectedUntil) };
  }
}

const latest = (one: Micros | undefined, other: Micros | undefined): Micros | undefined => (one === undefined || other === undefined ? one ?? other : Math.max(one, other));
