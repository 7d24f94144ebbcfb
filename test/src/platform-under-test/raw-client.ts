import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { generate, parser } from 'mqtt-packet';
import type { IPublishPacket, Packet } from 'mqtt-packet';

export interface ConnectOptions {
  readonly username: string;
  readonly password: string;
  readonly clientId?: string;
  readonly clean?: boolean;
  readonly keepalive?: number;
  readonly will?: { readonly topic: string; readonly payload: string; readonly retain?: boolean; readonly qos?: 0 | 1 | 2 };
}

/** A bare MQTT 3.1.1 client that keeps no secrets: every packet it gets is in `packets`, nothing is answered by itself, and without a keepalive it may be silent. */
export class RawClient {
  readonly packets: Packet[] = [];
  closed = false;
  /** Told of every packet as it comes. */
  onPacket: (packet: Packet) => void = () => undefined;
  private readonly waiting: { readonly test: (packet: Packet) => boolean; readonly resolve: (packet: Packet) => void }[] = [];
  private readonly onClose: (() => void)[] = [];

  private constructor(readonly socket: Socket) {
    const incoming = parser();
    incoming.on('packet', (packet) => this.receive(packet));
    socket.on('data', (chunk) => incoming.parse(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.closed = true;
      this.onClose.forEach((tell) => tell());
    });
  }

  /** Connects and waits for the CONNACK, whatever it says. */
  static async open(port: number, options: ConnectOptions): Promise<RawClient> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const client = new RawClient(socket);
    client.send({
      cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: options.clean ?? true, clientId: options.clientId ?? 'test',
      keepalive: options.keepalive ?? 0, username: options.username, password: Buffer.from(options.password),
      ...(options.will ? { will: { ...options.will, payload: Buffer.from(options.will.payload), qos: options.will.qos ?? 1, retain: options.will.retain ?? false } } : {}),
    });
    await Promise.race([client.next((packet) => packet.cmd === 'connack'), client.whenClosed()]);
    return client;
  }

  get connackCode(): number | undefined {
    const connack = this.packets.find((packet) => packet.cmd === 'connack');
    return connack?.cmd === 'connack' ? connack.returnCode : undefined;
  }

  send(packet: Packet): void {
    this.socket.write(generate(packet));
  }

  publish(topic: string, payload: string | Buffer, options: { messageId?: number; qos?: 0 | 1 | 2; dup?: boolean; retain?: boolean } = {}): void {
    const packet: IPublishPacket = {
      cmd: 'publish', topic, payload, qos: options.qos ?? 1, dup: options.dup ?? false, retain: options.retain ?? false,
      ...((options.qos ?? 1) > 0 ? { messageId: options.messageId ?? 1 } : {}),
    };
    this.send(packet);
  }

  /** Publishes at QoS 1 and waits for the PUBACK. */
  async publishAcknowledged(topic: string, payload: string | Buffer, messageId: number, options: { dup?: boolean; retain?: boolean } = {}): Promise<void> {
    this.publish(topic, payload, { ...options, messageId });
    await this.next((packet) => packet.cmd === 'puback' && packet.messageId === messageId);
  }

  /** Subscribes to one filter; answers the granted QoS, 128 when refused. */
  async subscribe(topic: string, messageId: number, qos: 0 | 1 | 2 = 0): Promise<number> {
    this.send({ cmd: 'subscribe', messageId, subscriptions: [{ topic, qos }] });
    const suback = await this.next((packet) => packet.cmd === 'suback' && packet.messageId === messageId);
    return suback.cmd === 'suback' ? (suback.granted[0] as number) : 128;
  }

  /** Every message received so far. */
  received(): IPublishPacket[] {
    return this.packets.filter((packet): packet is IPublishPacket => packet.cmd === 'publish');
  }

  /** The first packet, past or future, that passes; rejects when the connection closes before. */
  next(test: (packet: Packet) => boolean, timeoutMillis = 60_000): Promise<Packet> {
    const known = this.packets.find(test);
    if (known) return Promise.resolve(known);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('no such packet in time')), timeoutMillis);
      this.waiting.push({ test, resolve: (packet) => { clearTimeout(timer); resolve(packet); } });
      this.onClose.push(() => { clearTimeout(timer); reject(new Error('connection closed')); });
    });
  }

  whenClosed(): Promise<void> {
    return this.closed ? Promise.resolve() : new Promise((resolve) => this.onClose.push(resolve));
  }

  close(): void {
    this.socket.destroy();
  }

  private receive(packet: Packet): void {
    this.packets.push(packet);
    this.onPacket(packet);
    for (const [index, waiter] of [...this.waiting.entries()].reverse()) {
      if (!waiter.test(packet)) continue;
      this.waiting.splice(index, 1);
      waiter.resolve(packet);
    }
  }
}
