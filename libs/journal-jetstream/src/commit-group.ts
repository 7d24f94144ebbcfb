import { randomUUID } from 'node:crypto';
import { RECORD_HEADER, draftRecord, recordLength, sealRecord } from '@yanshou/journal/record-frame';
import type { JournalEntry } from '@yanshou/journal';

const FIRST_CAPACITY = 1024;
/** From this many bytes on the next record of the project begins another message. */
export const GROUP_BYTES = 256 * 1024;
const GROUP_RECORDS = 0x10000;

/** Records of one project that become one message. Its bytes are never reused: the client may still hold them. */
export class CommitGroup {
  /** Never used again, not even for the same records: what was refused must not be taken for stored. */
  readonly id = randomUUID();
  private buffer = Buffer.allocUnsafe(FIRST_CAPACITY);
  private length = 0;
  private records = 0;
  firstSequence = 0;

  constructor(readonly key: string) {}

  get count(): number {
    return this.records;
  }

  get bytes(): Buffer {
    return this.buffer.subarray(0, this.length);
  }

  hasRoom(bytes: number): boolean {
    return this.records === 0 || (this.length + bytes <= GROUP_BYTES && this.records < GROUP_RECORDS);
  }

  /** Encodes at once, so that the caller may reuse its bytes. */
  add(entry: JournalEntry): void {
    this.reserve(this.length + RECORD_HEADER + entry.body.byteLength);
    this.length += draftRecord(this.buffer, this.length, entry);
    this.records += 1;
  }

  /** Numbers the records from `first` on; returns the sequence after the last. */
  seal(first: number, salt: number): number {
    this.firstSequence = first;
    let offset = 0;
    for (let place = 0; place < this.records; place += 1) {
      const total = recordLength(this.buffer, offset, this.length);
      sealRecord(this.buffer, offset, total, { sequence: first + place, place, salt });
      offset += total;
    }
    return first + this.records;
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
