import { RECORD_HEADER } from '@yanshou/journal/record-frame';
import type { AppendDone, JournalEntry } from '@yanshou/journal';
import type { Failure } from '@yanshou/telemetry';
import { CommitGroup } from './commit-group.js';

/** Most bytes and messages of a round: what may be under way at a time. */
const ROUND_BYTES = 1024 * 1024;
const ROUND_GROUPS = 16;

/** Appends that are published together: a group for each project among them, and who is waiting, in the order of the appends. */
export class AppendRound {
  readonly groups: CommitGroup[] = [];
  private readonly open = new Map<string, CommitGroup>();
  private readonly dones: AppendDone[] = [];
  /** Index of the group of each append; −1 for one that was refused. */
  private readonly places: number[] = [];
  private readonly refusals = new Map<number, Failure>();
  private bytes = 0;
  private records = 0;

  get count(): number {
    return this.records;
  }

  get byteLength(): number {
    return this.bytes;
  }

  isEmpty(): boolean {
    return this.dones.length === 0;
  }

  isFull(): boolean {
    return this.bytes >= ROUND_BYTES || this.groups.length >= ROUND_GROUPS;
  }

  /** Encodes at once. */
  add(entry: JournalEntry, done: AppendDone): void {
    const group = this.groupFor(entry.key ?? '', RECORD_HEADER + entry.body.byteLength);
    group.add(entry);
    this.bytes += RECORD_HEADER + entry.body.byteLength;
    this.records += 1;
    this.places.push(this.groups.indexOf(group));
    this.dones.push(done);
  }

  refuse(done: AppendDone, error: Failure): void {
    this.refusals.set(this.dones.length, error);
    this.places.push(-1);
    this.dones.push(done);
  }

  /** Numbers all records, group by group. */
  seal(first: number, salt: number): void {
    let next = first;
    for (const group of this.groups) next = group.seal(next, salt);
  }

  /** Records of the first `groups` groups. */
  countOf(groups: number): number {
    return this.groups.slice(0, groups).reduce((sum, { count }) => sum + count, 0);
  }

  /** Answers every append in order: those of the first `stored` groups with their sequence, the others with the error. */
  settle(stored: number, error: Failure | null): void {
    const next = this.groups.map(({ firstSequence }) => firstSequence);
    for (let index = 0; index < this.dones.length; index += 1) {
      const place = this.places[index] as number;
      const refusal = place < 0 ? (this.refusals.get(index) ?? null) : place < stored ? null : error;
      const sequence = next[place] ?? 0;
      if (place >= 0) next[place] = sequence + 1;
      answer(this.dones[index] as AppendDone, refusal, sequence);
    }
  }

  private groupFor(key: string, bytes: number): CommitGroup {
    const known = this.open.get(key);
    if (known?.hasRoom(bytes) === true) return known;
    const group = new CommitGroup(key);
    this.open.set(key, group);
    this.groups.push(group);
    return group;
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
