import type { AppendDone, JournalCondition, JournalEntry, JournalRoom, JournalWriter } from '@yanshou/journal';
import { RECORD_HEADER } from '@yanshou/journal/record-frame';
import type { Failure } from '@yanshou/telemetry';
import { AppendRound } from './append-round.js';
import { closedFailure, failedFailure, fullFailure, tooLargeFailure, unreachableFailure } from './faults.js';
import type { PartitionWriter } from './partition-writer.js';
import type { RoundPace } from './round-pace.js';
import type { ServerSilence } from './server-silence.js';
import type { StreamSpace } from './stream-space.js';

export interface JetStreamJournalParts {
  readonly journal: string;
  readonly writer: PartitionWriter;
  readonly silence: ServerSilence;
  readonly space: StreamSpace;
  /** Shared by all partitions of a process. */
  readonly pace: RoundPace;
  readonly maxRecordBytes: number;
  readonly limits: JetStreamLimits;
  readonly onFailed: (error: Failure) => void;
}

export interface JetStreamLimits {
  /** Bytes that may wait for the servers; beyond, appends are refused as `journal-unreachable`, at once. */
  readonly waitingBytes: number;
  /** The servers may be silent that long before the condition says so. */
  readonly silentMillis: number;
  /** How long `close` waits for servers that do not answer. */
  readonly closeMillis: number;
}

export const DEFAULT_LIMITS: JetStreamLimits = { waitingBytes: 32 * 1024 * 1024, silentMillis: 3_000, closeMillis: 10_000 };

/** Most bytes of a round: a message, and what may be under way at a time. */
const ROUND_BYTES = 1024 * 1024;

/**
 * One partition: a stream of JetStream as a journal, that other processes may append to as well. What is appended while a
 * round is under way becomes the next one, and its numbers are given when it is published. An append that was answered
 * `journal-unreachable` by a close may be in the journal all the same.
 */
export class JetStreamJournal implements JournalWriter {
  readonly journal: string;
  private readonly roundBytes: number;
  private filling: AppendRound;
  private readonly waiting: AppendRound[] = [];
  /** Of the records that are accepted and not answered yet. */
  private waitingBytes = 0;
  private waitingRecords = 0;
  private loop: Promise<void> | null = null;
  private fault: Failure | null = null;
  private closing: Promise<void> | null = null;

  constructor(private readonly parts: JetStreamJournalParts) {
    this.journal = parts.journal;
    this.roundBytes = Math.min(ROUND_BYTES, parts.maxRecordBytes);
    this.filling = new AppendRound(this.roundBytes);
  }

  append(entry: JournalEntry, done: AppendDone): void {
    const bytes = RECORD_HEADER + entry.body.byteLength;
    // Not behind what waits: that may be for as long as the servers are silent.
    if (this.isOverfull()) return void setImmediate(done, this.parts.silence.state()?.error ?? unreachableFailure('too much is waiting'), 0);
    if (!this.filling.hasRoom(bytes)) this.setFillingAside();
    const refusal = this.refusalOf(bytes);
    if (refusal !== null) this.filling.refuse(done, refusal);
    else {
      this.filling.add(entry, done);
      this.waitingBytes += bytes;
      this.waitingRecords += 1;
    }
    this.loop ??= this.run();
  }

  condition(): JournalCondition {
    if (this.fault !== null) return { kind: 'failed', error: this.fault };
    const silence = this.parts.silence.state();
    if (silence !== null && silence.millis >= this.parts.limits.silentMillis) return { kind: 'unreachable', error: silence.error };
    return this.parts.space.condition();
  }

  /** Undefined where neither stream nor account has a limit. */
  room(): JournalRoom | undefined {
    return this.parts.space.room();
  }

  nextSequence(): number {
    return this.parts.writer.nextSequence() + this.waitingRecords;
  }

  journalOf(): string {
    return this.journal;
  }

  close(): Promise<void> {
    this.closing ??= this.shutDown();
    return this.closing;
  }

  private refusalOf(bytes: number): Failure | null {
    if (this.fault !== null) return this.fault;
    if (this.closing !== null) return closedFailure();
    return bytes > this.parts.maxRecordBytes ? tooLargeFailure(bytes, this.parts.maxRecordBytes) : null;
  }

  private isOverfull(): boolean {
    return this.fault === null && this.closing === null && this.waitingBytes >= this.parts.limits.waitingBytes;
  }

  private setFillingAside(): void {
    this.waiting.push(this.filling);
    this.filling = new AppendRound(this.roundBytes);
  }

  // Begins in the next turn of the event loop: what all sockets delivered in this one shares a round.
  private async run(): Promise<void> {
    await new Promise<void>((resolve) => void setImmediate(resolve));
    while (this.waiting.length > 0 || !this.filling.isEmpty()) {
      // One that is full gains nothing by waiting.
      if (this.waiting.length === 0) await this.parts.pace.turn();
      await this.commit(this.takeRound());
    }
    this.loop = this.filling.isEmpty() ? null : this.run();
  }

  private takeRound(): AppendRound {
    if (this.waiting.length === 0) this.setFillingAside();
    return this.waiting.shift() as AppendRound;
  }

  private async commit(round: AppendRound): Promise<void> {
    const { writer, space } = this.parts;
    const { group } = round;
    if (group.count === 0) return round.settle(null);
    if (!(await space.admits())) return this.refuse(round, fullFailure(0));
    const error = await writer.store(group);
    if (error === null) {
      space.stored();
      return this.settle(round, null);
    }
    if (error.code === 'journal-full') space.ranOut(group.bytes.length);
    else if (!error.retryable) return this.fail(round, error);
    this.refuse(round, error);
  }

  private settle(round: AppendRound, error: Failure | null): void {
    this.waitingBytes -= round.group.bytes.length;
    this.waitingRecords -= round.group.count;
    round.settle(error);
  }

  // What came later goes with what is refused: there would be no room for it either, and order is kept within a key.
  private refuse(round: AppendRound, error: Failure): void {
    const refused = [round, ...this.waiting.splice(0), this.filling];
    this.filling = new AppendRound(this.roundBytes);
    for (const one of refused) this.settle(one, error);
  }

  private fail(round: AppendRound, error: Failure): void {
    const fault = error.code === 'journal-failed' ? error : failedFailure(error);
    this.fault = fault;
    this.refuse(round, fault);
    this.parts.onFailed(fault);
  }

  private async shutDown(): Promise<void> {
    const { writer, silence, limits } = this.parts;
    const deadline = setTimeout(() => silence.giveUp(), limits.closeMillis);
    while (this.loop !== null) await this.loop;
    clearTimeout(deadline);
    writer.close();
  }
}
