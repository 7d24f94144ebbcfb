import type { Request } from 'express';
import { SESSION_COOKIE } from './session-cookie.js';

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Whether a request that changes something comes from our own pages. Browsers say so by Sec-Fetch-Site, else by Origin;
 * what carries our cookie and says neither is refused. A token in a header is no cookie: no page can add it.
 */
export function isSameOrigin(request: Pick<Request, 'method' | 'headers'>): boolean {
  if (SAFE.has(request.method) || request.headers.authorization !== undefined) return true;
  const site = request.headers['sec-fetch-site'];
  if (site !== undefined) return site === 'same-origin' || site === 'none';
  const { origin } = request.headers;
  if (origin !== undefined) return isHost(origin, request.headers.host);
  return !(request.headers.cookie ?? '').includes(`${SESSION_COOKIE}=`);
}

/** An origin that names no host (`null`, a file) is nobody's, even of a request that names none either. */
function isHost(origin: string, host: string | undefined): boolean {
  return host !== undefined && host !== '' && URL.canParse(origin) && new URL(origin).host === host;
}
