import { mkdir } from 'node:fs/promises';
import { Worker } from 'node:worker_threads';
import { Failure } from '@yanshou/telemetry';
import { bundleFiles } from './bundle-files.js';
import type { BundleJob, BundleReport } from './bundle-job.js';

/** Writes the bundle and its reports into the job's folder, in a thread of its own. Rejects with the fault as a Failure. */
export async function writeBundleFiles(job: BundleJob): Promise<void> {
  await mkdir(bundleFiles(job.directory, job.statement.project.id, job.statement.assessment).directory, { recursive: true });
  const worker = new Worker(new URL('./bundle.worker.js', import.meta.url), { workerData: job });
  const answer = await new Promise<BundleReport>((resolve) => {
    worker.once('message', resolve);
    worker.once('error', (error: Error) => resolve({ kind: 'failed', code: 'bundle-failed', message: error.message }));
    worker.once('exit', (status) => resolve({ kind: 'failed', code: 'bundle-failed', message: `the thread ended with ${status}` }));
  });
  await worker.terminate();
  if (answer.kind === 'failed') throw bundleFailure(answer);
}

const bundleFailure = ({ code, message, help }: Extract<BundleReport, { kind: 'failed' }>): Failure =>
  new Failure(code, message, true, help ?? {
    zh: `核算报告包未能写出（${message}），请检查数据目录的空间与权限后重试`,
    en: `the bundle could not be written (${message}): check space and permissions of the data directory and try again`,
  });
