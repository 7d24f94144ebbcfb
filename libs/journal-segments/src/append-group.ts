import type { AppendDone, JournalEntry } from '@yanshou/journal';
import type { Failure } from '@yanshou/telemetry';
import { MAX_GROUP_RECORDS, RECORD_HEADER, writeRecord } from '@yanshou/journal/record-frame';

const FIRST_CAPACITY = 2 * 1024;
/** From this many bytes on the next append opens another group. */
export const GROUP_BYTES = 4 * 1024 * 1024;
/** A buffer that one huge record has blown up is not kept. */
const KEPT_CAPACITY = 2 * GROUP_BYTES;

/** Appends that are written and flushed together: their bytes, ready for the disk, and who is waiting for them. */
export class AppendGroup {
  private buffer = Buffer.allocUnsafe(FIRST_CAPACITY);
  private dones: AppendDone[] = [];
  /** Appends that were never accepted, by their place in `dones`: they wait here so that answers keep the order of appends. */
  private readonly refusals = new Map<number, Failure>();
  private length = 0;
  private records = 0;
  firstSequence = 0;

  /** Records to be written. */
  get count(): number {
    return this.records;
  }

  isEmpty(): boolean {
    return this.dones.length === 0;
  }

  get bytes(): Buffer {
    return this.buffer.subarray(0, this.length);
  }

  get byteLength(): number {
    return this.length;
  }

  isFull(): boolean {
    return this.length >= GROUP_BYTES || this.records >= MAX_GROUP_RECORDS;
  }

  /** Encodes at once, so that the caller may reuse its bytes. */
  add(entry: JournalEntry, sequence: number, salt: number, done: AppendDone): void {
    const place = this.records;
    this.reserve(this.length + RECORD_HEADER + entry.body.byteLength);
    const written = writeRecord(this.buffer, this.length, entry, { sequence, place, salt });
    if (place === 0) this.firstSequence = sequence;
    this.length += written;
    this.records += 1;
    this.dones.push(done);
  }

  refuse(done: AppendDone, error: Failure): void {
    this.refusals.set(this.dones.length, error);
    this.dones.push(done);
  }

  /** Answers every append in order and empties the group for the next use. */
  settle(error: Failure | null): void {
    const dones = this.dones;
    const refusals = this.refusals.size > 0 ? new Map(this.refusals) : null;
    let sequence = this.firstSequence;
    this.clear();
    for (let index = 0; index < dones.length; index += 1) {
      const refusal = refusals?.get(index) ?? null;
      answer(dones[index] as AppendDone, refusal ?? error, sequence);
      if (refusal === null) sequence += 1;
    }
  }

  private clear(): void {
    this.dones = [];
    this.refusals.clear();
    this.length = 0;
    this.records = 0;
    if (this.buffer.length > KEPT_CAPACITY) this.buffer = Buffer.allocUnsafe(FIRST_CAPACITY);
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

/** Calls back; what a callback throws is a defect of the caller's: it surfaces, and the others still get their answer. */
function answer(done: AppendDone, error: Failure | null, sequence: number): void {
  try {
    done(error, sequence);
  } catch (thrown) {
    queueMicrotask(() => {
      throw thrown;
    });
  }
}
