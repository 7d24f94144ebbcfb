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

/** A message on its way into the store: its payload is body[payloadFrom…end), copied where it is kept. */
export interface IncomingMessage {
  route: Route;
  body: Buffer;
  payloadFrom: number;
  received: Micros;
  sequence: number;
}

const NOTHING = Buffer.alloc(0);
const LONGEST_STATE = 16;

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
    const entry = batch.ledgerRow(route.principal.number, received);
    batch.ledger.add(entry, Counter.messages, 1);
    const rejection = this.examine(incoming);
    if (rejection) return this.quarantine(batch, incoming, rejection);
    batch.ledger.add(entry, Counter.projected, 1);
    if (route.target.kind === 'state') this.projectState(batch, incoming);
    else this.projectReadings(batch, incoming);
  }

  /** Why nothing of the message can be used; undefined when some can, and `message` and `judge` then tell what. */
  examine({ route, body, payloadFrom, received }: IncomingMessage): Rejection | undefined {
    const { target } = route;
    this.judge.reset();
    if (target.kind === 'rejected') return target.rejection;
    if (target.kind === 'state') return stateOf(body, payloadFrom) === undefined ? reject('wrong-type') : undefined;
    const malformed = target.codec.decode(body, this.message, payloadFrom);
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
      const entry = this.countElement(batch, element, principal, received, rows);
      if (judge.devices[element] && judge.accepted > 0) this.intake.take(batch, element, rows, { stamp, entry });
    }
    if (judge.rejected > 0) this.quarantineReadings(batch, incoming, rows);
  }

  /** Counts the element and returns its row in the ledger. */
  private countElement(batch: OpenBatch, element: number, principal: number, received: Micros, rows: Uint8Array | undefined): number {
    const { message, judge } = this;
    const entry = batch.ledgerRow(principal, received);
    const first = message.firstRow(element);
    const end = message.elementEnd[element] as number;
    if (judge.rejected + judge.gaps === 0 && rows === undefined) {
      batch.ledger.add(entry, Counter.received, end - first);
      return entry;
    }
    for (let row = first; row < end; row += 1) {
      if (rows?.[row] === 0) continue;
      const gap = judge.verdict[row] === GAP;
      batch.ledger.add(entry, gap ? Counter.gaps : Counter.received, 1);
      if (!gap && judge.verdict[row] !== ACCEPTED) batch.ledger.add(entry, Counter.rejected, 1);
    }
    return entry;
  }

  /** One row a rejected value, or an element where the reason is the element's; the first of a message holds its bytes. */
  private quarantineReadings(batch: OpenBatch, incoming: IncomingMessage, rows: Uint8Array | undefined): void {
    const { message, judge } = this;
    const { route, received, sequence } = incoming;
    let payload = payloadOf(incoming);
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

  private projectState(batch: OpenBatch, { route, body, payloadFrom, received }: IncomingMessage): void {
    const state = stateOf(body, payloadFrom);
    if (route.target.kind !== 'state' || state === undefined) return;
    batch.announcements.push({ principal: route.principal.number, state, received });
    if (state !== 'online' || !route.target.device?.byException) return;
    if (route.principal.lastValid) batch.markAlive(route.principal, received);
  }

  private quarantine(batch: OpenBatch, incoming: IncomingMessage, rejection: Rejection): void {
    const { route, received, sequence } = incoming;
    const { number } = route.principal;
    const { code, field, hint = '' } = rejection;
    batch.count(number, received, Counter.quarantined, 1);
    batch.countReason(number, received, code, 1);
    batch.quarantine.push({
      sequence, part: 0, level: 'message', principal: number, topic: route.topic, received, code, field, hint, payload: payloadOf(incoming),
    });
  }
}

const payloadOf = ({ body, payloadFrom }: IncomingMessage): Buffer => Buffer.from(body.subarray(payloadFrom));

function stateOf(body: Buffer, from: number): 'online' | 'offline' | undefined {
  if (body.length - from > LONGEST_STATE) return undefined;
  const text = body.toString('latin1', from).trim().toLowerCase();
  return text === 'online' || text === 'offline' ? text : undefined;
}
