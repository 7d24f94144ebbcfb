import type { BookBatch, BookIdentity, BookLease, OpenedBook, ProjectionBook, SharedBook } from '@yanshou/store';
import { storeGap, storeOfOtherJournal } from '@yanshou/store';
import { sql } from 'kysely';
import { lockLease } from '../partition.repository.js';
import type { Database, Trx } from '../schema.js';
import { asBookFailure, bookLeaseLost, bookTaken } from './book-failures.js';
import { BookHolds } from './book-holds.js';
import { BookMessages } from './book-messages.js';
import { BookReprojections } from './book-reprojections.js';
import { keepFolds, readFoldCursor, readKeptFolds } from './kept-folds.js';
import { writeBatch } from './book-writer.js';
import { announceRestoring, forgetRestoring, readRestoring } from './restoring-hours.js';
import { readDeviceHours, readHoursOf, readLastHoursBefore, readSeriesHours } from './reader.hours.js';
import { readConflicts, readDirtyHours, readGaps, readLedger, readLostSessions, readMinutes, readQuarantine } from './reader.rows.js';
import { readActivity, readPrincipals, readState, readTotals, readTotalsByPrincipal, readView } from './reader.state.js';

interface Standing {
  readonly id: number;
  readonly journal: string | null;
  readonly next_sequence: string | number;
  readonly confirmed: string | number;
  readonly passed_over: readonly number[];
}

/** The same database for what may be much: by connections of their own, which may all be in use for minutes. */
export interface SpareConnections {
  readonly reads?: Database;
  readonly long?: Database;
}

/** A projection book in the registry's database. `name` tells the books of one database apart; what is small waits for none of `spare`. */
export class SqlBook implements SharedBook {
  private known: number | undefined;
  private readonly holds: BookHolds;
  private readonly messages: BookMessages;
  private readonly lostHours: BookReprojections;

  constructor(private readonly db: Database, private readonly name: string, private readonly spare: SpareConnections = {}) {
    this.holds = new BookHolds(db);
    this.messages = new BookMessages(db);
    this.lostHours = new BookReprojections(db);
  }

  open = (lease?: BookLease): Promise<OpenedBook> =>
    this.asked(() => this.db.transaction().execute(async (trx) => {
      if (lease !== undefined && !(await lockLease(trx, lease))) throw bookLeaseLost(this.name);
      await sql`insert into books (name) values (${this.name}) on conflict do nothing`.execute(trx);
      const { id, journal, next_sequence: next, confirmed, passed_over: before } = await this.locked(trx);
      const passed = Number(confirmed) + 1;
      const passedOver = [...before, passed];
      await sql`update books set confirmed = ${passed}, passed_over = ${JSON.stringify(passedOver)}::jsonb where id = ${id}`.execute(trx);
      return { journal: journal ?? undefined, nextSequence: Number(next), confirmed: passed, passedOver, restoring: await readRestoring(trx, id) };
    }));

  announceRestoring: ProjectionBook['announceRestoring'] = (hours) => this.read((db, id) => announceRestoring(db, id, hours));

  commit = (batch: BookBatch): Promise<void> =>
    this.asked(() => this.db.transaction().execute(async (trx) => {
      const { id, journal, next_sequence: next, confirmed } = await this.locked(trx);
      if (journal !== null && journal !== batch.journal) throw storeOfOtherJournal(journal, batch.journal);
      if (batch.nextSequence <= Number(next)) return;
      if (batch.fromSequence > Number(next)) throw storeGap(Number(next), batch.fromSequence);
      // Whoever opened the book last passed over the number that this one would use.
      if (batch.commit <= Number(confirmed)) throw bookTaken(this.name);
      await writeBatch(trx, id, batch);
      if (batch.tellsRestored === true) await forgetRestoring(trx, id);
      await sql`update books set journal = ${batch.journal}, next_sequence = ${batch.nextSequence}, confirmed = ${batch.commit} where id = ${id}`.execute(trx);
    }));

  identity = (): Promise<BookIdentity> => this.read(async (db, id) => {
    const { rows } = await sql<{ identity: string }>`select identity::text from books where id = ${id}`.execute(db);
    return { name: this.name, identity: (rows[0] as { identity: string }).identity };
  });

  hold: SharedBook['hold'] = () => this.read((_, id) => this.holds.begin(id));
  release: SharedBook['release'] = (hold) => this.asked(() => this.holds.end(hold));
  askForReplay: SharedBook['askForReplay'] = (project) => this.read((_, id) => this.messages.askForReplay(id, project));
  openReplays: SharedBook['openReplays'] = () => this.read((_, id) => this.messages.openReplays(id));
  answerReplay: SharedBook['answerReplay'] = (replay, answer) => this.asked(() => this.messages.answerReplay(replay, answer));
  replayAnswer: SharedBook['replayAnswer'] = (replay) => this.asked(() => this.messages.replayAnswer(replay));
  askForReprojection: SharedBook['askForReprojection'] = (hours, askedBy) => this.read((_, id) => this.lostHours.ask(id, hours, askedBy));
  openReprojections: SharedBook['openReprojections'] = () => this.read((_, id) => this.lostHours.open(id));
  tellReprojection: SharedBook['tellReprojection'] = (asked, progress) => this.asked(() => this.lostHours.tell(asked, progress));
  answerReprojection: SharedBook['answerReprojection'] = (asked, answer) => this.asked(() => this.lostHours.answer(asked, answer));
  reprojections: SharedBook['reprojections'] = (project) => this.read((_, id) => this.lostHours.latest(id, project));
  reportHead: SharedBook['reportHead'] = (next, messagesUntil) => this.read((_, id) => this.messages.reportHead(id, next, messagesUntil));
  head: SharedBook['head'] = () => this.read((_, id) => this.messages.head(id));

  view: ProjectionBook['view'] = (selection) => this.read((db, id) => readView(db, id, selection));
  state: ProjectionBook['state'] = () => this.read(readState);
  totals: ProjectionBook['totals'] = (project) => this.read((db, id) => readTotals(db, id, project));
  totalsByPrincipal: ProjectionBook['totalsByPrincipal'] = (project) => this.read((db, id) => readTotalsByPrincipal(db, id, project));
  activity: ProjectionBook['activity'] = (project, fromHour, toHour, origins) => this.readMuch((db, id) => readActivity(db, id, project, { fromHour, toHour, origins }));
  deviceHours: ProjectionBook['deviceHours'] = (project, fromHour, toHour, origins) =>
    this.readMuch((db, id) => readDeviceHours(db, id, project, { fromHour, toHour, origins }));
  seriesHours: ProjectionBook['seriesHours'] = (project, fromHour, toHour, origins) =>
    this.readMuch((db, id) => readSeriesHours(db, id, project, { fromHour, toHour, origins }));
  hoursOf: ProjectionBook['hoursOf'] = (series, fromHour, toHour, origins) => this.read((db, id) => readHoursOf(db, id, series, { fromHour, toHour, origins }));
  lastHoursBefore: ProjectionBook['lastHoursBefore'] = (series, before, origins) => this.read((db, id) => readLastHoursBefore(db, id, series, { before, origins }));
  ledger: ProjectionBook['ledger'] = (project, from, to) => this.readMuch((db, id) => readLedger(db, id, project, { from, to }));
  quarantine: ProjectionBook['quarantine'] = (query) => this.read((db, id) => readQuarantine(db, id, query));
  conflicts: ProjectionBook['conflicts'] = (query) => this.readMuch((db, id) => readConflicts(db, id, query));
  platformMinutes: ProjectionBook['platformMinutes'] = (from, to) => this.read((db, id) => readMinutes(db, id, from, to));
  declaredGaps: ProjectionBook['declaredGaps'] = () => this.read(readGaps);
  lostSessions: ProjectionBook['lostSessions'] = (from, to) => this.read((db, id) => readLostSessions(db, id, from, to));

  principals: ProjectionBook['principals'] = (project) => this.read((db, id) => readPrincipals(db, id, project));
  dirtyHours: ProjectionBook['dirtyHours'] = (project, after) => this.read((db, id) => readDirtyHours(db, id, project, after));

  foldCursor: ProjectionBook['foldCursor'] = () => this.read(readFoldCursor);
  keptFolds: ProjectionBook['keptFolds'] = (query) => this.readMuch((db, id) => readKeptFolds(db, id, query));
  keepFolds: ProjectionBook['keepFolds'] = (kind, folds) => this.read((db, id) => keepFolds(db, id, kind, folds));

  /** The embedded database has nothing that sweeps by itself; PostgreSQL does, and loses nothing by it. */
  compact = async (): Promise<void> => {
    await this.asked(() => sql`vacuum book_series_hours, book_device_hours, book_ledger, book_series, books`.execute(this.spare.long ?? this.db));
  };

  /** The database stays open: it is the registry's. */
  close = (): Promise<void> => Promise.resolve();

  private async locked(trx: Trx): Promise<Standing> {
    const { rows } = await sql<Standing>`select id, journal, next_sequence, confirmed, passed_over from books where name = ${this.name} for update`.execute(trx);
    return rows[0] as Standing;
  }

  private read<T>(answer: (db: Database, id: number) => Promise<T>): Promise<T> {
    return this.asked(async () => answer(this.db, (this.known ??= await this.find())));
  }

  private readMuch<T>(answer: (db: Database, id: number) => Promise<T>): Promise<T> {
    return this.read((db, id) => answer(this.spare.reads ?? db, id));
  }

  private async find(): Promise<number> {
    await sql`insert into books (name) values (${this.name}) on conflict do nothing`.execute(this.db);
    const { rows } = await sql<{ id: number }>`select id from books where name = ${this.name}`.execute(this.db);
    return (rows[0] as { id: number }).id;
  }

  private async asked<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work();
    } catch (error) {
      throw asBookFailure(error);
    }
  }
}
