import { parentPort } from 'node:worker_threads';
import { renderPdf, renderXlsx } from '@yanshou/report-renderers/printed';
import { serve } from '@yanshou/worker-rpc';
import type { PrintThread } from './print-job.js';

/** Sets pages and sheets, away from the threads that acknowledge, store and answer. */
const thread: PrintThread = {
  print: ({ format, statement, context }) => (format === 'pdf' ? renderPdf(statement, context) : renderXlsx(statement, context)),
};
if (parentPort !== null) serve(parentPort, thread);
