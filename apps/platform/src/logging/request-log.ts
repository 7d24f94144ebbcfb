import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Durations, Tally } from '../health/tally.js';
import type { PlatformLogger } from '../runtime/logger.js';
import { beginCorrelated } from './correlation.js';
import { LogThrottle } from './log-throttle.js';
import { REQUEST_ID_HEADER, requestIdOf } from './request-id.js';
import { notesOf } from './request-notes.js';
import { doorOf } from './route-of.js';

export interface RequestLogParts {
  readonly log: PlatformLogger;
  readonly requests: Tally;
  readonly seconds: Durations;
  /** Monotonic milliseconds. */
  readonly now: () => number;
}

/**
 * Names every request, measures it, and writes its line: at debug, refusals at warn, faults at error. A line holds no
 * query, header or body, and a path only where it is one of the API's: what callers send may be a secret.
 */
export class RequestLog {
  private readonly warnings: LogThrottle;
  private readonly errors: LogThrottle;

  constructor(private readonly parts: RequestLogParts) {
    this.warnings = new LogThrottle(parts.now);
    this.errors = new LogThrottle(parts.now);
  }

  /** To stand before everything else that sees requests. */
  readonly handle = (request: IncomingMessage, response: ServerResponse, next: () => void): void => {
    const id = requestIdOf(request.headers);
    const from = this.parts.now();
    response.setHeader(REQUEST_ID_HEADER, id);
    const path = pathOf(request);
    // Whatever comes to nothing is closed too.
    response.once('close', () => {
      this.tell(request, response, { path, seconds: Math.round((this.parts.now() - from) * 1_000) / 1e6, id });
      end();
    });
    const end = beginCorrelated({ request: id }, next);
  };

  private tell({ method = '' }: IncomingMessage, response: ServerResponse, { path, seconds, id }: { path: string; seconds: number; id: string }): void {
    const { route: operation, ...notes } = notesOf(response);
    const route = operation ?? doorOf(path);
    const { statusCode: status } = response;
    this.parts.requests.add({ route, status: String(status) });
    this.parts.seconds.add({ route }, seconds);
    const line = { request: id, method: method.slice(0, 8), route, ...(operation === undefined ? {} : { path: path.slice(0, 256) }), status, seconds, ...notes, ...(response.writableFinished ? {} : { cut: true }) };
    this.write(line, route === 'health' || status < 400 ? 'debug' : status < 500 ? 'warn' : 'error');
  }

  private write(line: Readonly<Record<string, unknown>>, level: 'debug' | 'warn' | 'error'): void {
    const { log } = this.parts;
    if (level === 'debug') return log.debug(line, 'request');
    (level === 'warn' ? this.warnings : this.errors).pass((suppressed) => log[level]({ ...line, ...(suppressed > 0 ? { suppressed } : {}) }, 'request'));
  }
}

const pathOf = ({ url = '/' }: IncomingMessage): string => url.split('?', 1)[0] ?? '/';
