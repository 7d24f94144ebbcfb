import { Worker } from 'node:worker_threads';
import type { ResourceLimits } from 'node:worker_threads';
import { Failure } from '@yanshou/telemetry';
import { client } from '@yanshou/worker-rpc';
import type { Promisified } from '@yanshou/worker-rpc';

/** Loading what a thread needs takes half a second: it stays for the next piece of work, and no longer. */
const IDLE_MILLIS = 60_000;

/** A thread for work that is asked for now and then: made at the first, kept between pieces that follow each other. */
export class IdleThread<T extends object> {
  private worker: Worker | undefined;
  private thread: Promisified<T> | undefined;
  private idle: NodeJS.Timeout | undefined;
  private isClosed = false;

  constructor(private readonly script: URL, private readonly resourceLimits?: ResourceLimits) {}

  /**
   * One piece at a time. Rejects with the fault of the thread, which is then ended: the next piece has a new one; with the
   * Failure `thread-closed` (retryable) once it is closed.
   */
  async run<R>(work: (thread: Promisified<T>) => Promise<R>): Promise<R> {
    if (this.isClosed) throw threadClosed();
    clearTimeout(this.idle);
    try {
      const done = await work(this.started());
      this.worker?.unref();
      this.idle = setTimeout(() => void this.stop(), IDLE_MILLIS).unref();
      return done;
    } catch (error) {
      await this.stop();
      throw this.isClosed ? threadClosed() : error;
    }
  }

  /** Ends the thread; what is in hand is given up, and the next piece has a new one. Idempotent. */
  async stop(): Promise<void> {
    clearTimeout(this.idle);
    const { worker } = this;
    this.worker = this.thread = undefined;
    await worker?.terminate();
  }

  /** As `stop`, for good: there is no next piece. */
  close(): Promise<void> {
    this.isClosed = true;
    return this.stop();
  }

  private started(): Promisified<T> {
    this.worker ??= new Worker(this.script, this.resourceLimits === undefined ? {} : { resourceLimits: this.resourceLimits });
    this.worker.ref();
    return (this.thread ??= client<T>(this.worker));
  }
}

const threadClosed = (): Failure => new Failure('thread-closed', 'the platform is being stopped', true, {
  zh: '平台正在停止，请在其重新启动后重试', en: 'the platform is being stopped: try again when it runs again',
});
