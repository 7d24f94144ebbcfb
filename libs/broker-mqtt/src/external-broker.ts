import { CONSUMED_FILTERS, SHARED_GROUP, decideAtBroker, identityOfTopic, principalName } from '@yanshou/access';
import type { Identity } from '@yanshou/access';
import type { Failure, RejectionCode } from '@yanshou/telemetry';
import type { IPublishPacket } from 'mqtt-packet';
import { brokerName } from './broker-address.js';
import { BrokerConnection } from './broker-connection.js';
import { brokerFault } from './broker-fault.js';
import { ConsumerCounters } from './consumer-counters.js';
import type { ConsumerCondition, ConsumerLimits, ConsumerOptions, ConsumerStats } from './consumer-options.js';
import { DEFAULT_CONSUMER_LIMITS } from './consumer-options.js';
import { EventThrottle } from './event-throttle.js';

/** Topics of which a message is taken, over all workers of the group. */
const FILTERS = CONSUMED_FILTERS.map((filter) => `$share/${SHARED_GROUP}/${filter}`);
const NOTE_MILLIS = 5_000;

type Verdict = { readonly identity: Identity } | { readonly identity?: Identity; readonly refused: RejectionCode };

/**
 * Consumes what devices publish through a broker of its own: MQTT 5, one of a group of shared subscriptions, a session
 * that the broker keeps, every message acknowledged when the handler has made it durable. Tries for ever.
 */
export class ExternalBroker {
  private readonly limits: ConsumerLimits;
  private readonly broker: string;
  private readonly counters = new ConsumerCounters();
  private readonly refusals: EventThrottle;
  private connection: BrokerConnection | undefined;
  private state: ConsumerCondition = { kind: 'connecting' };
  private retry: NodeJS.Timeout | undefined;
  private notes: NodeJS.Timeout | undefined;
  private attempts = 0;
  private reported: string | undefined;

  constructor(private readonly options: ConsumerOptions) {
    this.limits = { ...DEFAULT_CONSUMER_LIMITS, ...options.limits };
    this.broker = brokerName(options.address);
    this.refusals = new EventThrottle(options.clock);
  }

  /** Begins to connect. Faults are told by `condition` and the log: there is no error that waiting could not cure. */
  start(): void {
    this.connect();
    this.notes = setInterval(() => this.note(), NOTE_MILLIS);
  }

  condition(): ConsumerCondition {
    return this.state;
  }

  stats(): ConsumerStats {
    const { openBytes = 0, openMessages = 0 } = this.connection ?? {};
    return { ...this.counters.snapshot(), openBytes, openMessages };
  }

  /** Takes no more, waits a little for what is open, leaves. The broker keeps the session and what comes meanwhile. Idempotent. */
  async close(): Promise<void> {
    if (this.state.kind === 'closed') return;
    this.note();
    this.state = { kind: 'closed' };
    clearTimeout(this.retry);
    clearInterval(this.notes);
    await this.connection?.close(this.limits.drainMillis);
  }

  private connect(): void {
    if (!this.options.handler.accepting()) return this.ended(brokerFault('journal-refused', this.broker, 'waiting'));
    const { address, clientId, clock } = this.options;
    this.connection = new BrokerConnection({ address, clientId, filters: FILTERS, limits: this.limits, clock }, {
      ready: (sessionPresent) => this.ready(sessionPresent),
      message: (packet, settle) => this.take(packet, settle),
      ended: (fault) => this.ended(fault),
    });
  }

  private ready(sessionPresent: boolean): void {
    this.attempts = 0;
    this.reported = undefined;
    if (this.state.kind !== 'closed') this.state = { kind: 'receiving' };
    this.counters.connects += 1;
    this.options.log?.({ kind: 'receiving', broker: this.broker, sessionPresent });
    if (!sessionPresent) this.reportLostSession();
    this.note();
  }

  /** A session that was there before and is not: what the broker held for us has gone with it. */
  private reportLostSession(): void {
    const { memory, clientId, clock, handler, log } = this.options;
    const known = memory.read();
    if (known === undefined || known.clientId !== clientId || known.broker !== this.broker) return;
    const gap = { broker: this.broker, from: known.wholeUntil, to: clock.now() };
    this.counters.lost(gap);
    log?.({ kind: 'session-lost', gap });
    handler.sessionLost(gap);
  }

  private note(): void {
    if (this.state.kind !== 'receiving') return;
    const { memory, clientId, clock } = this.options;
    memory.write({ broker: this.broker, clientId, wholeUntil: clock.now() });
  }

  private ended(fault: Failure | undefined): void {
    this.connection = undefined;
    if (fault === undefined || this.state.kind === 'closed') return;
    this.state = { kind: 'faulty', failure: fault };
    if (this.reported !== fault.code) this.options.log?.({ kind: 'fault', failure: fault });
    this.reported = fault.code;
    const pause = Math.min(this.limits.longestPauseMillis, this.limits.firstPauseMillis * 2 ** this.attempts);
    this.attempts = Math.min(this.attempts + 1, 30);
    // Workers that lost the same broker must not come back in step.
    this.retry = setTimeout(() => this.connect(), pause * (0.5 + Math.random() / 2));
  }

  private take(packet: IPublishPacket, settle: (error: Failure | null) => void): void {
    const payload = packet.payload as Buffer;
    this.counters.take(payload.length, packet.dup);
    const verdict = this.judge(packet.topic, payload);
    if ('refused' in verdict) return this.refuse(packet.topic, verdict, settle);
    const { identity } = verdict;
    const qos = packet.qos as 0 | 1;
    const receivedAt = this.connection?.lastReceivedAt;
    this.options.handler.accept(
      { identity, principal: principalName(identity), session: this.options.clientId, topic: packet.topic, payload, qos, retain: packet.retain, packetId: packet.messageId ?? 0 },
      (error) => {
        if (error === null) this.counters.acknowledged += 1;
        if (error === null && qos > 0 && receivedAt !== undefined) this.options.onAcknowledged?.(receivedAt);
        settle(error);
      },
    );
  }

  private judge(topic: string, payload: Buffer): Verdict {
    const identity = identityOfTopic(topic);
    if (identity === undefined) return { refused: 'foreign-topic' };
    // The broker should have refused it; what it lets through all the same is not for us to believe.
    const decision = decideAtBroker(identity, 'publish', topic);
    if (!decision.allowed) return { identity, refused: decision.code };
    return payload.length > this.limits.maxPayloadBytes ? { identity, refused: 'payload-too-large' } : { identity };
  }

  /** Acknowledged to the broker, or it would be sent for ever; the ledger says that it was refused. */
  private refuse(topic: string, { identity, refused }: Exclude<Verdict, { refused?: never }> & { refused: RejectionCode }, settle: (error: null) => void): void {
    this.counters.refuse(refused);
    if (identity !== undefined) this.options.handler.refused(identity, refused);
    this.refusals.pass((suppressed) => this.options.log?.({ kind: 'refused', topic: topic.slice(0, 128), code: refused, suppressed }));
    settle(null);
  }
}
