import { decideAtBroker, identityOfTopic, principalName } from '@yanshou/access';
import type { Identity } from '@yanshou/access';
import type { Failure, RejectionCode } from '@yanshou/telemetry';
import type { IPublishPacket } from 'mqtt-packet';
import type { ConsumerCounters } from './consumer-counters.js';
import type { ConsumerOptions } from './consumer-options.js';
import { EventThrottle } from './event-throttle.js';

/** A message, and the outcome that its connection waits for. */
export interface Delivery {
  readonly packet: IPublishPacket;
  /** Client id of the session that it came in. */
  readonly session: string;
  /** When its bytes came, by the clock's monotonic milliseconds. */
  readonly receivedAt: number | undefined;
  readonly settle: (error: Failure | null) => void;
}

type Verdict = { readonly identity: Identity } | { readonly identity?: Identity; readonly refused: RejectionCode };

/** Judges what a broker delivers, in whichever session, and hands it to the platform. */
export class MessageIntake {
  private readonly refusals: EventThrottle;

  constructor(private readonly options: Pick<ConsumerOptions, 'handler' | 'clock' | 'onAcknowledged' | 'log'>, private readonly maxPayloadBytes: number, private readonly counters: ConsumerCounters) {
    this.refusals = new EventThrottle(options.clock);
  }

  take({ packet, session, receivedAt, settle }: Delivery): void {
    const payload = packet.payload as Buffer;
    this.counters.take(payload.length, packet.dup);
    const verdict = this.judge(packet.topic, payload);
    if ('refused' in verdict) return this.refuse(packet.topic, verdict, settle);
    const { identity } = verdict;
    const qos = packet.qos as 0 | 1;
    this.options.handler.accept(
      { identity, principal: principalName(identity), session, topic: packet.topic, payload, qos, retain: packet.retain, packetId: packet.messageId ?? 0 },
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
    return payload.length > this.maxPayloadBytes ? { identity, refused: 'payload-too-large' } : { identity };
  }

  /** Acknowledged to the broker, or it would be sent for ever; the ledger says that it was refused. */
  private refuse(topic: string, { identity, refused }: Exclude<Verdict, { refused?: never }> & { refused: RejectionCode }, settle: (error: null) => void): void {
    this.counters.refuse(refused);
    if (identity !== undefined) this.options.handler.refused(identity, refused);
    this.refusals.pass((suppressed) => this.options.log?.({ kind: 'refused', topic: topic.slice(0, 128), code: refused, suppressed }));
    settle(null);
  }
}
