import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** Nothing that could begin another line or mark-up, and no longer than ids are. */
const GIVEN = /^[A-Za-z0-9][A-Za-z0-9._-]{7,63}$/;
/** W3C Trace Context, https://www.w3.org/TR/trace-context/#traceparent-header: version, trace id, parent id, flags. */
const TRACE = /^[0-9a-f]{2}-(?!0{32})([0-9a-f]{32})-(?!0{16})[0-9a-f]{16}-[0-9a-f]{2}$/;

export const REQUEST_ID_HEADER = 'x-request-id';

/** The id that the caller gave its request, or the trace that it belongs to; a new one where neither can be used. */
export function requestIdOf(headers: IncomingHttpHeaders): string {
  const given = headers[REQUEST_ID_HEADER];
  if (typeof given === 'string' && GIVEN.test(given)) return given;
  const { traceparent } = headers;
  return (typeof traceparent === 'string' ? TRACE.exec(traceparent)?.[1] : undefined) ?? randomUUID();
}
