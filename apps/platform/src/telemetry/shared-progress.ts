import { setTimeout as sleep } from 'node:timers/promises';
import type { SharedBook } from '@yanshou/store';
import { Failure, systemClock } from '@yanshou/telemetry';
import type { Clock, Micros } from '@yanshou/telemetry';
import { faultFields } from '../logging/fault-fields.js';
import type { FaultFields } from '../logging/fault-fields.js';
import { ReceiptMarks } from './receipt-marks.js';
import { projectionBehind } from './projection-behind.js';

/** How far acknowledged messages are projected. */
export interface Progress {
  /**
   * Records not projected yet, up to the last acknowledged message: of the journal that the project is in, or of all. None
   * once every message is projected.
   */
  pending(project?: string): Promise<number>;
  /** Everything received until then is projected, of the project's journal or of all; undefined while a backlog from before this process's start is not done with. */
  knownUntil(project?: string): Promise<Micros | undefined>;
  /**
   * Resolves when everything acknowledged before the call is projected. Rejects with `projection-behind` (retryable) after
   * `patienceMillis`; without one it waits for as long as it takes.
   */
  settled(project?: string, patienceMillis?: number): Promise<void>;
  /** The same of several projects at once: those that are not settled by then, or that nobody can tell of. Never rejects. */
  unsettled(projects: readonly string[], patienceMillis: number): Promise<readonly Unsettled[]>;
}

/** A project of which something acknowledged is not known to be projected, and why. */
export interface Unsettled extends FaultFields {
  readonly project: string;
}

/** Where the journal of a partition ends. */
export interface JournalHeads {
  /**
   * The sequence behind its last message of a device, as far as is known without waiting. Where no message follows
   * `projected`, anything up to that.
   */
  messagesUntil(partition: number, projected: number): Promise<number>;
  /** What it will number next; not older than the call. */
  now(partition: number): Promise<number>;
}

const STEP_MILLIS = 100;

/** By the cursors in the books, whoever projects. */
export class SharedProgress implements Progress {
  private readonly marks: readonly ReceiptMarks[];

  constructor(private readonly books: readonly SharedBook[], private readonly heads: JournalHeads, private readonly partitionOf: (project: string) => number, private readonly clock: Clock = systemClock) {
    this.marks = books.map(() => new ReceiptMarks());
  }

  /** What the platform journals of its own behind the last message, a heartbeat or a job's values, keeps no reading from being counted. */
  async pending(project?: string): Promise<number> {
    const looks = await Promise.all(this.asked(project).map((partition) => this.look(partition)));
    return looks.reduce((sum, { pending }) => sum + pending, 0);
  }

  async knownUntil(project?: string): Promise<Micros | undefined> {
    const looks = await Promise.all(this.asked(project).map((partition) => this.look(partition)));
    return looks.some(({ known }) => known === undefined) ? undefined : Math.min(...looks.map(({ known }) => known as Micros));
  }

  async settled(project?: string, patienceMillis = Infinity): Promise<void> {
    await Promise.all(this.asked(project).map((partition) => this.reach(partition, patienceMillis)));
  }

  /** Each partition is asked once, and one that stands still keeps the others from nothing. */
  async unsettled(projects: readonly string[], patienceMillis: number): Promise<readonly Unsettled[]> {
    const partitions = new Map<number, Promise<FaultFields | undefined>>();
    for (const partition of new Set(projects.map(this.partitionOf))) partitions.set(partition, this.reach(partition, patienceMillis).then(() => undefined, faultFields));
    const faults = await Promise.all(projects.map((project) => partitions.get(this.partitionOf(project))));
    return projects.flatMap((project, index) => (faults[index] === undefined ? [] : [{ project, ...faults[index] }]));
  }

  private async reach(partition: number, patienceMillis: number): Promise<void> {
    const asked = this.clock.monotonicMillis();
    const head = await this.heads.now(partition);
    while ((await this.cursor(partition)) < head) {
      if (this.clock.monotonicMillis() - asked >= patienceMillis) throw projectionBehind();
      await sleep(STEP_MILLIS);
    }
  }

  /** The time is that before the question: what comes while it is answered may or may not be in the answer. */
  private async look(partition: number): Promise<{ readonly pending: number; readonly known: Micros | undefined }> {
    const at = this.clock.now();
    const projected = await this.cursor(partition);
    const until = await this.heads.messagesUntil(partition, projected);
    return { pending: Math.max(0, until - projected), known: (this.marks[partition] as ReceiptMarks).look({ at, until }, projected) };
  }

  private asked(project: string | undefined): readonly number[] {
    return project === undefined ? this.books.map((_, partition) => partition) : [this.partitionOf(project)];
  }

  /** An empty book waits for the first record. */
  private async cursor(partition: number): Promise<number> {
    const { cursor } = await (this.books[partition] as SharedBook).view({ project: '' });
    return Math.max(1, cursor.nextSequence);
  }
}

/** The process that receives has stopped telling, or was never there. */
const TELLING_MILLIS = 30_000;

/** Heads that the process with the journal tells by the books. */
export class ToldHeads implements JournalHeads {
  constructor(private readonly books: readonly SharedBook[], private readonly clock: Clock) {}

  async messagesUntil(partition: number): Promise<number> {
    return (await this.head(partition))?.messagesUntil ?? 1;
  }

  async now(partition: number): Promise<number> {
    const asked = this.clock.monotonicMillis();
    for (;;) {
      const head = await this.head(partition);
      const waited = this.clock.monotonicMillis() - asked;
      if (head !== undefined && head.ageMillis < waited) return head.nextSequence;
      if (waited > TELLING_MILLIS) throw headUnknown();
      await sleep(STEP_MILLIS);
    }
  }

  private head(partition: number) {
    return (this.books[partition] as SharedBook).head();
  }
}

const headUnknown = (): Failure =>
  new Failure('journal-head-unknown', 'the process that receives messages does not say how far its journal is', true, {
    zh: '接收消息的进程没有报告日志位置，无法确认是否全部投影：请检查 ingest 角色的进程，稍后自动重试。',
    en: 'The process that receives messages does not say how far its journal is, so it is not known whether all is projected. Check the one with the role ingest; it is tried again.',
  });
