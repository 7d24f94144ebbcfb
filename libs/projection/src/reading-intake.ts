import type { Micros, ReadingFlags, ReadingStamp, ValueKindCode } from '@yanshou/telemetry';
import { LATE, MICROS_PER_HOUR, MICROS_PER_SECOND, SERVER_STAMPED, UNUSED, ValueKind, isValidQuality, packFlags, qualityOf } from '@yanshou/telemetry';
import type { DecodedMessage } from '@yanshou/codecs';
import { NO_METRIC } from './class-metrics.js';
import { ACCEPTED } from './message-judge.js';
import type { MessageJudge } from './message-judge.js';
import type { OpenBatch } from './open-batch.js';
import type { BoundDevice } from './project-directory.js';
import type { SeriesBook } from './series-book.js';

const SIMULATED = 1;
/** Indicators read no value of a metric that no class defines, so its grid is never used. */
const UNKNOWN_RESOLUTION = 1;
/** Readings stamped on receipt are told apart by a microsecond each, as long as they stay this close to their receipt. */
const STAMP_SPREAD = MICROS_PER_SECOND;

/** Puts the accepted values of an element into the batch: as stored, or as candidates when they may be stored already. */
export class ReadingIntake {
  /** Of the element in hand: its time, what its readings' flags have in common, the flags of a valid one (-1: none). */
  private at: Micros = 0;
  private common: ReadingFlags = 0;
  private valid: ReadingFlags = -1;

  constructor(
    private readonly message: DecodedMessage,
    private readonly judge: MessageJudge,
    private readonly book: SeriesBook,
  ) {}

  /** `rows`: only those whose entry is 1. `entry`: the element's row in the ledger. */
  take(batch: OpenBatch, element: number, rows: Uint8Array | undefined, { stamp, entry }: { stamp: ReadingStamp; entry: number }): void {
    const { message, judge } = this;
    const device = judge.devices[element] as BoundDevice;
    this.begin(element, device, stamp);
    let stored = 0;
    const end = message.elementEnd[element] as number;
    for (let row = message.firstRow(element); row < end; row += 1) {
      if (judge.verdict[row] !== ACCEPTED || (rows !== undefined && rows[row] === 0)) continue;
      if (this.takeValue(batch, device, row, stamp)) stored += 1;
    }
    if (stored > 0) batch.countStored(entry, this.common, stored);
    if (this.valid >= 0) batch.addToDevice(device.principal.number, this.at, this.valid);
  }

  private begin(element: number, device: BoundDevice, stamp: ReadingStamp): void {
    const { message, book } = this;
    const given = message.elementAt[element] as number;
    const stamped = Number.isNaN(given);
    const origin = message.elementOrigin[element] as number;
    if (origin === SIMULATED) book.markSimulated(device.principal);
    this.at = stamped ? stamp.received : given;
    this.common = (stamp.received - this.at > MICROS_PER_HOUR ? LATE : 0) | (stamped ? SERVER_STAMPED : 0) | packFlags(0, 0, origin);
    this.valid = -1;
  }

  /** Whether the value is stored for certain. */
  private takeValue(batch: OpenBatch, device: BoundDevice, row: number, stamp: ReadingStamp): boolean {
    const { message, book } = this;
    const metric = this.judge.metric[row] as number;
    const series = this.seriesOf(device, metric, row);
    const kind = (metric === NO_METRIC ? message.kind[row] : device.metrics.kind[metric]) as ValueKindCode;
    const flags = this.common | packFlags(kind, message.quality[row] as number, 0) | (metric === NO_METRIC || book.unused[series] === 1 ? UNUSED : 0);
    const highest = book.highest[series] as number;
    const at = this.timeAbove(highest);
    batch.touch(device.principal.number, at);
    const value = kind === ValueKind.text ? (message.text[row] as string) : (message.number[row] as number);
    if (at <= highest) {
      batch.candidates.push(series, at, value, flags, stamp);
      return false;
    }
    if (device.byException) book.noteLast(device.principal, at, flags);
    book.highest[series] = at;
    batch.readings.push(series, at, value, flags, stamp);
    batch.addToSeries();
    if (at !== this.at) batch.addToDevice(device.principal.number, at, flags);
    else if ((flags & UNUSED) === 0 && isValidQuality(qualityOf(flags))) this.valid = flags;
    return true;
  }

  /** Readings stamped on one and the same microsecond follow one another; a time that was given stays. */
  private timeAbove(highest: Micros): Micros {
    const bumped = (this.common & SERVER_STAMPED) !== 0 && this.at <= highest && highest - this.at < STAMP_SPREAD;
    return bumped ? highest + 1 : this.at;
  }

  private seriesOf(device: BoundDevice, metric: number, row: number): number {
    const known = metric === NO_METRIC ? 0 : (device.series[metric] as number);
    if (known > 0) return known;
    const { book, message } = this;
    const name = message.names.text(message.name[row] as number);
    if (metric === NO_METRIC) return book.series(device.principal, name, UNKNOWN_RESOLUTION, true);
    const series = book.series(device.principal, name, device.metrics.resolution[metric] as number, false);
    device.series[metric] = series;
    return series;
  }
}
