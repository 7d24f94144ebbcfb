import { createServer, request } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface FaultyProxy {
  readonly url: string;
  /** What is answered 503 and does not reach the server, by its path and query. */
  fails: (asked: string) => boolean;
  stop(): Promise<void>;
}

/** Stands before a server that has become too slow for some of what is asked. */
export async function startFaultyProxy(url: string): Promise<FaultyProxy> {
  const server = createServer((incoming, response) => void passOn(incoming, response));
  const passOn = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = Buffer.concat(await incoming.toArray() as Buffer[]);
    if (proxy.fails(`${incoming.url} ${incoming.url === '/query' ? new URLSearchParams(body.toString()).get('q') : ''}`)) return void response.writeHead(503).end('timeout');
    const asked = request(new URL(incoming.url ?? '/', url), { method: incoming.method, headers: incoming.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    asked.on('error', () => response.destroy());
    asked.end(body);
  };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: FaultyProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, fails: () => false,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return proxy;
}
