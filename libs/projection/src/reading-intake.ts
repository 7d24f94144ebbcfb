import type { ReadingFlags, ReadingStamp, ValueKindCode } from '@yanshou/telemetry';
import { UNUSED, ValueKind, isValidQuality, packFlags, qualityOf } from '@yanshou/telemetry';
import type { DecodedMessage } from '@yanshou/codecs';
import { NO_METRIC } from './class-metrics.js';
import { ACCEPTED } from './message-judge.js';
import type { MessageJudge } from './message-judge.js';
import type { OpenBatch } from './open-batch.js';
import type { BoundDevice } from './project-directory.js';
import { stampOf, timeAbove } from './reading-stamp.js';
import type { ElementStamp } from './reading-stamp.js';
import type { SeriesBook } from './series-book.js';

const SIMULATED = 1;
/** Indicators read no value of a metric that no class defines, so its grid is never used. */
const UNKNOWN_RESOLUTION = 1;

/** Puts the accepted values of an element into the batch: as stored, or as candidates when they may be stored already. */
export class ReadingIntake {
  /** Of the element in hand, and the flags of a valid one of its readings (-1: none). */
  private element: ElementStamp = { at: 0, common: 0 };
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
    if (stored > 0) batch.countStored(entry, this.element.common, stored);
    if (this.valid >= 0) batch.addToDevice(device.principal.number, this.element.at, this.valid);
  }

  private begin(element: number, device: BoundDevice, stamp: ReadingStamp): void {
    const { message, book } = this;
    const origin = message.elementOrigin[element] as number;
    if (origin === SIMULATED) book.markSimulated(device.principal);
    this.element = stampOf(message.elementAt[element] as number, stamp.received, origin);
    this.valid = -1;
  }

  /** Whether the value is stored for certain. */
  private takeValue(batch: OpenBatch, device: BoundDevice, row: number, stamp: ReadingStamp): boolean {
    const { message, book } = this;
    const metric = this.judge.metric[row] as number;
    const series = this.seriesOf(device, metric, row);
    const kind = (metric === NO_METRIC ? message.kind[row] : device.metrics.kind[metric]) as ValueKindCode;
    const flags = this.element.common | packFlags(kind, message.quality[row] as number, 0) | (metric === NO_METRIC || book.unused[series] === 1 ? UNUSED : 0);
    const highest = book.highest[series] as number;
    const at = timeAbove(this.element, highest);
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
    if (at !== this.element.at) batch.addToDevice(device.principal.number, at, flags);
    else if ((flags & UNUSED) === 0 && isValidQuality(qualityOf(flags))) this.valid = flags;
    return true;
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
