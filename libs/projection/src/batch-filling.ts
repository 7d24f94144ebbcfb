import { setImmediate as turnOfTheLoop } from 'node:timers/promises';
import type { JournalReader, JournalRecord } from '@yanshou/journal';
import type { BatchAssembler } from './batch-assembler.js';
import type { ProjectorLimits } from './projector-limits.js';

/** What the batch may still take. */
interface Room {
  records: number;
  bytes: number;
}

/**
 * Reads the journal into the open batch, a portion at a time. Between two portions the thread is free: the commit under way
 * writes its next lines and hears its answers, queries are answered.
 */
export class BatchFilling {
  /** The last batch was full and the journal held more. */
  backlog = false;
  /** Met with records in hand: the next call begins with it. */
  private fault: { readonly error: unknown } | undefined;

  constructor(private readonly reader: JournalReader, private readonly limits: ProjectorLimits) {}

  /**
   * Takes records until the batch is full, no more are known to be in the journal, last values have to be loaded before the
   * next one, or `ended` says so. Throws what the reader throws, the batch being empty then.
   */
  async fill(assembler: BatchAssembler, ended: () => boolean): Promise<void> {
    const room: Room = { records: this.limits.maxRecords, bytes: this.limits.maxBytes };
    const isFull = (): boolean => room.records <= 0 || room.bytes <= 0;
    for (let taken = await this.take(assembler, room); taken > 0 && this.reader.more(); taken = await this.take(assembler, room)) {
      this.backlog = isFull();
      if (this.backlog || assembler.lastValues.due || ended()) return;
      await turnOfTheLoop();
    }
    this.backlog = false;
  }

  /** Number of records taken. */
  private async take(assembler: BatchAssembler, room: Room): Promise<number> {
    const records = await this.read(assembler, room);
    room.records -= records.length;
    for (const { body } of records) room.bytes -= body.length;
    assembler.add(records);
    return records.length;
  }

  private async read({ open }: BatchAssembler, room: Room): Promise<readonly JournalRecord[]> {
    const { portionBytes, waitMillis } = this.limits;
    const { fault } = this;
    this.fault = undefined;
    try {
      if (fault) throw fault.error;
      return await this.reader.read({ maxRecords: room.records, maxBytes: Math.min(portionBytes, room.bytes), waitMillis });
    } catch (error) {
      if (open.records === 0) throw error;
      // What is decoded does not wait for a journal that fails.
      this.fault = { error };
      return [];
    }
  }
}
