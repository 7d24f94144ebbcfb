import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Plugin } from 'vite';
import { MockApi } from './mock-api.js';

/** The policy of the platform: what breaks under it must break while developing. */
const POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

/** Answers `/api` from made-up data: `vite --mode mock` while developing, `vite preview --mode mock` for the tests. */
export function mockApi(): Plugin {
  const api = new MockApi();
  const serve = (request: IncomingMessage, response: ServerResponse, next: () => void): void => void respond(api, request, response, next);
  return {
    name: 'yanshou-mock-api',
    configureServer: (server) => void server.middlewares.use(serve),
    configurePreviewServer: (server) => {
      server.middlewares.use((_, response, next) => {
        response.setHeader('content-security-policy', POLICY);
        next();
      });
      server.middlewares.use(serve);
    },
  };
}

const PREFIX = '/api/v1';

async function respond(api: MockApi, request: IncomingMessage, response: ServerResponse, next: () => void): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://mock');
  if (!pathname.startsWith(PREFIX)) return next();
  const { status, body } = api.answer({ method: request.method ?? 'GET', path: pathname.slice(PREFIX.length), query: searchParams, body: await bodyOf(request) });
  response.writeHead(status, { 'content-type': status < 400 ? 'application/json' : 'application/problem+json' });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}

async function bodyOf(request: IncomingMessage): Promise<Record<string, unknown>> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const text = Buffer.concat(chunks).toString('utf8');
  return text === '' || request.headers['content-type'] !== 'application/json' ? {} : (JSON.parse(text) as Record<string, unknown>);
}
