import type { ProjectInventory } from '@yanshou/telemetry';
import type { TelemetryClient } from './telemetry-worker-client.js';

/** Less than what makes the registry count as silent: it is not. */
const LIMIT_MILLIS = 3_000;
/** What lies before a thread that hangs is in memory until it goes on. */
const MOST_UNANSWERED = 200;

/** Hands inventories to the telemetry thread, without waiting for one that hangs: a revocation would wait with them. */
export class InventoryOffer {
  private unanswered = 0;
  /** Of those, how many were waited for in vain. */
  private overdue = 0;
  private readonly refused = new Set<string>();

  constructor(private readonly client: Pick<TelemetryClient, 'updateInventories'>, private readonly limitMillis = LIMIT_MILLIS) {}

  /** So much lies before the thread that no more should be offered now. */
  isFull(): boolean {
    return this.unanswered >= MOST_UNANSWERED;
  }

  /**
   * Lays them before the thread at once, behind those of before, which it takes in their order. Answers whether they are in force
   * there; false when it does not say so in time, and at once while it owes older answers: they need not be offered again. Rejects
   * with its fault.
   */
  async offer(inventories: readonly ProjectInventory[]): Promise<boolean> {
    this.unanswered += 1;
    const taken = this.client.updateInventories(inventories).then(() => true).finally(() => void (this.unanswered -= 1));
    if (this.overdue === 0 && (await this.isInTime(taken))) return true;
    this.overdue += 1;
    void taken.catch(() => inventories.forEach(({ project }) => this.refused.add(project))).finally(() => void (this.overdue -= 1));
    return false;
  }

  /** Projects whose inventories came to nothing after `offer` had answered: to be offered again. Each is told once. */
  takeRefused(): readonly string[] {
    const refused = [...this.refused];
    this.refused.clear();
    return refused;
  }

  private async isInTime(taken: Promise<boolean>): Promise<boolean> {
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<boolean>((resolve) => void (timer = setTimeout(resolve, this.limitMillis, false)));
    return Promise.race([taken, late]).finally(() => clearTimeout(timer));
  }
}

/** Of a process that reads no messages. */
export const NO_READER: Pick<InventoryOffer, 'offer' | 'isFull' | 'takeRefused'> = { offer: () => Promise.resolve(true), isFull: () => false, takeRefused: () => [] };
