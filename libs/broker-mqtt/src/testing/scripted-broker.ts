import { createServer } from 'node:net';
import type { AddressInfo, Server, Socket } from 'node:net';
import { generate, parser } from 'mqtt-packet';
import type { IConnackPacket, IConnectPacket, IPubackPacket, Packet } from 'mqtt-packet';

export interface Script {
  /** What CONNECT is answered with; undefined: nothing at all; `hang-up`: the connection is closed. */
  connack?: (packet: IConnectPacket, visit: number) => Partial<IConnackPacket> | 'hang-up' | undefined;
  /** Reason code for every filter of SUBSCRIBE. */
  granted?: number;
  /** False: PINGREQ is not answered. */
  pings?: boolean;
}

/** The broker's end of one connection. */
export class Visit {
  readonly packets: Packet[] = [];
  isClosed = false;

  constructor(readonly socket: Socket, readonly version: 4 | 5) {
    socket.on('close', () => (this.isClosed = true));
    socket.on('error', () => undefined);
  }

  send(packet: Packet): void {
    this.socket.write(generate(packet, { protocolVersion: this.version }));
  }

  publish(topic: string, payload: string | Buffer, messageId: number, dup = false): void {
    this.send({ cmd: 'publish', topic, payload, qos: messageId === 0 ? 0 : 1, dup, retain: false, ...(messageId === 0 ? {} : { messageId }) });
  }

  acknowledged(): number[] {
    return this.packets.filter((packet): packet is IPubackPacket => packet.cmd === 'puback').map(({ messageId }) => messageId ?? 0);
  }

  count(cmd: Packet['cmd']): number {
    return this.packets.filter((packet) => packet.cmd === cmd).length;
  }
}

/** A broker that answers as a test says, and does nothing by itself. */
export class ScriptedBroker {
  readonly visits: Visit[] = [];

  private constructor(private readonly server: Server, private readonly script: Script, private readonly version: 4 | 5) {
    server.on('connection', (socket) => this.welcome(socket));
  }

  static async start(script: Script = {}, version: 4 | 5 = 5): Promise<ScriptedBroker> {
    const server = createServer();
    const broker = new ScriptedBroker(server, script, version);
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    return broker;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  get last(): Visit {
    const visit = this.visits.at(-1);
    if (visit === undefined) throw new Error('nobody came');
    return visit;
  }

  async stop(): Promise<void> {
    for (const { socket } of this.visits) socket.destroy();
    await new Promise<void>((resolve) => void this.server.close(() => resolve()));
  }

  private welcome(socket: Socket): void {
    const visit = new Visit(socket, this.version);
    this.visits.push(visit);
    const incoming = parser({ protocolVersion: 5 });
    incoming.on('packet', (packet) => {
      visit.packets.push(packet);
      this.answer(visit, packet);
    });
    socket.on('data', (chunk: Buffer) => incoming.parse(chunk));
  }

  private answer(visit: Visit, packet: Packet): void {
    const { granted = 1, pings = true } = this.script;
    if (packet.cmd === 'connect') this.admit(visit, packet);
    if (packet.cmd === 'subscribe') visit.send({ cmd: 'suback', messageId: packet.messageId ?? 0, granted: packet.subscriptions.map(() => granted) });
    // 0x11: no subscription existed.
    if (packet.cmd === 'unsubscribe') visit.send({ cmd: 'unsuback', messageId: packet.messageId ?? 0, granted: packet.unsubscriptions.map(() => 0x11) });
    if (packet.cmd === 'pingreq' && pings) visit.send({ cmd: 'pingresp' });
  }

  private admit(visit: Visit, packet: IConnectPacket): void {
    const said = this.script.connack === undefined ? {} : this.script.connack(packet, this.visits.length);
    if (said === 'hang-up') visit.socket.end();
    else if (said !== undefined) visit.send({ cmd: 'connack', reasonCode: 0, returnCode: 0, sessionPresent: false, ...said });
  }
}
