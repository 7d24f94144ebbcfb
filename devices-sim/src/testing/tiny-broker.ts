import type { AddressInfo, Socket } from 'node:net';
import { createServer } from 'node:net';

export interface ReceivedMessage {
  readonly topic: string;
  readonly payload: Buffer;
  readonly username: string | undefined;
  readonly duplicate: boolean;
}

export interface TinyBroker {
  readonly url: string;
  readonly received: readonly ReceivedMessage[];
  readonly connections: () => number;
  close(): Promise<void>;
}

export interface TinyBrokerOptions {
  /** CONNACK return code. */
  readonly connackCode?: number;
  /** No PUBACK at all. */
  readonly mute?: boolean;
}

/** As much of an MQTT 3.1.1 server as a publisher needs: CONNACK, PUBACK, PINGRESP. */
export async function startTinyBroker(options: TinyBrokerOptions = {}): Promise<TinyBroker> {
  const received: ReceivedMessage[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((socket) => {
    connections += 1;
    sockets.add(socket);
    serve(socket, received, options);
    socket.on('close', () => sockets.delete(socket));
    socket.on('error', () => socket.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `mqtt://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    connections: () => connections,
    close: () => new Promise((resolve) => {
      for (const socket of sockets) socket.destroy();
      server.close(() => resolve());
    }),
  };
}

function serve(socket: Socket, received: ReceivedMessage[], options: TinyBrokerOptions): void {
  let pending: Buffer = Buffer.alloc(0);
  let username: string | undefined;
  socket.on('data', (chunk) => {
    pending = Buffer.concat([pending, chunk]);
    for (let frame = nextFrame(pending); frame !== undefined; frame = nextFrame(pending)) {
      pending = pending.subarray(frame.length);
      const type = frame.header >> 4;
      if (type === 1) {
        username = usernameOf(frame.body);
        socket.write(Buffer.from([0x20, 2, 0, options.connackCode ?? 0]));
      } else if (type === 3) {
        const { packetId, ...message } = publishOf(frame.header, frame.body);
        received.push({ ...message, username });
        if (options.mute !== true) socket.write(Buffer.from([0x40, 2, packetId >> 8, packetId & 0xff]));
      } else if (type === 12) socket.write(Buffer.from([0xd0, 0]));
      else if (type === 14) socket.end();
    }
  });
}

function nextFrame(bytes: Buffer): { header: number; body: Buffer; length: number } | undefined {
  let [size, shift, at] = [0, 0, 1];
  for (; at < bytes.length; at += 1, shift += 7) {
    const byte = bytes[at] as number;
    size += (byte & 0x7f) << shift;
    if (byte < 0x80) {
      const start = at + 1;
      if (bytes.length < start + size) return undefined;
      return { header: bytes[0] as number, body: bytes.subarray(start, start + size), length: start + size };
    }
  }
  return undefined;
}

function usernameOf(body: Buffer): string | undefined {
  const flags = body[7] as number;
  if ((flags & 0x80) === 0) return undefined;
  const idLength = body.readUInt16BE(10);
  const at = 12 + idLength;
  return body.toString('utf8', at + 2, at + 2 + body.readUInt16BE(at));
}

function publishOf(header: number, body: Buffer): Omit<ReceivedMessage, 'username'> & { packetId: number } {
  const length = body.readUInt16BE(0);
  return {
    topic: body.toString('utf8', 2, 2 + length),
    packetId: body.readUInt16BE(2 + length),
    payload: Buffer.from(body.subarray(4 + length)),
    duplicate: (header & 8) !== 0,
  };
}
