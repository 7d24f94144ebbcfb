import { findPartitionStream } from './partition-stream.js';
import { placeOf } from './open-jetstream-journal.js';
import type { PartitionOptions } from './open-jetstream-journal.js';
import { StoredMessages } from './stored-messages.js';

/** What a partition will number next. */
export async function headOf(options: PartitionOptions): Promise<number> {
  const stream = await findPartitionStream(options.connection, placeOf(options));
  return new StoredMessages(options.connection, stream).sequenceAfter(stream.lastMessage);
}
