import type { AppendDone, JournalCondition, JournalEntry, JournalRoom, JournalWriter } from '@yanshou/journal';
import type { Failure } from '@yanshou/telemetry';
import { AppendGroup } from './append-group.js';
import type { DiskSpace } from './disk-space.js';
import type { DurableMark } from './durable-mark.js';
import { closedFailure, failedFailure, fullFailure, tooLargeFailure } from './faults.js';
import { MAX_RECORD_BYTES, RECORD_HEADER } from '@yanshou/journal/record-frame';
import type { JournalIdentity, SegmentFiles } from './segment-files.js';
import type { Recovery } from './segment-recovery.js';

/** What a started journal is made of. */
export interface JournalParts {
  readonly identity: JournalIdentity;
  readonly nextSequence: number;
  readonly recovery: Recovery;
  readonly files: SegmentFiles;
  readonly space: DiskSpace;
  readonly mark: DurableMark;
  readonly unlock: () => Promise<void>;
  readonly onFailed: (error: Failure) => void;
}

/** A journal of segment files with group commit: one write and one flush for all appends that came meanwhile. */
export class SegmentJournal implements JournalWriter {
  readonly journal: string;
  readonly recovery: Recovery;
  private next: number;
  private filling = new AppendGroup();
  private readonly waiting: AppendGroup[] = [];
  private readonly spare: AppendGroup[] = [];
  private loop: Promise<void> | null = null;
  private fault: Failure | null = null;
  private markError: unknown = null;
  private closing: Promise<void> | null = null;

  constructor(private readonly parts: JournalParts) {
    this.journal = parts.identity.journal;
    this.recovery = parts.recovery;
    this.next = parts.nextSequence;
  }

  append(entry: JournalEntry, done: AppendDone): void {
    if (this.filling.isFull()) this.setFillingAside();
    const refusal = this.refusalOf(entry);
    if (refusal !== null) this.filling.refuse(done, refusal);
    else {
      this.filling.add(entry, this.next, this.parts.identity.salt, done);
      this.next += 1;
    }
    this.loop ??= this.run();
  }

  condition(): JournalCondition {
    return this.fault === null ? this.parts.space.condition() : { kind: 'failed', error: this.fault };
  }

  room(): JournalRoom {
    return this.parts.space.room();
  }

  nextSequence(): number {
    return this.next;
  }

  journalOf(): string {
    return this.journal;
  }

  close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  /** The durable mark could not be written: the disk is broken, whatever the groups still say. */
  markFailed(cause: unknown): void {
    this.markError ??= cause;
    this.loop ??= this.run();
  }

  private refusalOf(entry: JournalEntry): Failure | null {
    if (this.fault !== null) return this.fault;
    if (this.closing !== null) return closedFailure();
    const bytes = RECORD_HEADER + entry.body.byteLength;
    return bytes > MAX_RECORD_BYTES ? tooLargeFailure(bytes, MAX_RECORD_BYTES) : null;
  }

  private setFillingAside(): void {
    this.waiting.push(this.filling);
    this.filling = this.spare.pop() ?? new AppendGroup();
  }

  // Begins in the next turn of the event loop: what all sockets delivered in this one shares a flush.
  private async run(): Promise<void> {
    await new Promise<void>((resolve) => void setImmediate(resolve));
    for (let group = this.takeGroup(); group !== null; group = this.takeGroup()) {
      await this.commit(group);
      if (this.spare.length < 2) this.spare.push(group);
    }
    if (this.markError !== null) this.fail(this.markError);
    this.loop = this.filling.isEmpty() ? null : this.run();
  }

  private takeGroup(): AppendGroup | null {
    if (this.waiting.length === 0 && !this.filling.isEmpty()) this.setFillingAside();
    return this.waiting.shift() ?? null;
  }

  private async commit(group: AppendGroup): Promise<void> {
    if (group.count === 0) return group.settle(null);
    try {
      if (this.markError !== null) throw this.markError;
      if (!((await this.parts.space.admits(group.byteLength)) && (await this.store(group)))) return this.refusePending(group);
    } catch (error) {
      return this.fail(error, group);
    }
    this.advanceMark(group);
    group.settle(null);
  }

  private advanceMark(group: AppendGroup): void {
    const { files, mark, identity } = this.parts;
    const nextSequence = group.firstSequence + group.count;
    mark.advance({ journal: identity.journal, segment: files.firstSequence, offset: files.offset, nextSequence });
  }

  private async store(group: AppendGroup): Promise<boolean> {
    const durable = await this.parts.files.store(group.bytes, group.firstSequence);
    if (durable) this.parts.space.grow(group.byteLength);
    else this.parts.space.ranOut();
    return durable;
  }

  // Later appends were numbered after the group that found no room: they go with it, and the numbers are given again.
  private refusePending(group: AppendGroup): void {
    const condition = this.parts.space.condition();
    const error = fullFailure('freeBytes' in condition ? condition.freeBytes : 0);
    const groups = this.takePending(group);
    this.next = group.firstSequence;
    for (const pending of groups) pending.settle(error);
  }

  private fail(cause: unknown, group?: AppendGroup): void {
    if (this.fault !== null) return;
    const fault = failedFailure(cause);
    this.fault = fault;
    for (const pending of this.takePending(group)) pending.settle(fault);
    this.parts.onFailed(fault);
  }

  private takePending(group?: AppendGroup): AppendGroup[] {
    const groups = [...(group ? [group] : []), ...this.waiting.splice(0), this.filling];
    this.filling = new AppendGroup();
    return groups;
  }

  private async shutDown(): Promise<void> {
    while (this.loop !== null) await this.loop;
    try {
      await this.parts.mark.close();
      await this.parts.files.close();
    } finally {
      await this.parts.unlock();
    }
  }
}
