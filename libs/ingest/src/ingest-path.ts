import type { CredentialRequest, Identity } from '@yanshou/access';
import { principalName, projectOf } from '@yanshou/access';
import type { JournalAppender, JournalReader, LostSession, RawMessage, ReleasedPacket } from '@yanshou/journal';
import { JsonBody, MessageBody, readJson, readMessage, RecordKind } from '@yanshou/journal';
import type { Clock, Failure, Micros, RejectionCode } from '@yanshou/telemetry';
import { MICROS_PER_MILLISECOND, MICROS_PER_MINUTE } from '@yanshou/telemetry';
import type { OpenPacket } from './open-packets.js';
import { OpenPackets } from './open-packets.js';
import { RefusalCounter } from './refusal-counter.js';

export type AcceptDone = (error: Failure | null) => void;

/** A message whose sender may publish it. */
export interface AcceptedMessage extends RawMessage {
  readonly identity: Identity;
  /** Within which `packetId` is unique. */
  readonly session: string;
}

/** Where an acknowledged message stands. */
export interface Receipt {
  readonly journal: string;
  readonly sequence: number;
  /** Time of receipt, milliseconds since 1970. */
  readonly ts: number;
}

/** A message that came in a request: whoever sent it is answered by what `deliver` resolves to. */
export interface DeliveredMessage {
  readonly identity: Identity;
  readonly topic: string;
  readonly payload: Buffer;
}

export interface ReceiptSender {
  wanted(principal: string): boolean;
  send(identity: Identity, receipt: Receipt): void;
}

export interface IngestOptions {
  readonly journal: JournalAppender;
  readonly clock: Clock;
  readonly credentials: { authenticate(request: CredentialRequest): Identity | undefined };
  readonly receipts?: ReceiptSender;
}

/** A `release` record also says which message it released; records without it mean every open one of that id. */
interface ReleaseNote extends ReleasedPacket {
  readonly sequence?: number;
}

const REBUILD_BATCH = { maxRecords: 5_000, maxBytes: 8 * 1024 * 1024, waitMillis: 0 };

/**
 * From the broker to the journal: a message is accepted when its record is durable, a QoS 2 message once.
 * Everything else happens later, behind the journal.
 */
export class IngestPath {
  private readonly open = new OpenPackets();
  private readonly joined = new Map<OpenPacket, AcceptDone[]>();
  private readonly refusals: RefusalCounter;
  private behindMessages = 0;

  constructor(private readonly options: IngestOptions) {
    this.refusals = new RefusalCounter(options.journal, options.clock);
  }

  authenticate(request: CredentialRequest): Identity | undefined {
    return this.options.credentials.authenticate(request);
  }

  /** Sequence behind the last message that this process made durable, in a journal that is not split; 0 before the first. */
  messagesUntil(): number {
    return this.behindMessages;
  }

  /** False while the journal refuses what this sender sends; without one, while any part of it does. */
  accepting(identity?: Pick<Identity, 'project'>): boolean {
    const { kind } = this.options.journal.condition(identity?.project);
    return kind === 'ok' || kind === 'low';
  }

  /** `done` in the order of these calls, save copies of QoS 2 messages; errors are the journal's. */
  accept(message: AcceptedMessage, done: AcceptDone): void {
    if (message.qos === 2 && message.packetId > 0) this.acceptOnce(message, done);
    else this.append(message, (error) => done(error));
  }

  /** Appends a message by another door than the broker's; resolves when it is durable, rejects with the journal's Failure. */
  deliver({ identity, topic, payload }: DeliveredMessage): Promise<Receipt> {
    const message = { identity, principal: principalName(identity), topic, payload, qos: 1, retain: false, packetId: 0, session: '' } as const;
    return new Promise((resolve, reject) => {
      const at = this.append(message, (error, sequence) => {
        if (error === null) resolve(this.receipt(identity.project, sequence, at));
        else reject(error);
      });
    });
  }

  /** PUBREL: the id is free again. Unknown ids are none of ours. */
  released(identity: Identity, packetId: number, session: string): void {
    const principal = principalName(identity);
    const packet = this.open.ofRelease(principal, packetId, session);
    if (packet === undefined || packet.isReleased) return;
    packet.isReleased = true;
    if (packet.sequence > 0) this.release(principal, packet);
  }

  /** The session is over: what its sender left open will not be sent again (MQTT-3.1.2-6). Idempotent. */
  discarded(identity: Identity, session: string): void {
    this.open.forgetSession(principalName(identity), session);
  }

  refused(identity: Identity, code: RejectionCode): void {
    this.refusals.count(principalName(identity), code);
  }

  /**
   * Restores the open QoS 2 packets. To be called once for each journal, before the broker listens, with the sequence from which on
   * packets may still be open: `nextSequence()` less what the platform receives in the longest outage of a sender.
   * Reads every record from there on: the caller bounds time and memory by the sequence. Returns how many are open.
   */
  async rebuild(reader: JournalReader, fromSequence = 1): Promise<number> {
    const restored = new Map<string, OpenPacket[]>();
    await reader.seek(Math.max(1, fromSequence));
    for (;;) {
      const records = await reader.read(REBUILD_BATCH);
      if (records.length === 0) return this.open.count();
      for (const record of records) {
        if (record.kind === RecordKind.message) this.restore(record.body, record.sequence, restored);
        else if (record.kind === RecordKind.release) this.restoreRelease(readJson(record.body) as ReleaseNote, restored);
      }
    }
  }

  /** To be called every few seconds: journals the refusals of the minutes that are over. */
  flush(): Promise<void> {
    return this.refusals.flush('finished');
  }

  /** To be called every minute: records that the platform was receiving. */
  heartbeat(durable: (sequence: number) => void = () => undefined): void {
    const at = this.options.clock.now();
    const body = new JsonBody({ minute: Math.floor(at / MICROS_PER_MINUTE) });
    // A refused heartbeat is a minute in which the platform was not receiving; the journal keeps none waiting for its servers.
    this.options.journal.append({ kind: RecordKind.heartbeat, at, body }, (error, sequence) => void (error === null && durable(sequence)));
  }

  /**
   * Puts on record what cannot be known: an external broker lost our session, and perhaps messages with it. Resolves when
   * that is durable; rejects with the journal's Failure.
   */
  sessionLost(lost: LostSession): Promise<void> {
    const entry = { kind: RecordKind.brokerSessionLost, at: this.options.clock.now(), body: new JsonBody(lost) };
    return new Promise((resolve, reject) => this.options.journal.append(entry, (error) => (error === null ? resolve() : reject(error))));
  }

  /** Journals the refusals counted so far. The journal stays open: it is not ours. */
  close(): Promise<void> {
    return this.refusals.flush('all');
  }

  /** Gives the time of receipt. */
  private append(message: AcceptedMessage, done: (error: Failure | null, sequence: number) => void): Micros {
    const { journal, clock, receipts } = this.options;
    const at = clock.now();
    journal.append({ kind: RecordKind.message, at, body: new MessageBody(message), key: message.identity.project }, (error, sequence) => {
      if (error === null) this.behindMessages = sequence + 1;
      done(error, sequence);
      if (error !== null || receipts?.wanted(message.principal) !== true) return;
      receipts.send(message.identity, this.receipt(message.identity.project, sequence, at));
    });
    return at;
  }

  private receipt(project: string, sequence: number, at: Micros): Receipt {
    return { journal: this.options.journal.journalOf(project), sequence, ts: Math.floor(at / MICROS_PER_MILLISECOND) };
  }

  private acceptOnce(message: AcceptedMessage, done: AcceptDone): void {
    const known = this.open.find(message, message.session);
    if (known === undefined) return this.acceptFirst(message, done);
    const waiting = this.joined.get(known);
    if (waiting === undefined) done(null);
    else waiting.push(done);
  }

  private acceptFirst(message: AcceptedMessage, done: AcceptDone): void {
    const packet = this.open.open(message, message.session);
    const waiting = [done];
    this.joined.set(packet, waiting);
    this.append(message, (error, sequence) => {
      this.joined.delete(packet);
      if (error === null) packet.sequence = sequence;
      else this.open.forget(message.principal, packet);
      if (error === null && packet.isReleased) this.release(message.principal, packet);
      for (const answer of waiting) answer(error);
    });
  }

  private release(principal: string, packet: OpenPacket): void {
    this.open.forget(principal, packet);
    const note: ReleaseNote = { principal, packetId: packet.packetId, sequence: packet.sequence };
    // Should it be lost, a copy after a restart is re-acknowledged, and other content under this id is a new message.
    const entry = { kind: RecordKind.release, at: this.options.clock.now(), body: new JsonBody(note), key: projectOf(principal) };
    this.options.journal.append(entry, () => undefined);
  }

  private restore(body: Buffer, sequence: number, restored: Map<string, OpenPacket[]>): void {
    const message = readMessage(body);
    if (message.qos !== 2 || message.packetId === 0) return;
    const key = restoredKey(message.principal, message.packetId);
    const packets = restored.get(key) ?? [];
    packets.push(this.open.open(message, undefined, sequence));
    restored.set(key, packets);
  }

  private restoreRelease(note: ReleaseNote, restored: Map<string, OpenPacket[]>): void {
    const key = restoredKey(note.principal, note.packetId);
    const left: OpenPacket[] = [];
    for (const packet of restored.get(key) ?? []) {
      if (note.sequence === undefined || packet.sequence === note.sequence) this.open.forget(note.principal, packet);
      else left.push(packet);
    }
    if (left.length > 0) restored.set(key, left);
    else restored.delete(key);
  }
}

const restoredKey = (principal: string, packetId: number): string => `${principal} ${String(packetId)}`;
