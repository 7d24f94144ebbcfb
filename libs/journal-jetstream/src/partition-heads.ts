import { RecordKind } from '@yanshou/journal';
import { headOf, placeOf } from './open-jetstream-journal.js';
import type { PartitionOptions } from './open-jetstream-journal.js';
import { findPartitionStream } from './partition-stream.js';
import type { PartitionStream } from './partition-stream.js';
import { StoredMessages } from './stored-messages.js';

/** Messages of a stream that one call looks at; one that is further back counts as if a device had sent it. */
const LOOKS = 256;

interface Looked {
  readonly journal: string;
  /** Message of the stream up to which it was looked at. */
  readonly last: number;
  readonly until: number;
}

/**
 * Where partitions end, whoever appends to them, for processes that need not append. Failures: those of
 * `findPartitionStream`.
 */
export class PartitionHeads {
  private readonly looked = new Map<number, Looked>();

  constructor(private readonly options: Omit<PartitionOptions, 'partition'>) {}

  /** The sequence that the partition's next record will get. */
  now(partition: number): Promise<number> {
    return headOf({ ...this.options, partition });
  }

  /**
   * The sequence behind the last message of a device, not older than the call: the platform's own records behind it,
   * heartbeats above all, are left out. Where everything before `projected` is all there is, an answer up to that. Each
   * message of the stream is looked at once.
   */
  async messagesUntil(partition: number, projected: number): Promise<number> {
    const stream = await findPartitionStream(this.options.connection, placeOf({ ...this.options, partition }));
    const known = this.looked.get(partition);
    const from = known?.journal === stream.journal ? known : { last: 0, until: 1 };
    const until = await this.lookBack(stream, from, projected);
    this.looked.set(partition, { journal: stream.journal, last: stream.lastMessage, until });
    return until;
  }

  private async lookBack(stream: PartitionStream, known: Pick<Looked, 'last' | 'until'>, projected: number): Promise<number> {
    const stored = new StoredMessages(this.options.connection, stream);
    for (let message = stream.lastMessage; message > known.last; message -= 1) {
      const records = await stored.records(message);
      const found = records.findLast(({ kind }) => kind === RecordKind.message);
      if (found !== undefined) return found.sequence + 1;
      const first = records[0]?.sequence ?? 1;
      if (first <= projected || stream.lastMessage - message >= LOOKS) return first;
    }
    return known.until;
  }
}
