import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { generate, parser } from 'mqtt-packet';
import type { IConnectPacket, Packet } from 'mqtt-packet';

const PATIENCE_MILLIS = 60_000;

interface Waiter {
  readonly isWanted: (packet: Packet) => boolean;
  readonly resolve: (packet: Packet) => void;
}

/** An MQTT client that does what it is told, rules of the protocol or not. */
export class RawClient {
  readonly packets: Packet[] = [];
  isClosed = false;
  private readonly waiters: Waiter[] = [];
  private readonly closed: Promise<void>;

  private constructor(readonly socket: Socket) {
    const reader = parser();
    reader.on('packet', (packet) => this.take(packet));
    socket.on('data', (chunk) => void reader.parse(chunk));
    socket.on('error', () => undefined);
    this.closed = new Promise((resolve) => {
      socket.on('close', () => {
        this.isClosed = true;
        resolve();
      });
    });
  }

  static async open(port: number): Promise<RawClient> {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true });
    const client = new RawClient(socket);
    await new Promise<void>((resolve, reject) => socket.once('connect', () => resolve()).once('error', reject));
    return client;
  }

  /** Connects as `{project}/{device}` and waits for the answer: its return code. */
  static async connected(port: number, username: string, over: Partial<IConnectPacket> = {}): Promise<RawClient> {
    const client = await RawClient.open(port);
    const code = await client.connect(username, over);
    if (code !== 0) throw new Error(`CONNACK ${String(code)}`);
    return client;
  }

  async connect(username: string | undefined, over: Partial<IConnectPacket> = {}): Promise<number | undefined> {
    this.send(connectPacket(username, over));
    const answer = await this.next('connack');
    return answer.cmd === 'connack' ? answer.returnCode : undefined;
  }

  send(packet: Packet): void {
    this.socket.write(generate(packet));
  }

  sendBytes(bytes: Buffer): void {
    this.socket.write(bytes);
  }

  publish(topic: string, over: { qos?: 0 | 1 | 2; messageId?: number; payload?: string | Buffer; retain?: boolean; dup?: boolean } = {}): void {
    this.send(publishPacket(topic, over));
  }

  /** The next packet of a kind, whether it has come or is to come. */
  next(cmd: Packet['cmd']): Promise<Packet> {
    const isWanted = (packet: Packet): boolean => packet.cmd === cmd;
    const at = this.packets.findIndex(isWanted);
    if (at >= 0) return Promise.resolve(this.packets.splice(at, 1)[0] as Packet);
    return within(new Promise((resolve) => this.waiters.push({ isWanted, resolve })), `no ${cmd}`);
  }

  whenClosed(): Promise<void> {
    return within(this.closed, 'still open');
  }

  count(cmd: Packet['cmd']): number {
    return this.packets.filter((packet) => packet.cmd === cmd).length;
  }

  end(): void {
    this.socket.destroy();
  }

  private take(packet: Packet): void {
    const at = this.waiters.findIndex(({ isWanted }) => isWanted(packet));
    if (at >= 0) (this.waiters.splice(at, 1)[0] as Waiter).resolve(packet);
    else this.packets.push(packet);
  }
}

export const connectPacket = (username: string | undefined, over: Partial<IConnectPacket> = {}): IConnectPacket => ({
  cmd: 'connect', protocolId: 'MQTT', protocolVersion: 4, clean: true, clientId: 'c1', keepalive: 60,
  ...(username === undefined ? {} : { username, password: Buffer.from('secret') }), ...over,
});

export const publishPacket = (
  topic: string,
  over: { qos?: 0 | 1 | 2; messageId?: number; payload?: string | Buffer; retain?: boolean; dup?: boolean } = {},
): Packet => {
  const { qos = 1, messageId = 1, payload = '{}', retain = false, dup = false } = over;
  return { cmd: 'publish', topic, payload, qos, retain, dup, ...(qos > 0 ? { messageId } : {}) };
};

export const pause = (millis: number): Promise<void> => new Promise((resolve) => void setTimeout(resolve, millis));

/** Waits until `condition` holds. */
export async function until(condition: () => boolean, what: string): Promise<void> {
  const deadline = performance.now() + PATIENCE_MILLIS;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`never: ${what}`);
    await pause(5);
  }
}

async function within<T>(promise: Promise<T>, what: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(what)), PATIENCE_MILLIS);
  });
  try {
    return await Promise.race([promise, late]);
  } finally {
    clearTimeout(timer);
  }
}
