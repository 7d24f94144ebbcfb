import type { Micros, ReadingFlags, RejectionCode } from '@yanshou/telemetry';
import { LATE, MICROS_PER_DAY, ReadingColumns, SERVER_STAMPED, UNUSED, hourOf, isValidQuality, originOf, qualityOf } from '@yanshou/telemetry';
import { LATE_DATA, OVERDUE_DATA, REPLAYED_QUARANTINE } from '@yanshou/store';
import type { ConflictRow, DeclaredGapRow, LostSession, ProjectionBatch, QuarantineRow } from '@yanshou/store';
import type { Announcement } from './commit-notes.js';
import { DeviceHourTable } from './device-hour-table.js';
import { DirtyHourTable } from './dirty-hour-table.js';
import { Counter, LedgerTable } from './ledger-table.js';
import type { PrincipalState, SeriesBook } from './series-book.js';
import { SeriesHourTable } from './series-hour-table.js';

const LIVE = 0;
const SIMULATED = 1;
const REPLAYED = 2;
const INITIAL_READINGS = 16_384;

/** The batch being assembled. Its columns are reused: they belong to the store while it is being committed. */
export class OpenBatch {
  /** Records taken in, of whatever kind. */
  records = 0;
  /** Messages among them. */
  messages = 0;
  nextSequence = 0;
  /** Receipt of the latest record. */
  received: Micros = 0;
  readonly readings = new ReadingColumns(INITIAL_READINGS);
  /** Readings at or below their series' high-water time: they may be stored already. */
  readonly candidates = new ReadingColumns();
  readonly conflicts: ConflictRow[] = [];
  readonly quarantine: QuarantineRow[] = [];
  readonly resolved: number[] = [];
  readonly platformMinutes: number[] = [];
  readonly gaps: DeclaredGapRow[] = [];
  readonly lostSessions: LostSession[] = [];
  readonly announcements: Announcement[] = [];
  readonly ledger = new LedgerTable();
  /** What is taken in now comes out of quarantine. */
  replaying = false;
  private readonly seriesHours = new SeriesHourTable();
  private readonly deviceHours = new DeviceHourTable();
  private readonly dirtyHours = new DirtyHourTable();

  constructor(private readonly book: SeriesBook) {}

  /** Adds the reading just put into `readings` to the partials of its series. */
  addToSeries(): void {
    const { readings, book } = this;
    const row = readings.length - 1;
    const series = readings.series[row] as number;
    this.seriesHours.add(readings, row, book.resolution[series] as number);
    if (((readings.flags[row] as number) & LATE) !== 0) this.dirtyHours.mark(this.ownerOf(series), hourOf(readings.at[row] as number), lateness(readings, row));
  }

  /** Adds a reading of (principal, time, flags) to the partials of its device. */
  addToDevice(principal: number, at: Micros, flags: ReadingFlags): void {
    if ((flags & UNUSED) === 0 && isValidQuality(qualityOf(flags))) this.deviceHours.mark(principal, at, originOf(flags));
  }

  /** Counts readings as stored, all of the classes that `flags` name. */
  countStored(entry: number, flags: ReadingFlags, count: number): void {
    const { ledger } = this;
    ledger.add(entry, Counter.stored, count);
    if ((flags & LATE) !== 0) ledger.add(entry, Counter.late, count);
    if ((flags & SERVER_STAMPED) !== 0) ledger.add(entry, Counter.serverStamped, count);
    const origin = originOf(flags);
    if (origin === SIMULATED) ledger.add(entry, Counter.simulated, count);
    else if (origin === REPLAYED) ledger.add(entry, Counter.replayed, count);
  }

  /** The device lives: a heartbeat stands for the last value of a device that reports by exception. */
  markAlive(principal: PrincipalState, at: Micros): void {
    this.deviceHours.mark(principal.number, at, principal.lastOrigin);
    this.touch(principal.number, at);
  }

  /** A time in which a message that comes out of quarantine may change something. */
  touch(principal: number, at: Micros): void {
    if (this.replaying) this.dirtyHours.mark(principal, hourOf(at), REPLAYED_QUARANTINE);
  }

  ownerOf(series: number): number {
    return this.book.owner[series] as number;
  }

  /** Row of the ledger for (principal, hour of receipt). */
  ledgerRow(principal: number, received: Micros): number {
    return this.ledger.row(principal, hourOf(received));
  }

  count(principal: number, received: Micros, counter: number, by: number): void {
    this.ledger.add(this.ledger.row(principal, hourOf(received)), counter, by);
  }

  countReason(principal: number, received: Micros, code: RejectionCode, by: number): void {
    this.ledger.addReason(this.ledger.row(principal, hourOf(received)), code, by);
  }

  /** `fromSequence`: the cursor that this batch continues. */
  seal(journal: string, fromSequence: number): ProjectionBatch {
    return {
      journal, fromSequence, nextSequence: this.nextSequence, ...this.book.take(), readings: this.readings,
      seriesHours: this.seriesHours, deviceHours: this.deviceHours, conflicts: [...this.conflicts], ledger: this.ledger.deltas(),
      quarantine: [...this.quarantine], resolved: [...this.resolved], platformMinutes: [...this.platformMinutes], gaps: [...this.gaps],
      lostSessions: [...this.lostSessions],
      dirtyHours: this.dirtyHours.rows((principal) => this.book.byNumber(principal).project),
    };
  }

  clear(): void {
    this.records = 0;
    this.messages = 0;
    for (const list of [this.conflicts, this.quarantine, this.resolved, this.platformMinutes, this.gaps, this.lostSessions, this.announcements]) list.length = 0;
    for (const table of [this.readings, this.candidates, this.ledger, this.seriesHours, this.deviceHours, this.dirtyHours]) table.clear();
  }
}

/** What is replayed or imported was recorded by others long before: only live data can be overdue. */
function lateness({ at, received, flags }: ReadingColumns, row: number): number {
  const isOverdue = originOf(flags[row] as number) === LIVE && (received[row] as number) - (at[row] as number) > MICROS_PER_DAY;
  return isOverdue ? LATE_DATA | OVERDUE_DATA : LATE_DATA;
}
