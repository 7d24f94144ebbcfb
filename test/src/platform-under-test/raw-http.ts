import { request } from 'node:http';
import type { ApiAnswer } from './api-client.js';

export interface RawRequest {
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** What is sent of a body; `unfinished`: more is announced and never comes. */
  readonly body?: string;
  readonly unfinished?: boolean;
}

/** Sends a path as it is written: fetch would resolve `..`, `%2e` and much else before it leaves. */
export function rawRequest(http: string, path: string, { method = 'GET', headers = {}, body = '', unfinished = false }: RawRequest = {}): Promise<ApiAnswer> {
  return new Promise((resolve, reject) => {
    const sent = request(http, { method, path, headers }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => void chunks.push(chunk));
      response.on('end', () => {
        const bytes = Buffer.concat(chunks);
        resolve({ status: response.statusCode ?? 0, headers: headersOf(response.rawHeaders), bytes, text: bytes.toString('utf8') });
        if (unfinished) sent.destroy();
      });
    });
    sent.on('error', reject);
    if (body !== '') sent.write(body);
    if (unfinished) sent.flushHeaders();
    else sent.end();
  });
}

function headersOf(raw: readonly string[]): Headers {
  const headers = new Headers();
  for (let at = 0; at < raw.length; at += 2) headers.append(raw[at] ?? '', raw[at + 1] ?? '');
  return headers;
}
