import type { AppendDone, JournalCondition, JournalEntry, JournalWriter } from '@yanshou/journal';
import { RECORD_HEADER } from '@yanshou/journal/record-frame';
import type { Failure } from '@yanshou/telemetry';
import { AppendRound } from './append-round.js';
import { closedFailure, failedFailure, fullFailure, tooLargeFailure, unreachableFailure } from './faults.js';
import type { GroupPublisher } from './group-publisher.js';
import type { PartitionStream } from './partition-stream.js';
import type { StreamSpace } from './stream-space.js';

export interface JetStreamJournalParts {
  readonly stream: PartitionStream;
  readonly nextSequence: number;
  readonly publisher: GroupPublisher;
  readonly space: StreamSpace;
  readonly maxRecordBytes: number;
  readonly limits: JetStreamLimits;
  readonly onFailed: (error: Failure) => void;
}

export interface JetStreamLimits {
  /** Bytes that may wait for the servers; beyond, appends are refused as `journal-unreachable`. */
  readonly waitingBytes: number;
  /** The servers may be silent that long before the condition says so. */
  readonly silentMillis: number;
  /** How long `close` waits for servers that do not answer. */
  readonly closeMillis: number;
}

export const DEFAULT_LIMITS: JetStreamLimits = { waitingBytes: 32 * 1024 * 1024, silentMillis: 3_000, closeMillis: 10_000 };

/**
 * One partition: a stream of JetStream as a journal. What is appended while a round is under way becomes the next one. An
 * append that was answered `journal-unreachable` by a close may be in the journal all the same.
 */
export class JetStreamJournal implements JournalWriter {
  readonly journal: string;
  private next: number;
  /** Sequence behind the last record that is stored. */
  private storedNext: number;
  private filling = new AppendRound();
  private readonly waiting: AppendRound[] = [];
  private waitingBytes = 0;
  private loop: Promise<void> | null = null;
  private fault: Failure | null = null;
  private closing: Promise<void> | null = null;

  constructor(private readonly parts: JetStreamJournalParts) {
    this.journal = parts.stream.journal;
    this.next = parts.nextSequence;
    this.storedNext = parts.nextSequence;
  }

  append(entry: JournalEntry, done: AppendDone): void {
    if (this.filling.isFull()) this.setFillingAside();
    const refusal = this.refusalOf(entry);
    if (refusal !== null) this.filling.refuse(done, refusal);
    else {
      this.filling.add(entry, done);
      this.waitingBytes += RECORD_HEADER + entry.body.byteLength;
      this.next += 1;
    }
    this.loop ??= this.run();
  }

  condition(): JournalCondition {
    if (this.fault !== null) return { kind: 'failed', error: this.fault };
    const silence = this.parts.publisher.silence();
    if (silence !== null && silence.millis >= this.parts.limits.silentMillis) return { kind: 'unreachable', error: silence.error };
    return this.parts.space.condition();
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

  private refusalOf(entry: JournalEntry): Failure | null {
    if (this.fault !== null) return this.fault;
    if (this.closing !== null) return closedFailure();
    const bytes = RECORD_HEADER + entry.body.byteLength;
    if (bytes > this.parts.maxRecordBytes) return tooLargeFailure(bytes, this.parts.maxRecordBytes);
    if (this.waitingBytes < this.parts.limits.waitingBytes) return null;
    return this.parts.publisher.silence()?.error ?? unreachableFailure('too much is waiting');
  }

  private setFillingAside(): void {
    this.waiting.push(this.filling);
    this.filling = new AppendRound();
  }

  // Begins in the next turn of the event loop: what all sockets delivered in this one shares a round.
  private async run(): Promise<void> {
    await new Promise<void>((resolve) => void setImmediate(resolve));
    for (let round = this.takeRound(); round !== null; round = this.takeRound()) await this.commit(round);
    this.loop = this.filling.isEmpty() ? null : this.run();
  }

  private takeRound(): AppendRound | null {
    if (this.waiting.length === 0 && !this.filling.isEmpty()) this.setFillingAside();
    return this.waiting.shift() ?? null;
  }

  private async commit(round: AppendRound): Promise<void> {
    const { publisher, space, stream } = this.parts;
    if (round.count === 0) return round.settle(0, null);
    if (!(await space.admits())) return this.refuseFrom(round, 0, fullFailure(0));
    round.seal(this.storedNext, stream.salt);
    const { stored, error } = await publisher.publish(round.groups);
    this.storedNext += round.countOf(stored);
    if (stored > 0) space.stored();
    if (error === null) return this.settle(round);
    if (error.code === 'journal-full') space.ranOut(round.groups[stored]?.bytes.length ?? 0);
    else if (!error.retryable) return this.fail(round, stored, error);
    this.refuseFrom(round, stored, error);
  }

  private settle(round: AppendRound): void {
    this.waitingBytes -= round.byteLength;
    round.settle(round.groups.length, null);
  }

  // What came later was numbered behind the group that was refused: it goes with it, and the numbers are given again.
  private refuseFrom(round: AppendRound, stored: number, error: Failure): void {
    const later = [...this.waiting.splice(0), this.filling];
    this.filling = new AppendRound();
    this.next = this.storedNext;
    this.waitingBytes = 0;
    round.settle(stored, error);
    for (const pending of later) pending.settle(0, error);
  }

  private fail(round: AppendRound, stored: number, error: Failure): void {
    const fault = error.code === 'journal-failed' ? error : failedFailure(error);
    this.fault = fault;
    this.refuseFrom(round, stored, fault);
    this.parts.onFailed(fault);
  }

  private async shutDown(): Promise<void> {
    const { publisher, limits } = this.parts;
    const deadline = setTimeout(() => publisher.giveUp(), limits.closeMillis);
    while (this.loop !== null) await this.loop;
    clearTimeout(deadline);
  }
}
