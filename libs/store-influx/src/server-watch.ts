import { connect } from 'node:net';
import type { Socket } from 'node:net';

const CONNECT_MILLIS = 5_000;
const KEEP_ALIVE_MILLIS = 30_000;

/**
 * Notices that a server ended, though it be back before anything is asked of it: an idle connection does not outlive the
 * process at its other end. One that is closed for another reason costs a look at what the server has.
 */
export class ServerWatch {
  private socket: Socket | undefined;
  private closed = false;
  private opened = 0;

  constructor(private readonly url: string) {}

  /** Whether the server has been there since the call before; else it is watched from now on, if it is there. */
  async isSteady(): Promise<boolean> {
    if (this.socket?.destroyed === false) return true;
    const socket = await opened(new URL(this.url));
    if (this.closed) socket?.destroy();
    else this.socket = socket;
    this.opened += 1;
    return false;
  }

  /** How often it was not: for a server that does not say when it was started. */
  get interruptions(): number {
    return this.opened;
  }

  close(): void {
    this.closed = true;
    this.socket?.destroy();
  }
}

function opened({ hostname, port, protocol }: URL): Promise<Socket | undefined> {
  return new Promise((resolve) => {
    const host = hostname.replace(/^\[|\]$/g, '');
    const socket = connect({ host, port: Number(port) || (protocol === 'https:' ? 443 : 80), timeout: CONNECT_MILLIS, keepAlive: true, keepAliveInitialDelay: KEEP_ALIVE_MILLIS });
    // Nothing comes; but only who reads learns of the end.
    socket.unref().resume();
    socket.once('connect', () => resolve(socket.setTimeout(0)));
    socket.once('timeout', () => socket.destroy());
    socket.on('error', () => undefined);
    socket.once('close', () => resolve(undefined));
  });
}
