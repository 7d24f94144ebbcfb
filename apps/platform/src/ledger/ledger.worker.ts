import { readFile } from 'node:fs/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { fail } from '@yanshou/telemetry';
import { readLedger } from './ledger-sheet.js';
import { readSheets } from './workbook.js';
import { workbookProblem } from './workbook-problem.js';

/** What the thread is started with. */
export interface LedgerJob {
  readonly path: string;
  readonly sheet?: string;
}

const { path, sheet } = workerData as LedgerJob;
const bytes = new Uint8Array(await readFile(path));
const sheets = await readSheets(bytes);
parentPort?.postMessage(sheets.ok ? readLedger(sheets.value, sheet) : fail([workbookProblem(sheets.reason)]));
