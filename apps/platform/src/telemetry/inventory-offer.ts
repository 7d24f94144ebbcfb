import { Failure } from '@yanshou/telemetry';
import type { ProjectInventory } from '@yanshou/telemetry';
import { Timely } from '../runtime/timely.js';
import { threadSilent } from './stored-status.js';
import type { TelemetryClient } from './telemetry-worker-client.js';

/** Less than what makes the registry count as silent: it is not. */
const LIMIT_MILLIS = 3_000;

/** Hands inventories to the telemetry thread, without waiting for one that hangs: a revocation would wait with them. */
export class InventoryOffer {
  private offered: readonly ProjectInventory[] = [];
  private readonly thread: Timely<void>;

  constructor(client: Pick<TelemetryClient, 'updateInventories'>, limitMillis = LIMIT_MILLIS) {
    this.thread = new Timely(() => client.updateInventories(this.offered), limitMillis, threadSilent);
  }

  /** The thread has not taken what was offered last: nothing is offered beside it. */
  isWaiting(): boolean {
    return this.thread.isWaiting;
  }

  /** Whether they are in force there; false while the thread does not say so. One call at a time. Rejects with its fault. */
  async offer(inventories: readonly ProjectInventory[]): Promise<boolean> {
    this.offered = inventories;
    const answer = await this.thread.answer();
    if (answer.ok) return true;
    if (answer.reason instanceof Failure && answer.reason.code === 'telemetry-silent') return false;
    throw answer.reason;
  }
}

/** Of a process that reads no messages. */
export const NO_READER: Pick<InventoryOffer, 'offer' | 'isWaiting'> = { offer: () => Promise.resolve(true), isWaiting: () => false };
