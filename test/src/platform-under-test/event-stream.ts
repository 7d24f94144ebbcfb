import { request } from 'node:http';
import type { ClientRequest, IncomingMessage } from 'node:http';
import { API_PREFIX } from '@yanshou/api-schema';
import type { ApiClient } from './api-client.js';
import { until } from './until.js';

/** An event as a browser's EventSource would dispatch it. */
export interface HeardEvent {
  readonly event: string;
  readonly id: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** Reads a stream by the rules of WHATWG HTML 9.2.6, however its bytes are cut. */
export class EventParser {
  lastId = '';
  retry: number | undefined;
  readonly comments: string[] = [];
  private rest = '';
  private event = '';
  private data: string[] = [];

  constructor(private readonly onEvent: (event: { readonly event: string; readonly id: string; readonly data: string }) => void) {}

  push(text: string): void {
    const lines = (this.rest + text).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.line(line);
  }

  private line(line: string): void {
    if (line === '') return this.dispatch();
    const [, field = '', value = ''] = /^([^:]*):? ?(.*)$/s.exec(line) ?? [];
    if (line.startsWith(':')) this.comments.push(line);
    else if (field === 'event') this.event = value;
    else if (field === 'id') this.lastId = value;
    else if (field === 'retry') this.retry = Number(value);
    else if (field === 'data') this.data.push(value);
  }

  private dispatch(): void {
    if (this.data.length > 0) this.onEvent({ event: this.event, id: this.lastId, data: this.data.join('\n') });
    [this.event, this.data] = ['', []];
  }
}

export interface StreamOptions {
  readonly query: Readonly<Record<string, string>>;
  readonly lastId?: string;
}

/** A client that holds a stream open and remembers what it heard. */
export class EventStream {
  readonly heard: HeardEvent[] = [];
  isEnded = false;
  private readonly parser = new EventParser(({ event, id, data }) => void this.heard.push({ event, id, data: JSON.parse(data) as HeardEvent['data'] }));

  private constructor(private readonly asked: ClientRequest, readonly answer: IncomingMessage) {
    answer.setEncoding('utf8');
    answer.on('data', (text: string) => this.parser.push(text));
    for (const end of ['end', 'close', 'error']) answer.on(end, () => (this.isEnded = true));
  }

  /** Resolves with the head of the answer, whatever it is. */
  static open({ http, credential }: Pick<ApiClient, 'http' | 'credential'>, { query, lastId }: StreamOptions): Promise<EventStream> {
    const url = `${http}${API_PREFIX}/stream?${new URLSearchParams(query).toString()}`;
    return new Promise((resolve, reject) => {
      const asked = request(url, { headers: { ...credential, accept: 'text/event-stream', ...(lastId === undefined ? {} : { 'last-event-id': lastId }) }, agent: false });
      asked.once('response', (answer) => resolve(new EventStream(asked, answer)));
      asked.once('error', reject);
      asked.end();
    });
  }

  get lastId(): string {
    return this.parser.lastId;
  }

  get retry(): number | undefined {
    return this.parser.retry;
  }

  of(event: string): readonly HeardEvent[] {
    return this.heard.filter((one) => one.event === event);
  }

  /** Resolves with the events once they are as wanted. */
  async until(wanted: (stream: EventStream) => boolean, withinMillis = 60_000): Promise<readonly HeardEvent[]> {
    await until(() => wanted(this), withinMillis);
    return this.heard;
  }

  /** Once what is stored is told. */
  async ready(): Promise<this> {
    await this.until(({ heard }) => heard.some(({ event }) => event === 'ready'));
    return this;
  }

  pause(): void {
    this.answer.pause();
  }

  resume(): void {
    this.answer.resume();
  }

  close(): void {
    this.asked.destroy();
  }
}
