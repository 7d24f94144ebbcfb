import type { BookIdentity, BookLease, FoundReadings, LostReadings, ProjectHour, ProjectionBatch, ProjectionBook, ReadingKeys, RestoreReceipt, RowsNotStored, StoreState, TelemetryStore } from '@yanshou/store';
import { ALL_STORED, storeGap, storeOfOtherJournal } from '@yanshou/store';
import { Failure, MICROS_PER_SECOND, systemClock } from '@yanshou/telemetry';
import type { Clock } from '@yanshou/telemetry';
import { LineSender } from './batch-sender.js';
import { BookMarks } from './book-marks.js';
import { Confirmed } from './confirmed.js';
import { InfluxAnswers } from './influx-answers.js';
import type { Look } from './influx-answers.js';
import { projectsThatFit } from './core-databases.js';
import { coreLimits, databasesFull } from './influx-failures.js';
import { InfluxLink } from './influx-link.js';
import type { InfluxServer } from './influx-server.js';
import { DEFAULT_INFLUX_LIMITS, databaseOf } from './influx-settings.js';
import type { InfluxLimits, InfluxSettings } from './influx-settings.js';
import { PointSource } from './point-source.js';
import { ReadingGuard } from './reading-guard.js';
import { ReadingWriter } from './reading-writer.js';
import type { WriteReceipt } from './reading-writer.js';
import { findExisting } from './reader.by-key.js';
import { RecentLines } from './recent-lines.js';
import { RestoredHours, projectHoursOf } from './restored-hours.js';
import { Retention } from './retention.js';
import { bookBatchOf } from './refused-readings.js';
import { SeriesDirectory } from './series-directory.js';
import { ServerClock } from './server-clock.js';
import { ServerWatch } from './server-watch.js';

export interface InfluxStoreOptions {
  readonly settings: InfluxSettings;
  /** Where everything but the readings is kept. The store closes it. */
  readonly book: ProjectionBook;
  /** What entitles this process to write, where another could. */
  readonly lease?: BookLease;
  /** Which book it is: then its databases are marked as its own, and those of another are refused (`store-of-other-book`). */
  readonly identity?: BookIdentity;
  readonly limits?: Partial<InfluxLimits>;
  /** Told of what an operator should know and the store goes on with: `store-short-memory`, `store-databases-full`, `store-data-missing`, `store-retention-short`, `store-clock-apart`. */
  readonly onWarning?: (failure: Failure) => void;
  readonly clock?: Clock;
}

/**
 * Opens the book and looks for the server. One that does not answer is a warning: what is acknowledged waits in the journal
 * and is written when it is back. Throws `store-server-unknown`, `store-settings-missing`, and what the book throws.
 */
export async function openInfluxStore({ settings, book, lease, identity, limits: given, onWarning = () => undefined, clock = systemClock }: InfluxStoreOptions): Promise<InfluxStore> {
  const limits = { ...DEFAULT_INFLUX_LIMITS, ...given };
  const link = new InfluxLink(settings, limits, clock);
  const { restoring, ...cursor } = await book.open(lease);
  const directory = new SeriesDirectory(await book.state());
  const store = new InfluxStore({ settings, book, identity, limits, link, directory, onWarning, clock, restoring }, { ...cursor, confirmed: new Confirmed(cursor) });
  try {
    await store.greet();
    return store;
  } catch (error) {
    await store.close();
    throw error;
  }
}

interface InfluxStoreParts {
  readonly settings: InfluxSettings;
  readonly book: ProjectionBook;
  readonly identity: BookIdentity | undefined;
  readonly limits: InfluxLimits;
  readonly link: InfluxLink;
  readonly directory: SeriesDirectory;
  readonly onWarning: (failure: Failure) => void;
  readonly clock: Clock;
  /** Hours that whoever had the book before did not come to tell of. */
  readonly restoring: readonly ProjectHour[];
}

interface Standing {
  readonly journal: string | undefined;
  readonly nextSequence: number;
  readonly confirmed: Confirmed;
}

/** Readings in InfluxDB, all else in the book: a batch counts from the moment at which the book has it. */
export class InfluxStore extends InfluxAnswers implements TelemetryStore {
  private readonly sender: LineSender;
  private readonly writer: ReadingWriter;
  private readonly guard: ReadingGuard;
  private readonly restored: RestoredHours;
  private readonly retention: Retention;
  private readonly watch: ServerWatch;
  private readonly serverClock: ServerClock;
  /** The last write was not answered: the server may have been away, and may have lost what it had. */
  private doubtful = false;
  private saidShort = false;
  /** Projects whose database the server has no room for, and those of them that were told. */
  private readonly unhoused = new Set<string>();
  private readonly toldOf = new Set<string>();
  private last: Promise<unknown> = Promise.resolve();
  private closing: Promise<void> | undefined;

  constructor(private readonly parts: InfluxStoreParts, private standing: Standing) {
    super(parts.book);
    const recent = new RecentLines(parts.limits.recentBytes);
    this.sender = new LineSender(parts.link, parts.limits, parts.clock);
    this.serverClock = new ServerClock(parts.link.connection, parts.onWarning);
    this.retention = new Retention(parts.link, parts.settings, parts.clock, () => this.serverClock.ahead());
    this.watch = new ServerWatch(parts.settings.url);
    this.writer = new ReadingWriter(this.sender, parts.directory, parts.settings, recent, { retention: this.retention, unhoused: this.unhoused, ...(parts.identity && { marks: this.marksOf(parts.identity) }) });
    this.restored = new RestoredHours(parts.book, parts.restoring);
    this.guard = new ReadingGuard(parts.link, parts.settings, parts.directory, { recent, restored: this.restored, retention: this.retention, interruptions: () => this.watch.interruptions, warn: parts.onWarning });
  }

  /** The server at the other end. */
  async server(): Promise<InfluxServer> {
    return (await this.parts.link.ready()).server;
  }

  /** Warns of a server that is away or cannot do what is asked of it, and when the newest readings are not there. */
  async greet(): Promise<void> {
    const { link, onWarning } = this.parts;
    try {
      await this.judge((await link.ready()).server);
      this.serverClock.judge();
      for (const project of this.parts.directory.projects()) await this.retention.check(databaseOf(this.parts.settings, project));
      await this.guard.begin();
    } catch (error) {
      if (!(error instanceof Failure) || !error.retryable) throw error;
      this.doubtful = true;
      onWarning(error);
    }
  }

  /** What is read is what this process has heard of: the book may be a commit ahead whose answer was lost. */
  override async foldCursor(): Promise<number> {
    return this.standing.nextSequence;
  }

  /** While the server may have lost what it acknowledged nothing is kept of it. */
  override keepFolds(...kept: Parameters<TelemetryStore['keepFolds']>): Promise<void> {
    return this.doubtful ? Promise.resolve() : super.keepFolds(...kept);
  }

  /** Seconds by which the server's clock is ahead of ours, negative where it is behind; undefined before an answer. */
  clockAhead(): number | undefined {
    const ahead = this.serverClock.ahead();
    return ahead === undefined ? undefined : ahead / MICROS_PER_SECOND;
  }

  state(): Promise<StoreState> {
    return this.parts.book.state();
  }

  commit(batch: ProjectionBatch): Promise<RowsNotStored> {
    return this.inTurn(() => this.commitNow(batch));
  }

  /**
   * What the server has lost is sent again first: a reading that is not found is new, and counted. A database that has gone is
   * made anew before that is thrown: the next attempt finds it, for the commit that would make it is behind this.
   */
  async existing(keys: ReadingKeys): Promise<FoundReadings> {
    const { directory } = this.parts;
    try {
      await this.inTurn(() => this.mend());
      return await findExisting(this.source(), directory, keys);
    } catch (error) {
      if (!(error instanceof Failure) || error.code !== 'store-target-missing') throw error;
      const projects = new Set(Array.from(keys.series, (series) => directory.find(series)?.project ?? ''));
      projects.delete('');
      await this.inTurn(() => this.houseAnew(projects));
      throw error;
    }
  }

  /** By the number of the next batch: nobody sees a part of them, and whoever reads between two batches sees none. */
  async restore(lost: LostReadings): Promise<RestoreReceipt> {
    let receipt: RestoreReceipt = { refused: 0, visibleAbove: 0 };
    await this.inTurn(async () => {
      await this.mend();
      const hours = projectHoursOf(lost.readings, this.parts.directory);
      await this.restored.writing(hours, async () => {
        const { refused } = await this.doubting(() => this.writer.writeAgain(lost, this.standing.confirmed.until + 1));
        receipt = { refused: refused.reduce((sum, { rows }) => sum + rows.length, 0), visibleAbove: this.standing.nextSequence };
        return hours;
      });
    });
    return receipt;
  }

  private async houseAnew(projects: Iterable<string>): Promise<void> {
    await this.writer.house(projects);
    await this.guard.restore(this.sender);
  }

  /** A server that went and came back between two writes is noticed here; commits wait only for what has to be sent again. */
  async compact(): Promise<void> {
    this.retention.forget();
    await this.serverClock.look();
    if (await this.guard.isMissing()) await this.inTurn(() => this.guard.restore(this.sender));
    await this.parts.book.compact();
  }

  /** Breaks off requests under way and waits for the commit they belong to. Idempotent. */
  close(): Promise<void> {
    this.closing ??= this.end();
    return this.closing;
  }

  private async end(): Promise<void> {
    this.parts.link.close();
    this.watch.close();
    await this.last;
    await this.parts.book.close();
  }

  private inTurn<T>(work: () => Promise<T>): Promise<T> {
    const done = this.last.then(work);
    this.last = done.catch(() => undefined);
    return done;
  }

  private async commitNow(batch: ProjectionBatch): Promise<RowsNotStored> {
    const { journal, nextSequence, confirmed } = this.standing;
    const { book, directory } = this.parts;
    if (journal !== undefined && journal !== batch.journal) throw storeOfOtherJournal(journal, batch.journal);
    if (batch.nextSequence <= nextSequence) return ALL_STORED;
    if (batch.fromSequence > nextSequence) throw storeGap(nextSequence, batch.fromSequence);
    directory.learn(batch);
    const commit = confirmed.until + 1;
    const { refused, expired } = await this.write(batch, commit);
    const kept = bookBatchOf(batch, commit, refused, directory);
    await this.restored.telling(kept, (told) => book.commit(told));
    for (let row = 0; row < kept.seriesHours.length; row += 1) directory.raise(kept.seriesHours.series[row] as number, kept.seriesHours.latestAt[row] as number);
    this.standing = { journal: batch.journal, nextSequence: batch.nextSequence, confirmed: confirmed.raisedTo(commit) };
    return [...refused.flatMap(({ rows }) => rows), ...expired].sort((a, b) => a - b);
  }

  private async write(batch: ProjectionBatch, commit: number): Promise<WriteReceipt> {
    await this.mend();
    const receipt = await this.doubting(() => this.writer.write(batch, commit));
    this.serverClock.judge();
    this.tellUnhoused();
    return receipt;
  }

  /** A write that fails may have been acknowledged by a server that has gone since. */
  private async doubting<T>(write: () => Promise<T>): Promise<T> {
    try {
      return await write();
    } catch (error) {
      this.doubtful = true;
      throw error;
    }
  }

  /** Looks what a server has lost that may have been away, and sends it again, until that has succeeded. */
  private async mend(): Promise<void> {
    const steady = await this.wasSteady();
    if (steady && !this.doubtful) return;
    if (this.doubtful) await this.serverClock.look();
    this.doubtful = true;
    await this.guard.restore(this.sender);
    this.doubtful = false;
  }

  /** Only 1.x is known to lose what it acknowledged, and only when it is started again. */
  private async wasSteady(): Promise<boolean> {
    const server = await this.server();
    await this.judge(server);
    return server.generation !== 1 || this.watch.isSteady();
  }

  /** A server that was away at the start is known with its first write. */
  private async judge({ core, version }: InfluxServer): Promise<void> {
    if (!core || this.saidShort) return;
    const { link, settings: { prefix }, directory, onWarning } = this.parts;
    const fits = projectsThatFit(prefix, await (await link.ready()).dialect.databases());
    this.saidShort = true;
    onWarning(coreLimits(version, { fits, projects: directory.projects().length }));
  }

  private tellUnhoused(): void {
    for (const project of this.unhoused) {
      if (this.toldOf.has(project)) continue;
      this.toldOf.add(project);
      this.parts.onWarning(databasesFull(databaseOf(this.parts.settings, project)));
    }
  }

  private marksOf(identity: BookIdentity): BookMarks {
    const { link, directory, clock } = this.parts;
    return new BookMarks(link, this.sender, identity, new Set(directory.projects()), clock);
  }

  private source(): PointSource {
    return new PointSource(this.parts.link, this.parts.settings, this.standing.confirmed, this.unhoused);
  }

  protected look(): Look {
    return { source: this.source(), directory: this.parts.directory };
  }
}
