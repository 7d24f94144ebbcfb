import { setTimeout as sleep } from 'node:timers/promises';
import type { GapPlace, JournalReader, JournalRecord, ReadLimit } from '@yanshou/journal';
import { Failure } from '@yanshou/telemetry';
import type { JetStreamConnection } from './connect-jetstream.js';
import { damagedFailure, unreachableFailure } from './faults.js';
import { readGroup } from './group-reading.js';
import type { StreamMessage } from './group-reading.js';
import { MessagePull } from './message-pull.js';
import type { PartitionStream } from './partition-stream.js';
import { StoredMessages } from './stored-messages.js';

/** The servers may be that late with an answer. */
const GRACE_MILLIS = 2_000;
/** A consumer may be on a server that has to catch up: how long a reader that does not wait is kept for it. */
const BEHIND_MILLIS = 10_000;
/** How often a reader that waits and gets nothing asks the leader whether there is really nothing. */
const LOOK_MILLIS = 2_000;
const BEHIND_PAUSE_MILLIS = 50;

/** Reads one partition. Whatever is in doubt about the consumer ends it; the next read makes another at the same record. */
export class JetStreamReader implements JournalReader {
  readonly journal: string;
  private readonly stored: StoredMessages;
  private pull: MessagePull | null = null;
  /** Records that were received and not yet given out. */
  private records: JournalRecord[] = [];
  private position = 0;
  /** Number in the stream of the next message, and the sequence its first record has to have; null where that is not known. */
  private message = 1;
  private expected: number | null = 1;
  private wanted = 1;
  private lookedAt = -Infinity;

  constructor(private readonly connection: JetStreamConnection, private readonly stream: PartitionStream) {
    this.journal = stream.journal;
    this.stored = new StoredMessages(connection, stream);
  }

  async read(limit: ReadLimit): Promise<JournalRecord[]> {
    const deadline = performance.now() + limit.waitMillis;
    while (this.position >= this.records.length) {
      const left = Math.max(0, Math.ceil(deadline - performance.now()));
      const messages = await this.receive(left);
      for (const message of messages) this.accept(message);
      if (messages.length === 0 && deadline - performance.now() <= 0 && !(await this.isBehind(limit.waitMillis))) return [];
      if (performance.now() - deadline > BEHIND_MILLIS) throw unreachableFailure('no server with the latest messages serves a reader');
    }
    return this.take(limit);
  }

  more(): boolean {
    return this.position < this.records.length || (this.pull?.more() ?? false);
  }

  /** Whether there is more than the consumer knows of: then another is made, and the reader that does not wait tries again. */
  private async isBehind(waitMillis: number): Promise<boolean> {
    if (waitMillis > 0 && performance.now() - this.lookedAt < LOOK_MILLIS) return false;
    this.lookedAt = performance.now();
    if ((await this.stored.lastMessage()) < this.message) return false;
    await this.dropPull();
    await sleep(waitMillis > 0 ? 0 : BEHIND_PAUSE_MILLIS);
    return waitMillis === 0;
  }

  async seek(sequence: number): Promise<void> {
    await this.dropPull();
    this.message = await this.stored.messageOf(sequence);
    this.expected = this.message === 1 ? 1 : null;
    this.wanted = sequence;
    [this.records, this.position] = [[], 0];
  }

  /** None: nothing of a stream is ever set aside. */
  gapPlaces(): Promise<readonly GapPlace[]> {
    return Promise.resolve([]);
  }

  close(): Promise<void> {
    return this.dropPull();
  }

  private async receive(waitMillis: number): Promise<readonly StreamMessage[]> {
    try {
      this.pull ??= await MessagePull.open(this.connection, this.stream.stream, this.message);
      return await this.pull.take(waitMillis, GRACE_MILLIS);
    } catch (error) {
      await this.dropPull();
      throw error instanceof Failure ? error : unreachableFailure(error);
    }
  }

  private accept(message: StreamMessage): void {
    const records = readGroup(message, this.stream);
    const first = records[0]?.sequence ?? 0;
    if (first !== (this.expected ?? first)) throw damagedFailure(this.stream.stream, message.message, `sequence ${first} in place of ${String(this.expected)}`);
    this.expected = first + records.length;
    this.message = message.message + 1;
    if (this.position >= this.records.length) [this.records, this.position] = [[], 0];
    for (const record of records) if (record.sequence >= this.wanted) this.records.push(record);
  }

  private take(limit: ReadLimit): JournalRecord[] {
    const begin = this.position;
    let bytes = 0;
    while (this.position < this.records.length && this.position - begin < limit.maxRecords && bytes <= limit.maxBytes) {
      bytes += (this.records[this.position] as JournalRecord).body.length;
      this.position += 1;
    }
    return this.records.slice(begin, this.position);
  }

  private async dropPull(): Promise<void> {
    const pull = this.pull;
    this.pull = null;
    await pull?.close();
  }
}
