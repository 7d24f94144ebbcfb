import { mkdir } from 'node:fs/promises';
import { Failure } from '@yanshou/telemetry';
import { IdleThread } from '../runtime/idle-thread.js';
import { bundleFiles } from './bundle-files.js';
import type { BundleJob, BundleThread } from './bundle-job.js';

/** Writes bundles and their reports in a thread of its own. */
export class BundleWriter {
  private readonly thread = new IdleThread<BundleThread>(new URL('./bundle.worker.js', import.meta.url));

  /** Into the job's folder; one at a time. Rejects with the fault as a Failure. */
  async write(job: BundleJob): Promise<void> {
    await mkdir(bundleFiles(job.directory, job.statement.project.id, job.statement.assessment).directory, { recursive: true });
    try {
      await this.thread.run((thread) => thread.write(job));
    } catch (error) {
      throw bundleFailure(error as FailureLike);
    }
  }

  /** Ends the thread; what is being written is given up. Idempotent. */
  close(): Promise<void> {
    return this.thread.close();
  }
}

type FailureLike = Error & Partial<Pick<Failure, 'code' | 'help'>>;

const bundleFailure = ({ code = 'bundle-failed', message, help }: FailureLike): Failure =>
  new Failure(code, message, true, help ?? {
    zh: `核算报告包未能写出（${message}），请检查数据目录的空间与权限后重试`,
    en: `the bundle could not be written (${message}): check space and permissions of the data directory and try again`,
  });
