import type { Micros, RejectionCode } from '@yanshou/telemetry';
import { LATE, ReadingColumns, SERVER_STAMPED, UNUSED, hourOf, isValidQuality, originOf, qualityOf } from '@yanshou/telemetry';
import type { ConflictRow, ProjectionBatch, QuarantineRow } from '@yanshou/store';
import { DeviceHourTable } from './device-hour-table.js';
import { Counter, LedgerTable } from './ledger-table.js';
import type { PrincipalState, SeriesBook } from './series-book.js';
import { SeriesHourTable } from './series-hour-table.js';

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
  readonly ledger = new LedgerTable();
  private readonly seriesHours = new SeriesHourTable();
  private readonly deviceHours = new DeviceHourTable();

  constructor(private readonly book: SeriesBook) {}

  /** Counts the reading just put into `readings` as stored. */
  countStored(): void {
    const { readings, book, ledger } = this;
    const row = readings.length - 1;
    const series = readings.series[row] as number;
    const flags = readings.flags[row] as number;
    const owner = book.owner[series] as number;
    this.seriesHours.add(readings, row, book.resolution[series] as number);
    if ((flags & UNUSED) === 0 && isValidQuality(qualityOf(flags))) this.deviceHours.mark(owner, readings.at[row] as number, originOf(flags));
    const entry = ledger.row(owner, hourOf(readings.received[row] as number));
    ledger.add(entry, Counter.stored, 1);
    if ((flags & LATE) !== 0) ledger.add(entry, Counter.late, 1);
    if ((flags & SERVER_STAMPED) !== 0) ledger.add(entry, Counter.serverStamped, 1);
    const origin = originOf(flags);
    if (origin === SIMULATED) ledger.add(entry, Counter.simulated, 1);
    else if (origin === REPLAYED) ledger.add(entry, Counter.replayed, 1);
  }

  /** The device lives: a heartbeat stands for the last value of a device that reports by exception. */
  markAlive(principal: PrincipalState, at: Micros): void {
    this.deviceHours.mark(principal.number, at, principal.lastOrigin);
  }

  ownerOf(series: number): number {
    return this.book.owner[series] as number;
  }

  count(principal: number, received: Micros, counter: number, by: number): void {
    this.ledger.add(this.ledger.row(principal, hourOf(received)), counter, by);
  }

  countReason(principal: number, received: Micros, code: RejectionCode, by: number): void {
    this.ledger.addReason(this.ledger.row(principal, hourOf(received)), code, by);
  }

  seal(journal: string): ProjectionBatch {
    return {
      journal, nextSequence: this.nextSequence, ...this.book.take(), readings: this.readings,
      seriesHours: this.seriesHours, deviceHours: this.deviceHours, conflicts: [...this.conflicts], ledger: this.ledger.deltas(),
      quarantine: [...this.quarantine], resolved: [...this.resolved], platformMinutes: [...this.platformMinutes],
    };
  }

  clear(): void {
    this.records = 0;
    this.messages = 0;
    for (const list of [this.conflicts, this.quarantine, this.resolved, this.platformMinutes]) list.length = 0;
    for (const table of [this.readings, this.candidates, this.ledger, this.seriesHours, this.deviceHours]) table.clear();
  }
}
