import type { AppendDone, JournalEntry } from '@yanshou/journal';
import type { Failure } from '@yanshou/telemetry';
import { CommitGroup } from './commit-group.js';

/** Appends that are published together, as one message, and who is waiting for them, in the order of the appends. */
export class AppendRound {
  readonly group: CommitGroup;
  private readonly dones: AppendDone[] = [];
  /** By the place of the append. */
  private readonly refusals = new Map<number, Failure>();

  constructor(limit: number) {
    this.group = new CommitGroup(limit);
  }

  isEmpty(): boolean {
    return this.dones.length === 0;
  }

  hasRoom(bytes: number): boolean {
    return this.group.hasRoom(bytes);
  }

  /** Encodes at once. */
  add(entry: JournalEntry, done: AppendDone): void {
    this.group.add(entry);
    this.dones.push(done);
  }

  refuse(done: AppendDone, error: Failure): void {
    this.refusals.set(this.dones.length, error);
    this.dones.push(done);
  }

  /** Answers every append in order: with the sequence it was stored under, or the error. */
  settle(error: Failure | null): void {
    let sequence = this.group.firstSequence;
    for (const [place, done] of this.dones.entries()) {
      const refusal = this.refusals.get(place);
      answer(done, refusal ?? error, refusal === undefined && error === null ? sequence : 0);
      if (refusal === undefined) sequence += 1;
    }
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
