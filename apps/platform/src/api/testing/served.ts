import { createServer, request as httpRequest } from 'node:http';
import type { IncomingHttpHeaders, Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import type { RequestHandler } from 'express';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly text: string;
}

export interface Sent {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Buffer;
}

/** Handlers behind a port of their own, in an application that is set up as the platform's is. */
export class Served {
  private constructor(private readonly server: Server) {}

  static async of(...handlers: readonly RequestHandler[]): Promise<Served> {
    const app = express();
    app.disable('x-powered-by');
    app.disable('etag');
    app.use(...handlers);
    const server = createServer(app);
    await new Promise<void>((resolve) => void server.listen(0, '127.0.0.1', resolve));
    return new Served(server);
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  /** The path goes out as it is: nothing in it is resolved or encoded. */
  send(path: string, { method = 'GET', headers = {}, body }: Sent = {}): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const request = httpRequest({ port: this.port, host: '127.0.0.1', path, method, headers }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => void chunks.push(chunk));
        response.once('error', reject);
        response.once('end', () => resolve({ status: response.statusCode ?? 0, headers: response.headers, text: Buffer.concat(chunks).toString('utf8') }));
      });
      request.once('error', reject);
      request.end(body);
    });
  }

  close(): void {
    this.server.close();
    this.server.closeAllConnections();
  }
}
