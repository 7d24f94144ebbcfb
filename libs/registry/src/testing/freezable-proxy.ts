import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A way to a server of this machine that can fall silent: it goes on accepting, and nothing passes in either direction. */
export interface FreezableProxy {
  readonly port: number;
  freeze(): void;
  /** Goes on with what was held, and with new connections. */
  thaw(): void;
  stop(): Promise<void>;
}

export async function startFreezableProxy(target: number): Promise<FreezableProxy> {
  const sockets = new Set<Socket>();
  let frozen = false;
  const halt = (socket: Socket): void => void (frozen ? socket.pause() : socket.resume());
  const server = createServer((near) => {
    const far = connect(target, '127.0.0.1');
    for (const [socket, other] of [[near, far], [far, near]] as const) {
      sockets.add(socket);
      socket.on('data', (bytes) => void other.write(bytes));
      socket.on('close', () => {
        sockets.delete(socket);
        other.destroy();
      });
      socket.on('error', () => socket.destroy());
      halt(socket);
    }
  });
  const set = (silent: boolean): void => {
    frozen = silent;
    for (const socket of sockets) halt(socket);
  };
  await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
  return {
    port: (server.address() as AddressInfo).port, freeze: () => set(true), thaw: () => set(false),
    stop: async () => {
      for (const socket of sockets) socket.destroy();
      await new Promise<void>((resolve) => void server.close(() => resolve()));
    },
  };
}
