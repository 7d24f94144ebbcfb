import { openJetStreamJournal } from './open-jetstream-journal.js';
import type { JetStreamJournalOptions } from './open-jetstream-journal.js';
import type { JetStreamJournal } from './jetstream-journal.js';
import { PartitionedJournal } from './partitioned-journal.js';
import { RoundPace } from './round-pace.js';
import { PARTITIONS, partitionOf } from './stream-names.js';

/** Streams that are made at a time: a cluster places each of them. */
const AT_A_TIME = 4;

/** Opens all partitions for writing; when one cannot be opened, closes those before it and throws its failure. */
export async function openPartitionedJournal(options: Omit<JetStreamJournalOptions, 'partition' | 'pace'>): Promise<PartitionedJournal> {
  const opened: JetStreamJournal[] = [];
  const pace = new RoundPace(options.clock);
  try {
    for (let first = 0; first < PARTITIONS; first += AT_A_TIME) {
      const batch = Array.from({ length: Math.min(AT_A_TIME, PARTITIONS - first) }, (_, index) => openJetStreamJournal({ ...options, pace, partition: first + index }));
      const results = await Promise.allSettled(batch);
      opened.push(...results.filter((result) => result.status === 'fulfilled').map(({ value }) => value));
      const failed = results.find((result) => result.status === 'rejected');
      if (failed !== undefined) throw failed.reason;
    }
    return new PartitionedJournal(opened, partitionOf);
  } catch (error) {
    await Promise.all(opened.map((journal) => journal.close()));
    throw error;
  }
}
