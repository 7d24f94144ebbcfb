import type { JournalRecord } from '@yanshou/journal';
import { meaningOf } from './answers.js';
import type { JetStreamConnection } from './connect-jetstream.js';
import { damagedFailure, missingFailure, unreachableFailure } from './faults.js';
import { firstSequenceOf, readGroup, sequenceBehind } from './group-reading.js';
import type { StreamMessage } from './group-reading.js';
import type { StreamHead } from './stream-head.js';
import type { PartitionStream } from './partition-stream.js';

/** Looks up single messages of a stream, through its leader: a follower may not have them yet. */
export class StoredMessages {
  constructor(private readonly connection: JetStreamConnection, private readonly identity: PartitionStream) {}

  /** The sequence that follows the records of the first `messages` messages. */
  async sequenceAfter(messages: number): Promise<number> {
    if (messages === 0) return 1;
    return sequenceBehind(await this.get(messages), this.identity);
  }

  /** The records of a message that is there. */
  async records(message: number): Promise<JournalRecord[]> {
    return readGroup(await this.get(message), this.identity);
  }

  /** Where the stream stands. */
  async head(): Promise<StreamHead> {
    return this.headAt(await this.lastMessage());
  }

  /** Where the stream stood after `message`. */
  async headAt(message: number): Promise<StreamHead> {
    return { message, next: await this.sequenceAfter(message) };
  }

  /** The message that holds record `sequence`, or would: by halving. One behind the last where nothing is so far. */
  async messageOf(sequence: number): Promise<number> {
    const last = await this.lastMessage();
    if (sequence <= 1 || last === 0) return 1;
    if (sequence >= (await this.sequenceAfter(last))) return last + 1;
    let [low, high] = [1, last];
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (firstSequenceOf(await this.get(middle), this.identity) <= sequence) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /** Number of the last message, 0 when there is none: the leader's word. */
  async lastMessage(): Promise<number> {
    return this.asked(async () => (await this.connection.manager.streams.info(this.identity.stream)).state.last_seq);
  }

  private async get(message: number): Promise<StreamMessage> {
    const found = await this.asked(() => this.connection.manager.streams.getMessage(this.identity.stream, { seq: message }));
    if (found === null) throw damagedFailure(this.identity.stream, message, 'missing');
    return { message, bytes: bufferOf(found.data) };
  }

  private async asked<T>(question: () => Promise<T>): Promise<T> {
    try {
      return await question();
    } catch (error) {
      throw meaningOf(error) === 'no-stream' ? missingFailure(this.identity.stream) : unreachableFailure(error);
    }
  }
}

export const bufferOf = (bytes: Uint8Array): Buffer => Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
