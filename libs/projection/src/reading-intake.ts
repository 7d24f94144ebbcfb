import type { Micros, ReadingStamp } from '@yanshou/telemetry';
import { LATE, MICROS_PER_HOUR, MICROS_PER_SECOND, SERVER_STAMPED, UNUSED, ValueKind, packFlags } from '@yanshou/telemetry';
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
  constructor(
    private readonly message: DecodedMessage,
    private readonly judge: MessageJudge,
    private readonly book: SeriesBook,
  ) {}

  take(batch: OpenBatch, element: number, rows: Uint8Array | undefined, stamp: ReadingStamp): void {
    const { message, judge, book } = this;
    const device = judge.devices[element] as BoundDevice;
    const given = message.elementAt[element] as number;
    const stamped = Number.isNaN(given);
    const at = stamped ? stamp.received : given;
    const origin = message.elementOrigin[element] as number;
    if (origin === SIMULATED) book.markSimulated(device.principal);
    const common = (stamp.received - at > MICROS_PER_HOUR ? LATE : 0) | (stamped ? SERVER_STAMPED : 0);
    const end = message.elementEnd[element] as number;
    for (let row = message.firstRow(element); row < end; row += 1) {
      if (judge.verdict[row] !== ACCEPTED || rows?.[row] === 0) continue;
      this.takeValue(batch, device, row, at, common | packFlags(0, message.quality[row] as number, origin), stamp);
    }
  }

  // eslint-disable-next-line max-params -- once a value, and an object to carry them would be made once a value too
  private takeValue(batch: OpenBatch, device: BoundDevice, row: number, given: Micros, partial: number, stamp: ReadingStamp): void {
    const { message, book } = this;
    const metric = this.judge.metric[row] as number;
    const series = this.seriesOf(device, metric, row);
    const kind = metric === NO_METRIC ? (message.kind[row] as number) : (device.metrics.kind[metric] as number);
    const flags = partial | kind | (metric === NO_METRIC || book.unused[series] === 1 ? UNUSED : 0);
    const highest = book.highest[series] as number;
    let at = given;
    if ((flags & SERVER_STAMPED) !== 0 && at <= highest && highest - at < STAMP_SPREAD) at = highest + 1;
    const value = kind === ValueKind.text ? (message.text[row] as string) : (message.number[row] as number);
    if (at <= highest) {
      batch.candidates.push(series, at, value, flags, stamp);
      return;
    }
    book.noteLast(device.principal, at, flags);
    book.highest[series] = at;
    batch.readings.push(series, at, value, flags, stamp);
    batch.countStored();
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
