import { BatchBuilder } from '@yanshou/store/testing/batches';
import type { Failure } from '@yanshou/telemetry';
import { openDuckDbStore } from '../index.js';

/** Commits until the file-size limit of its shell is reached, tells the fault, and goes on after SIGUSR2 lifted the limit. */
const [file = '', temporaryDirectory = ''] = process.argv.slice(2);
const store = await openDuckDbStore({ file, temporaryDirectory });
const builder = new BatchBuilder();
let failed: Failure | undefined;
let batch = builder.build();
for (let round = 0; !failed && round < 400; round += 1) {
  for (let row = 0; row < 3000; row += 1) builder.reading({ device: 'd1', metric: 'm', at: (round * 3000 + row) * 1_000_003, value: Math.sin(row) * round });
  batch = builder.build();
  await store.commit(batch).catch((error: Failure) => (failed = error));
}
process.stdout.write(`${JSON.stringify({ code: failed?.code, retryable: failed?.retryable })}\n`);
await new Promise((resolve) => process.stdin.once('data', resolve));
const { nextSequence } = await store.state();
if (nextSequence < batch.nextSequence) await store.commit(batch);
await store.compact();
const totals = await store.totals();
await store.close();
process.stdout.write(`${JSON.stringify({ stored: totals.stored, next: batch.nextSequence })}\n`);
process.exit(0);
