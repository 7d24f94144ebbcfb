import { Worker } from 'node:worker_threads';
import type { ResourceLimits } from 'node:worker_threads';
import { client } from '@yanshou/worker-rpc';
import type { Promisified } from '@yanshou/worker-rpc';

/** Loading what a thread needs takes half a second: it stays for the next piece of work, and no longer. */
const IDLE_MILLIS = 60_000;

/** A thread for work that is asked for now and then: made at the first, kept between pieces that follow each other. */
export class IdleThread<T extends object> {
  private worker: Worker | undefined;
  private thread: Promisified<T> | undefined;
  private idle: NodeJS.Timeout | undefined;

  constructor(private readonly script: URL, private readonly resourceLimits?: ResourceLimits) {}

  /** One piece at a time. Rejects with the fault of the thread, which is then ended: the next piece has a new one. */
  async run<R>(work: (thread: Promisified<T>) => Promise<R>): Promise<R> {
    clearTimeout(this.idle);
    try {
      const done = await work(this.started());
      this.worker?.unref();
      this.idle = setTimeout(() => void this.close(), IDLE_MILLIS).unref();
      return done;
    } catch (error) {
      await this.close();
      throw error;
    }
  }

  /** Ends the thread; what is in hand is given up. Idempotent. */
  async close(): Promise<void> {
    clearTimeout(this.idle);
    const { worker } = this;
    this.worker = this.thread = undefined;
    await worker?.terminate();
  }

  private started(): Promisified<T> {
    this.worker ??= new Worker(this.script, this.resourceLimits === undefined ? {} : { resourceLimits: this.resourceLimits });
    this.worker.ref();
    return (this.thread ??= client<T>(this.worker));
  }
}
