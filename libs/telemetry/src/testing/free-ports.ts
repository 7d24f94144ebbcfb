import { randomInt } from 'node:crypto';
import { createServer } from 'node:net';

/**
 * Above what only root may take and below what systems hand out (Linux from 32768, others from 49152). A port that was handed
 * out and given back may be the near end of somebody's connection by the time a server wants it, and of a client that looks
 * for it, connected to itself, while the server is away.
 */
const FIRST = 10_000;
const BEYOND = 32_768;
/** Test files that run beside one another have ports of their own: a server may take what it was promised a minute later. */
const SHARES = 8;
const SHARE = Math.floor((BEYOND - FIRST) / SHARES);
const promised = new Set<number>();

/** So many ports of the loopback, all different and none twice in a process, that nobody listens on: for servers that cannot be asked which they took, or come back to the same. */
export async function freePorts(count: number): Promise<number[]> {
  const first = FIRST + (Number(process.env.JEST_WORKER_ID ?? 1) % SHARES) * SHARE;
  const found: number[] = [];
  while (found.length < count) {
    const port = randomInt(first, first + SHARE);
    if (promised.has(port) || !(await isFree(port))) continue;
    promised.add(port);
    found.push(port);
  }
  return found;
}

export const freePort = async (): Promise<number> => (await freePorts(1))[0] as number;

function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, '127.0.0.1', () => void server.close(() => resolve(true)));
  });
}
