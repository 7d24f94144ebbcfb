import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { generate, parser } from 'mqtt-packet';
import type { IPublishPacket, Packet } from 'mqtt-packet';

/** A bare MQTT 3.1.1 client that keeps no secrets: every packet it gets is in `packets`, nothing is answered by itself. */
export class RawClient {
  readonly packets: Packet[] = [];
  closed = false;
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
  static async open(port: number, options: { username: string; password: string; clientId?: string; clean?: boolean; keepalive?: number }): Promise<RawClient> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const client = new RawClient(socket);
    client.send({
      cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: options.clean ?? true, clientId: options.clientId ?? 'test',
      keepalive: options.keepalive ?? 60, username: options.username, password: Buffer.from(options.password),
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

  /** The first packet, past or future, that passes; rejects when the connection closes before. */
  next(test: (packet: Packet) => boolean, timeoutMillis = 10_000): Promise<Packet> {
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
    for (const [index, waiter] of [...this.waiting.entries()].reverse()) {
      if (!waiter.test(packet)) continue;
      this.waiting.splice(index, 1);
      waiter.resolve(packet);
    }
  }
}
