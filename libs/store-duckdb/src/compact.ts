import { Failure, hourOf } from '@yanshou/telemetry';
import type { Micros } from '@yanshou/telemetry';
import { mergeDeltas } from './compact.deltas.js';
import { sortMonths } from './compact.months.js';
import type { Database } from './database.js';
import { storeClosed } from './store-failures.js';

/**
 * Merges deltas of closed hours and sorts closed months. Every step is one short transaction on a connection of its own:
 * it deletes only rows that it has read, so batches committed meanwhile are neither lost nor waited for. `close` waits
 * for the step under way; those that are left are for the next time.
 */
export async function compactStore(database: Database, now: Micros): Promise<void> {
  if (database.ended) throw storeClosed(database.file);
  try {
    // What is not checkpointed yet lies in memory and would leave too little of it for sorting.
    await checkpoint(database);
    const merged = await mergeDeltas(database, hourOf(now));
    const sorted = await sortMonths(database, now, () => checkpoint(database));
    if (merged || sorted) await checkpoint(database);
  } catch (error) {
    if (!(database.ended && error instanceof Failure && error.code === 'store-closed')) throw error;
  }
}

const checkpoint = (database: Database): Promise<unknown> => database.write((connection) => connection.run('checkpoint'));
