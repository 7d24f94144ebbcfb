import { Worker } from 'node:worker_threads';
import type { ProblemEntry } from '@yanshou/api-schema';
import { fail } from '@yanshou/telemetry';
import type { Result } from '@yanshou/telemetry';
import type { ReadLedger } from './ledger-sheet.js';
import type { LedgerJob } from './ledger.worker.js';
import { workbookProblem } from './workbook-problem.js';

type Answer = Result<ReadLedger, readonly ProblemEntry[]>;

const LONGEST_MILLIS = 120_000;
const MOST_HEAP_MEGABYTES = 512;

/** Reads workbooks one at a time, each in a thread of its own: a hostile one costs that thread, never an acknowledgement. */
export class LedgerReader {
  private last: Promise<unknown> = Promise.resolve();

  /** The ledger of the file at `path`; a file that needs too much memory or time is refused as too large. */
  read(job: LedgerJob): Promise<Answer> {
    const answer = this.last.then(() => readInThread(job));
    this.last = answer.catch(() => undefined);
    return answer;
  }
}

function readInThread(job: LedgerJob): Promise<Answer> {
  const worker = new Worker(new URL('./ledger.worker.js', import.meta.url), { workerData: job, resourceLimits: { maxOldGenerationSizeMb: MOST_HEAP_MEGABYTES } });
  return new Promise<Answer>((resolve, reject) => {
    const timer = setTimeout(() => resolve(fail([workbookProblem('too-large')])), LONGEST_MILLIS);
    worker.once('message', resolve);
    worker.once('error', (error: Error & { readonly code?: string }) => (error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve(fail([workbookProblem('too-large')])) : reject(error)));
    worker.once('exit', () => {
      clearTimeout(timer);
      reject(new Error('the thread that reads a ledger ended without an answer'));
    });
  }).finally(() => worker.terminate());
}
