import { CodecTables, DecodedMessage } from '@yanshou/codecs';
import type { JournalRecord } from '@yanshou/journal';
import { RecordKind } from '@yanshou/journal';
import type { StoreState } from '@yanshou/store';
import type { Micros, ReadingFlags, ReadingStamp, ValueKindCode } from '@yanshou/telemetry';
import { UNUSED, ValueKind, packFlags } from '@yanshou/telemetry';
import { NO_METRIC } from '../class-metrics.js';
import type { InventoryBook } from '../inventory-book.js';
import { GAP, MessageJudge, TYPE_MISMATCH, UNREADABLE } from '../message-judge.js';
import { ProjectDirectory } from '../project-directory.js';
import type { BoundDevice } from '../project-directory.js';
import { stampOf, timeAbove } from '../reading-stamp.js';
import type { ElementStamp } from '../reading-stamp.js';
import { RouteTable } from '../route-table.js';
import type { Route } from '../route-table.js';
import { SeriesBook } from '../series-book.js';
import type { QuarantinedParts } from './not-stored.js';

/** A reading as the projector would store it. */
export type TakeReading = (series: number, at: Micros, value: number | string, flags: ReadingFlags, stamp: ReadingStamp) => void;

/**
 * Finds again what was stored of messages. What was rejected then is known from the quarantine, so limits and dates of today's inventory
 * reject nothing; that a device is listed, and a child bound, has to hold today too. Numbers no series: one that is not known holds nothing.
 */
export class MessageReadings {
  private readonly book: SeriesBook;
  private readonly routes: RouteTable;
  private readonly message: DecodedMessage;
  private readonly judge: MessageJudge;
  /** Latest time by series of what was read so far: a time that was stamped on receipt depends on it. */
  private readonly highest = new Map<number, Micros>();

  constructor(private readonly project: string, state: StoreState, inventories: InventoryBook) {
    const tables = new CodecTables();
    this.book = new SeriesBook(state);
    this.routes = new RouteTable(new ProjectDirectory(inventories, this.book, tables.names), this.book, tables);
    this.message = new DecodedMessage(tables.names);
    this.judge = new MessageJudge(this.message, Infinity);
  }

  /** Hands over every reading of the record that was not set apart, in order. */
  read(record: JournalRecord, apart: QuarantinedParts | undefined, take: TakeReading): void {
    if (record.kind !== RecordKind.message) return;
    const payloadFrom = RouteTable.payloadFrom(record.body);
    const route = this.routes.routeOf(record.body, payloadFrom);
    const { target } = route;
    if (route.principal.project !== this.project || (target.kind !== 'device' && target.kind !== 'gateway')) return;
    if (target.codec.decode(record.body, this.message, payloadFrom)) return;
    this.judge.judge(route, record.at);
    const stamp = stampFor(route, record);
    for (let element = 0; element < this.message.elements; element += 1) this.readElement(element, apart, stamp, take);
  }

  private readElement(element: number, apart: QuarantinedParts | undefined, stamp: ReadingStamp, take: TakeReading): void {
    const { message, judge } = this;
    const device = judge.devices[element];
    if (device === undefined) return;
    const time = stampOf(message.elementAt[element] as number, stamp.received, message.elementOrigin[element] as number);
    const [first, end] = [message.firstRow(element), message.elementEnd[element] as number];
    for (let row = first; row < end; row += 1) {
      const name = message.names.text(message.name[row] as number);
      const hasValue = judge.verdict[row] !== GAP && judge.verdict[row] !== UNREADABLE;
      if (hasValue && apart?.holds(row, first, end, name) !== true) this.readValue(device, row, { name, time, stamp }, take);
    }
  }

  private readValue(device: BoundDevice, row: number, { name, time, stamp }: { readonly name: string; readonly time: ElementStamp; readonly stamp: ReadingStamp }, take: TakeReading): void {
    const { message, book } = this;
    const series = device.principal.series.get(name);
    if (series === undefined) return;
    const kind = this.kindOf(device, row);
    const flags = time.common | packFlags(kind, message.quality[row] as number, 0) | (book.unused[series] === 1 ? UNUSED : 0);
    const highest = this.highest.get(series) ?? -Infinity;
    const at = timeAbove(time, highest);
    if (at > highest) this.highest.set(series, at);
    take(series, at, kind === ValueKind.text ? (message.text[row] as string) : (message.number[row] as number), flags, stamp);
  }

  private kindOf({ metrics }: BoundDevice, row: number): ValueKindCode {
    const metric = metrics.find(this.message.name[row] as number);
    const isOfClass = metric !== NO_METRIC && this.judge.verdict[row] !== TYPE_MISMATCH;
    return (isOfClass ? metrics.kind[metric] : this.message.kind[row]) as ValueKindCode;
  }
}

const stampFor = ({ principal, target }: Route, { at, sequence }: JournalRecord): ReadingStamp =>
  ({ received: at, sequence, via: target.kind === 'gateway' ? principal.number : 0 });
