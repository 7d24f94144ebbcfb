import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { PublishJob, PublishReport } from './publish-job.js';

export type OnProgress = (acknowledged: number, total: number | null) => void;

/** Runs the publishing process to its end; answers how many messages were acknowledged to the devices. */
export function runPublishing(job: PublishJob, onProgress: OnProgress): Promise<number> {
  const child = fork(fileURLToPath(new URL('./publish.process.js', import.meta.url)), { stdio: ['ignore', 2, 2, 'ipc'] });
  child.send(job);
  return new Promise((resolve, reject) => {
    child.on('message', (message) => {
      const report = message as PublishReport;
      if (report.kind === 'progress') onProgress(report.acknowledged, report.total);
      else if (report.kind === 'done') resolve(report.acknowledged);
      else reject(new Error(report.message));
    });
    child.once('exit', (code) => reject(new Error(`the publishing process ended with ${code}`)));
  });
}
