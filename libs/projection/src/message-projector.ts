import type { Micros, ReadingStamp, Rejection } from '@yanshou/telemetry';
import { reject } from '@yanshou/telemetry';
import { DecodedMessage } from '@yanshou/codecs';
import type { CodecTables } from '@yanshou/codecs';
import { Counter } from './ledger-table.js';
import { ACCEPTED, GAP, LAST_ELEMENT_VERDICT, MessageJudge } from './message-judge.js';
import type { OpenBatch } from './open-batch.js';
import { ReadingIntake } from './reading-intake.js';
import type { Route } from './route-table.js';
import type { SeriesBook } from './series-book.js';

/** A message on its way into the store. `payload` may be a view: it is copied where it is kept. */
export interface IncomingMessage {
  route: Route;
  payload: Buffer;
  received: Micros;
  sequence: number;
}

const NOTHING = Buffer.alloc(0);

/** Decodes, judges and counts one message at a time into an open batch. */
export class MessageProjector {
  readonly message: DecodedMessage;
  readonly judge: MessageJudge;
  private readonly intake: ReadingIntake;
  private readonly stamp: ReadingStamp = { received: 0, sequence: 0, via: 0 };

  constructor(
    book: SeriesBook,
    tables: CodecTables,
    maxUnknownMetrics: number,
  ) {
    this.message = new DecodedMessage(tables.names);
    this.judge = new MessageJudge(this.message, maxUnknownMetrics);
    this.intake = new ReadingIntake(this.message, this.judge, book);
  }

  /** Projects or quarantines the message. */
  project(batch: OpenBatch, incoming: IncomingMessage): void {
    const { route, received } = incoming;
    const { number } = route.principal;
    batch.count(number, received, Counter.messages, 1);
    const rejection = this.examine(incoming);
    if (rejection) return this.quarantine(batch, incoming, rejection);
    batch.count(number, received, Counter.projected, 1);
    if (route.target.kind === 'state') this.projectState(batch, incoming);
    else this.projectReadings(batch, incoming);
  }

  /** Why nothing of the message can be used; undefined when some can, and `message` and `judge` then tell what. */
  examine({ route, payload, received }: IncomingMessage): Rejection | undefined {
    const { target } = route;
    if (target.kind === 'rejected') return target.rejection;
    if (target.kind === 'state') return stateOf(payload) === undefined ? reject('wrong-type') : undefined;
    const malformed = target.codec.decode(payload, this.message);
    if (malformed) return malformed;
    this.judge.judge(route, received);
    return this.judge.accepted === 0 && this.judge.gaps === 0 ? this.judge.rejection(0, 0, received) : undefined;
  }

  /** Counts the readings of the examined message; with `rows`, only those whose entry is 1 (and no gaps). */
  projectReadings(batch: OpenBatch, incoming: IncomingMessage, rows?: Uint8Array): void {
    const { message, judge, stamp } = this;
    const { route, received, sequence } = incoming;
    stamp.received = received;
    stamp.sequence = sequence;
    stamp.via = route.target.kind === 'gateway' ? route.principal.number : 0;
    for (let element = 0; element < message.elements; element += 1) {
      const principal = judge.devices[element]?.principal.number ?? route.principal.number;
      this.countElement(batch, element, principal, received, rows);
      if (judge.devices[element]) this.intake.take(batch, element, rows, stamp);
    }
    if (judge.rejected > 0) this.quarantineReadings(batch, incoming, rows);
  }

  private countElement(batch: OpenBatch, element: number, principal: number, received: Micros, rows: Uint8Array | undefined): void {
    const { message, judge } = this;
    let readings = 0;
    let rejected = 0;
    let gaps = 0;
    const end = message.elementEnd[element] as number;
    for (let row = message.firstRow(element); row < end; row += 1) {
      if (rows?.[row] === 0) continue;
      if (judge.verdict[row] === GAP) gaps += 1;
      else readings += 1;
      if (judge.verdict[row] !== ACCEPTED && judge.verdict[row] !== GAP) rejected += 1;
    }
    batch.count(principal, received, Counter.received, readings);
    if (rejected > 0) batch.count(principal, received, Counter.rejected, rejected);
    if (gaps > 0) batch.count(principal, received, Counter.gaps, gaps);
  }

  /** One row a rejected value, or an element where the reason is the element's; the first of a message holds its bytes. */
  private quarantineReadings(batch: OpenBatch, incoming: IncomingMessage, rows: Uint8Array | undefined): void {
    const { message, judge } = this;
    const { route, received, sequence } = incoming;
    let payload = Buffer.from(incoming.payload);
    for (let element = 0; element < message.elements; element += 1) {
      const principal = judge.devices[element]?.principal.number ?? route.principal.number;
      let elementRow = false;
      for (let row = message.firstRow(element); row < (message.elementEnd[element] as number); row += 1) {
        const verdict = judge.verdict[row] as number;
        if (verdict === ACCEPTED || verdict === GAP || rows?.[row] === 0) continue;
        const { code, field, hint = '' } = judge.rejection(element, row, received);
        batch.countReason(principal, received, code, 1);
        if (elementRow && verdict <= LAST_ELEMENT_VERDICT) continue;
        elementRow = true;
        batch.quarantine.push({ sequence, part: row + 1, level: 'reading', principal: route.principal.number, topic: route.topic, received, code, field, hint, payload });
        payload = NOTHING;
      }
    }
  }

  private projectState(batch: OpenBatch, { route, payload, received }: IncomingMessage): void {
    if (route.target.kind !== 'state' || stateOf(payload) !== 'online' || !route.target.device?.byException) return;
    if (route.principal.lastValid) batch.markAlive(route.principal, received);
  }

  private quarantine(batch: OpenBatch, { route, payload, received, sequence }: IncomingMessage, rejection: Rejection): void {
    const { number } = route.principal;
    const { code, field, hint = '' } = rejection;
    batch.count(number, received, Counter.quarantined, 1);
    batch.countReason(number, received, code, 1);
    batch.quarantine.push({
      sequence, part: 0, level: 'message', principal: number, topic: route.topic, received, code, field, hint, payload: Buffer.from(payload),
    });
  }
}

function stateOf(payload: Buffer): 'online' | 'offline' | undefined {
  if (payload.length > 16) return undefined;
  const text = payload.toString('latin1').trim().toLowerCase();
  return text === 'online' || text === 'offline' ? text : undefined;
}
