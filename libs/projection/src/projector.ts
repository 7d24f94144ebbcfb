import type { Clock, Failure, Micros } from '@yanshou/telemetry';
import type { JournalReader } from '@yanshou/journal';
import type { ProjectionBatch, TelemetryStore } from '@yanshou/store';
import { BatchAssembler } from './batch-assembler.js';
import { BatchFilling } from './batch-filling.js';
import type { CommitNotes } from './commit-notes.js';
import type { InventoryBook } from './inventory-book.js';
import { aheadOfJournal, foreignJournal, notStarted } from './projector-failures.js';
import type { ProjectorLimits } from './projector-limits.js';
import { DEFAULT_LIMITS } from './projector-limits.js';
import type { QuarantineReplay, ReplayOutcome } from './quarantine-replay.js';
import { RateMeter } from './rate-meter.js';
import { Pause, STOPPED, retrying } from './retry.js';

export interface ProjectorOptions {
  readonly reader: JournalReader;
  readonly store: TelemetryStore;
  readonly inventories: InventoryBook;
  readonly clock: Clock;
  readonly limits?: Partial<ProjectorLimits>;
  /** The writer's `nextSequence()` before the start; a store that is further than that is refused. Not checked when left out. */
  readonly journalNextSequence?: number;
  /** A fault that is being retried (`attempt` counts from 1), or a record that could not be used. */
  readonly onAlarm?: (failure: Failure, attempt: number) => void;
  /** Called after each commit; batch and notes are valid only during the call. Must not throw. */
  readonly onCommit?: (batch: ProjectionBatch, notes: CommitNotes) => void;
}

export interface ProjectorStatus {
  readonly condition: 'idle' | 'running' | 'retrying' | 'stopped' | 'failed';
  /** A fault is being retried right now; false again as soon as the attempt succeeded. */
  readonly faulting: boolean;
  /** First sequence that is not projected and committed; the lag is the writer's `nextSequence()` less this. */
  readonly nextSequence: number;
  /** Records read but not committed yet. */
  readonly pendingRecords: number;
  readonly messagesPerSecond: number;
  /** Undefined before the first commit since the start. */
  readonly lastCommitAt: Micros | undefined;
  /** Receipt of the latest record that is committed. */
  readonly projectedUntil: Micros | undefined;
}

const IDLE_MILLIS = 1;

interface ReplayRequest {
  readonly project: string;
  readonly replay: QuarantineReplay;
  readonly settle: (outcome: ReplayOutcome) => void;
  readonly fail: (error: unknown) => void;
}

/**
 * Replays the journal into the store, by one cursor that advances with the batches. The same journal gives the same
 * content however it is cut into batches. Holds no thread: `run` is a loop of asynchronous calls; while one batch is
 * being committed the next is decoded.
 */
export class Projector {
  private readonly limits: ProjectorLimits;
  private readonly rate: RateMeter;
  private readonly filling: BatchFilling;
  private readonly loopPause = new Pause();
  private readonly commitPause = new Pause();
  private assembler: BatchAssembler | undefined;
  private committing: Promise<void> = Promise.resolve();
  private failure: { readonly error: unknown } | undefined;
  private condition: Exclude<ProjectorStatus['condition'], 'retrying'> = 'idle';
  private stopping = false;
  /** Attempts that failed and wait for another. */
  private retrying = 0;
  private running: Promise<void> | undefined;
  private committedNext = 0;
  private inCommit = 0;
  private lastCommitAt: Micros | undefined;
  private projectedUntil: Micros | undefined;
  private lastFlush = -Infinity;
  private replays: ReplayRequest[] = [];
  private riding: ReplayRequest[] = [];
  private readonly replaying = new Map<string, Promise<ReplayOutcome>>();

  constructor(private readonly options: ProjectorOptions) {
    this.limits = { ...DEFAULT_LIMITS, ...options.limits };
    this.rate = new RateMeter(() => options.clock.monotonicMillis());
    this.filling = new BatchFilling(options.reader, this.limits);
  }

  /** Loads the store's state and moves the reader to its cursor. Errors: the store's and the reader's, `projection-foreign-journal`, `projection-ahead-of-journal`. */
  async start(): Promise<void> {
    const { store, reader, inventories, journalNextSequence = Infinity } = this.options;
    const state = await store.state();
    if (state.journal !== undefined && state.journal !== reader.journal) throw foreignJournal(state.journal, reader.journal);
    if (state.nextSequence > journalNextSequence) throw aheadOfJournal(state.nextSequence, journalNextSequence);
    this.committedNext = state.nextSequence;
    this.assembler = new BatchAssembler({ store, inventories, limits: this.limits, alarm: (failure) => this.alarm(failure, 1) }, state);
    await this.addPassedGaps(this.assembler, state.nextSequence);
    await reader.seek(state.nextSequence);
  }

  /** A segment that was projected may be set aside afterwards: what is then missing is told to a store that has passed it. */
  private async addPassedGaps(assembler: BatchAssembler, cursor: number): Promise<void> {
    const { reader, store } = this.options;
    const places = (await reader.gapPlaces()).filter(({ fromSequence }) => fromSequence < cursor);
    if (places.length === 0) return;
    const known = await store.declaredGaps();
    for (const { fromSequence, toSequence } of places) {
      if (known.some((gap) => gap.fromSequence <= fromSequence && gap.toSequence >= toSequence)) continue;
      await reader.seek(fromSequence);
      const [record] = await reader.read({ maxRecords: 1, maxBytes: 1, waitMillis: 0 });
      if (record?.sequence === fromSequence) assembler.addPassedGap(record);
    }
  }

  /**
   * Projects until `stop`. Retryable failures are tried again for ever, with an alarm each time; any other ends the
   * run and is thrown, the cursor standing where the last commit left it.
   */
  run(): Promise<void> {
    this.running ??= this.loop();
    return this.running;
  }

  /**
   * Ends the run; resolves when nothing is under way any more. An attempt to commit is awaited and not repeated; what it
   * and later records would have stored is projected again after the next start. Idempotent.
   */
  async stop(): Promise<void> {
    this.stopping = true;
    this.loopPause.end();
    this.commitPause.end();
    await this.running?.catch(() => undefined);
  }

  status(): ProjectorStatus {
    return {
      condition: this.condition === 'running' && this.retrying > 0 ? 'retrying' : this.condition, faulting: this.retrying > 0,
      nextSequence: this.committedNext, pendingRecords: this.inCommit + (this.assembler?.open.records ?? 0),
      messagesPerSecond: this.rate.perSecond(), lastCommitAt: this.lastCommitAt, projectedUntil: this.projectedUntil,
    };
  }

  /**
   * Tries the quarantined messages of a project again with its present inventory. Rides on the next batches, so that a
   * repeated commit changes nothing; it therefore waits for the next record (a heartbeat comes every minute). One replay
   * of a project at a time: a call during another gets the outcome of that one. Errors: `projection-not-running`, or what
   * ended the run.
   */
  replayQuarantine(project: string): Promise<ReplayOutcome> {
    const under = this.replaying.get(project);
    if (under) return under;
    if (!this.assembler || this.stopping || this.failure) return Promise.reject(notStarted());
    const replay = this.assembler.replay(project);
    const outcome = new Promise<ReplayOutcome>((settle, fail) => this.replays.push({ project, replay, settle, fail }));
    this.replaying.set(project, outcome);
    return outcome;
  }

  private async loop(): Promise<void> {
    if (!this.assembler) throw notStarted();
    this.condition = 'running';
    try {
      while (!this.stopping && !this.failure) await this.round(this.assembler);
      await this.committing;
      this.throwFailure();
      this.condition = 'stopped';
    } catch (error) {
      await this.committing;
      this.condition = 'failed';
      this.failure ??= { error };
      throw error;
    } finally {
      for (const request of [...this.riding.splice(0), ...this.replays.splice(0)]) this.ended(request).fail(this.failure?.error ?? notStarted());
    }
  }

  private async round(assembler: BatchAssembler): Promise<void> {
    if (!this.filling.backlog) await this.loopPause.wait(this.limits.commitIntervalMillis - (this.options.clock.monotonicMillis() - this.lastFlush));
    if (assembler.lastValues.due && (await this.loadLastValues(assembler)) === STOPPED) return;
    if ((await this.tryAgain(() => this.filling.fill(assembler, () => this.stopping))) === STOPPED) return;
    if (assembler.open.records > 0) return this.flush(assembler);
    // A reader that answers at once must not keep the thread from the commit under way.
    await this.loopPause.wait(IDLE_MILLIS);
  }

  private async loadLastValues(assembler: BatchAssembler): Promise<void | typeof STOPPED> {
    await this.committing;
    return this.tryAgain(() => assembler.lastValues.load());
  }

  private async flush(assembler: BatchAssembler): Promise<void> {
    await this.committing;
    this.throwFailure();
    // The batch before may have been given up by the stop: nothing may be committed after it.
    if (this.stopping) return;
    this.lastFlush = this.options.clock.monotonicMillis();
    if ((await this.tryAgain(() => this.addReplays(assembler))) === STOPPED) return;
    if ((await this.tryAgain(() => assembler.settle((keys) => this.options.store.existing(keys)))) === STOPPED) return;
    const { messages, received, records } = assembler.open;
    this.inCommit = records;
    const batch = assembler.seal(this.options.reader.journal);
    this.committing = this.commit(batch, { messages, received }).then(
      (done) => {
        if (done !== STOPPED) assembler.release();
      },
      (error: unknown) => {
        this.failure = { error };
      },
    );
  }

  private async commit(batch: ProjectionBatch, { messages, received }: { messages: number; received: Micros }): Promise<void | typeof STOPPED> {
    const done = await this.tryAgain(() => this.options.store.commit(batch), this.commitPause);
    if (done === STOPPED) return STOPPED;
    this.committedNext = batch.nextSequence;
    this.inCommit = 0;
    this.lastCommitAt = this.options.clock.now();
    this.projectedUntil = received;
    this.rate.add(messages);
    for (const request of this.riding.splice(0)) {
      if (request.replay.finished) this.ended(request).settle(request.replay.outcome);
      else this.replays.push(request);
    }
    if (this.assembler) this.options.onCommit?.(batch, { ...this.assembler.notes(), notStored: done });
  }

  private ended(request: ReplayRequest): ReplayRequest {
    this.replaying.delete(request.project);
    return request;
  }

  private async addReplays(assembler: BatchAssembler): Promise<void> {
    for (let request = this.replays[0]; request; request = this.replays[0]) {
      await request.replay.addTo(assembler.open, this.limits.maxReplayBytes);
      this.riding.push(request);
      this.replays.shift();
    }
  }

  private async tryAgain<T>(attempt: () => Promise<T>, pause = this.loopPause): Promise<T | typeof STOPPED> {
    const { retryMillis: firstMillis, maxRetryMillis: longestMillis } = this.limits;
    let failed = 0;
    const alarm = (failure: Failure, tries: number): void => {
      if (failed === 0) this.retrying += 1;
      failed = tries;
      this.alarm(failure, tries);
    };
    try {
      return await retrying(attempt, { firstMillis, longestMillis, pause, alarm });
    } finally {
      if (failed > 0) this.retrying -= 1;
    }
  }

  private alarm(failure: Failure, attempt: number): void {
    this.options.onAlarm?.(failure, attempt);
  }

  private throwFailure(): void {
    if (this.failure) throw this.failure.error;
  }
}
