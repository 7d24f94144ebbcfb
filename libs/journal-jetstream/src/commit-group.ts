import { randomUUID } from 'node:crypto';
import { RECORD_HEADER, draftRecord, recordLength, sealRecord } from '@yanshou/journal/record-frame';
import type { JournalEntry } from '@yanshou/journal';

const FIRST_CAPACITY = 1024;
const GROUP_RECORDS = 0x10000;

/** Records that become one message. */
export class CommitGroup {
  /** Of the message. Never used again, not even for the same records: what was refused must not be taken for stored. */
  id = randomUUID();
  /** Sequence of the first record; 0 before it is sealed. */
  firstSequence = 0;
  private buffer = Buffer.allocUnsafe(FIRST_CAPACITY);
  private length = 0;
  private records = 0;

  /** From `limit` bytes on the next record begins another group; a record that is larger has one of its own. */
  constructor(private readonly limit: number) {}

  get count(): number {
    return this.records;
  }

  get bytes(): Buffer {
    return this.buffer.subarray(0, this.length);
  }

  hasRoom(bytes: number): boolean {
    return this.records === 0 || (this.length + bytes <= this.limit && this.records < GROUP_RECORDS);
  }

  /** Encodes at once, so that the caller may reuse its bytes. */
  add(entry: JournalEntry): void {
    this.reserve(this.length + RECORD_HEADER + entry.body.byteLength);
    this.length += draftRecord(this.buffer, this.length, entry);
    this.records += 1;
  }

  /** Numbers the records from `first` on. Sealed again it is another message, in bytes of its own: the client may still hold the former. */
  seal(first: number, salt: number): void {
    if (this.firstSequence > 0) {
      this.buffer = Buffer.from(this.bytes);
      this.id = randomUUID();
    }
    this.firstSequence = first;
    let offset = 0;
    for (let place = 0; place < this.records; place += 1) {
      const total = recordLength(this.buffer, offset, this.length);
      sealRecord(this.buffer, offset, total, { sequence: first + place, place, salt });
      offset += total;
    }
  }

  private reserve(bytes: number): void {
    if (bytes <= this.buffer.length) return;
    let capacity = this.buffer.length;
    while (capacity < bytes) capacity *= 2;
    const bigger = Buffer.allocUnsafe(capacity);
    this.buffer.copy(bigger, 0, 0, this.length);
    this.buffer = bigger;
  }
}
