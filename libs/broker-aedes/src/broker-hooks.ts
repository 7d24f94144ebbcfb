import type { EventEmitter } from 'node:events';
import type { Aedes, AedesOptions, AedesPublishPacket, AuthenticateError, Client, PublishPacket, Subscription } from 'aedes';
import type { IConnectPacket } from 'mqtt-packet';
import type { Failure } from '@yanshou/telemetry';
import { REJECTIONS } from '@yanshou/telemetry';
import type { RejectionCode } from '@yanshou/telemetry';
import { admit } from './admission.js';
import type { BrokerHandler, InboundMessage } from './broker-handler.port.js';
import type { BrokerCounters } from './broker-stats.js';
import type { EventLog } from './event-log.js';
import type { Guard, GuardReason, GuardWatcher } from './guard.js';
import type { IncomingIds } from './incoming-ids.js';
import type { RateTable } from './rate-table.js';
import type { Session } from './session.js';
import type { SessionRegistry } from './session-registry.js';

export interface HookContext {
  readonly handler: BrokerHandler;
  readonly incoming: IncomingIds;
  readonly sessions: SessionRegistry;
  readonly counters: BrokerCounters;
  readonly events: EventLog;
  readonly rates: RateTable;
  readonly now: () => number;
  readonly maxPerPrincipal: number;
  readonly isClosing: () => boolean;
  readonly onAcknowledged: ((letInAt: number) => void) | undefined;
}

type PublishDone = (error?: Error | null) => void;

/**
 * What aedes asks and what the guards tell. Every entry from outside is wrapped: an exception costs a connection, an
 * answer given twice counts once; either would otherwise end the process or acknowledge what was never accepted.
 */
export class BrokerHooks implements GuardWatcher {
  private readonly admitted = new WeakMap<Guard, Session>();
  private readonly connects = new WeakMap<Guard, IConnectPacket>();
  /** Ids of sessions that are to be kept, by principal. */
  private readonly kept = new Map<string, Set<string>>();

  constructor(private readonly context: HookContext) {}

  asOptions(): AedesOptions {
    return {
      preConnect: (client, packet, done) => this.preConnect(client, packet, done),
      authenticate: (client, _username, _password, done) => this.authenticate(client, done),
      authorizePublish: (client, packet, done) => this.authorizePublish(client, packet, done),
      authorizeSubscribe: (client, subscription, done) => this.authorizeSubscribe(client, subscription, done),
      authorizeForward: (client, packet) => this.authorizeForward(client, packet),
    };
  }

  attach(broker: Aedes): void {
    const { events } = this.context;
    broker.on('clientReady', (client) => this.ready(client));
    broker.on('unsubscribe', (filters, client) => filters.forEach((filter) => this.sessionOf(client)?.unsubscribe(filter)));
    broker.on('clientError', (client, error) => events.write('client-error', error.message, this.sessionOf(client)?.principal));
    broker.on('connectionError', (_client, error) => events.write('client-error', error.message));
    // Unheard, an 'error' of the broker would end the process.
    (broker as EventEmitter).on('error', (error: Error) => events.write('broker-error', error.message));
  }

  now(): number {
    return this.context.now();
  }

  released(guard: Guard, packetId: number): void {
    const session = this.admitted.get(guard);
    if (session === undefined) return;
    this.safely(() => this.context.handler.released(session.identity, packetId, session.id));
  }

  cut(guard: Guard, reason: GuardReason): void {
    const session = this.admitted.get(guard);
    this.context.counters.refuse(reason);
    this.context.events.write('connection-cut', reason, session?.principal);
    if (session !== undefined && isRejection(reason)) this.safely(() => this.context.handler.refused(session.identity, reason));
  }

  forget(guard: Guard): void {
    this.context.counters.add(guard);
    const session = this.admitted.get(guard);
    if (session === undefined) return;
    this.context.sessions.remove(session);
    this.context.events.write('disconnected', 'the connection has ended', session.principal);
  }

  private preConnect(client: Client, packet: IConnectPacket, done: (error: Error | null, success: boolean) => void): void {
    const guard = client.conn as Guard;
    this.connects.set(guard, packet);
    guard.keepaliveMillis = (packet.keepalive ?? 0) * 1_000;
    // aedes' own timer does not see the pings that the guard answers.
    packet.keepalive = 0;
    done(null, true);
  }

  private authenticate(client: Client, done: (error: AuthenticateError | null, success: boolean | null) => void): void {
    const guard = client.conn as Guard;
    const connect = this.connects.get(guard);
    const admission = connect && this.safely(() => admit(this.context, client, guard, connect));
    if (admission === undefined) return void guard.destroy();
    this.connects.delete(guard);
    if ('error' in admission) {
      this.context.counters.connectsRefused += 1;
      this.context.events.write('connection-refused', admission.error.message, claimed(connect?.username));
      return done(admission.error, false);
    }
    const { session } = admission;
    this.limitKeptSessions(session, client, connect as IConnectPacket);
    (client as { id: string }).id = session.id;
    this.admitted.set(guard, session);
    this.context.sessions.add(session);
    done(null, true);
  }

  /** Sessions that outlive their connection are bounded: further client ids of a principal are served as clean ones. */
  private limitKeptSessions(session: Session, client: Client, connect: IConnectPacket): void {
    const kept = this.kept.get(session.principal) ?? new Set<string>();
    if (connect.clean === true) {
      if (kept.delete(session.id)) this.safely(() => this.context.handler.discarded?.(session.identity, session.id));
    } else if (kept.has(session.id) || kept.size < this.context.maxPerPrincipal) {
      this.kept.set(session.principal, kept.add(session.id));
    } else {
      connect.clean = true;
      (client as { clean: boolean }).clean = true;
    }
  }

  private ready(client: Client): void {
    const guard = client.conn as Guard;
    const session = this.admitted.get(guard);
    if (session !== undefined) guard.open(this.context.rates.bucketOf(session.identity));
  }

  private authorizePublish(client: Client | null, packet: PublishPacket, done: PublishDone): void {
    const session = client === null ? undefined : this.sessionOf(client);
    if (client === null || session === undefined || this.isEarlyWill(client, packet) || this.context.isClosing() && client.closed) {
      return done(new Error('nobody to publish for'));
    }
    const decision = session.decidePublish(packet.topic);
    if (!decision.allowed) {
      this.refuse(session, decision.code);
      return done(new Error(decision.code));
    }
    if (packet.qos === 2 && this.context.incoming.isFull(session.id, packet.messageId ?? 0)) {
      session.guard.cut('unreleased-packets');
      return done(new Error('too many packets without PUBREL'));
    }
    this.accept(session, packet, done);
  }

  /** A will is due when its connection has ended; aedes asks earlier when the wall clock jumps ahead by minutes. */
  private isEarlyWill(client: Client, packet: PublishPacket): boolean {
    return (packet as Partial<AedesPublishPacket>).brokerId !== undefined && !client.closed;
  }

  private accept(session: Session, packet: PublishPacket, done: PublishDone): void {
    const { counters, handler, events, onAcknowledged } = this.context;
    const letInAt = session.guard.lastFrameAt;
    const payload = packet.payload as Buffer;
    const payloadBytes = payload.length;
    let isOpen = true;
    session.guard.share.handOver(payloadBytes);
    const settle = (error: Failure | Error | null): void => {
      if (!isOpen) return;
      isOpen = false;
      if (error === null) counters.acknowledged += 1;
      // Only a state is kept for later readers; the journal has the flag as it came.
      if (packet.retain && !packet.topic.endsWith('/state')) packet.retain = false;
      done(error);
      session.guard.settle(payloadBytes);
      if (error === null && packet.qos > 0) onAcknowledged?.(letInAt);
    };
    try {
      const answer: unknown = handler.accept(inbound(session, packet, payload), settle);
      if (answer instanceof Promise) answer.catch((error: unknown) => settle(asError(error)));
    } catch (error) {
      events.write('handler-error', asError(error).message, session.principal);
      settle(asError(error));
    }
  }

  private authorizeSubscribe(client: Client, subscription: Subscription, done: (error: Error | null, granted?: Subscription | null) => void): void {
    const session = this.sessionOf(client);
    const decision = session?.subscribe(subscription.topic);
    if (decision?.allowed === true) return done(null, subscription);
    if (session !== undefined && decision !== undefined) this.refuse(session, decision.code);
    // Null: this filter alone is answered with failure (MQTT-3.9.3-1).
    done(null, null);
  }

  private authorizeForward(client: Client, packet: AedesPublishPacket): AedesPublishPacket | null {
    return this.sessionOf(client)?.mayReceive(packet.topic) === true ? packet : null;
  }

  private refuse(session: Session, code: RejectionCode): void {
    this.context.counters.refuse(code);
    this.context.events.write('refused', code, session.principal);
    this.safely(() => this.context.handler.refused(session.identity, code));
  }

  private sessionOf(client: Client): Session | undefined {
    return this.admitted.get(client.conn as Guard);
  }

  private safely<T>(call: () => T): T | undefined {
    try {
      return call();
    } catch (error) {
      this.context.events.write('handler-error', asError(error).message);
      return undefined;
    }
  }
}

const CLAIM = /^[A-Za-z0-9][\w.-]{0,63}\/[A-Za-z0-9][\w.-]{0,63}$/;
/** Only what has the shape of a principal: a device may show its secret as the user name, and no secret of ours has a slash. */
const claimed = (username: string | undefined): string | undefined => (username !== undefined && CLAIM.test(username) ? username : undefined);
const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)));
const isRejection = (reason: GuardReason): reason is RejectionCode => Object.hasOwn(REJECTIONS, reason);

function inbound(session: Session, packet: PublishPacket, payload: Buffer): InboundMessage {
  return {
    identity: session.identity, principal: session.principal, session: session.id, topic: packet.topic, payload,
    qos: packet.qos, retain: packet.retain, packetId: packet.messageId ?? 0,
  };
}
