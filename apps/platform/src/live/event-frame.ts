/** One event of a stream (WHATWG HTML, server-sent events). */
export interface StreamEvent {
  readonly event: string;
  /** JSON: it has no line ends of its own, and each of a text's is escaped in it. */
  readonly data: string;
  /** What a client sends back as Last-Event-ID; without one it keeps the one before. */
  readonly id?: string | undefined;
}

/** Bytes that a client reads as the event; whatever line ends the data has are those of several `data` lines. */
export function eventFrame({ event, data, id }: StreamEvent): string {
  const lines = data.split(/\r\n|\r|\n/).map((line) => `data: ${line}\n`).join('');
  return `event: ${event}\n${id === undefined ? '' : `id: ${id}\n`}${lines}\n`;
}

/** Moves what a client sends back, without an event. */
export const idFrame = (id: string): string => `id: ${id}\n\n`;

/** Keeps proxies from closing a connection that is silent. */
export const HEARTBEAT = ': \n\n';

/** How long a client waits before it comes back, in milliseconds. */
export const retryFrame = (millis: number): string => `retry: ${millis}\n\n`;
