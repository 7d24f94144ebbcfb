import { createServer, request } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface DatedProxy {
  readonly url: string;
  /** Milliseconds by which the server behind it seems to be ahead. */
  ahead: number;
  stop(): Promise<void>;
}

/** Stands before a server and changes what its answers say of its clock, and nothing else. */
export async function startDatedProxy(url: string): Promise<DatedProxy> {
  const server = createServer((incoming, response) => {
    const asked = request(new URL(incoming.url ?? '/', url), { method: incoming.method, headers: incoming.headers }, (answer) => {
      const date = new Date(Date.parse(answer.headers.date ?? '') + proxy.ahead).toUTCString();
      response.writeHead(answer.statusCode ?? 502, { ...answer.headers, date });
      answer.pipe(response);
    });
    asked.on('error', () => response.destroy());
    incoming.pipe(asked);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const proxy: DatedProxy = {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, ahead: 0,
    stop: () => {
      server.closeAllConnections();
      return new Promise((resolve) => server.close(() => resolve()));
    },
  };
  return proxy;
}
