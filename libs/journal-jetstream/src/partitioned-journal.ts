import { RecordKind } from '@yanshou/journal';
import type { AppendDone, JournalAppender, JournalCondition, JournalEntry, JournalRoom, JournalWriter } from '@yanshou/journal';
import type { Failure } from '@yanshou/telemetry';
import { partlyUnreachableFailure } from './faults.js';
import { streamOf } from './stream-names.js';

/** Worst first: what the whole is when one part is so. */
const GRAVITY: readonly JournalCondition['kind'][] = ['failed', 'unreachable', 'full', 'low', 'ok'];

/** A journal on servers, whose limits may leave it a room that is known. */
export interface PartitionJournal extends JournalWriter {
  room?(): JournalRoom | undefined;
}

/**
 * Several journals as one place to append to: the records of a project go to the partition of its key and keep their order
 * there. What is the platform's own goes to the first; a heartbeat to all, because each says for itself that it was
 * receiving and wakes its reader. One whose servers are silent was not: a heartbeat that waited for them would say so of a
 * minute in which nobody was let in. A session that a broker lost is told to all as well, because each has readers of its own;
 * it waits for servers, since what it says stays true. Who is least likely to take it is asked first, so that what is refused and told
 * again is not in the others every time.
 */
export class PartitionedJournal implements JournalAppender {
  constructor(private readonly partitions: readonly PartitionJournal[], private readonly partitionOf: (key: string) => number) {}

  append(entry: JournalEntry, done: AppendDone): void {
    if (entry.kind === RecordKind.heartbeat) this.appendToAll(entry, done);
    else if (entry.kind === RecordKind.brokerSessionLost) this.appendWorstFirst(entry, done);
    else this.partition(entry.key ?? '').append(entry, done);
  }

  condition(key?: string): JournalCondition {
    if (key !== undefined) return this.partition(key).condition();
    const conditions = this.partitions.map((partition) => partition.condition());
    const worst = conditions.reduce((graver, one) => (GRAVITY.indexOf(one.kind) < GRAVITY.indexOf(graver.kind) ? one : graver), { kind: 'ok' });
    return worst.kind === 'unreachable' ? this.unreachable(worst.error, conditions) : worst;
  }

  /** What all of them take, and what the one with the least share of its room left may still take; undefined where none is bounded. */
  room(): JournalRoom | undefined {
    const rooms = this.partitions.flatMap((partition) => partition.room?.() ?? []);
    const [first, ...others] = rooms;
    if (first === undefined) return undefined;
    const least = others.reduce((tightest, one) => (shareLeft(one) < shareLeft(tightest) ? one : tightest), first);
    return { ...least, usedBytes: rooms.reduce((sum, { usedBytes }) => sum + usedBytes, 0) };
  }

  journalOf(key: string): string {
    return this.partition(key).journal;
  }

  /** The journals, by partition. */
  get journals(): readonly JournalWriter[] {
    return this.partitions;
  }

  async close(): Promise<void> {
    await Promise.all(this.partitions.map((partition) => partition.close()));
  }

  private unreachable(error: Failure, conditions: readonly JournalCondition[]): JournalCondition {
    const silent = this.partitions.filter((_, index) => conditions[index]?.kind === 'unreachable').map(({ journal }) => streamOf(journal));
    const all = this.partitions.length;
    return silent.length === all ? { kind: 'unreachable', error } : { kind: 'unreachable', error: partlyUnreachableFailure(silent, all, error), parts: silent };
  }

  /** Answered when all have answered: with the first error, else with the sequence in the first partition. */
  private appendToAll(entry: JournalEntry, done: AppendDone): void {
    let waiting = this.partitions.length;
    let failed: Failure | null = null;
    let sequence = 0;
    this.partitions.forEach((partition, index) => {
      beat(partition, entry, (error, given) => {
        failed ??= error;
        if (index === 0) sequence = given;
        waiting -= 1;
        if (waiting === 0) done(failed, sequence);
      });
    });
  }

  /** Answered with the first error, else with the last sequence. */
  private appendWorstFirst(entry: JournalEntry, done: AppendDone): void {
    const worstFirst = [...this.partitions].sort((a, b) => gravityOf(a) - gravityOf(b));
    const goOn = (at: number, error: Failure | null, sequence: number): void => {
      const partition = worstFirst[at];
      if (error !== null || partition === undefined) done(error, sequence);
      else partition.append(entry, (refused, given) => goOn(at + 1, refused, given));
    };
    goOn(0, null, 0);
  }

  private partition(key: string): JournalWriter {
    return this.partitions[this.partitionOf(key)] as JournalWriter;
  }
}

const gravityOf = (partition: JournalWriter): number => GRAVITY.indexOf(partition.condition().kind);

function beat(partition: JournalWriter, entry: JournalEntry, done: AppendDone): void {
  const condition = partition.condition();
  if (condition.kind === 'unreachable') setImmediate(done, condition.error, 0);
  else partition.append(entry, done);
}

const shareLeft = ({ usedBytes, freeBytes, limitBytes = usedBytes + freeBytes }: JournalRoom): number => freeBytes / Math.max(1, limitBytes);
