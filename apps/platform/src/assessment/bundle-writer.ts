import { mkdir } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { Failure } from '@yanshou/telemetry';
import { client } from '@yanshou/worker-rpc';
import type { Promisified } from '@yanshou/worker-rpc';
import { bundleFiles } from './bundle-files.js';
import type { BundleJob, BundleThread } from './bundle-job.js';

/** Loading what renders and zips takes half a second: the thread stays for the next bundle, and no longer. */
const IDLE_MILLIS = 60_000;

/** Writes bundles and their reports in a thread of its own, made at the first and kept between those that follow each other. */
export class BundleWriter {
  private worker: Worker | undefined;
  private thread: Promisified<BundleThread> | undefined;
  private idle: NodeJS.Timeout | undefined;

  /** Into the job's folder; one at a time. Rejects with the fault as a Failure. */
  async write(job: BundleJob): Promise<void> {
    clearTimeout(this.idle);
    await mkdir(bundleFiles(job.directory, job.statement.project.id, job.statement.assessment).directory, { recursive: true });
    try {
      await this.started().write(job);
    } catch (error) {
      await this.close();
      throw bundleFailure(error as FailureLike);
    }
    this.worker?.unref();
    this.idle = setTimeout(() => void this.close(), IDLE_MILLIS).unref();
  }

  /** Ends the thread; what is being written is given up. Idempotent. */
  async close(): Promise<void> {
    clearTimeout(this.idle);
    const { worker } = this;
    this.worker = this.thread = undefined;
    await worker?.terminate();
  }

  private started(): Promisified<BundleThread> {
    this.worker ??= new Worker(new URL('./bundle.worker.js', import.meta.url));
    this.worker.ref();
    return (this.thread ??= client<BundleThread>(this.worker));
  }
}

type FailureLike = Error & Partial<Pick<Failure, 'code' | 'help'>>;

const bundleFailure = ({ code = 'bundle-failed', message, help }: FailureLike): Failure =>
  new Failure(code, message, true, help ?? {
    zh: `核算报告包未能写出（${message}），请检查数据目录的空间与权限后重试`,
    en: `the bundle could not be written (${message}): check space and permissions of the data directory and try again`,
  });
