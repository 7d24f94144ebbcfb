import { createServer } from 'node:http';
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { gunzipSync } from 'node:zlib';

export interface FakeRequest {
  readonly method: string;
  readonly path: string;
  readonly body: string;
  readonly headers: IncomingMessage['headers'];
}

/** What to answer; `cut` breaks the connection off, `silent` never answers. */
export type FakeAnswer = { readonly status: number; readonly body?: unknown; readonly headers?: Readonly<Record<string, string>> } | 'cut' | 'silent';

export interface FakeInflux {
  readonly url: string;
  /** Everything it was asked, in order. */
  readonly requests: FakeRequest[];
  stop(): Promise<void>;
}

/** An HTTP server that answers by a function: for what a real one does only on a bad day. */
export async function startFakeInflux(answer: (request: FakeRequest) => FakeAnswer): Promise<FakeInflux> {
  const requests: FakeRequest[] = [];
  const sockets = new Set<Socket>();
  const server = createServer((incoming, response) => {
    const pieces: Buffer[] = [];
    incoming.on('data', (piece: Buffer) => pieces.push(piece));
    incoming.on('end', () => {
      const bytes = Buffer.concat(pieces);
      const body = (incoming.headers['content-encoding'] === 'gzip' ? gunzipSync(bytes) : bytes).toString();
      const request = { method: incoming.method ?? '', path: incoming.url ?? '', body, headers: incoming.headers };
      requests.push(request);
      reply(response, answer(request));
    });
  });
  server.on('connection', (socket) => {
    sockets.add(socket);
    socket.once('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests, stop: () => stop(server, sockets) };
}

function reply(response: ServerResponse, answer: FakeAnswer): void {
  if (answer === 'silent') return;
  if (answer === 'cut') {
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
    response.write('{"results":[');
    setTimeout(() => response.destroy(), 5);
    return;
  }
  const { status, body, headers = {} } = answer;
  response.writeHead(status, { ...(typeof body === 'object' ? { 'content-type': 'application/json' } : {}), ...headers });
  response.end(body === undefined ? undefined : typeof body === 'string' ? body : JSON.stringify(body));
}

function stop(server: Server, sockets: ReadonlySet<Socket>): Promise<void> {
  for (const socket of sockets) socket.destroy();
  return new Promise((resolve) => server.close(() => resolve()));
}
