import { MICROS_PER_MINUTE, MICROS_PER_SECOND } from '@yanshou/telemetry';
import { BatchBuilder } from '@yanshou/store/testing/batches';
import { openDuckDbStore } from '../index.js';

/** Commits batches until it is killed, printing each cursor after its commit resolved; compacts in between. */
const [file = '', temporaryDirectory = ''] = process.argv.slice(2);
const store = await openDuckDbStore({ file, temporaryDirectory });
const { nextSequence } = await store.state();
const builder = new BatchBuilder('journal-1', Math.max(1, nextSequence));
const known = nextSequence > 1;
for (let round = 0; ; round += 1) {
  for (let row = 0; row < 50; row += 1) {
    const at = (nextSequence + round * 50 + row) * 37 * MICROS_PER_SECOND;
    builder.reading({ device: 'd1', metric: 'm', at, value: row });
  }
  builder.platformMinute(Math.floor(((nextSequence + round) * 37 * MICROS_PER_SECOND) / MICROS_PER_MINUTE));
  const batch = builder.build();
  await store.commit(known ? { ...batch, principals: [], series: [] } : batch);
  process.stdout.write(`${batch.nextSequence}\n`);
  if (round % 10 === 9) await store.compact();
}
