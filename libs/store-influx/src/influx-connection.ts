import { HttpError, InfluxDB } from '@influxdata/influxdb-client';
import type { SendOptions } from '@influxdata/influxdb-client';
import { systemClock } from '@yanshou/telemetry';
import type { Clock, Micros } from '@yanshou/telemetry';
import { serverUnavailable, storeClosed } from './influx-failures.js';
import type { InfluxLimits, InfluxSettings } from './influx-settings.js';

/** What a server answered, be it a refusal. */
export interface InfluxAnswer {
  readonly status: number;
  /** The server's own words where it refused; '' without any. */
  readonly text: string;
  readonly json: unknown;
  readonly header: (name: string) => string | undefined;
  readonly retryAfterSeconds: number;
}

export interface InfluxRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  readonly body?: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Only /write unpacks what it is sent. */
  readonly compress?: boolean;
  /** Longest wait, where it is not that for a query. */
  readonly timeoutMillis?: number;
}

/** What an answer told of the server's clock, to the second, between these two moments of ours. */
export interface ServedDate {
  readonly date: string;
  readonly asked: Micros;
  readonly answered: Micros;
}

/** Bodies above this are compressed. */
const GZIP_BYTES = 1_000;

/**
 * Requests to one server through the client's transport. The client's own writer is not used: it keeps lines in memory
 * and drops them when its buffer is full, when they are old, and on most refusals.
 */
export class InfluxConnection {
  private readonly transport;
  private readonly running = new Set<AbortController>();
  private closed = false;
  private last: ServedDate | undefined;

  constructor(settings: Pick<InfluxSettings, 'url'>, private readonly limits: InfluxLimits, private readonly clock: Clock = systemClock) {
    this.transport = new InfluxDB({ url: settings.url, timeout: limits.answerMillis }).transport;
  }

  /** Of the last answer that had one, whatever it answered. */
  get served(): ServedDate | undefined {
    return this.last;
  }

  /** Every answer is a value; throws only where there is none: `store-unavailable` (retryable) or `store-closed`. */
  async ask(path: string, request: InfluxRequest): Promise<InfluxAnswer> {
    let [status, headers] = [0, {} as Record<string, string | string[] | undefined>];
    const header = (name: string): string | undefined => headers[name]?.toString();
    const controller = this.begin();
    const { timeoutMillis = this.limits.answerMillis } = request;
    const timer = setTimeout(() => controller.abort(), timeoutMillis);
    const asked = this.clock.now();
    try {
      const json: unknown = await this.transport.request(path, request.body ?? '', { ...optionsOf(request), signal: controller.signal }, (all, code) => {
        [status, headers] = [code ?? 0, all];
      });
      return { status, text: typeof json === 'string' ? json : '', json, header, retryAfterSeconds: 0 };
    } catch (error) {
      if (!(error instanceof HttpError)) throw this.fault(error, controller.signal.aborted ? timeoutMillis : undefined);
      headers = error.headers ?? {};
      return { status: error.statusCode, text: wordsOf(error), json: error.json as unknown, header, retryAfterSeconds: error.retryAfter() };
    } finally {
      clearTimeout(timer);
      this.running.delete(controller);
      const date = header('date');
      if (date !== undefined) this.last = { date, asked, answered: this.clock.now() };
    }
  }

  /** Breaks off what is under way; later calls fail with `store-closed`. */
  close(): void {
    this.closed = true;
    for (const controller of this.running) controller.abort();
  }

  private begin(): AbortController {
    if (this.closed) throw storeClosed();
    const controller = new AbortController();
    this.running.add(controller);
    return controller;
  }

  private fault(error: unknown, timedOut: number | undefined): Error {
    if (this.closed) return storeClosed();
    if (timedOut !== undefined) return serverUnavailable(`no answer within ${timedOut / 1000} s`, error);
    return serverUnavailable(error instanceof Error && error.message !== '' ? error.message : String((error as { code?: unknown }).code ?? error), error);
  }
}

const optionsOf = ({ method, headers = {}, compress = false }: InfluxRequest): SendOptions =>
  ({ method, headers: { ...headers }, ...(compress ? { gzipThreshold: GZIP_BYTES } : {}) });

/** The message within a refusal, whichever of its fields a server uses. */
export function wordsOf({ json, body, statusMessage }: HttpError): string {
  const { error, message } = (json ?? {}) as { readonly error?: unknown; readonly message?: unknown };
  return [error, message, body, statusMessage].find((text): text is string => typeof text === 'string' && text !== '') ?? '';
}
