import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { generate, parser } from 'mqtt-packet';
import type { IPublishPacket, Packet } from 'mqtt-packet';
import { until } from './until.js';

export interface DeviceClientOptions {
  readonly username?: string;
  readonly password?: string;
  readonly clientId?: string;
  /** MQTT 5 says with every PUBACK whether the message was let in; 3.1.1 cannot. Default 5. */
  readonly version?: 4 | 5;
  /** False, with 3.1.1: the broker keeps the session. Default true. */
  readonly clean?: boolean;
  /** What the broker publishes, with QoS 1, when the connection breaks. */
  readonly will?: { readonly topic: string; readonly payload: string };
}

/** A device at an external broker, packet by packet. */
export class DeviceClient {
  readonly packets: Packet[] = [];
  isClosed = false;
  private nextId = 0;

  private constructor(private readonly socket: Socket, private readonly version: 4 | 5) {
    const incoming = parser({ protocolVersion: version });
    incoming.on('packet', (packet) => this.receive(packet));
    socket.on('data', (chunk: Buffer) => incoming.parse(chunk));
    socket.on('error', () => undefined);
    socket.on('close', () => (this.isClosed = true));
  }

  /** Connects and waits for the CONNACK, whatever it says, or the end. */
  static async open(port: number, { username, password, clientId = 'device', version = 5, clean = true, will }: DeviceClientOptions = {}): Promise<DeviceClient> {
    const client = new DeviceClient(connect({ port, host: '127.0.0.1', noDelay: true }), version);
    client.send({
      cmd: 'connect', protocolId: 'MQTT', protocolVersion: version, clean, clientId, keepalive: 60,
      ...(username === undefined ? {} : { username }), ...(password === undefined ? {} : { password: Buffer.from(password) }),
      ...(will === undefined ? {} : { will: { topic: will.topic, payload: Buffer.from(will.payload), qos: 1, retain: false } }),
    });
    await until(() => client.packets.length > 0 || client.isClosed, 'CONNACK');
    return client;
  }

  get isAdmitted(): boolean {
    const [connack] = this.packets;
    return connack?.cmd === 'connack' && (connack.reasonCode ?? connack.returnCode) === 0;
  }

  /** With QoS 0: nothing tells whether it was let in. */
  publishUnacknowledged(topic: string, payload: string): void {
    this.send({ cmd: 'publish', topic, payload, qos: 0, dup: false, retain: false });
  }

  /** Publishes and waits for the acknowledgement; answers its reason code, undefined when the connection ends instead. */
  async publish(topic: string, payload: string | Buffer, { qos = 1, retain = false }: { qos?: 1 | 2; retain?: boolean } = {}): Promise<number | undefined> {
    const messageId = (this.nextId = (this.nextId % 65_535) + 1);
    this.send({ cmd: 'publish', topic, payload, qos, dup: false, retain, messageId });
    return this.answer(['puback', 'pubrec'], messageId, qos === 2);
  }

  /** Answers the granted QoS, 128 or more when refused. */
  async subscribe(topic: string): Promise<number> {
    const messageId = (this.nextId += 1);
    this.send({ cmd: 'subscribe', messageId, subscriptions: [{ topic, qos: 1 }] });
    await until(() => this.isClosed || this.packets.some((packet) => packet.cmd === 'suback' && packet.messageId === messageId), 'SUBACK');
    const suback = this.packets.find((packet) => packet.cmd === 'suback' && packet.messageId === messageId);
    return suback?.cmd === 'suback' ? Number(suback.granted[0]) : 128;
  }

  received(): IPublishPacket[] {
    return this.packets.filter((packet): packet is IPublishPacket => packet.cmd === 'publish');
  }

  send(packet: Packet): void {
    this.socket.write(generate(packet, { protocolVersion: this.version }));
  }

  close(): void {
    this.socket.destroy();
  }

  private receive(packet: Packet): void {
    this.packets.push(packet);
    if (packet.cmd === 'pubrec' && Number(packet.reasonCode ?? 0) < 0x80) this.send({ cmd: 'pubrel', messageId: packet.messageId ?? 0 });
    if (packet.cmd === 'publish' && packet.qos === 1) this.send({ cmd: 'puback', messageId: packet.messageId ?? 0 });
  }

  private async answer(kinds: readonly Packet['cmd'][], messageId: number, isReleased: boolean): Promise<number | undefined> {
    const isIt = (packet: Packet): boolean => packet.messageId === messageId && (kinds.includes(packet.cmd) || (isReleased && packet.cmd === 'pubcomp'));
    await until(() => this.isClosed || this.packets.some(isIt), 'an acknowledgement');
    const at = this.packets.findIndex(isIt);
    const [packet] = at < 0 ? [] : this.packets.splice(at, 1);
    return packet === undefined ? undefined : Number((packet as { reasonCode?: number }).reasonCode ?? 0);
  }
}
