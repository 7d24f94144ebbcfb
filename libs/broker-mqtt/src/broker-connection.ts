import { isIP } from 'node:net';
import { connect as connectPlain } from 'node:net';
import type { Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import type { Clock, Failure } from '@yanshou/telemetry';
import { generate, parser } from 'mqtt-packet';
import type { IConnackPacket, IPublishPacket, ISubackPacket, IUnsubackPacket, Packet } from 'mqtt-packet';
import { AckWindow } from './ack-window.js';
import type { OpenMessage } from './ack-window.js';
import { brokerName } from './broker-address.js';
import type { BrokerAddress } from './broker-address.js';
import { brokerFault, faultOfReason, faultOfSocket } from './broker-fault.js';
import type { ConsumerLimits } from './consumer-options.js';

export interface ConnectionSetting {
  readonly address: BrokerAddress;
  readonly clientId: string;
  /** Shared subscriptions, each asked for with QoS 1. With none, what the session holds comes, and nothing else. */
  readonly joins: readonly string[];
  /** Subscriptions that the session is taken out of, whether it is in them or not; behind those that it joins. */
  readonly leaves: readonly string[];
  readonly limits: ConsumerLimits;
  readonly clock: Clock;
}

export interface ConnectionEvents {
  /** Every filter is granted, and left. Messages of a kept session may have come before. */
  ready(sessionPresent: boolean): void;
  /** `settle` gives the outcome: null acknowledges, an error ends the connection. */
  message(packet: IPublishPacket, settle: (error: Failure | null) => void): void;
  /** Called once; nothing is sent or delivered any more. Undefined when `close` was called. */
  ended(fault: Failure | undefined): void;
}

const SUBSCRIBE_ID = 1;
const UNSUBSCRIBE_ID = 2;
const PROTOCOL_VERSION = 5;
const DRAIN_STEP_MILLIS = 5;
/** The broker gives up on us after 1.5 keepalives; we on it after as long. */
const PATIENCE = 1.5;
const PUBACK = 0x40;
/** Reason codes from here on say no. */
const REFUSAL = 0x80;

/**
 * One connection to a broker, from the socket's begin to its end. What is open belongs to it: an outcome that comes
 * after its end acknowledges nothing, because packet ids mean something else on the next connection.
 */
export class BrokerConnection {
  private readonly window = new AckWindow();
  private readonly socket: Socket;
  private readonly broker: string;
  private readonly incoming = parser({ protocolVersion: PROTOCOL_VERSION });
  private due: number[] = [];
  private isOver = false;
  private isReady = false;
  /** It has our CONNECT, and has said nothing. */
  private isUnanswered = false;
  private isPaused = false;
  private isClosing = false;
  private sessionPresent = false;
  private keepaliveMillis: number;
  private receivedAt: number;
  private sentAt: number;
  private readonly probes: (() => void)[] = [];
  private readonly handshake: NodeJS.Timeout;
  private readonly pulse: NodeJS.Timeout;

  constructor(private readonly setting: ConnectionSetting, private readonly events: ConnectionEvents) {
    const { address, limits, clock } = setting;
    this.broker = brokerName(address);
    this.keepaliveMillis = limits.keepaliveSeconds * 1_000;
    this.receivedAt = this.sentAt = clock.monotonicMillis();
    this.incoming.on('packet', (packet) => this.receive(packet));
    this.incoming.on('error', (error) => this.end(brokerFault('broker-protocol', this.broker, error.message, error)));
    this.socket = openSocket(address, () => this.greet());
    this.socket.on('data', (chunk: Buffer) => this.parse(chunk));
    this.socket.on('error', (error) => this.end(faultOfSocket(error, this.broker, this.isUnanswered)));
    this.socket.on('close', () => this.end(this.closedByPeer()));
    this.handshake = setTimeout(() => this.end(brokerFault('broker-unreachable', this.broker, 'no answer in time')), limits.connectMillis);
    this.pulse = setInterval(() => this.beat(), Math.max(50, this.keepaliveMillis / 8));
  }

  /** Bytes of messages without an outcome. */
  get openBytes(): number {
    return this.window.bytes;
  }

  /** When bytes came last, by the clock's monotonic milliseconds. */
  get lastReceivedAt(): number {
    return this.receivedAt;
  }

  get openMessages(): number {
    return this.window.size;
  }

  /** Asks the broker for a sign of life: it answers when it has handled everything that was sent before. Not answered after the end. */
  probe(onAnswer: () => void): void {
    if (this.isOver) return;
    this.flush();
    this.probes.push(onAnswer);
    this.send({ cmd: 'pingreq' });
  }

  /**
   * Asks whether the broker holds messages for the session that it has not sent. It would have sent them before its answer,
   * up to as many as it sends without an acknowledgement: with fewer under way it has none left. `until` is the number of
   * messages that came by then. Not answered after the end.
   */
  askForBacklog(onAnswer: (answer: { readonly isEmpty: boolean; readonly until: number }) => void): void {
    const { window } = this;
    this.flush();
    const { repaid } = window;
    this.probe(() => onAnswer({ isEmpty: window.owed - repaid < Math.max(1, window.mostOwed), until: window.opened }));
  }

  /** Whether the first `until` messages of this connection have their outcome. */
  isSettled(until: number): boolean {
    return this.window.left >= until;
  }

  /** Takes no more, gives what is open a little time to be acknowledged, and leaves; the broker keeps the session unless it is to end. */
  async close(withinMillis: number, { endsSession = false }: { readonly endsSession?: boolean } = {}): Promise<void> {
    if (this.isOver) return;
    this.isClosing = this.isPaused = true;
    this.socket.pause();
    const until = this.setting.clock.monotonicMillis() + withinMillis;
    while (!this.isOver && this.window.size > 0 && this.setting.clock.monotonicMillis() < until) await new Promise((resolve) => void setTimeout(resolve, DRAIN_STEP_MILLIS));
    if (this.isOver) return;
    this.flush();
    if (this.isReady) this.socket.write(generate({ cmd: 'disconnect', reasonCode: 0, ...(endsSession && { properties: { sessionExpiryInterval: 0 } }) }, { protocolVersion: PROTOCOL_VERSION }));
    this.end(undefined);
  }

  private greet(): void {
    this.isUnanswered = true;
    const { address: { username, password }, clientId, limits } = this.setting;
    this.send({
      cmd: 'connect', protocolId: 'MQTT', protocolVersion: PROTOCOL_VERSION, clean: false, clientId, keepalive: limits.keepaliveSeconds,
      ...(username === undefined ? {} : { username }), ...(password === undefined ? {} : { password: Buffer.from(password) }),
      properties: { sessionExpiryInterval: limits.sessionExpirySeconds, receiveMaximum: limits.receiveMaximum, maximumPacketSize: limits.maximumPacketBytes },
    });
  }

  private parse(chunk: Buffer): void {
    if (this.isOver) return;
    this.receivedAt = this.setting.clock.monotonicMillis();
    this.incoming.parse(chunk);
    if (!this.isOver && !this.isPaused && this.window.bytes > this.setting.limits.maxOpenBytes) {
      this.isPaused = true;
      this.socket.pause();
    }
  }

  private receive(packet: Packet): void {
    // Behind the end, or our own goodbye, lies what the broker will send again.
    if (this.isOver || this.isClosing) return;
    switch (packet.cmd) {
      case 'connack':
        return this.admitted(packet);
      case 'suback':
        return this.subscribed(packet);
      case 'publish':
        return this.published(packet);
      case 'disconnect':
        return this.end(faultOfReason('disconnect', Number(packet.reasonCode ?? 0), this.broker));
      case 'unsuback':
        return this.left(packet);
      case 'pingresp':
        return this.probes.shift()?.();
      default:
        return this.end(brokerFault('broker-protocol', this.broker, `unexpected ${packet.cmd}`));
    }
  }

  private admitted({ reasonCode = 0, sessionPresent, properties }: IConnackPacket): void {
    this.isUnanswered = false;
    if (reasonCode !== 0) return this.end(faultOfReason('connack', reasonCode, this.broker));
    if (properties?.sharedSubscriptionAvailable === false) return this.end(brokerFault('broker-shared-subscription', this.broker, 'CONNACK says so'));
    if (properties?.maximumQoS === 0) return this.end(brokerFault('broker-qos', this.broker, 'CONNACK says so'));
    if (properties?.serverKeepAlive !== undefined) this.keepaliveMillis = properties.serverKeepAlive * 1_000;
    this.sessionPresent = sessionPresent;
    // Always: a session that the broker kept may be one of an older version of ours with other filters.
    const subscriptions = this.setting.joins.map((topic) => ({ topic, qos: 1 as const, nl: false, rap: true, rh: 0 }));
    if (subscriptions.length === 0) return this.leave();
    this.send({ cmd: 'subscribe', messageId: SUBSCRIBE_ID, subscriptions });
  }

  private leave(): void {
    const { leaves } = this.setting;
    if (leaves.length === 0) return this.begin();
    this.send({ cmd: 'unsubscribe', messageId: UNSUBSCRIBE_ID, unsubscriptions: [...leaves] });
  }

  private subscribed({ granted }: ISubackPacket): void {
    const codes = (granted as readonly unknown[]).map(Number);
    const refused = codes.find((code) => code !== 1);
    if (refused !== undefined) return this.end(faultOfReason('suback', refused, this.broker));
    if (codes.length !== this.setting.joins.length) return this.end(brokerFault('broker-protocol', this.broker, 'SUBACK of another length'));
    this.leave();
  }

  private left({ granted = [] }: IUnsubackPacket): void {
    const refused = granted.find((code) => code >= REFUSAL);
    if (refused !== undefined) return this.end(faultOfReason('suback', refused, this.broker));
    this.begin();
  }

  private begin(): void {
    clearTimeout(this.handshake);
    this.isReady = true;
    this.events.ready(this.sessionPresent);
  }

  private published(packet: IPublishPacket): void {
    if (packet.qos === 2) return this.end(brokerFault('broker-protocol', this.broker, 'QoS 2 on a subscription of QoS 1'));
    const open = this.window.open(packet.messageId ?? 0, packet.payload.length);
    this.events.message(packet, (error) => this.settle(open, error));
  }

  private settle(open: OpenMessage, error: Failure | null): void {
    if (this.isOver) return;
    if (error !== null) return this.end(brokerFault('journal-refused', this.broker, error.message, error));
    // One write for what one commit of the journal settles.
    if (this.due.length === 0) setImmediate(() => this.flush());
    this.due.push(...this.window.settle(open));
    if (this.isPaused && !this.isClosing && this.window.bytes <= this.setting.limits.maxOpenBytes / 2) this.readOn();
  }

  private readOn(): void {
    this.isPaused = false;
    // Time in which we did not read is not the broker's silence.
    this.receivedAt = this.setting.clock.monotonicMillis();
    this.socket.resume();
  }

  private flush(): void {
    if (this.isOver || this.due.length === 0) return;
    const acknowledgements = Buffer.allocUnsafe(this.due.length * 4);
    for (const [index, packetId] of this.due.entries()) {
      acknowledgements.writeUInt16BE(PUBACK << 8 | 2, index * 4);
      acknowledgements.writeUInt16BE(packetId, index * 4 + 2);
    }
    this.window.repaid += this.due.length;
    this.due = [];
    this.write(acknowledgements);
  }

  private beat(): void {
    if (!this.isReady || this.keepaliveMillis === 0) return;
    const now = this.setting.clock.monotonicMillis();
    if (!this.isPaused && now - this.receivedAt > this.keepaliveMillis * PATIENCE) return this.end(brokerFault('broker-silent', this.broker, `${String(Math.round(now - this.receivedAt))} ms`));
    // The broker counts what we send, and an idle one has nothing else to answer than this.
    if (now - Math.min(this.sentAt, this.receivedAt) >= this.keepaliveMillis / 2) this.probe(() => undefined);
  }

  private send(packet: Packet): void {
    this.write(generate(packet, { protocolVersion: PROTOCOL_VERSION }));
  }

  private write(bytes: Buffer): void {
    this.sentAt = this.setting.clock.monotonicMillis();
    this.socket.write(bytes);
  }

  private closedByPeer(): Failure {
    return brokerFault(this.isUnanswered ? 'broker-hung-up' : 'broker-unreachable', this.broker, this.isReady ? 'connection closed' : 'connection closed before it began');
  }

  private end(fault: Failure | undefined): void {
    if (this.isOver) return;
    this.isOver = true;
    clearTimeout(this.handshake);
    clearInterval(this.pulse);
    if (fault === undefined) this.socket.end();
    else this.socket.destroy();
    this.events.ended(fault);
  }
}

function openSocket({ host, port, tls }: BrokerAddress, onOpen: () => void): Socket {
  if (!tls) return connectPlain({ host, port, noDelay: true }, onOpen);
  const socket = connectTls({ host, port, ...(isIP(host) === 0 ? { servername: host } : {}) }, onOpen);
  socket.setNoDelay(true);
  return socket;
}
