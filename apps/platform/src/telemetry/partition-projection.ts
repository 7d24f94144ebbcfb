import { headOf, openJetStreamReader, partitionOf } from '@yanshou/journal-jetstream';
import type { JetStreamConnection } from '@yanshou/journal-jetstream';
import { Projector } from '@yanshou/projection';
import type { InventoryBook, PartitionHold, PartitionWork, ProjectorOptions } from '@yanshou/projection';
import type { SharedBook, TelemetryStore } from '@yanshou/store';
import type { InfluxSettings } from '@yanshou/store-influx';
import { Failure, systemClock } from '@yanshou/telemetry';
import { TappedJournal } from '../live/commit-tap.js';
import type { CommitTap } from '../live/commit-tap.js';
import type { CommitWatch } from './commit-watch.js';
import type { Projection, ProjectionStatus } from './projection.js';
import { OwnProjection } from './own-projection.js';
import { ReplayDesk } from './replay-desk.js';
import { ReprojectionDesk } from './reprojection-desk.js';

export interface PartitionOptions {
  readonly settings: InfluxSettings;
  readonly connection: JetStreamConnection;
  readonly partition: number;
  /** Of the partition; it stays open. */
  readonly book: SharedBook;
  readonly hold: PartitionHold;
  readonly inventories: InventoryBook;
  readonly watch: CommitWatch;
  readonly tap: CommitTap;
  readonly onAlarm: (failure: Failure, attempt: number) => void;
}

/** Sixteen stores may be in one process: each keeps its share of what one would. */
const RECENT_BYTES = 4 * 1024 * 1024;

/** One partition of the journal into its book and its projects' databases, for as long as the lease is held. */
export class PartitionProjection implements PartitionWork {
  private ended = false;

  private constructor(private readonly projection: Projection, private readonly close: () => Promise<void>, onAlarm: PartitionOptions['onAlarm']) {
    void projection.run().catch((error: unknown) => {
      this.ended = true;
      onAlarm(error instanceof Failure ? error : unexpected(error), 0);
    });
  }

  /** Opening the book fences off whoever projected the partition before. Failures: those of reader, store, book and projector. */
  static async begin({ settings, connection, partition, book, hold, inventories, watch, tap, onAlarm }: PartitionOptions): Promise<PartitionProjection> {
    const onWarning = (failure: Failure): void => onAlarm(failure, 1);
    const [reader, head] = [await openJetStreamReader({ connection, partition }), await headOf({ connection, partition })];
    let store: TelemetryStore | undefined;
    try {
      const { openInfluxStore } = await import('@yanshou/store-influx');
      store = await openInfluxStore({ settings, book: lent(book), identity: await book.identity(), lease: hold, limits: { recentBytes: RECENT_BYTES }, onWarning });
      const tapped = new TappedJournal(tap, reader.journal, (project) => partitionOf(project) === partition);
      const onCommit: ProjectorOptions['onCommit'] = (batch, notes) => {
        watch.committed(batch);
        tapped.committed(batch, notes);
      };
      const projector = new Projector({ reader, store: watch.measured(store), inventories, clock: systemClock, onAlarm, onCommit, journalNextSequence: head });
      await projector.start();
      tapped.begin(projector.status().nextSequence);
      const desk = new ReplayDesk(book, (project) => projector.replayQuarantine(project), (error) => onWarning(error as Failure));
      const lostHours = new ReprojectionDesk({ book, store, inventories, openReader: () => openJetStreamReader({ connection, partition }), onAlarm });
      return new PartitionProjection(new OwnProjection(projector, store), () => closeAll([desk.stop(), lostHours.stop(), projector.stop().finally(() => tapped.end())], [reader, store as TelemetryStore]), onAlarm);
    } catch (error) {
      await closeAll([], [reader, ...(store === undefined ? [] : [store])]);
      throw error;
    }
  }

  hasEnded(): boolean {
    return this.ended;
  }

  status(): ProjectionStatus {
    return this.projection.status();
  }

  compact(): Promise<void> {
    return this.projection.compact();
  }

  stop(): Promise<void> {
    return this.close();
  }
}

async function closeAll(stopping: readonly Promise<void>[], closing: readonly { close(): Promise<void> }[]): Promise<void> {
  await Promise.all(stopping);
  for (const one of closing) await one.close();
}

/** The store closes its book with itself; this one is used after it, and by others. */
const lent = (book: SharedBook): SharedBook =>
  new Proxy(book, { get: (target, name) => (name === 'close' ? () => Promise.resolve() : (Reflect.get(target, name) as unknown)) });

const unexpected = (error: unknown): Failure =>
  new Failure('projection-partition', error instanceof Error ? error.message : String(error), true, {
    zh: '一个日志分区的投影出错中止，稍后重新开始；原因见日志。',
    en: 'The projection of a partition broke off and begins again shortly: see the log for the cause.',
  }, { cause: error });
