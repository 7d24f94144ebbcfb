import { setTimeout as sleep } from 'node:timers/promises';
import { readGap } from '../gap-body.js';
import { RecordKind } from '../journal.port.js';
import { Failure } from '@yanshou/telemetry';
import type {
  AppendDone, GapPlace, JournalCondition, JournalEntry, JournalReader, JournalRecord, JournalWriter, ReadLimit,
} from '../journal.port.js';

/** What a memory journal has kept; outlives its writers as a disk would. */
export class MemoryLog {
  readonly records: JournalRecord[] = [];
  condition: JournalCondition = { kind: 'ok' };

  constructor(readonly journal = '00000000-0000-4000-8000-000000000000') {}
}

interface Pending {
  readonly entry: JournalEntry;
  readonly done: AppendDone;
}

/** A journal in memory: for tests of what stands on one. Its condition can be set; commits can be held back. */
export class MemoryJournal implements JournalWriter {
  readonly journal: string;
  private pending: { record: JournalRecord; done: AppendDone; refusal: Failure | null }[] = [];
  private next: number;
  private closed = false;
  private held = false;
  private scheduled = false;

  constructor(private readonly log = new MemoryLog()) {
    this.journal = log.journal;
    this.next = (log.records.at(-1)?.sequence ?? 0) + 1;
  }

  append(entry: JournalEntry, done: AppendDone): void {
    const refusal = this.refusal();
    this.pending.push({ record: this.encode({ entry, done }), done, refusal });
    if (refusal === null) this.next += 1;
    this.schedule();
  }

  condition(): JournalCondition {
    return this.log.condition;
  }

  nextSequence(): number {
    return this.next;
  }

  journalOf(): string {
    return this.journal;
  }

  async close(): Promise<void> {
    this.closed = true;
    while (this.pending.length > 0) await new Promise<void>((resolve) => void setImmediate(resolve));
  }

  /** Holds commits back, as a disk does that takes its time, until `release`. */
  hold(): void {
    this.held = true;
  }

  release(): void {
    this.held = false;
    this.schedule();
  }

  /** From now on appends meet this condition. */
  setCondition(condition: JournalCondition): void {
    this.log.condition = condition;
  }

  reader(from = 1): JournalReader {
    return new MemoryReader(this.log, from);
  }

  private encode({ entry }: Pending): JournalRecord {
    const body = Buffer.alloc(entry.body.byteLength);
    entry.body.writeTo(body, 0);
    return { sequence: this.next, kind: entry.kind, at: entry.at, body };
  }

  private refusal(): Failure | null {
    if (this.log.condition.kind === 'failed') return this.log.condition.error;
    if (this.closed) return failure('journal-closed', false);
    return this.log.condition.kind === 'full' ? failure('journal-full', true) : null;
  }

  private schedule(): void {
    if (this.scheduled) return;
    this.scheduled = true;
    setImmediate(() => {
      this.scheduled = false;
      if (!this.held) this.commit();
    });
  }

  private commit(): void {
    const group = this.pending;
    this.pending = [];
    for (const { record, refusal } of group) if (refusal === null) this.log.records.push(record);
    for (const { record, done, refusal } of group) done(refusal, record.sequence);
  }
}

class MemoryReader implements JournalReader {
  readonly journal: string;

  constructor(private readonly log: MemoryLog, private wanted: number) {
    this.journal = log.journal;
  }

  async read(limit: ReadLimit): Promise<JournalRecord[]> {
    const deadline = performance.now() + limit.waitMillis;
    for (;;) {
      const records = this.take(limit);
      const left = deadline - performance.now();
      if (records.length > 0 || left <= 0) return records;
      await sleep(Math.min(2, left));
    }
  }

  more(): boolean {
    return this.wanted <= this.log.records.length;
  }

  async gapPlaces(): Promise<readonly GapPlace[]> {
    return this.log.records.filter(({ kind }) => kind === RecordKind.gap).map(readGap).filter((gap) => gap !== undefined);
  }

  seek(sequence: number): Promise<void> {
    this.wanted = sequence;
    return Promise.resolve();
  }

  close(): Promise<void> {
    return Promise.resolve();
  }

  private take(limit: ReadLimit): JournalRecord[] {
    const records: JournalRecord[] = [];
    let bytes = 0;
    // Sequences begin at 1 and have no holes here: a sequence is an index.
    for (let index = Math.max(0, this.wanted - 1); records.length < limit.maxRecords && bytes <= limit.maxBytes; index += 1) {
      const record = this.log.records[index];
      if (record === undefined) break;
      records.push(record);
      bytes += record.body.length;
      this.wanted = record.sequence + 1;
    }
    return records;
  }
}

const failure = (code: string, retryable: boolean): Failure =>
  new Failure(code, code, retryable, { zh: '内存日志拒绝了该记录。', en: 'The memory journal refused the record.' });
