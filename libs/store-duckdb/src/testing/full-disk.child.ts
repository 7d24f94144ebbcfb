import { realpathSync } from 'node:fs';
import { BatchBuilder } from '@yanshou/store/testing/batches';
import type { Failure } from '@yanshou/telemetry';
import { openDuckDbStore } from '../index.js';
import { timesOpen } from './open-files.js';

/**
 * Commits until the file-size limit of its shell is reached, tells the fault, and goes on after the limit was lifted. A
 * stream is being read all the while.
 */
const [file = '', temporaryDirectory = ''] = process.argv.slice(2);
const store = await openDuckDbStore({ file, temporaryDirectory });
const builder = new BatchBuilder();
let failed: Failure | undefined;
let batch = builder.build();
let stream: AsyncIterator<unknown> | undefined;
for (let round = 0; !failed && round < 400; round += 1) {
  for (let row = 0; row < 3000; row += 1) builder.reading({ device: 'd1', metric: 'm', at: (round * 3000 + row) * 1_000_003, value: Math.sin(row) * round });
  batch = builder.build();
  await store.commit(batch).catch((error: Failure) => (failed = error));
  if (round !== 10) continue;
  stream = store.readings({ project: 'p', from: 0, to: 1e15 })[Symbol.asyncIterator]();
  await stream.next();
}
process.stdout.write(`${JSON.stringify({ code: failed?.code, retryable: failed?.retryable })}\n`);
await new Promise((resolve) => process.stdin.once('data', resolve));
const { nextSequence } = await store.state();
if (nextSequence < batch.nextSequence) await store.commit(batch);
await store.compact();
const totals = await store.totals();
const opened = timesOpen(realpathSync(file));
const streamed = await stream?.next().then(() => 'went on', (error: Failure) => error.code);
await store.close();
process.stdout.write(`${JSON.stringify({ stored: totals.stored, next: batch.nextSequence, opened, streamed })}\n`);
process.exit(0);
