import type { JournalEntry, JournalReader, JournalRecord, JournalWriter } from '@yanshou/journal';
import type { Failure } from '@yanshou/telemetry';
import { otherRecords } from './move-failures.js';
import type { MovedRecord } from './moved-record.js';

const READ = { maxRecords: 5_000, maxBytes: 4 * 1024 * 1024, waitMillis: 0 };
/** What may be under way at a time; a partition refuses when it holds much more. */
const MOST_BYTES = 4 * 1024 * 1024;

/**
 * One partition while it is filled: what it holds already is compared with what it should hold, and only what comes after is
 * appended. So a move that was interrupted goes on where it was, and one into a stream of something else touches nothing.
 */
export class PartitionLane {
  private sequence = 0;
  private readonly held: number;
  private records: readonly JournalRecord[] = [];
  private place = 0;
  private underWay = 0;
  private failed: Failure | undefined;
  private wake: () => void = () => undefined;

  constructor(readonly partition: number, private readonly journal: JournalWriter, private readonly reader: JournalReader) {
    this.held = journal.nextSequence() - 1;
  }

  /** How many records it had before. */
  get found(): number {
    return this.held;
  }

  /** Takes the next record of this partition; answers the entry. Throws Failure `move-other-records`, and what the journal answers. */
  async put(record: MovedRecord): Promise<JournalEntry> {
    this.sequence += 1;
    const entry = record.entryAt(this.sequence);
    if (this.sequence <= this.held) await this.compare(entry);
    else await this.append(entry);
    return entry;
  }

  /** Resolves when everything is stored. Throws Failure `move-other-records` when there is more than was put. */
  async finish(): Promise<void> {
    await this.below(1);
    if (this.sequence < this.held) throw otherRecords(this.journal.journal, this.sequence + 1);
  }

  private async compare({ kind, at, body }: JournalEntry): Promise<void> {
    if (this.place >= this.records.length) [this.records, this.place] = [await this.reader.read(READ), 0];
    const found = this.records[this.place];
    this.place += 1;
    const same = found !== undefined && found.kind === kind && found.at === at && found.body.equals(bytesOf(body));
    if (!same) throw otherRecords(this.journal.journal, this.sequence);
  }

  private async append(entry: JournalEntry): Promise<void> {
    const bytes = entry.body.byteLength;
    this.underWay += bytes + 1;
    this.journal.append(entry, (error) => {
      this.underWay -= bytes + 1;
      this.failed ??= error ?? undefined;
      this.wake();
    });
    await this.below(MOST_BYTES);
  }

  private async below(bytes: number): Promise<void> {
    while (this.underWay >= bytes && this.failed === undefined) await new Promise<void>((resolve) => void (this.wake = resolve));
    if (this.failed !== undefined) throw this.failed;
  }
}

export function bytesOf(body: JournalEntry['body']): Buffer {
  const bytes = Buffer.alloc(body.byteLength);
  body.writeTo(bytes, 0);
  return bytes;
}
