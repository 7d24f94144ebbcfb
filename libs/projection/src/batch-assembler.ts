import type { Failure } from '@yanshou/telemetry';
import { CodecTables } from '@yanshou/codecs';
import type { JournalRecord } from '@yanshou/journal';
import type { FoundReadings, ProjectionBatch, ReadingKeys, StoreState, TelemetryStore } from '@yanshou/store';
import { resolveCandidates } from './candidate-resolver.js';
import type { CommitNotes } from './commit-notes.js';
import type { InventoryBook } from './inventory-book.js';
import { LastValues } from './last-values.js';
import { MessageProjector } from './message-projector.js';
import { OpenBatch } from './open-batch.js';
import { ProjectDirectory } from './project-directory.js';
import type { ProjectorLimits } from './projector-limits.js';
import { QuarantineReplay } from './quarantine-replay.js';
import { RecordIntake } from './record-intake.js';
import { RouteTable } from './route-table.js';
import { SeriesBook } from './series-book.js';

export interface AssemblerParts {
  readonly store: TelemetryStore;
  readonly inventories: InventoryBook;
  readonly limits: ProjectorLimits;
  readonly alarm: (failure: Failure) => void;
}

/**
 * Turns records into batches. Two batches take turns: one is filled while the other is committed. All methods but
 * `add` may be called again after a failure of the store: they go on where they stopped.
 */
export class BatchAssembler {
  open: OpenBatch;
  readonly lastValues: LastValues;
  private spare: OpenBatch;
  /** The cursor that the next batch continues. */
  private continues: number;
  private readonly book: SeriesBook;
  private readonly routes: RouteTable;
  private readonly messages: MessageProjector;
  private readonly intake: RecordIntake;

  constructor(
    private readonly parts: AssemblerParts,
    state: StoreState,
  ) {
    const tables = new CodecTables();
    this.continues = state.nextSequence;
    this.book = new SeriesBook(state);
    this.routes = new RouteTable(new ProjectDirectory(parts.inventories, this.book, tables.names), this.book, tables);
    this.messages = new MessageProjector(this.book, tables, parts.limits.maxUnknownMetrics);
    this.intake = new RecordIntake(this.book, this.routes, this.messages, parts.alarm);
    this.lastValues = new LastValues(parts.store, this.book, parts.inventories);
    this.open = new OpenBatch(this.book);
    this.spare = new OpenBatch(this.book);
  }

  /** Decodes and counts the records. Nothing of their bytes is kept that is not copied. */
  add(records: readonly JournalRecord[]): void {
    for (const record of records) this.intake.take(this.open, record);
  }

  /** A gap that was declared behind the cursor; it is stored with the next batch. */
  addPassedGap(record: JournalRecord): void {
    this.intake.takePassedGap(this.open, record);
  }

  replay(project: string): QuarantineReplay {
    return new QuarantineReplay(project, this.parts.store, this.book, this.routes, this.messages);
  }

  /** Settles what may be stored already; the batch before must be committed. */
  async settle(existing: (keys: ReadingKeys) => Promise<FoundReadings>): Promise<void> {
    await resolveCandidates(this.open, this.book, existing);
  }

  /** Closes the open batch and starts the other one. The closed one belongs to the store until `release`. */
  seal(journal: string): ProjectionBatch {
    const batch = this.open.seal(journal, this.continues);
    this.continues = batch.nextSequence;
    [this.open, this.spare] = [this.spare, this.open];
    return batch;
  }

  /** Of the batch that was sealed last, until `release`. */
  notes(): Omit<CommitNotes, 'notStored'> {
    return { names: this.book, announcements: this.spare.announcements };
  }

  /** The sealed batch is committed: its columns may be used again. */
  release(): void {
    this.spare.clear();
  }
}
