import { Failure, MICROS_PER_MINUTE, REJECTIONS } from '@yanshou/telemetry';
import type { RejectionCode } from '@yanshou/telemetry';
import type { JournalRecord, RefusalCount } from '@yanshou/journal';
import { RecordKind, readGap, readJson, readLostSession } from '@yanshou/journal';
import { Counter } from './ledger-table.js';
import type { IncomingMessage, MessageProjector } from './message-projector.js';
import type { OpenBatch } from './open-batch.js';
import { RouteTable } from './route-table.js';
import type { SeriesBook } from './series-book.js';

const MINUTES_PER_HOUR = 60;

/** Takes journal records into a batch, each kind by its own rule. */
export class RecordIntake {
  constructor(
    private readonly book: SeriesBook,
    private readonly routes: RouteTable,
    private readonly messages: MessageProjector,
    private readonly alarm: (failure: Failure) => void,
  ) {}

  take(batch: OpenBatch, record: JournalRecord): void {
    batch.records += 1;
    batch.nextSequence = record.sequence + 1;
    batch.received = record.at;
    switch (record.kind) {
      case RecordKind.message:
        return this.takeMessage(batch, record);
      case RecordKind.refusals:
        return this.takeRefusals(batch, record);
      case RecordKind.heartbeat:
        return takeHeartbeat(batch, record);
      case RecordKind.gap:
        return this.takeGap(batch, record);
      case RecordKind.brokerSessionLost:
        return this.takeLostSession(batch, record);
      default:
    }
  }

  /** A gap declared behind the cursor: nothing of the journal is taken with it, so the cursor stays. */
  takePassedGap(batch: OpenBatch, record: JournalRecord): void {
    const gap = record.kind === RecordKind.gap ? readGap(record) : undefined;
    if (gap) batch.gaps.push({ ...gap, declaredAt: record.at });
  }

  private takeGap(batch: OpenBatch, record: JournalRecord): void {
    const gap = readGap(record);
    if (!gap) return this.alarm(unreadableGap(record.sequence));
    batch.nextSequence = gap.toSequence + 1;
    batch.gaps.push({ ...gap, declaredAt: record.at });
  }

  private takeLostSession(batch: OpenBatch, record: JournalRecord): void {
    const lost = readLostSession(record);
    if (!lost) return this.alarm(unreadableLoss(record.sequence));
    batch.lostSessions.push({ from: lost.from, to: lost.to });
  }

  private takeMessage(batch: OpenBatch, record: JournalRecord): void {
    const { body, at, sequence } = record;
    const payloadFrom = RouteTable.payloadFrom(body);
    const incoming: IncomingMessage = { route: this.routes.routeOf(body, payloadFrom), body, payloadFrom, received: at, sequence };
    batch.messages += 1;
    this.messages.project(batch, incoming);
  }

  private takeRefusals(batch: OpenBatch, record: JournalRecord): void {
    const refusal = readRefusal(record.body);
    if (!refusal) return this.alarm(unreadable(record.sequence));
    const slash = refusal.principal.indexOf('/');
    const principal = this.book.principal(refusal.principal.slice(0, slash), refusal.principal.slice(slash + 1));
    const row = batch.ledger.row(principal.number, Math.floor(refusal.minute / MINUTES_PER_HOUR));
    batch.ledger.add(row, Counter.refused, refusal.count);
    if (Object.hasOwn(REJECTIONS, refusal.reason)) batch.ledger.addReason(row, refusal.reason as RejectionCode, refusal.count);
  }
}

function takeHeartbeat(batch: OpenBatch, record: JournalRecord): void {
  const minute = Math.floor(record.at / MICROS_PER_MINUTE);
  if (batch.platformMinutes.at(-1) !== minute) batch.platformMinutes.push(minute);
}

function readRefusal(body: Buffer): RefusalCount | undefined {
  try {
    const { principal, reason, minute, count } = readJson(body) as RefusalCount;
    const sound = typeof principal === 'string' && principal.includes('/') && typeof reason === 'string' && Number.isSafeInteger(minute) && Number.isSafeInteger(count);
    return sound ? { principal, reason, minute, count } : undefined;
  } catch {
    return undefined;
  }
}

const unreadable = (sequence: number): Failure =>
  new Failure('projection-bad-record', `record ${sequence} counts refusals in a form that is unknown here`, false, {
    zh: '该计数记录未计入台账，其余数据不受影响；请检查写入日志的版本是否比本程序新。',
    en: 'Its refusals are missing in the ledger, nothing else is; check whether a newer version wrote the journal.',
  });

const unreadableGap = (sequence: number): Failure =>
  new Failure('projection-bad-record', `record ${sequence} declares a gap in a form that is unknown here`, false, {
    zh: '该缺口未列入台账，其余数据不受影响；请检查写入日志的版本是否比本程序新。',
    en: 'Its gap is not listed beside the ledger, nothing else is missing; check whether a newer version wrote the journal.',
  });

const unreadableLoss = (sequence: number): Failure =>
  new Failure('projection-bad-record', `record ${sequence} tells of a lost session in a form that is unknown here`, false, {
    zh: '该次外部 broker 会话丢失未计入平台数据完整率，其余数据不受影响；请检查写入日志的版本是否比本程序新。',
    en: 'That loss of a session at the broker is not in the platform coverage, nothing else is missing; check whether a newer version wrote the journal.',
  });
